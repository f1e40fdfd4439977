//! An administrator gives nobody a voice alone: not another body's, not their own, by no way round.

use sea_orm::{Set, entity::prelude::*};

use super::{State, deeds::DecideNomination, read::RolesOf, table};
use crate::{
    Refusal, Register,
    access::{Actor, Role, Viewer},
    account::{
        self, AddPerson, Added, Email,
        deeds::{
            deputy::{NameDeputy, StandsIn},
            leave::Leave,
            roles::SetRoles,
        },
        read::OwnMemberships,
    },
    agreement::story::Memorandum,
    organisation::Kind,
    single_sign_on::{
        Said,
        deeds::{FollowRules, RemoveGroupRule, WriteGroupRule},
        read::SingleSignOnRules,
    },
    story,
    story::{World, today},
    values::Reference,
    work::{OwnWork, Task},
};

/// A memorandum whose people have come in, and an administrator of the council's.
struct Scene {
    memorandum: Memorandum,
    administrator: Actor,
}

/// As if they had set a password: whoever never came in confirms nothing.
async fn come_in(register: &Register, people: &[&Actor]) {
    use account::table::{ActiveModel, Column, Entity};
    let set = ActiveModel { password: Set(Some("set".into())), ..Default::default() };
    let accounts = people.iter().filter_map(|actor| actor.account());
    Entity::update_many().set(set).filter(Column::Id.is_in(accounts)).exec(register.writer()).await.unwrap();
}

async fn set(world: &World) -> Scene {
    let memorandum = Memorandum::drafted(world).await;
    let administrator = world.person(&memorandum.council, &[Role::Administrator]).await;
    let people = [&memorandum.commissioner, &memorandum.partner, &memorandum.signatory, &administrator];
    come_in(&world.register, &people).await;
    Scene { memorandum, administrator }
}

fn adding(email: &str, organisation: &Reference, roles: &[Role]) -> AddPerson {
    AddPerson {
        email: Email::parse(email).unwrap(),
        name: "Sock Puppet".into(),
        organisation: organisation.clone(),
        roles: roles.to_vec(),
        demonstration: false,
        by_mail: true,
    }
}

async fn roles(register: &Register, added: &Added) -> Vec<Role> {
    register.person(added.account, added.membership).await.unwrap().unwrap().roles.iter().collect()
}

fn decide(nomination: i64, confirmed: bool) -> DecideNomination {
    DecideNomination { nomination, seen: 1, confirmed }
}

async fn waiting(register: &Register) -> Vec<table::Model> {
    table::Entity::find().filter(table::Column::State.eq(State::Waiting)).all(register.reader()).await.unwrap()
}

async fn tasks(register: &Register, actor: &Actor) -> Vec<Reference> {
    let work = register.read(&actor.viewer, &OwnWork).await.unwrap();
    work.mine.into_iter().filter(|item| item.task == Task::ConfirmRole).map(|item| item.record).collect()
}

story!(a_signatory_of_another_body_waits_until_somebody_of_it_confirms, async |world: World| {
    let Scene { memorandum, administrator } = set(&world).await;
    let (register, ccg) = (&world.register, &memorandum.ccg);
    let asked = [Role::Signatory, Role::Administrator];
    let added = register.change(&administrator, &adding("sock@example.org", ccg, &asked)).await.unwrap();
    assert_eq!(roles(register, &added).await, [], "every role waits, also the administrator’s, who gives the others");
    let nomination = added.waits.unwrap();
    let puppet = Actor::person(register.person(added.account, added.membership).await.unwrap().unwrap(), None);
    let told = world.letters("A role waits to be confirmed in Concordat").await;
    assert_eq!(told.len(), 2, "the group’s partner and signatory: {told:?}");
    assert_eq!(tasks(register, &memorandum.partner).await, std::slice::from_ref(ccg));
    assert_eq!(tasks(register, &memorandum.commissioner).await, [], "it has people of its own");

    let page = register.read(&memorandum.partner.viewer, &RolesOf(ccg.clone())).await.unwrap();
    assert_eq!(page.waiting[0].roles, [Role::Signatory, Role::Administrator]);
    assert_eq!(page.waiting[0].whose.as_ref().unwrap().1, "sock@example.org");
    let stranger = register.read(&memorandum.commissioner.viewer, &RolesOf(ccg.clone())).await;
    assert!(matches!(stranger, Err(Refusal::Forbidden { .. })));
    for nobody in [&administrator, &memorandum.commissioner, &puppet, &Actor::operator()] {
        let refused = register.change(nobody, &decide(nomination, true)).await;
        assert!(matches!(refused, Err(Refusal::Forbidden { .. })), "{refused:?}");
    }
    register.change(&memorandum.partner, &decide(nomination, true)).await.unwrap();
    assert_eq!(roles(register, &added).await, [Role::Signatory, Role::Administrator]);
    assert_eq!(world.letters("You can now act for Birmingham CrossCity CCG in Concordat").await, ["sock@example.org"]);
    let again = register.change(&memorandum.partner, &decide(nomination, false)).await;
    assert!(matches!(again, Err(Refusal::Stale { .. })), "decided once: {again:?}");
});

