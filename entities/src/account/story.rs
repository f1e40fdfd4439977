use chrono::NaiveDate;
use sea_orm::{QueryOrder, entity::prelude::*};

use super::{
    AddPerson, Email,
    deeds::{
        change_email::AskEmailChange,
        deputy::{NameDeputy, StandsIn},
        leave::Leave,
        roles::SetRoles,
        session::EndedSessions,
    },
    second_factor::SecondFactor,
    secret::Secret,
    table,
};
use crate::{
    Refusal, Register,
    access::{Actor, Role, Viewer},
    account::read::own::OwnPage,
    mail,
    organisation::{Kind, deeds::AskSecondFactor},
    story,
    story::World,
    values::Reference,
};

const PASSWORD: &str = "kettle ribbon otter lamp";
const ANOTHER: &str = "window gravel moth tulip";
const SERVICE: &str = "Concordat";

/// The secret in the newest letter to an address.
async fn link(register: &Register, to: &str) -> Secret {
    let letter = mail::table::Entity::find().filter(mail::table::Column::Address.eq(to));
    let letter = letter.order_by_desc(mail::table::Column::Id).one(register.reader()).await.unwrap().unwrap();
    let body = letter.body.unwrap();
    let secret =
        body.split_whitespace().find(|word| word.starts_with("{origin}/")).unwrap().rsplit('/').next().unwrap();
    Secret::parse(secret).unwrap_or_else(|| panic!("no secret in {body}"))
}

async fn letters(register: &Register, to: &str) -> usize {
    let letters = mail::table::Entity::find().filter(mail::table::Column::Address.eq(to));
    letters.all(register.reader()).await.unwrap().len()
}

/// Somebody invited by mail, who has set a password by the link.
async fn somebody(world: &World, email: &str, organisation: &Reference, roles: &[Role]) -> (Actor, i64) {
    let add = AddPerson {
        email: Email::parse(email).unwrap(),
        name: format!("Name of {email}"),
        organisation: organisation.clone(),
        roles: roles.to_vec(),
        demonstration: false,
        by_mail: true,
    };
    let added = world.register.change(&Actor::operator(), &add).await.unwrap();
    assert_eq!(added.link, None, "the link is in the letter alone");
    world.register.set_password(&link(&world.register, email).await, PASSWORD.into()).await.unwrap();
    world.settle(added.waits).await;
    let person = world.register.person(added.account, added.membership).await.unwrap().unwrap();
    (Actor::person(person, None), added.membership)
}

async fn signed_in(register: &Register, email: &str) -> Secret {
    register.sign_in(email, PASSWORD.into(), "a story").await.unwrap().token
}

fn day(day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2014, 12, day).unwrap()
}

story!(an_invited_person_chooses_a_password_and_the_link_works_once, async |world: World| {
    let register = &world.register;
    let council = world.organisation("Council", Kind::LocalAuthority).await;
    let add = AddPerson {
        email: Email::parse("jo@example.org").unwrap(),
        name: "Jo Bloggs".into(),
        organisation: council,
        roles: vec![Role::Commissioner],
        demonstration: false,
        by_mail: true,
    };
    register.change(&Actor::operator(), &add).await.unwrap();
    let secret = link(register, "jo@example.org").await;
    let weak = register.set_password(&secret, "jobloggs1234".into()).await;
    assert!(matches!(weak, Err(Refusal::Invalid(_))), "{weak:?}");
    register.set_password(&secret, PASSWORD.into()).await.unwrap();
    assert!(matches!(register.set_password(&secret, ANOTHER.into()).await, Err(Refusal::NotFound)));
    let token = signed_in(register, "jo@example.org").await;
    assert!(matches!(register.viewer_of(&token).await.unwrap(), Viewer::Person(person) if person.name == "Jo Bloggs"));
});

