//! A clause of another agreement is used again, and where it came from stays known.

use super::{ClauseToReuse, ClausesToReuse, OriginsOf, ReuseClause, Source};
use crate::{
    Refusal,
    access::{Role, Viewer},
    agreement::{
        Kind,
        deeds::{CreateAgreement, SaveText},
        read::{At, TextOf},
        story::Memorandum,
    },
    list::Place,
    story::World,
    values::Reference,
};

async fn another(world: &World, memorandum: &Memorandum) -> Reference {
    let new = CreateAgreement {
        title: "Protocol 2015/16".into(),
        kind: Kind::Police,
        year: "2015/16".parse().unwrap(),
        binding: false,
        coordinator: None,
        starts: None,
        ends: None,
        aims: String::new(),
    };
    let reference = world.register.change(&memorandum.commissioner, &new).await.unwrap();
    let text = "## Purpose\n\nWhy we do it.\n\n## Review\n\nEach year.\n";
    let save = SaveText { agreement: reference.clone(), base: 0, text: text.into() };
    world.register.change(&memorandum.commissioner, &save).await.unwrap();
    reference
}

crate::story!(a_clause_is_used_again_and_its_origin_is_kept_and_shown, async |world: World| {
    let memorandum = Memorandum::drafted(&world).await;
    let (lead, register) = (memorandum.commissioner.clone(), &world.register);
    let protocol = another(&world, &memorandum).await;
    let words = |words: &str| ClausesToReuse { words: words.into() };
    let found = register.list(&lead.viewer, &words("referrals"), &Place::First).await.unwrap().rows;
    assert_eq!((found.len(), found[0].heading.as_str(), found[0].number), (1, "Referrals", 1));
    assert!(register.list(&lead.viewer, &words("nothing"), &Place::First).await.unwrap().rows.is_empty());
    let everybody = register.list(&Viewer::Public, &words(""), &Place::First).await.unwrap().rows;
    assert!(everybody.is_empty(), "what is drafted is nobody else's: {everybody:?}");

    let asked = At::Edition(found[0].edition).of(found[0].agreement.clone());
    let read = ClauseToReuse { asked, anchor: found[0].anchor.clone() };
    assert!(matches!(register.read(&Viewer::Public, &read).await, Err(Refusal::NotFound)));
    let clause = register.read(&lead.viewer, &read).await.unwrap();
    let source = Source {
        agreement: clause.agreement.clone(),
        edition: clause.edition,
        revision: clause.revision,
        anchor: clause.anchor.clone(),
        hash: clause.hash.clone(),
    };
    let reuse = |base, after: Option<&str>, source: &Source| ReuseClause {
        agreement: protocol.clone(),
        base,
        source: source.clone(),
        after: after.map(Into::into),
    };
    assert!(matches!(register.change(&lead, &reuse(0, None, &source)).await, Err(Refusal::Stale { .. })));
    let other = Source { hash: "of other words".into(), ..source.clone() };
    assert!(matches!(register.change(&lead, &reuse(1, None, &other)).await, Err(Refusal::NotAllowed { .. })));
    assert!(matches!(register.change(&lead, &reuse(1, Some("c-none"), &source)).await, Err(Refusal::Invalid(_))));
    let stranger = world.person(&memorandum.ccg, &[Role::Commissioner]).await;
    assert!(register.change(&stranger, &reuse(1, None, &source)).await.is_err());

    // After the first clause, with an anchor of its own; and once more at the end.
    let text = async || {
        let asked = At::Made.of(protocol.clone());
        register.read(&lead.viewer, &TextOf(asked)).await.unwrap().unwrap().text
    };
    let first = crate::clause::pieces(&text().await)[0].anchor.clone();
    register.change(&lead, &reuse(1, Some(&first), &source)).await.unwrap();
    register.change(&lead, &reuse(2, None, &source)).await.unwrap();
    let pieces = crate::clause::pieces(&text().await);
    let headings: Vec<_> = pieces.iter().map(|piece| piece.heading.as_str()).collect();
    assert_eq!(headings, ["Purpose", "Referrals", "Review", "Referrals"]);
    assert_eq!(pieces[1].text.trim(), clause.text.trim());
    assert_ne!(pieces[1].anchor, pieces[3].anchor);

    let origins = async || {
        let asked = At::Made.of(protocol.clone());
        register.read(&lead.viewer, &OriginsOf(asked)).await.unwrap()
    };
    let told = origins().await;
    assert_eq!(told.iter().map(|one| one.number).collect::<Vec<_>>(), [2, 4]);
    let from = Some((memorandum.agreement.clone(), 1, "Referrals".to_owned()));
    assert!(told.iter().all(|one| one.from == from && !one.is_changed), "{told:?}");
    let changed = text().await.replacen("We refer.", "We refer at once.", 1);
    let save = SaveText { agreement: protocol.clone(), base: 3, text: changed };
    register.change(&lead, &save).await.unwrap();
    assert_eq!(origins().await.iter().map(|one| one.is_changed).collect::<Vec<_>>(), [true, false]);
});
