//! What was signed and attached is as the trail says, and whatever somebody changes behind its back is told.

use sea_orm::{ConnectionTrait, QueryOrder, entity::prelude::*};

use super::Records;
use crate::{
    access::{Actor, Viewer},
    agreement::{
        deeds::Sign,
        read::{SignaturesOf, TextOf},
        story::Memorandum,
    },
    attachment::deeds::AttachFile,
    audit::{Verdict, deeds::RedactEntry, table},
    register::Deed as _,
    story,
    story::World,
};

async fn set(world: &World) -> Memorandum {
    let memorandum = Memorandum::signed(world).await;
    memorandum.publish(world).await;
    let file = world.register.keep_file("letter.pdf", b"%PDF-1.7 a letter".to_vec()).await.unwrap();
    let attach = AttachFile { agreement: memorandum.agreement.clone(), file, about: "A letter".into() };
    world.register.change(&memorandum.commissioner, &attach).await.unwrap();
    memorandum
}

async fn by_hand(world: &World, sql: &str) -> Vec<String> {
    world.is_tampered_with();
    world.register.writer().execute_unprepared(sql).await.unwrap();
    assert!(matches!(world.register.verify_audit(None).await.unwrap(), Verdict::Whole { .. }), "the chain is whole");
    world.register.verify_records().await.unwrap().differs
}

story!(what_was_signed_and_attached_is_as_the_trail_says, async |world: World| {
    set(&world).await;
    let found = world.register.verify_records().await.unwrap();
    assert_eq!(found, Records { revisions: 1, signatures: 2, editions: 1, files: 1, differs: Vec::new() });
});

story!(a_word_changed_in_a_signed_text_is_told_and_stands_beside_no_hash, async |world: World| {
    let memorandum = set(&world).await;
    let differs = by_hand(&world, "UPDATE revision SET text = REPLACE(text, 'We refer', 'We do not refer')").await;
    assert_eq!(differs.len(), 2, "{differs:?}");
    assert!(differs[0].ends_with("its text or a schedule is not what its hash was made of"), "{differs:?}");
    assert!(differs[1].ends_with("a row of it was changed after it was signed"), "{differs:?}");
    let text = world.register.read(&Viewer::Public, &TextOf((&memorandum.agreement).into())).await.unwrap().unwrap();
    assert!(!text.has_its_hash);
    let signatures = world.register.read(&Viewer::Public, &SignaturesOf((&memorandum.agreement).into())).await.unwrap();
    assert!(signatures.rows.iter().all(|row| !row.has_its_hash));
});

story!(a_text_with_a_hash_made_for_it_is_unknown_to_the_trail, async |world: World| {
    set(&world).await;
    let hash = crate::audit::sha256("another text");
    let both = format!("UPDATE revision SET hash = '{hash}'; UPDATE signature SET hash = '{hash}'");
    let differs = by_hand(&world, &both).await;
    let told = |end: &str| differs.iter().filter(|one| one.ends_with(end)).count();
    assert_eq!(told("the trail knows of no revision with its hash"), 1, "{differs:?}");
    assert_eq!(told("the trail knows of no such signature"), 2, "{differs:?}");
});

story!(another_signatory_or_another_file_is_told, async |world: World| {
    set(&world).await;
    let differs = by_hand(&world, "UPDATE signature SET signatory = 'Somebody Else' WHERE id = 1").await;
    assert!(differs.len() == 2 && differs[0].ends_with("the trail knows of no such signature"), "{differs:?}");
    let digest = crate::audit::sha256("another file");
    let differs = by_hand(&world, &format!("UPDATE attachment SET sha256 = '{digest}'")).await;
    assert_eq!(differs.iter().filter(|one| one.starts_with("ATT-")).count(), 2, "{differs:?}");
});

story!(a_redaction_of_something_else_hides_nothing, async |world: World| {
    let memorandum = set(&world).await;
    let entries = table::Entity::find().filter(table::Column::Record.eq(memorandum.agreement.as_str()));
    let first = entries.order_by_asc(table::Column::Seq).one(world.register.reader()).await.unwrap().unwrap();
    let redact = RedactEntry { seq: first.seq, reason: "A name".into() };
    world.register.change(&Actor::operator(), &redact).await.unwrap();
    let differs = by_hand(&world, "UPDATE signature SET signatory = 'Somebody Else' WHERE id = 1").await;
    assert!(differs.len() == 2 && differs[0].ends_with("the trail knows of no such signature"), "{differs:?}");
});

