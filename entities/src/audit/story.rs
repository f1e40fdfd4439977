//! The chain holds, and shows every way in which somebody could have changed it.

use sea_orm::{ConnectionTrait, EntityTrait, QueryOrder};

use crate::{
    Refusal, Register,
    access::{Actor, Role},
    audit::{Verdict, deeds::RedactEntry, sha256, table},
    organisation::{Kind, deeds::AddOrganisation},
    story,
    story::{World, pressing},
};

async fn broken(register: &Register, sql: &str) -> Option<&'static str> {
    register.writer().execute_unprepared(sql).await.unwrap();
    match register.verify_audit(None).await.unwrap() {
        Verdict::Broken { why, .. } => Some(why),
        Verdict::Whole { .. } => None,
    }
}

story!(a_chain_is_whole_until_somebody_changes_it, async |world: World| {
    for name in ["Council", "Trust", "Police"] {
        world.organisation(name, Kind::OtherPublic).await;
    }
    let register = &world.register;
    let head = register.audit_head().await.unwrap();
    assert_eq!(
        register.verify_audit(Some(&head)).await.unwrap(),
        Verdict::Whole { entries: 3, redacted: 0, head: head.clone() }
    );

    let erased = "UPDATE audit_entry SET payload = NULL, salt = NULL WHERE seq = 2";
    assert_eq!(broken(register, erased).await, Some("its payload is gone, and no redaction says so"));
    let changed = "UPDATE audit_entry SET payload = '{}' WHERE seq = 1";
    assert_eq!(broken(register, changed).await, Some("its payload was changed"));
    register
        .writer()
        .execute_unprepared("UPDATE audit_entry SET payload = NULL, salt = NULL WHERE seq = 1")
        .await
        .unwrap();
    let column = "UPDATE audit_entry SET deed = 'did nothing' WHERE seq = 2";
    assert_eq!(broken(register, column).await, Some("its columns do not say what was sealed"));
    let gone = "DELETE FROM audit_entry WHERE seq = 2";
    assert_eq!(broken(register, gone).await, Some("an entry is missing before it"));
});

story!(a_cut_tail_is_found_by_a_head_that_was_kept, async |world: World| {
    world.organisation("Council", Kind::LocalAuthority).await;
    let early = world.register.audit_head().await.unwrap();
    world.organisation("Trust", Kind::NhsTrust).await;
    let kept = world.register.audit_head().await.unwrap();
    let cut = format!(
        "DELETE FROM audit_entry WHERE seq = 2; UPDATE audit_head SET seq = {}, hash = '{}' WHERE id = 1",
        early.seq, early.hash
    );
    assert_eq!(broken(&world.register, &cut).await, None, "the chain alone cannot show it");
    assert!(matches!(world.register.verify_audit(Some(&kept)).await.unwrap(), Verdict::Broken { .. }));
});

story!(deeds_at_once_make_one_chain_without_a_fork, async |world: World| {
    let register = &world.register;
    let one = |number: u32| {
        let register = register.clone();
        tokio::spawn(async move {
            let add = AddOrganisation::named(&format!("School {number}"), Kind::School);
            register.change(&Actor::operator(), &add).await
        })
    };
    for task in (0..20).map(one).collect::<Vec<_>>() {
        task.await.unwrap().unwrap();
    }
    assert!(matches!(register.verify_audit(None).await.unwrap(), Verdict::Whole { entries: 20, .. }));
});

story!(verifying_while_deeds_are_done_raises_no_false_alarm, async |world: World| {
    let register = world.register.clone();
    let streaming = tokio::spawn(async move {
        for number in 0..40 {
            let add = AddOrganisation::named(&format!("School {number}"), Kind::School);
            register.change(&Actor::operator(), &add).await.unwrap();
        }
    });
    let mut looks = 0;
    while !streaming.is_finished() || looks == 0 {
        let verdict = world.register.verify_audit(None).await.unwrap();
        assert!(matches!(verdict, Verdict::Whole { .. }), "{verdict:?}");
        looks += 1;
    }
    streaming.await.unwrap();
    assert!(matches!(world.register.verify_audit(None).await.unwrap(), Verdict::Whole { entries: 40, .. }));
});

