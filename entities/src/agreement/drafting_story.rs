//! What somebody writes is kept while they write; two who write at once lose no word; a starter text says which clause is for what.

use std::collections::BTreeMap;

use super::{
    deeds::{MarkHeads, SaveText, Saved},
    draft::Draft,
    read::{DraftingOf, HeadsOf, MergedWith, TextOf},
    rules::Step,
    story::{Memorandum, TEXT},
    varying::{day, vary},
};
use crate::{
    Refusal,
    access::{Actor, Role, Viewer},
    story::{World, on_day},
};

async fn own(world: &World, memorandum: &Memorandum, actor: &Actor) -> Option<Draft> {
    world.register.read(&actor.viewer, &DraftingOf(memorandum.agreement.clone())).await.unwrap().draft
}

crate::story!(what_somebody_writes_is_kept_for_them_alone_until_they_save_it, async |world: World| {
    let memorandum = Memorandum::drafted(&world).await;
    let (register, agreement) = (&world.register, || memorandum.agreement.clone());
    let drafts = memorandum.commissioner.clone();
    let colleague = world.person(&memorandum.council, &[Role::Commissioner]).await;
    assert!(own(&world, &memorandum, &drafts).await.is_none());
    for words in ["# Memorandum\n\nOne", "# Memorandum\r\n\r\nOne and two"] {
        register.keep_draft(&drafts.viewer, agreement(), 1, words).await.unwrap();
    }
    let draft = own(&world, &memorandum, &drafts).await.unwrap();
    assert_eq!((draft.base, draft.text.as_str()), (1, "# Memorandum\n\nOne and two"));
    assert!(own(&world, &memorandum, &colleague).await.is_none(), "nobody else reads it");

    // Who does not draft keeps nothing, and neither does anybody of a text that nobody could save.
    let kept = register.keep_draft(&memorandum.partner.viewer, agreement(), 1, "x").await;
    assert!(matches!(kept, Err(Refusal::NotFound)), "{kept:?}");
    assert!(matches!(register.keep_draft(&Viewer::Public, agreement(), 1, "x").await, Err(Refusal::SignInNeeded)));
    let long = "x".repeat(400_001);
    assert!(matches!(register.keep_draft(&drafts.viewer, agreement(), 1, &long).await, Err(Refusal::Invalid(_))));

    // Saving the text ends it; so does leaving it, for its writer.
    register.keep_draft(&colleague.viewer, agreement(), 1, "Mine").await.unwrap();
    memorandum.save(&world, 1, &TEXT.replace("We meet.", "We meet monthly.")).await.unwrap();
    assert!(own(&world, &memorandum, &drafts).await.is_none());
    assert_eq!(own(&world, &memorandum, &colleague).await.unwrap().base, 1);
    register.forget_draft(&colleague.viewer, agreement()).await.unwrap();
    assert!(own(&world, &memorandum, &colleague).await.is_none());
});

crate::story!(two_who_write_at_once_lose_no_word, async |world: World| {
    let memorandum = Memorandum::drafted(&world).await;
    let register = &world.register;
    let colleague = world.person(&memorandum.council, &[Role::Commissioner]).await;
    let save = |base, text: String| SaveText { agreement: memorandum.agreement.clone(), base, text };
    memorandum.save(&world, 1, &TEXT.replace("We meet.", "We meet monthly.")).await.unwrap();

    // Another clause: both are saved.
    let other = save(1, TEXT.replace("We refer.", "We refer early."));
    let saved: Saved = register.change(&colleague, &other).await.unwrap();
    assert_eq!((saved.revision, saved.merged), (3, true));
    let text = register.read(&colleague.viewer, &TextOf((&memorandum.agreement).into())).await.unwrap().unwrap().text;
    assert!(text.contains("We refer early.") && text.contains("We meet monthly."), "{text}");

    // The same clause: neither is, until somebody has seen both.
    let same = TEXT.replace("We meet.", "We meet weekly.");
    assert!(matches!(register.change(&colleague, &save(1, same.clone())).await, Err(Refusal::Stale { .. })));
    let asked = MergedWith { agreement: memorandum.agreement.clone(), base: 1, text: same };
    let both = register.read(&colleague.viewer, &asked).await.unwrap();
    let merged = both.merged.unwrap();
    assert_eq!((both.newest, merged.conflicts.len()), (3, 1));
    assert!(merged.text.contains("We refer early.") && merged.text.contains("We meet weekly."));
    assert!(merged.conflicts[0].theirs.contains("We meet monthly."));
    assert_eq!(register.change(&colleague, &save(3, merged.text)).await.unwrap().revision, 4);
    let strange = register.change(&colleague, &save(77, TEXT.into())).await;
    assert!(matches!(strange, Err(Refusal::Stale { .. })), "nobody knows what it was written on");
});