story!(a_forgotten_password_is_replaced_by_a_link_and_every_session_ends, async |world: World| {
    let register = &world.register;
    let council = world.organisation("Council", Kind::LocalAuthority).await;
    somebody(&world, "jo@example.org", &council, &[Role::Commissioner]).await;
    let token = signed_in(register, "jo@example.org").await;
    register.forgot_password("Jo@Example.org ").await.unwrap();
    register.forgot_password("nobody@example.org").await.unwrap();
    assert_eq!(letters(register, "nobody@example.org").await, 0);
    let secret = link(register, "jo@example.org").await;
    register.set_password(&secret, ANOTHER.into()).await.unwrap();
    assert_eq!(register.viewer_of(&token).await.unwrap(), Viewer::Public, "the session ended");
    let old = register.sign_in("jo@example.org", PASSWORD.into(), "a story").await;
    assert!(matches!(old, Err(Refusal::Invalid(_))));
    register.sign_in("jo@example.org", ANOTHER.into(), "a story").await.unwrap();
});

story!(a_changed_password_ends_every_session_and_needs_the_old_one, async |world: World| {
    let register = &world.register;
    let council = world.organisation("Council", Kind::LocalAuthority).await;
    let (jo, _) = somebody(&world, "jo@example.org", &council, &[Role::Commissioner]).await;
    let token = signed_in(register, "jo@example.org").await;
    let wrong = register.change_password(&jo, "not the old one".into(), ANOTHER.into()).await;
    assert!(matches!(wrong, Err(Refusal::Invalid(faults)) if faults[0].field == "current-password"));
    register.change_password(&jo, PASSWORD.into(), ANOTHER.into()).await.unwrap();
    assert_eq!(register.viewer_of(&token).await.unwrap(), Viewer::Public);
    register.sign_in("jo@example.org", ANOTHER.into(), "a story").await.unwrap();
});

story!(an_address_changes_when_both_addresses_have_confirmed, async |world: World| {
    let register = &world.register;
    let council = world.organisation("Council", Kind::LocalAuthority).await;
    let (jo, _) = somebody(&world, "jo@example.org", &council, &[Role::Commissioner]).await;
    register.change(&jo, &AskEmailChange { email: Email::parse("new@example.org").unwrap() }).await.unwrap();
    let (old, new) = (link(register, "jo@example.org").await, link(register, "new@example.org").await);
    assert!(!register.confirm_email(&new).await.unwrap().done);
    assert!(!register.confirm_email(&new).await.unwrap().done, "twice at one address is not both");
    signed_in(register, "jo@example.org").await;
    assert!(register.confirm_email(&old).await.unwrap().done);
    signed_in(register, "new@example.org").await;
    assert!(register.sign_in("jo@example.org", PASSWORD.into(), "a story").await.is_err());
    assert!(matches!(register.confirm_email(&old).await, Err(Refusal::NotFound)));
});

story!(with_a_second_factor_a_password_alone_opens_nothing_and_a_code_is_taken_once, async |world: World| {
    let register = &world.register;
    let council = world.organisation("Council", Kind::LocalAuthority).await;
    let (jo, _) = somebody(&world, "jo@example.org", &council, &[Role::Commissioner]).await;
    let factor = SecondFactor::new("jo@example.org", SERVICE).unwrap();
    let wrong = register.set_up_second_factor(&jo, &factor, "000000", PASSWORD.into()).await;
    assert!(matches!(wrong, Err(Refusal::Invalid(faults)) if faults[0].field == "code"));
    let code = factor.code(register.clock().now());
    let recovery = register.set_up_second_factor(&jo, &factor, &code, PASSWORD.into()).await.unwrap();

    let half = register.sign_in("jo@example.org", PASSWORD.into(), "a story").await.unwrap();
    assert!(half.awaits_code);
    assert_eq!(register.viewer_of(&half.token).await.unwrap(), Viewer::Public);
    let again = register.enter_code(&half.token, &code, "a story").await;
    assert!(matches!(again, Err(Refusal::Invalid(_))), "the code that set it up was taken");
    let whole = register.enter_code(&half.token, &recovery[0], "a story").await.unwrap();
    assert!(matches!(register.viewer_of(&whole.token).await.unwrap(), Viewer::Person(_)));
    assert_eq!(register.viewer_of(&half.token).await.unwrap(), Viewer::Public, "the token was rotated");

    let half = register.sign_in("jo@example.org", PASSWORD.into(), "a story").await.unwrap();
    assert!(register.enter_code(&half.token, &recovery[0], "a story").await.is_err(), "a recovery code works once");
    register.enter_code(&half.token, &recovery[1], "a story").await.unwrap();
});

