//! Guessing is slowed, and nobody else is: many tries at once, an owner whom strangers guess at, letters that are asked for again
//! and again.

use std::net::{IpAddr, Ipv4Addr};

use sea_orm::{QueryOrder, Set, entity::prelude::*};

use super::{Email, Visitor, deeds::change_email::AskEmailChange, secret::Secret, table};
use crate::{
    Refusal, Register,
    access::{Actor, Role},
    account::{AddPerson, deeds::prove::Proof},
    mail,
    organisation::Kind,
    story::World,
};

const PASSWORD: &str = "three calm otter words";
const ANOTHER: &str = "five brisk heron names";

/// The link in the newest letter to an address with a subject.
async fn link(register: &Register, to: &str, subject: &str) -> Secret {
    let letters = mail::table::Entity::find().filter(mail::table::Column::Address.eq(to));
    let letters = letters.filter(mail::table::Column::Subject.eq(subject)).order_by_desc(mail::table::Column::Id);
    let body = letters.one(register.reader()).await.unwrap().unwrap().body.unwrap();
    body.split(|c: char| !c.is_ascii_hexdigit()).find_map(Secret::parse).unwrap()
}

const INVITED: &str = "Choose your password for Concordat";
const FORGOTTEN: &str = "Choose a new password for Concordat";
const MOVING: &str = "Confirm your new address for Concordat";

/// Somebody who is invited by mail.
async fn invited(world: &World, email: &str) -> (i64, i64) {
    let council = world.organisation("Council", Kind::LocalAuthority).await;
    let add = AddPerson {
        email: Email::parse(email).unwrap(),
        name: "Jo Bloggs".into(),
        organisation: council,
        roles: vec![Role::Commissioner],
        demonstration: false,
        by_mail: true,
    };
    let added = world.register.change(&Actor::operator(), &add).await.unwrap();
    (added.account, added.membership)
}

/// Jo, who has set a password; and the browser in which they did.
async fn jo(world: &World) -> (Actor, Secret) {
    let (account, membership) = invited(world, "jo@example.org").await;
    let link = link(&world.register, "jo@example.org", INVITED).await;
    let device = world.register.set_password(&link, PASSWORD.into()).await.unwrap();
    let person = world.register.person(account, membership).await.unwrap().unwrap();
    (Actor::person(person, None), device)
}

fn from(number: u8) -> Visitor<'static> {
    Visitor { browser: "a story", address: Some(IpAddr::V4(Ipv4Addr::new(203, 0, 113, number))), device: None }
}

fn slowed<T>(answer: &Result<T, Refusal>) -> bool {
    matches!(answer, Err(Refusal::SlowDown { .. }))
}

crate::story!(of_thirty_tries_at_once_five_are_judged, async |world: World| {
    jo(&world).await;
    let tries: Vec<_> = (0..30)
        .map(|number| {
            let register = world.register.clone();
            // From thirty addresses: it is the account that is counted.
            tokio::spawn(
                async move { register.sign_in("jo@example.org", "wrong".into(), from(number)).await.map(drop) },
            )
        })
        .collect();
    let (mut judged, mut slow) = (0, 0);
    for one in tries {
        match one.await.unwrap() {
            Err(Refusal::Invalid(_)) => judged += 1,
            other if slowed(&other) => slow += 1,
            other => panic!("{other:?}"),
        }
    }
    assert_eq!((judged, slow), (5, 25));
    let failed = table::failed_sign_in::Entity::find().count(world.register.reader()).await.unwrap();
    assert_eq!(failed, 5, "what was not judged is not written down");
});

