//! Who took over is said by people, taken back by them, and told on the agreements of bodies that are gone.

use chrono::NaiveDate;

use super::{AddOrganisation, AddSuccessor, ImportSuccessors, Successor, WithdrawSuccessor};
use crate::{
    Refusal,
    access::{Actor, Role, Viewer},
    agreement::{
        PartyRole, SpeaksAs,
        deeds::{AddParty, CreateAgreement, TakeStep},
        read::{OverviewOf, PartsOf},
        rules::Step,
    },
    clock::Clock,
    organisation::{Kind, read::OrganisationPage},
    story,
    story::{World, next_year},
    values::{Identifier, Reference, Scheme},
};

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

/// Two groups that went by way of a third into boards, one of them by area.
struct Bodies {
    old: Reference,
    between: Reference,
    north: Reference,
    south: Reference,
}

fn takes_over(organisation: &Reference, successor: &Reference, from: NaiveDate, area: Option<&str>) -> AddSuccessor {
    AddSuccessor { organisation: organisation.clone(), successor: successor.clone(), from, area: area.map(Into::into) }
}

async fn bodies(world: &World) -> Bodies {
    let body = async |name: &str, code: &str, kind, opened, closed| {
        let identifiers = vec![Identifier::parse(Scheme::Nhs, code).unwrap()];
        let add = AddOrganisation { identifiers, opened, closed, ..AddOrganisation::named(name, kind) };
        world.register.change(&Actor::operator(), &add).await.unwrap()
    };
    let bodies = Bodies {
        old: body("NHS Vale CCG", "01A", Kind::Ccg, None, Some(day(2018, 3, 31))).await,
        between: body("NHS Hills and Vale CCG", "01B", Kind::Ccg, Some(day(2018, 4, 1)), Some(day(2022, 6, 30))).await,
        north: body("NHS North ICB", "QN1", Kind::Icb, Some(day(2022, 7, 1)), None).await,
        south: body("NHS South ICB", "QS1", Kind::Icb, Some(day(2022, 7, 1)), None).await,
    };
    for add in [
        takes_over(&bodies.old, &bodies.between, day(2018, 4, 1), None),
        takes_over(&bodies.between, &bodies.north, day(2022, 7, 1), Some("Hills")),
        takes_over(&bodies.between, &bodies.south, day(2022, 7, 1), Some("Vale")),
    ] {
        world.register.change(&Actor::operator(), &add).await.unwrap();
    }
    bodies
}

/// An agreement that the council leads, with the old group as a party.
async fn agreed_with(world: &World, old: &Reference) -> (Reference, Actor) {
    let council = world.organisation("Council", Kind::LocalAuthority).await;
    let commissioner = world.person(&council, &[Role::Commissioner]).await;
    let create = CreateAgreement {
        title: "Memorandum".into(),
        kind: crate::agreement::Kind::Memorandum,
        year: next_year(),
        binding: false,
        coordinator: None,
        starts: None,
        ends: None,
        aims: String::new(),
    };
    let agreement = world.register.change(&commissioner, &create).await.unwrap();
    let joins = AddParty {
        agreement: agreement.clone(),
        organisation: old.clone(),
        role: PartyRole::Partner,
        speaks_as: SpeaksAs::NhsCommissioner,
        signs: true,
        seen: 1,
    };
    world.register.change(&commissioner, &joins).await.unwrap();
    (agreement, commissioner)
}

async fn answering(world: &World, on: NaiveDate, viewer: &Viewer, agreement: &Reference) -> String {
    let register = world.register.with_clock(Clock::standing_on(Some(on)));
    let overview = register.read(viewer, &OverviewOf(agreement.into())).await.unwrap();
    let party = overview.parties.into_iter().find(|party| party.organisation.name == "NHS Vale CCG").unwrap();
    let told = party.acts_now.into_iter().map(|now| match now.area {
        Some(area) => format!("{} ({area})", now.organisation.name),
        None => now.organisation.name,
    });
    told.collect::<Vec<_>>().join(", ")
}

story!(an_agreement_of_a_body_that_is_gone_says_who_answers_for_it_today, async |world: World| {
    let bodies = bodies(&world).await;
    let (agreement, commissioner) = agreed_with(&world, &bodies.old).await;
    for (on, told) in [
        (day(2014, 12, 1), ""),
        (day(2018, 4, 1), "NHS Hills and Vale CCG"),
        (day(2022, 6, 30), "NHS Hills and Vale CCG"),
        (day(2022, 7, 1), "NHS North ICB (Hills), NHS South ICB (Vale)"),
    ] {
        assert_eq!(answering(&world, on, &commissioner.viewer, &agreement).await, told, "{on}");
    }
});