story!(five_wrong_codes_slow_the_account_down, async |world: World| {
    let register = &world.register;
    let council = world.organisation("Council", Kind::LocalAuthority).await;
    let (jo, _) = somebody(&world, "jo@example.org", &council, &[Role::Commissioner]).await;
    let factor = SecondFactor::new("jo@example.org", SERVICE).unwrap();
    let code = factor.code(register.clock().now());
    let recovery = register.set_up_second_factor(&jo, &factor, &code, PASSWORD.into()).await.unwrap();
    let half = register.sign_in("jo@example.org", PASSWORD.into(), "a story").await.unwrap().token;
    for _ in 0..5 {
        assert!(matches!(register.enter_code(&half, "12345", "a story").await, Err(Refusal::Invalid(_))));
    }
    assert!(matches!(register.enter_code(&half, &recovery[0], "a story").await, Err(Refusal::SlowDown { .. })));
});

story!(whoever_lacks_the_second_factor_that_is_asked_has_no_roles, async |world: World| {
    let register = &world.register;
    let council = world.organisation("Council", Kind::LocalAuthority).await;
    let (jo, membership) = somebody(&world, "jo@example.org", &council, &[Role::Administrator]).await;
    let ask = AskSecondFactor { organisation: council.clone(), seen: 1, asked: true };
    register.change(&jo, &ask).await.unwrap();
    let account = jo.account().unwrap();
    let person = register.person(account, membership).await.unwrap().unwrap();
    assert!(person.lacks_second_factor && person.roles.iter().next().is_none());
    let restricted = Actor::person(person, None);
    assert!(matches!(register.change(&restricted, &ask).await, Err(Refusal::Forbidden { .. })));
    // What it takes to get them back is open.
    let factor = SecondFactor::new("jo@example.org", SERVICE).unwrap();
    let code = factor.code(register.clock().now());
    register.set_up_second_factor(&restricted, &factor, &code, PASSWORD.into()).await.unwrap();
    let person = register.person(account, membership).await.unwrap().unwrap();
    assert!(person.roles.has(Role::Administrator));
    let refused = register.take_away_second_factor(&Actor::person(person, None), PASSWORD.into()).await;
    assert!(matches!(refused, Err(Refusal::NotAllowed { .. })));
});

story!(a_leavers_work_goes_to_the_successor_and_history_keeps_the_name, async |world: World| {
    let register = &world.register;
    let council = world.organisation("Council", Kind::LocalAuthority).await;
    let (_, leaver) = somebody(&world, "old@example.org", &council, &[Role::Commissioner]).await;
    let (successor, membership) = somebody(&world, "new@example.org", &council, &[Role::Partner]).await;
    let token = signed_in(register, "old@example.org").await;
    let administrator = world.person(&council, &[Role::Administrator]).await;
    let seen = world.version_of(leaver).await;
    let leave = Leave { membership: leaver, seen, last_day: Some(day(1)), successor: Some(membership) };
    register.change(&administrator, &leave).await.unwrap();
    assert!(matches!(register.viewer_of(&token).await.unwrap(), Viewer::Person(_)), "the last day counts");

    let next_day = register.with_clock(crate::clock::Clock::standing_on(Some(day(2))));
    assert_eq!(next_day.viewer_of(&token).await.unwrap(), Viewer::Public);
    let refused = next_day.sign_in("old@example.org", PASSWORD.into(), "a story").await;
    assert!(matches!(refused, Err(Refusal::Invalid(_))), "they belong to nothing");
    let person = next_day.person(successor.account().unwrap(), membership).await.unwrap().unwrap();
    assert!(person.roles.has(Role::Commissioner) && person.roles.has(Role::Partner));
    assert_eq!(person.stands_in_for, ["Name of old@example.org"]);
    let kept = table::Entity::find().filter(table::Column::Email.eq("old@example.org"));
    assert!(kept.one(register.reader()).await.unwrap().is_some(), "the name stays for what was done");
});

