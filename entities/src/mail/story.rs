use std::collections::BTreeSet;

use chrono::TimeDelta;

use super::{
    Letter, State, post,
    read::{MailWaiting, Outbox},
    sending::{Claimed, Outcome},
};
use crate::{
    Refusal,
    access::{Actor, Role, Viewer},
    agreement::{rules::Step, story::Memorandum},
    held::HeldAboutOneself,
    list::Place,
    organisation::Kind,
    story,
    story::World,
};

const ORIGIN: &str = "https://register.example";

async fn write(world: &World, event: &str, to: &str) {
    let letter =
        Letter { event: event.into(), to: to.into(), subject: "A subject".into(), text: "Open {origin}/work".into() };
    let tx = world.register.begin().await.unwrap();
    post(&tx, world.register.clock().now(), letter).await.unwrap();
    tx.commit().await.unwrap();
}

story!(a_letter_is_one_for_an_event_and_an_address_and_goes_to_one_job, async |world: World| {
    write(&world, "event 1", "jo@example.org").await;
    write(&world, "event 1", "jo@example.org").await;
    write(&world, "event 1", "al@example.org").await;
    let job = |register: crate::Register| {
        tokio::spawn(async move { register.claim_mail(ORIGIN, 10, TimeDelta::minutes(5)).await.unwrap() })
    };
    let (one, other) = (job(world.register.clone()), job(world.register.clone()));
    let claimed = [one.await.unwrap(), other.await.unwrap()].concat();
    assert_eq!(claimed.len(), 2, "each letter went to one job");
    assert_ne!(claimed[0].message_id, claimed[1].message_id);
    assert!(claimed.iter().all(|letter| letter.text == "Open https://register.example/work"));
    assert!(
        world.register.claim_mail(ORIGIN, 10, TimeDelta::minutes(5)).await.unwrap().is_empty(),
        "somebody is at them"
    );
});

story!(a_letter_that_is_not_taken_waits_and_keeps_its_message_id, async |world: World| {
    let register = &world.register;
    write(&world, "event 1", "jo@example.org").await;
    let first = register.claim_mail(ORIGIN, 10, TimeDelta::minutes(5)).await.unwrap().remove(0);
    register.mail_went(&first, Outcome::Later("451 come again".into()), TimeDelta::zero()).await.unwrap();
    let second = register.claim_mail(ORIGIN, 10, TimeDelta::minutes(5)).await.unwrap().remove(0);
    assert_eq!(first.message_id, second.message_id);
    register.mail_went(&second, Outcome::Later("451".into()), TimeDelta::hours(1)).await.unwrap();
    assert!(register.claim_mail(ORIGIN, 10, TimeDelta::minutes(5)).await.unwrap().is_empty(), "it waits");
});

story!(what_was_sent_keeps_no_text_and_the_outbox_is_for_administrators, async |world: World| {
    let register = &world.register;
    write(&world, "event 1", "jo@example.org").await;
    write(&world, "event 2", "nobody@example.org").await;
    for letter in register.claim_mail(ORIGIN, 10, TimeDelta::minutes(5)).await.unwrap() {
        let known = letter.to.starts_with("jo");
        let outcome = if known { Outcome::Sent } else { Outcome::Never("550 no such user".into()) };
        register.mail_went(&letter, outcome, TimeDelta::zero()).await.unwrap();
    }
    let council = world.organisation("Council", Kind::LocalAuthority).await;
    let administrator = world.person(&council, &[Role::Administrator]).await;
    let outbox = register.listed(&administrator.viewer, &Outbox).await;
    let of = |to: &str| outbox.iter().find(|row| row.to == to).unwrap();
    assert_eq!((of("jo@example.org").state, of("jo@example.org").text.clone()), (State::Sent, None));
    assert_eq!(of("nobody@example.org").state, State::GivenUp);
    let unsent = register.read(&administrator.viewer, &MailWaiting).await.unwrap();
    assert_eq!((unsent.waiting, unsent.given_up), (0, 1));
    let commissioner = world.person(&council, &[Role::Commissioner]).await;
    for viewer in [&commissioner.viewer, &Viewer::Public] {
        let refused = register.list(viewer, &Outbox, &Place::First).await;
        assert!(matches!(refused, Err(Refusal::Forbidden { .. })), "{refused:?}");
        let refused = register.read(viewer, &MailWaiting).await;
        assert!(matches!(refused, Err(Refusal::Forbidden { .. })), "{refused:?}");
    }
});

story!(a_demonstration_shows_an_administrator_no_link_into_an_account_that_somebody_has, async |world: World| {
    let secret = "5a".repeat(32);
    world.register.change(&Actor::operator(), &crate::demonstration::MarkDemonstration).await.unwrap();
    let tx = world.register.begin().await.unwrap();
    for event in ["reset", "email", "invitation"] {
        let text = format!("Open:\n\n{{origin}}/set-password/{secret}\n\nIt works once.");
        let letter = Letter { event: format!("{event} 1"), to: "jo@example.org".into(), subject: event.into(), text };
        post(&tx, world.register.clock().now(), letter).await.unwrap();
    }
    tx.commit().await.unwrap();
    let council = world.organisation("Council", Kind::LocalAuthority).await;
    let administrator = world.person(&council, &[Role::Administrator]).await;
    let outbox = world.register.listed(&administrator.viewer, &Outbox).await;
    let shown = |subject: &str| {
        let row = outbox.iter().find(|row| row.subject == subject).unwrap();
        row.text.clone().unwrap()
    };
    assert!(shown("invitation").contains(&secret));
    for event in ["reset", "email"] {
        assert!(!shown(event).contains(&secret) && shown(event).contains("It works once."), "{event}");
    }
});

story!(who_can_answer_or_sign_is_told_once_and_never_of_what, async |world: World| {
    let memo = Memorandum::drafted(&world).await;
    let letters = async || world.register.claim_mail(ORIGIN, 100, TimeDelta::minutes(5)).await.unwrap();
    world.person(&memo.ccg, &[Role::Administrator]).await;
    // Who has been given a role is told before.
    letters().await;
    let commitment = memo.promise(&world, "Refer early").await;
    memo.step(&world, Step::Negotiate).await.unwrap();
    let opened = letters().await;
    memo.request(&world, &commitment).await.unwrap();
    assert!(memo.request(&world, &commitment).await.is_err(), "asked already");
    let asked = letters().await;
    let to = |letters: &[Claimed]| letters.iter().map(|letter| letter.to.clone()).collect::<BTreeSet<_>>();
    let people = async |actors: [&Actor; 2]| {
        let mut all = BTreeSet::new();
        for actor in actors {
            all.insert(world.register.read(&actor.viewer, &HeldAboutOneself).await.unwrap().email);
        }
        all
    };
    assert_eq!((asked.len(), to(&asked)), (2, people([&memo.partner, &memo.signatory]).await));
    assert!(to(&opened).is_superset(&to(&asked)), "{opened:?}");
    assert!(asked.iter().all(|letter| !letter.text.contains("Refer") && !letter.text.contains("MOU")), "{asked:?}");
    memo.confirm(&world, &commitment).await;
    memo.step(&world, Step::Approve).await.unwrap();
    let approving = letters().await;
    let mut parties = people([&memo.council_signatory, &memo.signatory]).await;
    parties.extend(to(&asked));
    assert_eq!(to(&approving), parties);
    memo.step(&world, Step::OpenSigning).await.unwrap();
    let signing = letters().await;
    assert_eq!(to(&signing), people([&memo.council_signatory, &memo.signatory]).await);
});