story!(what_is_refused_gives_nothing, async |world: World| {
    let Scene { memorandum, administrator } = set(&world).await;
    let register = &world.register;
    let add = adding("sock@example.org", &memorandum.ccg, &[Role::Signatory]);
    let added = register.change(&administrator, &add).await.unwrap();
    register.change(&memorandum.signatory, &decide(added.waits.unwrap(), false)).await.unwrap();
    assert_eq!(roles(register, &added).await, []);
    assert_eq!(waiting(register).await.len(), 0);
});

story!(an_administrator_gives_no_role_with_content_to_themselves, async |world: World| {
    let Scene { memorandum, administrator } = set(&world).await;
    let register = &world.register;
    let own = administrator.viewer.person().unwrap().clone();
    let address = account::table::Entity::find_by_id(own.account).one(register.reader()).await.unwrap().unwrap().email;
    let refused = |done: Result<(), Refusal>| assert!(matches!(done, Err(Refusal::NotAllowed { .. })), "{done:?}");
    let seen = world.version_of(own.membership).await;
    for role in [Role::Signatory, Role::Provider, Role::Scrutineer] {
        let set = SetRoles { membership: own.membership, seen, roles: vec![Role::Administrator, role] };
        refused(register.change(&administrator, &set).await);
        for organisation in [&memorandum.council, &memorandum.ccg] {
            refused(register.change(&administrator, &adding(&address, organisation, &[role])).await.map(|_| ()));
        }
    }
    let signatory = memorandum.council_signatory.viewer.person().unwrap().membership;
    let seen = world.version_of(signatory).await;
    let stands_in = StandsIn { membership: own.membership, from: today(), to: None };
    let deputy = NameDeputy { membership: signatory, seen, deputy: Some(stands_in) };
    refused(register.change(&administrator, &deputy).await);
    let leave = Leave { membership: signatory, seen, last_day: today().pred_opt(), successor: Some(own.membership) };
    refused(register.change(&administrator, &leave).await);

    // Nor by a rule whose group they are in: what it gives waits for somebody else.
    let rule = WriteGroupRule {
        issuer: "https://login.example".into(),
        group: "everybody".into(),
        organisation: memorandum.council.clone(),
        roles: vec![Role::Signatory],
    };
    register.change(&administrator, &rule).await.unwrap();
    let trust = crate::single_sign_on::deeds::TrustDomain {
        issuer: "https://login.example".into(),
        domain: "example.org".into(),
        trusted: true,
    };
    register.change(&Actor::operator(), &trust).await.unwrap();
    let other = world.organisation("Another council", Kind::LocalAuthority).await;
    let second = world.person(&other, &[Role::Administrator]).await;
    let person = second.viewer.person().unwrap();
    let email = account::table::Entity::find_by_id(person.account).one(register.reader()).await.unwrap().unwrap().email;
    let said = Said {
        issuer: "https://login.example".into(),
        subject: "2".into(),
        email: Some(email),
        email_verified: Some(true),
        name: None,
        groups: Some(vec!["everybody".into()]),
        authenticated_at: None,
    };
    for _ in 0..2 {
        register.change(&Actor::rules(), &FollowRules { said: said.clone() }).await.unwrap();
        let memberships = register.read(&Viewer::Person(person.clone()), &OwnMemberships).await.unwrap();
        assert!(memberships.iter().all(|one| !one.roles.contains(&Role::Signatory)));
        assert_eq!(waiting(register).await.len(), 1, "it is nominated once, however often they come");
    }
});