story!(a_deputy_has_the_roles_while_it_lasts_but_not_the_administrators, async |world: World| {
    let register = &world.register;
    let council = world.organisation("Council", Kind::LocalAuthority).await;
    let trust = world.organisation("Trust", Kind::NhsTrust).await;
    let (administrator, away) =
        somebody(&world, "a@example.org", &council, &[Role::Signatory, Role::Administrator]).await;
    let (deputy, membership) = somebody(&world, "b@example.org", &council, &[Role::Partner]).await;
    let (_, stranger) = somebody(&world, "c@example.org", &trust, &[Role::Partner]).await;
    let seen = world.version_of(away).await;
    let from_to = |membership, from, to| NameDeputy {
        membership: away,
        seen,
        deputy: Some(StandsIn { membership, from: day(from), to: Some(day(to)) }),
    };
    for wrong in [from_to(stranger, 1, 5), from_to(away, 1, 5), from_to(membership, 5, 1)] {
        assert!(matches!(register.change(&administrator, &wrong).await, Err(Refusal::Invalid(_))));
    }
    register.change(&administrator, &from_to(membership, 1, 5)).await.unwrap();
    let roles_on = async |at| {
        let register = register.with_clock(crate::clock::Clock::standing_on(Some(day(at))));
        register.person(deputy.account().unwrap(), membership).await.unwrap().unwrap().roles
    };
    let during = roles_on(5).await;
    assert!(during.has(Role::Signatory) && during.has(Role::Partner) && !during.has(Role::Administrator));
    assert!(!roles_on(6).await.has(Role::Signatory));
});

story!(the_register_is_never_left_without_an_administrator, async |world: World| {
    let register = &world.register;
    let council = world.organisation("Council", Kind::LocalAuthority).await;
    let (_, only) = somebody(&world, "a@example.org", &council, &[Role::Administrator]).await;
    let operator = Actor::operator();
    let seen = world.version_of(only).await;
    let demote = SetRoles { membership: only, seen, roles: vec![Role::Partner] };
    let leave = Leave { membership: only, seen, last_day: Some(day(1)), successor: None };
    assert!(matches!(register.change(&operator, &demote).await, Err(Refusal::NotAllowed { .. })));
    assert!(matches!(register.change(&operator, &leave).await, Err(Refusal::NotAllowed { .. })));
    somebody(&world, "b@example.org", &council, &[Role::Administrator]).await;
    register.change(&operator, &demote).await.unwrap();
});

story!(own_sessions_are_listed_and_ended, async |world: World| {
    let register = &world.register;
    let council = world.organisation("Council", Kind::LocalAuthority).await;
    let (jo, _) = somebody(&world, "jo@example.org", &council, &[Role::Commissioner]).await;
    somebody(&world, "al@example.org", &council, &[Role::Commissioner]).await;
    let others = signed_in(register, "al@example.org").await;
    let tokens = [signed_in(register, "jo@example.org").await, signed_in(register, "jo@example.org").await];
    let here = register.viewer_of(&tokens[0]).await.unwrap();
    let page = register.read(&here, &OwnPage).await.unwrap();
    assert_eq!(page.sessions.len(), 2);
    assert_eq!(page.sessions.iter().filter(|session| session.is_this).count(), 1);
    register.end_sessions(&jo, EndedSessions::AllBut(&tokens[0])).await.unwrap();
    assert_eq!(register.viewer_of(&tokens[1]).await.unwrap(), Viewer::Public);
    assert!(matches!(register.viewer_of(&tokens[0]).await.unwrap(), Viewer::Person(_)));
    assert!(matches!(register.viewer_of(&others).await.unwrap(), Viewer::Person(_)), "somebody else's stays");
});

story!(nobody_is_added_without_a_name_or_twice_by_letters_that_nobody_sees, async |world: World| {
    let school = world.organisation("A school", Kind::School).await;
    let add = |name: &str, email: &str| AddPerson {
        email: Email::parse(email).unwrap(),
        name: name.into(),
        organisation: school.clone(),
        roles: vec![Role::Provider],
        demonstration: false,
        by_mail: false,
    };
    let nobody = world.register.change(&Actor::operator(), &add("  ", "jo@example.org")).await;
    assert!(matches!(nobody, Err(Refusal::Invalid(_))), "{nobody:?}");
    assert_eq!(Email::parse("jo\u{200b}@example.org"), Email::parse("jo@example.org"));
});
