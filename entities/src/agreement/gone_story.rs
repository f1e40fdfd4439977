//! A body that closed before an agreement begins is no party of it; whoever names it is told when it closed, and who acts for it.

use chrono::NaiveDate;
use sea_orm::{IntoActiveModel, Set, entity::prelude::*};

use super::{
    Kind, PartyRole, Reason, SpeaksAs,
    deeds::{AddParty, CreateAgreement, EditAgreement, Vary},
    read::{At, OverviewOf},
    rules::Step,
    story::Memorandum,
};
use crate::{
    Refusal, Register,
    access::{Actor, Role},
    organisation::{
        self,
        deeds::{AddOrganisation, AddSuccessor, ImportOrganisations},
    },
    story::{World, next_year, on_day, seen},
    values::{Identifier, Reference, Scheme},
    work::{OwnWork, Task},
};

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

/// A school with the days on which it opened and closed.
async fn school(world: &World, name: &str, opened: Option<NaiveDate>, closed: Option<NaiveDate>) -> Reference {
    let add = AddOrganisation { opened, closed, ..AddOrganisation::named(name, organisation::Kind::School) };
    world.register.change(&Actor::operator(), &add).await.unwrap()
}

async fn joins(register: &Register, memorandum: &Memorandum, body: &Reference) -> Result<(), Refusal> {
    let made = At::Made.of(memorandum.agreement.clone());
    let shown = register.read(&memorandum.commissioner.viewer, &OverviewOf(made)).await.unwrap();
    let join = AddParty {
        agreement: memorandum.agreement.clone(),
        organisation: body.clone(),
        role: PartyRole::Partner,
        speaks_as: SpeaksAs::School,
        signs: true,
        seen: shown.agreement.version,
    };
    register.change(&memorandum.commissioner, &join).await
}

/// What was said of a field.
fn said<T: std::fmt::Debug>(refused: Result<T, Refusal>, field: &str) -> String {
    match refused {
        Err(Refusal::Invalid(faults)) if faults[0].field == field => faults[0].message.clone(),
        other => panic!("{other:?}"),
    }
}

async fn close(register: &Register, body: &Reference, on: NaiveDate) {
    let row = organisation::read::by_reference(register.reader(), body).await.unwrap().unwrap();
    let mut row = row.into_active_model();
    row.closed = Set(Some(on));
    row.update(register.writer()).await.unwrap();
}

crate::story!(a_body_that_closed_before_an_agreement_begins_is_no_party_of_it, async |world: World| {
    let memorandum = Memorandum::drafted(&world).await;
    let register = &world.register;
    let old = school(&world, "Stokewell School", None, Some(day(2014, 3, 31))).await;
    let nobody = said(joins(register, &memorandum, &old).await, "organisation");
    assert!(
        nobody.starts_with("Stokewell School closed on 31 March 2014, before this begins on 1 April 2015. ")
            && nobody.ends_with("the register knows nobody who did"),
        "{nobody}"
    );
    let academy = school(&world, "Stokewell Academy", Some(day(2014, 4, 1)), None).await;
    let takes_over =
        AddSuccessor { organisation: old.clone(), successor: academy.clone(), from: day(2014, 4, 1), area: None };
    register.change(&Actor::operator(), &takes_over).await.unwrap();
    let told = said(joins(register, &memorandum, &old).await, "organisation");
    assert!(told.ends_with(&format!("Enter Stokewell Academy ({academy}), which acts for it now")), "{told}");
    joins(register, &memorandum, &academy).await.unwrap();
    // It is there on the first day, and the day after it is not.
    let last_day = school(&world, "Last Day School", None, Some(day(2015, 4, 1))).await;
    joins(register, &memorandum, &last_day).await.unwrap();
});

crate::story!(who_takes_over_by_the_day_on_which_it_begins_is_named_before_that_day, async |world: World| {
    let memorandum = Memorandum::drafted(&world).await;
    let old = school(&world, "Hill School", None, Some(day(2015, 3, 31))).await;
    let [north, south] = [
        school(&world, "North Hill School", Some(day(2015, 4, 1)), None).await,
        school(&world, "South Hill School", Some(day(2015, 4, 1)), None).await,
    ];
    for (successor, area) in [(&north, "the north"), (&south, "the south")] {
        let takes_over = AddSuccessor {
            organisation: old.clone(),
            successor: successor.clone(),
            from: day(2015, 4, 1),
            area: Some(area.into()),
        };
        world.register.change(&Actor::operator(), &takes_over).await.unwrap();
    }
    let told = said(joins(&world.register, &memorandum, &old).await, "organisation");
    let both = format!("North Hill School ({north}) for the north; South Hill School ({south}) for the south");
    assert!(told.ends_with(&both), "{told}");
});