crate::story!(a_stranger_who_guesses_keeps_the_owner_neither_from_signing_in_nor_from_signing, async |world: World| {
    let register = &world.register;
    let (jo, device) = jo(&world).await;
    let known = Visitor { device: Some(&device), ..from(1) };
    let open = register.sign_in("jo@example.org", PASSWORD.into(), known).await.unwrap();
    assert!(open.device.is_some_and(|kept| kept.reveal() == device.reveal()), "the browser keeps its cookie");
    for _ in 0..5 {
        register.sign_in("jo@example.org", "wrong".into(), from(66)).await.unwrap_err();
    }
    assert!(slowed(&register.sign_in("jo@example.org", "wrong".into(), from(66)).await), "the guesser waits");
    assert!(slowed(&register.sign_in("jo@example.org", PASSWORD.into(), from(2)).await), "a new browser, for a minute");
    let proof = || Proof { password: PASSWORD.into(), session: Some(&open.token) };
    register.prove(&jo, proof(), "password").await.unwrap();
    register.sign_in("jo@example.org", PASSWORD.into(), known).await.unwrap();
    // With another's cookie the guesser is a stranger as before.
    let stolen = Secret::new().unwrap();
    assert!(slowed(
        &register.sign_in("jo@example.org", PASSWORD.into(), Visitor { device: Some(&stolen), ..from(66) }).await
    ));
    // A letter makes any browser known.
    register.forgot_password("jo@example.org").await.unwrap();
    let fresh =
        register.set_password(&link(register, "jo@example.org", FORGOTTEN).await, ANOTHER.into()).await.unwrap();
    register.sign_in("jo@example.org", ANOTHER.into(), Visitor { device: Some(&fresh), ..from(3) }).await.unwrap();
});

crate::story!(whoever_guesses_in_an_open_session_is_slowed_in_that_session, async |world: World| {
    let register = &world.register;
    let (jo, _) = jo(&world).await;
    let [one, other] = [
        register.sign_in("jo@example.org", PASSWORD.into(), "a story").await.unwrap().token,
        register.sign_in("jo@example.org", PASSWORD.into(), "a story").await.unwrap().token,
    ];
    let wrong = || Proof { password: "wrong".into(), session: Some(&one) };
    for _ in 0..5 {
        assert!(matches!(register.prove(&jo, wrong(), "password").await, Err(Refusal::Invalid(_))));
    }
    assert!(slowed(&register.prove(&jo, Proof { password: PASSWORD.into(), session: Some(&one) }, "password").await));
    register.prove(&jo, Proof { password: PASSWORD.into(), session: Some(&other) }, "password").await.unwrap();
});

crate::story!(waits_double_and_are_over_by_themselves, async |world: World| {
    use table::sign_in_tries::{ActiveModel, Entity};
    let register = &world.register;
    jo(&world).await;
    let past = register.clock().now() - chrono::TimeDelta::seconds(1);
    let over = async || {
        let passed = ActiveModel { waits_until: Set(Some(past)), ..Default::default() };
        Entity::update_many().set(passed).exec(register.writer()).await.unwrap();
    };
    let wait = async || match register.sign_in("jo@example.org", "wrong".into(), from(66)).await {
        Err(Refusal::SlowDown { seconds }) => i64::from(seconds).div_euclid(30),
        other => panic!("{:?}", other.map(|_| ())),
    };
    for _ in 0..5 {
        register.sign_in("jo@example.org", "wrong".into(), from(66)).await.unwrap_err();
    }
    let mut waits = vec![wait().await];
    for _ in 0..3 {
        over().await;
        assert!(matches!(register.sign_in("jo@example.org", "wrong".into(), from(66)).await, Err(Refusal::Invalid(_))));
        waits.push(wait().await);
    }
    // In halves of a minute, begun: one, two, four and eight minutes.
    assert_eq!(waits, [1, 3, 7, 15]);
    over().await;
    register.sign_in("jo@example.org", PASSWORD.into(), from(66)).await.unwrap();
    register.sign_in("jo@example.org", "wrong".into(), from(66)).await.unwrap_err();
    register.sign_in("jo@example.org", PASSWORD.into(), from(66)).await.unwrap();
});