story!(a_body_lists_the_agreements_it_acts_for_now_to_whom_may_read_them, async |world: World| {
    let bodies = bodies(&world).await;
    let (agreement, commissioner) = agreed_with(&world, &bodies.old).await;
    let parts = async |on, viewer: &Viewer, body: &Reference| {
        let register = world.register.with_clock(Clock::standing_on(Some(on)));
        let parts = register.listed(viewer, &PartsOf(body.clone())).await;
        let told = parts.iter().map(|row| {
            let acts_for = row.acts_for.iter().map(|(body, area)| format!("{} {area:?}", body.name));
            format!("{} itself {} for {}", row.agreement.reference, row.itself, acts_for.collect::<Vec<_>>().join(", "))
        });
        (parts.len(), told.collect::<Vec<_>>().join("; "))
    };
    let today = day(2024, 1, 1);
    let told = format!("{agreement} itself false for NHS Vale CCG Some(\"Hills\")");
    assert_eq!(parts(today, &commissioner.viewer, &bodies.north).await, (1, told));
    let told = format!("{agreement} itself true for ");
    assert_eq!(parts(today, &commissioner.viewer, &bodies.old).await, (1, told));
    assert_eq!(parts(today, &commissioner.viewer, &bodies.between).await, (0, String::new()), "it answers no more");
    assert_eq!(parts(day(2022, 6, 30), &commissioner.viewer, &bodies.north).await, (0, String::new()), "not yet");
    assert_eq!(parts(today, &Viewer::Public, &bodies.north).await, (0, String::new()), "it is being drafted");
    // Nor does having taken over from a party open its negotiation.
    let shown = world.register.read(&commissioner.viewer, &OverviewOf((&agreement).into())).await.unwrap();
    let (seen, schedules) = (shown.agreement.version, shown.schedules);
    let step = TakeStep { agreement: agreement.clone(), step: Step::Negotiate, seen, schedules };
    world.register.change(&commissioner, &step).await.ok();
    let partner = world.person(&bodies.north, &[Role::Partner]).await;
    assert_eq!(parts(today, &partner.viewer, &bodies.north).await, (0, String::new()));
});

story!(a_successor_that_was_wrong_is_withdrawn_and_no_list_brings_it_back, async |world: World| {
    let bodies = bodies(&world).await;
    let register = &world.register;
    let operator = Actor::operator();
    let withdraw = WithdrawSuccessor { organisation: bodies.between.clone(), successor: bodies.south.clone() };
    register.change(&operator, &withdraw).await.unwrap();
    let named = async || {
        let page = register.read(&Viewer::Public, &OrganisationPage(bodies.between.clone())).await.unwrap();
        page.successors.into_iter().map(|row| (row.name, row.area)).collect::<Vec<_>>()
    };
    assert_eq!(named().await, [("NHS North ICB".to_owned(), Some("Hills".to_owned()))]);
    assert!(
        register.read(&Viewer::Public, &OrganisationPage(bodies.south.clone())).await.unwrap().predecessors.is_empty()
    );
    assert!(matches!(register.change(&operator, &withdraw).await, Err(Refusal::NotAllowed { .. })));

    let code = |code: &str| Identifier::parse(Scheme::Nhs, code).unwrap();
    let successor = Successor { organisation: code("01B"), successor: code("QS1"), shared: true };
    let list = ImportSuccessors { source: "list.csv".into(), successors: vec![successor] };
    let done = register.change(&operator, &list).await.unwrap();
    assert_eq!((done.added, done.known), (0, 0));
    assert_eq!(done.left_out, ["somebody withdrew that NHS South ICB took over from NHS Hills and Vale CCG"]);

    // A person may say so again.
    let again = takes_over(&bodies.between, &bodies.south, day(2022, 7, 1), Some("All but the hills"));
    register.change(&operator, &again).await.unwrap();
    assert_eq!(named().await.len(), 2);
});

story!(what_cannot_be_is_not_said, async |world: World| {
    let bodies = bodies(&world).await;
    for (add, field, why) in [
        (takes_over(&bodies.old, &bodies.old, day(2018, 4, 1), None), "successor", "none succeeds itself"),
        (takes_over(&bodies.old, &bodies.between, day(2018, 4, 1), None), "successor", "is named already"),
        (takes_over(&bodies.north, &bodies.old, day(2017, 1, 1), None), "successor", "took over from NHS Vale CCG"),
        (takes_over(&bodies.old, &bodies.north, day(2018, 4, 1), None), "from", "opened on 1 July 2022"),
        (
            takes_over(&bodies.north, &"ORG-1999-001".parse().unwrap(), day(2022, 7, 1), None),
            "successor",
            "There is no",
        ),
    ] {
        let Err(Refusal::Invalid(faults)) = world.register.change(&Actor::operator(), &add).await else {
            panic!("{add:?} should be refused")
        };
        assert!(faults[0].field == field && faults[0].message.contains(why), "{faults:?}");
    }
});