crate::story!(nor_does_a_body_that_is_gone_lead_or_coordinate_one, async |world: World| {
    let memorandum = Memorandum::drafted(&world).await;
    let register = &world.register;
    let create = |coordinator: Option<&Reference>, starts| CreateAgreement {
        title: "Memorandum".into(),
        kind: Kind::Memorandum,
        year: next_year(),
        binding: false,
        coordinator: coordinator.cloned(),
        starts,
        ends: None,
        aims: String::new(),
    };
    let gone = school(&world, "Gone School", None, Some(day(2015, 3, 31))).await;
    let by = &memorandum.commissioner;
    let told = said(register.change(by, &create(Some(&gone), None)).await, "coordinator");
    assert!(told.contains("before this begins on 1 April 2015"), "a year without a day begins with April: {told}");
    register.change(by, &create(Some(&gone), Some(day(2015, 3, 31)))).await.unwrap();
    let edit = EditAgreement {
        agreement: memorandum.agreement.clone(),
        seen: seen(register, &memorandum.agreement).await,
        title: "Memorandum".into(),
        binding: false,
        coordinator: Some(gone.clone()),
        starts: Some(day(2015, 4, 1)),
        ends: None,
        aims: String::new(),
    };
    assert!(said(register.change(by, &edit).await, "coordinator").contains("closed on 31 March 2015"));
    let commissioner = world.person(&gone, &[Role::Commissioner]).await;
    let led = register.change(&commissioner, &create(None, None)).await;
    assert!(matches!(&led, Err(Refusal::NotAllowed { why, .. }) if why.contains("closed on 31 March 2015")), "{led:?}");
});

crate::story!(a_variation_is_held_to_the_day_on_which_it_begins, async |world: World| {
    let memorandum = Memorandum::signed(&world).await;
    let register = on_day(&world.register, day(2015, 9, 1));
    let by = &memorandum.commissioner;
    close(&register, &memorandum.ccg, day(2015, 8, 31)).await;
    let vary = Vary {
        agreement: memorandum.agreement.clone(),
        reason: Reason::Scope,
        words: "A school joins".into(),
        effective_on: day(2015, 10, 1),
        seen: register.read(&by.viewer, &OverviewOf((&memorandum.agreement).into())).await.unwrap().agreement.version,
    };
    register.change(by, &vary).await.unwrap();
    let summer = school(&world, "Summer School", None, Some(day(2015, 6, 30))).await;
    let told = said(joins(&register, &memorandum, &summer).await, "organisation");
    assert!(told.contains("before this begins on 1 October 2015"), "{told}");
    // Who was a party already, and is gone by then, is told of before anybody approves.
    memorandum.step_in(&register, Step::Negotiate).await.unwrap();
    let refused = memorandum.step_in(&register, Step::Approve).await;
    let says =
        "Take a party out: Birmingham CrossCity CCG closed on 31 August 2015, before this begins on 1 October 2015";
    assert!(matches!(&refused, Err(Refusal::NotAllowed { instead, .. }) if instead.contains(says)), "{refused:?}");
});

crate::story!(what_a_list_says_of_a_partys_closing_holds_up_the_next_step, async |world: World| {
    let memorandum = Memorandum::drafted(&world).await;
    let register = &world.register;
    let code = Identifier::parse(Scheme::Edu, "199911").unwrap();
    let listed = |closed| AddOrganisation {
        identifiers: vec![code.clone()],
        closed,
        ..AddOrganisation::named("Stokewell School", organisation::Kind::School)
    };
    let school = register.change(&Actor::operator(), &listed(None)).await.unwrap();
    joins(register, &memorandum, &school).await.unwrap();
    let commitment = memorandum.promise(&world, "We refer early").await;
    memorandum.step(&world, Step::Negotiate).await.unwrap();
    memorandum.request(&world, &commitment).await.unwrap();
    memorandum.confirm(&world, &commitment).await;
    let waits = async || {
        let work = register.read(&memorandum.commissioner.viewer, &OwnWork).await.unwrap();
        work.mine.iter().filter(|item| item.task == Task::Step).count()
    };
    assert_eq!(waits().await, 1, "it can be sent for approval");
    let list =
        ImportOrganisations { source: "schools.csv".into(), organisations: vec![listed(Some(day(2015, 3, 31)))] };
    assert_eq!(register.change(&Actor::operator(), &list).await.unwrap().changed, 1);
    assert_eq!(waits().await, 0, "a party is gone by the day on which it begins");
});