crate::story!(what_is_typed_as_an_address_is_not_written_down_however_long, async |world: World| {
    let register = &world.register;
    let long = format!("{}@example.org", "x".repeat(4_100_000));
    assert!(matches!(register.sign_in(&long, "wrong".into(), from(1)).await, Err(Refusal::Invalid(_))));
    let failed = table::failed_sign_in::Entity::find().one(register.reader()).await.unwrap().unwrap();
    assert_eq!(failed.email, "no address");
    let tries = table::sign_in_tries::Entity::find().all(register.reader()).await.unwrap();
    assert!(!tries.is_empty() && tries.iter().all(|row| row.key.len() == 64), "digests");
});

crate::story!(a_forgotten_password_leaves_an_invitation_as_it_is, async |world: World| {
    let register = &world.register;
    invited(&world, "new@example.org").await;
    let invitation = link(register, "new@example.org", INVITED).await;
    register.forgot_password("new@example.org").await.unwrap();
    let forgotten = link(register, "new@example.org", FORGOTTEN).await;
    assert!(register.person_of_link(&forgotten).await.unwrap().is_some());
    register.set_password(&invitation, PASSWORD.into()).await.unwrap();
    assert!(matches!(register.set_password(&forgotten, ANOTHER.into()).await, Err(Refusal::NotFound)), "one is enough");
});

crate::story!(three_letters_an_hour_go_to_an_address, async |world: World| {
    let register = &world.register;
    let (jo, _) = jo(&world).await;
    for _ in 0..10 {
        register.forgot_password("jo@example.org").await.unwrap();
    }
    assert_eq!(world.letters(FORGOTTEN).await.len(), 3);
    let ask = AskEmailChange { email: Email::parse("elsewhere@example.org").unwrap() };
    for _ in 0..3 {
        register.change(&jo, &ask).await.unwrap();
    }
    assert!(matches!(register.change(&jo, &ask).await, Err(Refusal::NotAllowed { .. })));
    // An hour later they may be asked for again.
    let passed = register.clock().now() - chrono::TimeDelta::minutes(61);
    let old = mail::table::ActiveModel { made_at: Set(passed), ..Default::default() };
    mail::table::Entity::update_many().set(old).exec(register.writer()).await.unwrap();
    register.forgot_password("jo@example.org").await.unwrap();
    assert_eq!(world.letters(FORGOTTEN).await.len(), 4);
});

crate::story!(a_reset_link_dies_with_the_address_and_a_change_of_address_with_the_password, async |world: World| {
    let register = &world.register;
    let (jo, _) = jo(&world).await;
    let ask = AskEmailChange { email: Email::parse("elsewhere@example.org").unwrap() };
    register.change(&jo, &ask).await.unwrap();
    let [old, new] =
        [link(register, "jo@example.org", MOVING).await, link(register, "elsewhere@example.org", MOVING).await];
    register.forgot_password("jo@example.org").await.unwrap();
    let reset = link(register, "jo@example.org", FORGOTTEN).await;
    register.confirm_email(&old).await.unwrap();
    assert!(register.confirm_email(&new).await.unwrap().done);
    assert!(register.person_of_link(&reset).await.unwrap().is_none());
    assert!(matches!(register.set_password(&reset, ANOTHER.into()).await, Err(Refusal::NotFound)));

    let ask = AskEmailChange { email: Email::parse("third@example.org").unwrap() };
    for changed in ["by the old one", "by a link"] {
        register.change(&jo, &ask).await.unwrap();
        let moving = link(register, "third@example.org", MOVING).await;
        assert!(register.email_change(&moving).await.is_ok());
        if changed == "by a link" {
            register.forgot_password("elsewhere@example.org").await.unwrap();
            let reset = link(register, "elsewhere@example.org", FORGOTTEN).await;
            register.set_password(&reset, PASSWORD.into()).await.unwrap();
        } else {
            register.change_password(&jo, PASSWORD.into(), ANOTHER.into()).await.unwrap();
        }
        assert!(matches!(register.confirm_email(&moving).await, Err(Refusal::NotFound)), "{changed}");
    }
});