story!(one_redacted_signature_vouches_for_no_other, async |world: World| {
    let memorandum = set(&world).await;
    let entries = table::Entity::find()
        .filter(table::Column::Record.eq(memorandum.agreement.as_str()))
        .filter(table::Column::Deed.eq(Sign::NAME))
        .order_by_asc(table::Column::Seq)
        .all(world.register.reader())
        .await
        .unwrap();
    let [first, second] = entries.as_slice() else { panic!("two parties sign") };
    let redact = RedactEntry { seq: first.seq, reason: "A name".into() };
    world.register.change(&Actor::operator(), &redact).await.unwrap();
    assert_eq!(by_hand(&world, "SELECT 1").await, Vec::<String>::new(), "what it said nobody knows");
    let differs = by_hand(&world, "UPDATE signature SET signatory = 'Somebody Else' WHERE id = 2").await;
    let told: Vec<_> = differs.iter().filter(|one| one.ends_with("the trail knows of no such signature")).collect();
    assert!(told.len() == 1 && told[0].contains("Somebody Else"), "{differs:?}");
    // Nor for an entry that somebody erases.
    let erase = format!("UPDATE audit_entry SET payload = NULL, salt = NULL WHERE seq = {}", second.seq);
    world.register.writer().execute_unprepared(&erase).await.unwrap();
    let verdict = world.register.verify_audit(None).await.unwrap();
    assert!(matches!(verdict, Verdict::Broken { seq, .. } if seq == second.seq), "{verdict:?}");
    let differs = world.register.verify_records().await.unwrap().differs;
    assert!(differs.iter().any(|one| one.ends_with("the trail knows of no such signature")), "{differs:?}");
});

story!(whatever_row_of_a_signed_edition_somebody_changes_is_told, async |world: World| {
    set(&world).await;
    let other = world.organisation("Another body", crate::organisation::Kind::School).await;
    let other = crate::organisation::read::by_reference(world.register.reader(), &other).await.unwrap().unwrap().id;
    for (change, back) in [
        (
            "UPDATE signature SET position = 'Clerk' WHERE id = 1",
            "UPDATE signature SET position = 'Director' WHERE id = 1",
        ),
        ("UPDATE agreement SET kind = 'police'", "UPDATE agreement SET kind = 'memorandum'"),
        ("UPDATE signature SET organisation_name = 'Nobody' WHERE id = 1", ""),
        ("UPDATE wording SET target = '200% more'", ""),
        ("UPDATE edition SET ends = '2036-03-31'", ""),
        ("UPDATE party SET signs = (1 = 0) WHERE id = 1", ""),
        ("UPDATE clause SET heading = 'Nothing binds' WHERE id = 1", ""),
        ("DELETE FROM signature WHERE id = 1", ""),
    ] {
        let differs = by_hand(&world, change).await;
        assert!(differs.iter().any(|one| one.contains("changed after it was signed")), "{change}: {differs:?}");
        if !back.is_empty() {
            assert_eq!(by_hand(&world, back).await, Vec::<String>::new(), "{back}");
        }
    }
    let joins = format!(
        "INSERT INTO party (edition_id, organisation_id, role, speaks_as, signs) VALUES (1, {other}, 'partner', 'school', (1 = 1))"
    );
    assert!(by_hand(&world, &joins).await.iter().any(|one| one.contains("changed after it was signed")));
    let unsigned = by_hand(&world, "UPDATE edition SET state = 'drafting'").await;
    assert!(
        unsigned.iter().any(|one| one.ends_with("the trail says that it was signed, and it is not")),
        "{unsigned:?}"
    );
});

story!(a_text_that_is_signed_is_looked_at_whether_or_not_it_is_marked_as_frozen, async |world: World| {
    set(&world).await;
    let hidden = "UPDATE revision SET frozen = (1 = 0), money_schedule = 'Nothing'";
    let differs = by_hand(&world, hidden).await;
    assert!(differs.iter().any(|one| one.ends_with("is not what its hash was made of")), "{differs:?}");
    assert!(differs.iter().any(|one| one.ends_with("is not marked as frozen any more")), "{differs:?}");
});

story!(an_agreement_that_was_made_signed_by_hand_is_told, async |world: World| {
    Memorandum::drafted(&world).await;
    let differs = by_hand(&world, "UPDATE edition SET state = 'signed', published = (1 = 1)").await;
    assert!(differs.iter().any(|one| one.ends_with("the trail does not know that it was signed")), "{differs:?}");
});

story!(a_revision_that_was_frozen_and_that_nobody_has_signed_yet_is_vouched_for, async |world: World| {
    Memorandum::open_for_signing(&world).await;
    assert_eq!(by_hand(&world, "SELECT 1").await, Vec::<String>::new());
    for (change, back) in [
        ("UPDATE revision SET number = 77 WHERE frozen = (1 = 1)", "UPDATE revision SET number = 2 WHERE number = 77"),
        ("UPDATE revision SET frozen = (1 = 0), text = 'x' WHERE number = 2", ""),
    ] {
        let differs = by_hand(&world, change).await;
        assert!(differs.iter().any(|one| one.ends_with("was frozen, and it is not there so")), "{change}: {differs:?}");
        if !back.is_empty() {
            assert_eq!(by_hand(&world, back).await, Vec::<String>::new(), "{back}");
        }
    }
});

story!(a_signature_under_another_account_or_of_another_moment_is_told, async |world: World| {
    set(&world).await;
    for change in
        ["UPDATE signature SET account_id = 1 WHERE id = 1", "UPDATE signature SET attachment_id = 1 WHERE id = 2"]
    {
        let differs = by_hand(&world, change).await;
        assert!(
            differs.iter().any(|one| one.ends_with("the trail knows of no such signature")),
            "{change}: {differs:?}"
        );
    }
});