story!(a_form_pressed_twice_is_done_once_and_answers_the_same, async |world: World| {
    let council = world.organisation("Council", Kind::LocalAuthority).await;
    let keeper = pressing(&world.person(&council, &[Role::Administrator]).await, "0123456789abcdef");
    let add = AddOrganisation::named("Trust", Kind::NhsTrust);
    let press = |register: Register, actor: Actor, add: AddOrganisation| {
        tokio::spawn(async move { register.change(&actor, &add).await.unwrap() })
    };
    let first = press(world.register.clone(), keeper.clone(), add.clone());
    let second = press(world.register.clone(), keeper.clone(), add.clone());
    let (first, second) = (first.await.unwrap(), second.await.unwrap());
    assert_eq!(first, second);
    let list = world.register.listed(&keeper.viewer, &crate::organisation::read::Organisations::default()).await;
    assert_eq!(list.len(), 2, "the council and one trust");
});

story!(what_is_refused_leaves_nothing_behind, async |world: World| {
    let council = world.organisation("Council", Kind::LocalAuthority).await;
    let partner = world.person(&council, &[Role::Partner]).await;
    let before = world.register.audit_head().await.unwrap();
    let refused = world.register.change(&partner, &AddOrganisation::named("Trust", Kind::NhsTrust)).await;
    assert!(matches!(refused, Err(Refusal::Forbidden { .. })));
    assert_eq!(world.register.audit_head().await.unwrap(), before);
});

fn redact(seq: i64) -> RedactEntry {
    RedactEntry { seq, reason: "A child was named in it".into() }
}

story!(an_entry_is_redacted_by_an_entry_of_its_own_and_the_chain_is_whole, async |world: World| {
    let council = world.organisation("Council of Ann Smith", Kind::LocalAuthority).await;
    let keeper = world.person(&council, &[Role::Administrator]).await;
    let register = &world.register;
    let before = register.audit_head().await.unwrap();
    let guess = table::Entity::find_by_id(1).one(register.reader()).await.unwrap().unwrap().payload.unwrap();
    register.change(&keeper, &redact(1)).await.unwrap();

    let entries = table::Entity::find().order_by_asc(table::Column::Seq).all(register.reader()).await.unwrap();
    let (first, last) = (&entries[0], entries.last().unwrap());
    assert_eq!((first.payload.as_deref(), first.salt.as_deref()), (None, None));
    assert!(!first.sealed.contains("Ann Smith") && first.record == council.as_str(), "{}", first.sealed);
    assert!(!first.sealed.contains(&sha256(guess)), "who guesses what it was cannot tell");
    assert_eq!((last.deed.as_str(), last.account_id), ("redacted an audit entry", keeper.account()));
    let kept = last.payload.as_deref().unwrap();
    assert!(kept.contains("A child was named in it") && !kept.contains("Ann Smith"), "{kept}");

    let entries = before.seq + 1;
    match register.verify_audit(Some(&before)).await.unwrap() {
        Verdict::Whole { entries: counted, redacted: 1, .. } => assert_eq!(counted, entries),
        otherwise => panic!("{otherwise:?}"),
    }
});

story!(a_redaction_says_why_happens_once_and_stays, async |world: World| {
    let council = world.organisation("Council", Kind::LocalAuthority).await;
    let keeper = world.person(&council, &[Role::Administrator]).await;
    let register = &world.register;
    let without = RedactEntry { seq: 1, reason: " ".into() };
    assert!(matches!(register.change(&keeper, &without).await, Err(Refusal::Invalid(_))));
    assert!(matches!(register.change(&keeper, &redact(999)).await, Err(Refusal::NotFound)));
    register.change(&keeper, &redact(1)).await.unwrap();
    assert!(matches!(register.change(&keeper, &redact(1)).await, Err(Refusal::NotAllowed { .. })));
    let redaction = register.audit_head().await.unwrap().seq;
    assert!(matches!(register.change(&keeper, &redact(redaction)).await, Err(Refusal::NotAllowed { .. })));
    let commissioner = world.person(&council, &[Role::Commissioner]).await;
    assert!(matches!(register.change(&commissioner, &redact(2)).await, Err(Refusal::Forbidden { .. })));
});
