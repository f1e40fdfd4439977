//! A commissioner's starter text is offered to drafts of its kinds, until it is withdrawn.

use super::{TemplateOf, Templates, WithdrawTemplate, WriteTemplate};
use crate::{
    Refusal,
    agreement::{read::DraftingOf, story::Memorandum},
    list::Place,
    story::World,
};

const OWN: &str =
    "%% title: Our memorandum\n%% kinds: memorandum\n\n## Purpose\n\n%% Say why.\n\nWe do this because …\n";

crate::story!(a_starter_text_of_a_commissioner_is_offered_until_it_is_withdrawn, async |world: World| {
    let memorandum = Memorandum::drafted(&world).await;
    let (lead, register) = (memorandum.commissioner.clone(), &world.register);
    let write = |existing, text: &str| WriteTemplate { existing, text: text.into() };
    let offered = async || {
        let drafting = register.read(&lead.viewer, &DraftingOf(memorandum.agreement.clone())).await.unwrap();
        drafting.templates.into_iter().map(|one| one.title).collect::<Vec<_>>()
    };
    let shipped = offered().await;
    assert!(matches!(register.change(&lead, &write(None, "## No title\n")).await, Err(Refusal::Invalid(_))));
    assert!(matches!(register.change(&memorandum.partner, &write(None, OWN)).await, Err(Refusal::Forbidden { .. })));
    let id = register.change(&lead, &write(None, OWN)).await.unwrap();
    assert_eq!(offered().await, [shipped.clone(), vec!["Our memorandum".into()]].concat());
    let named = OWN.replace("Our memorandum", "The council’s memorandum");
    register.change(&lead, &write(Some((id, 1)), &named)).await.unwrap();
    assert!(matches!(register.change(&lead, &write(Some((id, 1)), OWN)).await, Err(Refusal::Stale { .. })));
    let listed = register.list(&lead.viewer, &Templates, &Place::First).await.unwrap().rows;
    assert_eq!((listed.len(), listed[0].title.as_str()), (1, "The council’s memorandum"));
    register.change(&lead, &WithdrawTemplate { template: id, seen: 2 }).await.unwrap();
    assert_eq!(offered().await, shipped);
    assert!(register.read(&lead.viewer, &TemplateOf(id)).await.unwrap().withdrawn);
    let other = OWN.replace("kinds: memorandum", "kinds: police");
    register.change(&lead, &write(None, &other)).await.unwrap();
    assert_eq!(offered().await, shipped, "of another kind");
});