crate::story!(a_heading_without_its_blank_is_a_clause, async |world: World| {
    let memorandum = Memorandum::drafted(&world).await;
    let typed = format!("{TEXT}\n##Money\n\n•\tfirst\n•\tsecond\n\n##\u{a0}Review\n\nYearly.\n");
    memorandum.save(&world, 1, &typed).await.unwrap();
    let drafts = &memorandum.commissioner.viewer;
    let text = world.register.read(drafts, &TextOf((&memorandum.agreement).into())).await.unwrap().unwrap().text;
    assert_eq!(crate::clause::count(&text), 4, "{text}");
    assert!(text.contains("- first\n- second"), "{text}");
});

crate::story!(a_person_says_which_clause_is_for_which_head_of_terms, async |world: World| {
    let memorandum = Memorandum::drafted(&world).await;
    let (register, drafts) = (&world.register, memorandum.commissioner.clone());
    let read = async || register.read(&drafts.viewer, &HeadsOf(memorandum.agreement.clone())).await.unwrap();
    let before = read().await;
    assert!(
        before.heads.len() >= 6 && before.heads.iter().all(|one| one.met_by.is_none() && !one.head.source.is_empty())
    );
    // A clause that is called as the starter text calls it is suggested, and nothing more.
    let named = TEXT.replace("## Partnership working", "## Who pays for partnership working");
    memorandum.save(&world, 1, &named).await.unwrap();
    let suggested = read().await.heads.into_iter().find(|one| one.head.key == "who-pays").unwrap();
    assert_eq!((suggested.met_by, suggested.suggested.unwrap().0.as_str()), (None, "c-working"));

    let mark = |hash: &str, head: &str, anchor: &str| MarkHeads {
        agreement: memorandum.agreement.clone(),
        hash: hash.into(),
        marks: BTreeMap::from([(head.to_owned(), anchor.to_owned())]),
    };
    for (head, anchor) in [("who-pays", "c-nothing"), ("no-head", "c-working")] {
        let refused = register.change(&drafts, &mark(&before.hash, head, anchor)).await;
        assert!(matches!(refused, Err(Refusal::Invalid(_))), "{refused:?}");
    }
    register.change(&drafts, &mark(&before.hash, "who-pays", "c-working")).await.unwrap();
    let stale = register.change(&drafts, &mark(&before.hash, "who-pays", "c-referrals")).await;
    assert!(matches!(stale, Err(Refusal::Stale { .. })));
    let met = async || {
        let heads = read().await.heads;
        heads.into_iter().find(|one| one.head.key == "who-pays").unwrap().met_by.map(|(anchor, ..)| anchor)
    };
    assert_eq!(met().await.as_deref(), Some("c-working"));
    // Once the text has it no more, it lacks again.
    memorandum.save(&world, 2, "# Memorandum\n\n## Referrals {#c-referrals}\n\nWe refer.\n").await.unwrap();
    assert_eq!(met().await, None);
});

crate::story!(marks_of_heads_go_on_in_a_variation, async |world: World| {
    let memorandum = Memorandum::drafted(&world).await;
    let drafts = memorandum.commissioner.clone();
    let asked = HeadsOf(memorandum.agreement.clone());
    let hash = world.register.read(&drafts.viewer, &asked).await.unwrap().hash;
    let marks = BTreeMap::from([("promises".to_owned(), "c-referrals".to_owned())]);
    let mark = MarkHeads { agreement: memorandum.agreement.clone(), hash, marks };
    world.register.change(&drafts, &mark).await.unwrap();
    let promise = memorandum.promise(&world, "We refer early").await;
    memorandum.step(&world, Step::Negotiate).await.unwrap();
    memorandum.request(&world, &promise).await.unwrap();
    memorandum.confirm(&world, &promise).await;
    memorandum.step(&world, Step::Approve).await.unwrap();
    memorandum.step(&world, Step::OpenSigning).await.unwrap();
    let sign = memorandum.sign_as(&world).await;
    for actor in [&memorandum.signatory, &memorandum.council_signatory] {
        world.register.change(actor, &sign).await.unwrap();
    }
    let register = on_day(&world.register, day(6, 1));
    vary(&register, &memorandum, day(10, 1)).await.unwrap();
    let heads = register.read(&drafts.viewer, &asked).await.unwrap().heads;
    assert!(heads.iter().any(|one| one.head.key == "promises" && one.met_by.is_some()));
});
