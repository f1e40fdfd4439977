//! Old revisions are read by whom they were for: who drafted them, who had them on the table, and everybody what was signed.

use super::{
    read::{RevisionOf, RevisionRow, RevisionsCompared, RevisionsOf},
    rules::Step,
    story::{Memorandum, TEXT},
    varying::{day, vary},
};
use crate::{
    Refusal, Register,
    access::{Role, Viewer},
    clause::comparison::{Piece, Said},
    organisation,
    story::{World, on_day},
    values::Reference,
};

/// The numbers of the revisions that a viewer may read, the newest first.
async fn read(register: &Register, viewer: &Viewer, agreement: &Reference) -> Option<Vec<i64>> {
    match register.read(viewer, &RevisionsOf(agreement.clone())).await {
        Ok(rows) => Some(rows.iter().map(|row| row.number).collect()),
        Err(Refusal::NotFound) => None,
        Err(other) => panic!("{other:?}"),
    }
}

crate::story!(a_party_reads_what_was_on_the_table_and_not_what_was_drafted_before, async |world: World| {
    let memorandum = Memorandum::drafted(&world).await;
    let (register, agreement) = (&world.register, memorandum.agreement.clone());
    let (drafts, partner) = (&memorandum.commissioner.viewer, &memorandum.partner.viewer);
    memorandum.save(&world, 1, &TEXT.replace("We meet.", "We meet monthly.")).await.unwrap();
    assert_eq!(read(register, drafts, &agreement).await, Some(vec![2, 1]));
    assert_eq!(read(register, partner, &agreement).await, None);

    memorandum.step(&world, Step::Negotiate).await.unwrap();
    assert_eq!(read(register, partner, &agreement).await, Some(vec![2]));
    memorandum.save(&world, 2, &TEXT.replace("We meet.", "We meet weekly.")).await.unwrap();
    assert_eq!(read(register, partner, &agreement).await, Some(vec![3, 2]));
    assert_eq!(read(register, drafts, &agreement).await, Some(vec![3, 2, 1]));
    let old = |number| RevisionOf { agreement: agreement.clone(), number };
    assert!(register.read(partner, &old(2)).await.unwrap().text.text.contains("monthly"));
    for (viewer, number) in [(partner, 1), (partner, 4), (&Viewer::Public, 2)] {
        assert!(matches!(register.read(viewer, &old(number)).await, Err(Refusal::NotFound)), "{number}");
    }
    let first = register.read(drafts, &old(1)).await.unwrap();
    assert!(!first.in_force && first.text.printed.is_none() && first.text.has_its_hash);

    // Who watches over the register reads what was written before the negotiation, too; a stranger nothing.
    let elsewhere = world.organisation("Solihull Council", organisation::Kind::LocalAuthority).await;
    let scrutineer = world.person(&elsewhere, &[Role::Scrutineer]).await;
    assert_eq!(read(register, &scrutineer.viewer, &agreement).await, Some(vec![3, 2, 1]));
    let stranger = world.person(&elsewhere, &[Role::Partner]).await;
    assert_eq!(read(register, &stranger.viewer, &agreement).await, None);

    // The newest two, or those that are asked for.
    let compare = |from, to| RevisionsCompared { agreement: agreement.clone(), from, to };
    let pair = register.read(partner, &compare(None, None)).await.unwrap().pair.unwrap();
    assert_eq!((pair.from.number, pair.to.number, pair.text.changes()), (2, 3, 1));
    let pieces: Vec<&Piece> =
        pair.text.clauses.iter().flat_map(|clause| &clause.paragraphs).flat_map(|one| &one.pieces).collect();
    assert!(pieces.contains(&&Piece::Said(Said::TakenOut, "monthly".into())), "{pieces:?}");
    assert!(pieces.contains(&&Piece::Said(Said::New, "weekly".into())), "{pieces:?}");
    let pair = register.read(drafts, &compare(Some(1), None)).await.unwrap().pair.unwrap();
    assert_eq!((pair.from.number, pair.to.number, pair.printed.is_none()), (1, 3, true));
    assert!(register.read(drafts, &compare(None, Some(1))).await.unwrap().pair.is_none(), "nothing was before it");
    assert!(matches!(register.read(partner, &compare(Some(1), None)).await, Err(Refusal::NotFound)));
});

crate::story!(the_public_reads_the_signed_revision_of_what_is_published, async |world: World| {
    let memorandum = Memorandum::signed(&world).await;
    let (register, agreement) = (on_day(&world.register, day(6, 1)), memorandum.agreement.clone());
    let drafts = &memorandum.commissioner.viewer;
    assert_eq!(read(&register, &Viewer::Public, &agreement).await, None);
    memorandum.publish(&world).await;
    let all = register.read(drafts, &RevisionsOf(agreement.clone())).await.unwrap();
    let signed: Vec<&RevisionRow> = all.iter().filter(|row| row.signed).collect();
    assert!(all.len() > 1 && signed.len() == 1 && signed[0].frozen, "{all:?}");
    let number = signed[0].number;
    assert_eq!(read(&register, &Viewer::Public, &agreement).await, Some(vec![number]));
    let shown = register.read(&Viewer::Public, &RevisionOf { agreement: agreement.clone(), number }).await.unwrap();
    assert!(shown.in_force && shown.text.printed.is_some());
    let compared = RevisionsCompared { agreement: agreement.clone(), from: None, to: None };
    let public = register.read(&Viewer::Public, &compared).await.unwrap();
    assert!(public.all.len() == 1 && public.pair.is_none());

    // They are counted through the editions, and the next edition's are nobody's but the drafter's.
    vary(&register, &memorandum, day(10, 1)).await.unwrap();
    let next = register.read(drafts, &RevisionsOf(agreement.clone())).await.unwrap().remove(0);
    assert_eq!((next.number, next.edition, next.signed), (all[0].number + 1, 2, false));
    let across = RevisionsCompared { agreement: agreement.clone(), from: Some(number), to: Some(next.number) };
    let pair = register.read(drafts, &across).await.unwrap().pair.unwrap();
    assert_eq!((pair.from.edition, pair.to.edition, pair.text.changes()), (1, 2, 0));
    assert_eq!(read(&register, &Viewer::Public, &agreement).await, Some(vec![number]));
    let partner = read(&register, &memorandum.partner.viewer, &agreement).await.unwrap();
    assert!(partner.contains(&number) && !partner.contains(&next.number), "{partner:?}");
});