story!(the_first_person_of_a_party_is_confirmed_by_the_lead_and_of_no_party_by_a_commissioner, async |world: World| {
    let Scene { memorandum, administrator } = set(&world).await;
    let register = &world.register;
    let elsewhere = world.organisation("Another council", Kind::LocalAuthority).await;
    let foreign = world.person(&elsewhere, &[Role::Commissioner]).await;
    come_in(register, &[&foreign]).await;
    let party = world.organisation("Silent trust", Kind::NhsTrust).await;
    let join = crate::agreement::deeds::AddParty {
        agreement: memorandum.agreement.clone(),
        organisation: party.clone(),
        role: crate::agreement::PartyRole::Partner,
        speaks_as: crate::agreement::SpeaksAs::NhsProvider,
        signs: true,
        seen: crate::story::seen(register, &memorandum.agreement).await,
    };
    register.change(&memorandum.commissioner, &join).await.unwrap();
    let first = register.change(&administrator, &adding("first@example.org", &party, &[Role::Partner])).await.unwrap();
    let nomination = first.waits.unwrap();
    assert_eq!(tasks(register, &foreign).await, []);
    assert_eq!(tasks(register, &memorandum.commissioner).await, std::slice::from_ref(&party));
    let refused = register.change(&foreign, &decide(nomination, true)).await;
    assert!(matches!(refused, Err(Refusal::Forbidden { .. })), "they lead nothing of it: {refused:?}");
    register.change(&memorandum.commissioner, &decide(nomination, true)).await.unwrap();
    assert_eq!(roles(register, &first).await, [Role::Partner]);

    let nothing = world.organisation("Party of nothing", Kind::NhsTrust).await;
    let added =
        register.change(&administrator, &adding("none@example.org", &nothing, &[Role::Signatory])).await.unwrap();
    assert_eq!(roles(register, &added).await, []);
    register.change(&foreign, &decide(added.waits.unwrap(), true)).await.unwrap();
    assert_eq!(roles(register, &added).await, [Role::Signatory]);
});

story!(the_operator_sets_up_the_first_people_and_then_waits_as_others, async |world: World| {
    let register = &world.register;
    let (council, trust) =
        (world.organisation("Council", Kind::LocalAuthority).await, world.organisation("Trust", Kind::NhsTrust).await);
    let operator = Actor::operator();
    let add = async |email: &str, organisation: &Reference, role| {
        let add = AddPerson { by_mail: false, ..adding(email, organisation, &[role]) };
        register.change(&operator, &add).await.unwrap()
    };
    for (email, organisation, role) in [
        ("a@example.org", &council, Role::Administrator),
        ("c@example.org", &council, Role::Commissioner),
        ("s@example.org", &trust, Role::Signatory),
    ] {
        let added = add(email, organisation, role).await;
        assert_eq!((roles(register, &added).await, added.waits), (vec![role], None), "nobody has come in yet");
    }
    let commissioner = register.change(&operator, &adding("c@example.org", &council, &[Role::Commissioner])).await;
    let commissioner = commissioner.unwrap();
    let person = register.person(commissioner.account, commissioner.membership).await.unwrap().unwrap();
    come_in(register, &[&Actor::person(person, None)]).await;
    let late = add("late@example.org", &trust, Role::Signatory).await;
    assert_eq!(roles(register, &late).await, []);
    let who = register.who_confirms(late.waits.unwrap()).await.unwrap();
    assert_eq!(who.iter().map(|person| person.account).collect::<Vec<_>>(), [commissioner.account]);
});

story!(deputies_rules_and_those_who_come_back_wait_as_well, async |world: World| {
    let Scene { memorandum, administrator } = set(&world).await;
    let (register, ccg) = (&world.register, &memorandum.ccg);
    let puppet = register.change(&administrator, &adding("sock@example.org", ccg, &[Role::Provider])).await.unwrap();
    assert_eq!(roles(register, &puppet).await, [], "a provider speaks for a body, too");
    register.change(&memorandum.partner, &decide(puppet.waits.unwrap(), true)).await.unwrap();
    let colleague = register.person(puppet.account, puppet.membership).await.unwrap().unwrap();
    come_in(register, &[&Actor::person(colleague, None)]).await;
    let away = memorandum.signatory.viewer.person().unwrap().membership;
    let from_to = StandsIn { membership: puppet.membership, from: today(), to: None };
    let seen = world.version_of(away).await;
    let deputy = NameDeputy { membership: away, seen, deputy: Some(from_to.clone()) };
    register.change(&administrator, &deputy).await.unwrap();
    assert_eq!(roles(register, &puppet).await, [Role::Provider], "a deputy who waits has nothing");
    let nomination = waiting(register).await.remove(0).id;
    let able = register.who_confirms(nomination).await.unwrap();
    let able: Vec<_> = able.into_iter().map(|person| person.account).collect();
    assert!(!able.contains(&puppet.account), "who would stand in does not confirm it: {able:?}");
    let is_away = memorandum.signatory.account().unwrap();
    assert!(able.contains(&is_away), "who is away says who stands in: {able:?}");
    register.change(&memorandum.signatory, &decide(nomination, true)).await.unwrap();
    assert_eq!(roles(register, &puppet).await, [Role::Provider, Role::Signatory]);
    let stale = register.change(&administrator, &NameDeputy { membership: away, seen, deputy: None }).await;
    assert!(matches!(stale, Err(Refusal::Stale { .. })), "an older form ends nothing: {stale:?}");
    let seen = world.version_of(away).await;
    register.change(&administrator, &NameDeputy { membership: away, seen, deputy: None }).await.unwrap();
    assert_eq!(roles(register, &puppet).await, [Role::Provider]);

    // Somebody who left has nothing of what they had, until it is confirmed again.
    let leave = |seen, last_day| Leave { membership: away, seen, last_day, successor: None };
    register.change(&administrator, &leave(world.version_of(away).await, today().pred_opt())).await.unwrap();
    register.change(&administrator, &leave(world.version_of(away).await, None)).await.unwrap();
    let back = memorandum.signatory.viewer.person().unwrap();
    let person = register.person(back.account, away).await.unwrap().unwrap();
    assert_eq!(person.roles.iter().collect::<Vec<_>>(), []);
    assert_eq!(waiting(register).await.len(), 1);

    let issuer = || "https://login.example".to_owned();
    let rule = |roles: &[Role]| WriteGroupRule {
        issuer: issuer(),
        group: "nurses".into(),
        organisation: ccg.clone(),
        roles: roles.to_vec(),
    };
    register.change(&administrator, &rule(&[Role::Partner, Role::Provider])).await.unwrap();
    let twice = register.change(&administrator, &rule(&[Role::Signatory])).await;
    assert!(matches!(twice, Err(Refusal::Invalid(_))), "a rule that is there is not written over: {twice:?}");
    let read = async || register.read(&administrator.viewer, &SingleSignOnRules).await.unwrap().groups.remove(0);
    let written = read().await;
    assert_eq!((written.roles, written.waiting), (vec![], vec![Role::Provider, Role::Partner]));
    let nomination = waiting(register).await.pop().unwrap().id;
    register.change(&memorandum.partner, &decide(nomination, true)).await.unwrap();
    let confirmed = read().await;
    assert_eq!((confirmed.roles, confirmed.waiting), (vec![Role::Provider, Role::Partner], vec![]));
    let older = RemoveGroupRule { rule: confirmed.id, seen: written.version };
    assert!(matches!(register.change(&administrator, &older).await, Err(Refusal::Stale { .. })));
    let newer = RemoveGroupRule { rule: confirmed.id, seen: confirmed.version };
    register.change(&administrator, &newer).await.unwrap();
});

story!(in_their_own_organisation_an_administrator_gives_roles_at_once_and_its_people_are_told, async |world: World| {
    let Scene { memorandum, administrator } = set(&world).await;
    let register = &world.register;
    let add = adding("new@example.org", &memorandum.council, &[Role::Signatory]);
    let added = register.change(&administrator, &add).await.unwrap();
    assert_eq!(roles(register, &added).await, [Role::Signatory]);
    let told = world.letters("Somebody has been given a role in your organisation in Concordat").await;
    assert!(!told.is_empty() && !told.contains(&"new@example.org".to_owned()), "{told:?}");
    let people = register.read(&memorandum.commissioner.viewer, &RolesOf(memorandum.council.clone())).await.unwrap();
    assert!(people.places.is_some_and(|places| !places.is_empty()));
    let other = register.read(&Viewer::Public, &RolesOf(memorandum.council.clone())).await;
    assert!(matches!(other, Err(Refusal::Forbidden { .. })));
});

story!(an_older_form_changes_no_membership, async |world: World| {
    let Scene { memorandum, administrator } = set(&world).await;
    let register = &world.register;
    let add = adding("new@example.org", &memorandum.council, &[Role::Partner, Role::Signatory]);
    let membership = register.change(&administrator, &add).await.unwrap().membership;
    let seen = world.version_of(membership).await;
    let set = |roles: &[Role]| SetRoles { membership, seen, roles: roles.to_vec() };
    register.change(&administrator, &set(&[Role::Partner])).await.unwrap();
    let refused = register.change(&administrator, &set(&[Role::Partner, Role::Signatory])).await;
    assert!(matches!(refused, Err(Refusal::Stale { .. })), "an older form puts no role back: {refused:?}");
    let leave = Leave { membership, seen, last_day: Some(today()), successor: None };
    assert!(matches!(register.change(&administrator, &leave).await, Err(Refusal::Stale { .. })));
});
