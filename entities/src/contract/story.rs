//! A contract is written, measured, observed by its provider, and corrected.

use chrono::NaiveDate;
use sea_orm::{IntoActiveModel, QueryOrder, Set, entity::prelude::*};
use serde_json::json;

use super::{
    Direction, Intention, MeasureKind, Origin, State,
    deeds::{AddMeasure, Intend, Observe, SayWhatIsCounted, WriteContract},
    read::{ContractPage, Contracts, Expiring, Order},
    suppression::{Figure, HIDDEN},
};
use crate::{
    Refusal,
    access::{Actor, Role, Viewer},
    audit,
    organisation::{self, Kind, deeds::AddOrganisation, read::Named},
    provider::read::{Order as ProviderOrder, ProviderPage, Providers},
    story::{World, pressing},
    values::{Amount, Pence, Reading, Reference},
};

async fn contract(world: &World, published: bool) -> (Reference, Reference, Actor, Actor) {
    let council = world.organisation("Council", Kind::LocalAuthority).await;
    let provider = world.organisation("Family Help CIC", Kind::SocialEnterprise).await;
    let commissioner = world.person(&council, &[Role::Commissioner]).await;
    let person = world.person(&provider, &[Role::Provider]).await;
    let write = written(council, &provider, published);
    let reference = world.register.change(&commissioner, &write).await.unwrap();
    (reference, provider, commissioner, person)
}

pub(crate) fn written(council: Reference, provider: &Reference, published: bool) -> WriteContract {
    WriteContract {
        existing: None,
        procurement: None,
        title: "Family support".into(),
        description: String::new(),
        service: None,
        buyers: vec![council],
        providers: vec![provider.clone()],
        price: Some(Amount::exactly(Pence::pounds(120_000))),
        cpv: None,
        starts: NaiveDate::from_ymd_opt(2014, 4, 1),
        ends: NaiveDate::from_ymd_opt(2015, 3, 31),
        origin: Origin::Commissioned,
        council_ran_until: None,
        state: State::Active,
        published,
    }
}

fn reading(measure: i64, contract: &Reference, seen: i64, actual: &str) -> Observe {
    Observe {
        contract: contract.clone(),
        measure,
        seen,
        period_start: NaiveDate::from_ymd_opt(2014, 7, 1).unwrap(),
        period_end: NaiveDate::from_ymd_opt(2014, 9, 30).unwrap(),
        actual: actual.parse().unwrap(),
        note: String::new(),
    }
}

crate::story!(a_correction_keeps_the_old_figure, async |world: World| {
    let (contract, _, commissioner, provider) = contract(&world, true).await;
    let measure = AddMeasure {
        contract: contract.clone(),
        statement: "Families who say help came in time".into(),
        kind: MeasureKind::BetterOff,
        unit: "%".into(),
        direction: Direction::Up,
        baseline: None,
        target: Some(Reading::whole(80)),
        source: "Survey".into(),
        counts_children: true,
        zero_may_be_shown: false,
    };
    let register = &world.register;
    let measure = register.change(&commissioner, &measure).await.unwrap();
    let first = register.change(&provider, &reading(measure, &contract, 0, "71")).await.unwrap();
    let unseen = register.change(&provider, &reading(measure, &contract, 0, "73.5")).await;
    assert!(matches!(unseen, Err(Refusal::Stale { .. })), "a figure that was not shown is not corrected: {unseen:?}");
    register.change(&provider, &reading(measure, &contract, first, "73.5")).await.unwrap();
    let page = register.read(&Viewer::Public, &ContractPage(contract.clone())).await.unwrap();
    let row = &page.measures[0];
    let known = |text: &str| Figure::Known(text.parse().unwrap());
    assert_eq!(row.observations.len(), 1);
    assert_eq!((row.observations[0].actual, &row.observations[0].corrects), (known("73.5"), &vec![known("71")]));

    for share in ["425", "100.5", "-1"] {
        let refused = register.change(&provider, &reading(measure, &contract, first + 1, share)).await;
        assert!(
            matches!(&refused, Err(Refusal::Invalid(faults)) if faults[0].field == "actual"),
            "{share}: {refused:?}"
        );
    }
    let refused = register.change(&commissioner, &reading(measure, &contract, 0, "1")).await;
    assert!(matches!(refused, Err(Refusal::Forbidden { .. })), "only the provider reports: {refused:?}");
    let future =
        Observe { period_end: NaiveDate::from_ymd_opt(2014, 12, 31).unwrap(), ..reading(measure, &contract, 0, "1") };
    assert!(matches!(register.change(&provider, &future).await, Err(Refusal::Invalid(_))));
});

crate::story!(small_numbers_of_children_are_hidden_from_everybody_else, async |world: World| {
    let (contract, _, commissioner, provider) = contract(&world, true).await;
    let register = &world.register;
    let mut wards = Vec::new();
    for (ward, count) in [("Aston", "3"), ("Bordesley", "18"), ("Edgbaston", "22"), ("Ladywood", "6"), ("Total", "49")]
    {
        let measure = AddMeasure {
            contract: contract.clone(),
            statement: ward.into(),
            kind: MeasureKind::HowMuch,
            unit: "children".into(),
            direction: Direction::Up,
            baseline: Some(Reading::whole(4)),
            target: None,
            source: String::new(),
            counts_children: true,
            zero_may_be_shown: false,
        };
        let measure = register.change(&commissioner, &measure).await.unwrap();
        let mut seen = 0;
        for actual in ["2", count] {
            let note = format!("{actual} came");
            let observe = Observe { note, ..reading(measure, &contract, seen, actual) };
            seen = register.change(&provider, &observe).await.unwrap();
        }
        wards.push(measure);
    }
    let seen = async |viewer: &Viewer| {
        let page = register.read(viewer, &ContractPage(contract.clone())).await.unwrap();
        let row = |row: crate::contract::read::MeasureRow| {
            let observed = &row.observations[0];
            let figures = [Some(observed.actual), observed.corrects.first().copied(), row.baseline];
            let figures = figures.map(|figure| match figure {
                Some(Figure::Known(reading)) => reading.to_string(),
                Some(Figure::Hidden) => "·".into(),
                None => "none".into(),
            });
            (figures.join(" "), observed.note.clone(), row.line().len())
        };
        page.measures.into_iter().map(row).collect::<Vec<_>>()
    };
    let stranger = world.organisation("Other provider", Kind::Private).await;
    let stranger = world.person(&stranger, &[Role::Provider, Role::Partner]).await;
    for viewer in [&Viewer::Public, &stranger.viewer] {
        let shown: Vec<(String, String, usize)> = seen(viewer).await;
        let figures: Vec<&str> = shown.iter().map(|(figures, ..)| figures.as_str()).collect();
        assert_eq!(figures, ["· · ·", "18 · ·", "22 · ·", "· · ·", "49 · ·"]);
        assert_eq!((shown[0].1.as_str(), shown[3].1.as_str(), shown[0].2), ("", "", 0), "nor in words, nor as a line");
    }
    assert_eq!(seen(&Viewer::Public).await[1].1, HIDDEN, "18 came, beside a figure that is hidden");
    for viewer in [&commissioner.viewer, &provider.viewer] {
        assert_eq!(seen(viewer).await[0], ("3 2 4".to_owned(), "3 came".to_owned(), 1));
        assert_eq!(seen(viewer).await[1].1, "18 came");
    }
    let say = |seen| SayWhatIsCounted {
        contract: contract.clone(),
        measure: wards[0],
        seen,
        counts_children: false,
        zero_may_be_shown: false,
    };
    register.change(&commissioner, &say(1)).await.unwrap();
    assert!(matches!(register.change(&commissioner, &say(1)).await, Err(Refusal::Stale { .. })));
    assert!(matches!(register.change(&provider, &say(2)).await, Err(Refusal::Forbidden { .. })));
    assert_eq!(seen(&Viewer::Public).await[0].0, "3 2 4");
});

crate::story!(what_tells_a_small_count_of_children_is_hidden_with_it, async |world: World| {
    let (contract, _, commissioner, provider) = contract(&world, true).await;
    let register = &world.register;
    let measure = |statement: &str, unit: &str| AddMeasure {
        contract: contract.clone(),
        statement: statement.into(),
        kind: MeasureKind::HowMuch,
        unit: unit.into(),
        direction: Direction::Up,
        baseline: None,
        target: None,
        source: String::new(),
        counts_children: true,
        zero_may_be_shown: false,
    };
    let below = AddMeasure { baseline: Some(Reading::whole(-3)), ..measure("Children who came", "children") };
    let refused = register.change(&commissioner, &below).await;
    assert!(matches!(&refused, Err(Refusal::Invalid(faults)) if faults[0].field == "baseline"), "{refused:?}");
    let mut all = Vec::new();
    for (statement, unit, actual, note) in [
        ("Children who came", "children", "40", "3 children left early"),
        ("Children who stayed", "children", "30", "All of them, since 3 March"),
        ("Of 12 children, how many were placed", "%", "25", ""),
        ("Placed", "% of 12 children", "75", ""),
        ("Seen in time", "%", "50", ""),
    ] {
        let measure = register.change(&commissioner, &measure(statement, unit)).await.unwrap();
        let below = register.change(&provider, &reading(measure, &contract, 0, "-3")).await;
        assert!(matches!(&below, Err(Refusal::Invalid(faults)) if faults[0].field == "actual"), "{below:?}");
        let observe = Observe { note: note.into(), ..reading(measure, &contract, 0, actual) };
        register.change(&provider, &observe).await.unwrap();
        all.push(measure);
    }
    let intends = "We end it: 3 children used it";
    let intend = |note: &str, seen| Intend {
        contract: contract.clone(),
        seen,
        intention: Intention::LetItEnd,
        note: note.into(),
    };
    register.change(&commissioner, &intend(intends, 1)).await.unwrap();
    let seen = async |viewer: &Viewer| {
        let page = register.read(viewer, &ContractPage(contract.clone())).await.unwrap();
        let cell = |row: &crate::contract::read::MeasureRow| {
            let figure = row.observations[0].actual.known().map_or("·".to_owned(), |figure| figure.to_string());
            format!("{figure} {}", row.observations[0].note)
        };
        let listed = register.listed(viewer, &Expiring::default()).await.remove(0).intention_note;
        assert_eq!(listed, page.ending.intention_note);
        (page.measures.iter().map(cell).collect::<Vec<_>>(), listed)
    };
    let (shown, note) = seen(&Viewer::Public).await;
    let all_but = "30 All of them, since 3 March".to_owned();
    assert_eq!(shown, [&format!("40 {HIDDEN}"), &all_but, "· ", "· ", "50 "]);
    assert_eq!(note, HIDDEN);
    for viewer in [&commissioner.viewer, &provider.viewer] {
        let (shown, note) = seen(viewer).await;
        assert_eq!(shown, ["40 3 children left early", all_but.as_str(), "25 ", "75 ", "50 "]);
        assert_eq!(note, intends);
    }
});

crate::story!(a_joint_contract_keeps_its_parties_and_the_trail_says_who_they_were, async |world: World| {
    let [council, trust, group] = [
        world.organisation("Council", Kind::LocalAuthority).await,
        world.organisation("Trust", Kind::NhsTrust).await,
        { world.organisation("Group", Kind::Private).await },
    ];
    let commissioner = world.person(&council, &[Role::Commissioner]).await;
    let register = &world.register;
    let joint = WriteContract {
        buyers: vec![council.clone(), trust.clone(), council.clone()],
        ..written(council.clone(), &group, true)
    };
    let reference = register.change(&commissioner, &joint).await.unwrap();
    let parts = async || {
        let page = register.read(&Viewer::Public, &ContractPage(reference.clone())).await.unwrap();
        let references = |list: Vec<Named>| list.into_iter().map(|named| named.reference).collect::<Vec<_>>();
        (references(page.buyers), references(page.row.providers))
    };
    let (both, one) = (vec![council.clone(), trust.clone()], vec![group.clone()]);
    assert_eq!(parts().await, (both.clone(), one.clone()), "an organisation that is named twice has its part once");

    let alone = WriteContract { existing: Some((reference.clone(), 1)), buyers: vec![trust.clone()], ..joint.clone() };
    register.change(&commissioner, &alone).await.unwrap();
    assert_eq!(parts().await, (vec![trust.clone()], one));
    let entries = audit::table::Entity::find().filter(audit::table::Column::Record.eq(reference.as_str()));
    let entries = entries.order_by_asc(audit::table::Column::Seq).all(register.reader()).await.unwrap();
    let told: Vec<_> = entries
        .iter()
        .map(|entry| audit::Rows::in_payload(entry.payload.as_deref().unwrap(), "buyers").unwrap())
        .map(|buyers| [json!(buyers.kept), json!(buyers.came), json!(buyers.gone)])
        .collect();
    assert_eq!(told, [[json!([]), json!(both), json!([])], [json!([trust]), json!([]), json!([council])]]);

    let nobody = WriteContract { existing: Some((reference.clone(), 2)), providers: Vec::new(), ..joint };
    assert!(matches!(register.change(&commissioner, &nobody).await, Err(Refusal::Invalid(_))));
});

crate::story!(a_change_pressed_twice_at_once_is_one_change_and_is_not_called_stale, async |world: World| {
    let (contract, _, commissioner, _) = contract(&world, true).await;
    let council = commissioner.viewer.person().unwrap().organisation.reference.clone();
    let provider = world.organisation("Another Provider", Kind::Private).await;
    let edit = WriteContract { existing: Some((contract.clone(), 1)), ..written(council, &provider, true) };
    let presses = pressing(&commissioner, &"a".repeat(32));
    let (one, other) = tokio::join!(world.register.change(&presses, &edit), world.register.change(&presses, &edit));
    assert_eq!((one.unwrap(), other.unwrap()), (contract.clone(), contract.clone()));
    let page = world.register.read(&Viewer::Public, &ContractPage(contract.clone())).await.unwrap();
    assert_eq!(page.contract.version, 2);
    // Another form, seen before, is stale all the same.
    let another = pressing(&commissioner, &"b".repeat(32));
    assert!(matches!(world.register.change(&another, &edit).await, Err(Refusal::Stale { .. })));
});

crate::story!(an_unpublished_contract_is_its_providers_and_the_councils_only, async |world: World| {
    let (contract, provider, commissioner, person) = contract(&world, false).await;
    let register = &world.register;
    let rival = world.organisation("Rival Ltd", Kind::Private).await;
    let rival = world.person(&rival, &[Role::Provider]).await;
    for (viewer, sees) in
        [(&Viewer::Public, false), (&rival.viewer, false), (&person.viewer, true), (&commissioner.viewer, true)]
    {
        let list = register.listed(viewer, &Contracts::default()).await;
        let providers = register.listed(viewer, &Providers::default()).await;
        assert_eq!((list.len() == 1, providers.len() == 1), (sees, sees));
        assert_eq!(register.read(viewer, &ContractPage(contract.clone())).await.is_ok(), sees);
        assert_eq!(register.read(viewer, &ProviderPage(provider.clone())).await.is_ok(), sees);
    }
});

crate::story!(contracts_are_found_by_when_they_end, async |world: World| {
    contract(&world, true).await;
    let ending = async |months| {
        let list = Contracts { ending_within: Some(months), ..Contracts::default() };
        world.register.listed(&Viewer::Public, &list).await.len()
    };
    assert_eq!((ending(3).await, ending(4).await), (0, 1));
});

crate::story!(contracts_come_in_the_order_asked_for_and_what_is_not_stated_comes_last, async |world: World| {
    let council = world.organisation("Council", Kind::LocalAuthority).await;
    let [small, large] =
        [world.organisation("Small", Kind::Private).await, world.organisation("Large", Kind::Private).await];
    let commissioner = world.person(&council, &[Role::Commissioner]).await;
    for (title, provider, pounds, starts, ends) in [
        ("Play", &small, Some(80_000), Some(2012), Some(2016)),
        ("art", &large, None, Some(2014), None),
        ("Music", &large, Some(70_000), None, Some(2015)),
    ] {
        let day = |year: Option<i32>| NaiveDate::from_ymd_opt(year?, 4, 1);
        let write = WriteContract {
            title: title.into(),
            price: pounds.map(|pounds| Amount::exactly(Pence::pounds(pounds))),
            starts: day(starts),
            ends: day(ends),
            ..written(council.clone(), provider, true)
        };
        world.register.change(&commissioner, &write).await.unwrap();
    }
    let titles = async |order| {
        let list = world.register.listed(&Viewer::Public, &Contracts { order, ..Contracts::default() }).await;
        list.into_iter().map(|row| row.title).collect::<Vec<_>>()
    };
    assert_eq!(titles(Order::Ends).await, ["Music", "Play", "art"]);
    assert_eq!(titles(Order::Starts).await, ["art", "Play", "Music"]);
    assert_eq!(titles(Order::Price).await, ["Play", "Music", "art"]);
    assert_eq!(titles(Order::Title).await, ["art", "Music", "Play"]);
    let names = async |order| {
        let list = world.register.listed(&Viewer::Public, &Providers { order, ..Providers::default() }).await;
        list.into_iter().map(|row| row.organisation.name).collect::<Vec<_>>()
    };
    assert_eq!(names(ProviderOrder::Name).await, ["Large", "Small"]);
    assert_eq!(names(ProviderOrder::Contracts).await, ["Large", "Small"]);
    assert_eq!(names(ProviderOrder::Price).await, ["Small", "Large"]);
});

crate::story!(who_is_gone_when_a_contract_starts_does_not_come_to_provide, async |world: World| {
    let (contract, provider, commissioner, _) = contract(&world, true).await;
    let register = &world.register;
    let add = AddOrganisation {
        closed: NaiveDate::from_ymd_opt(2014, 3, 31),
        ..AddOrganisation::named("Family Help Limited", Kind::Private)
    };
    let gone = register.change(&Actor::operator(), &add).await.unwrap();
    let written = |provider: &Reference| {
        let council = commissioner.viewer.person().unwrap().organisation.reference.clone();
        written(council, provider, true)
    };
    let refused = register.change(&commissioner, &written(&gone)).await;
    let says = "Family Help Limited closed on 31 March 2014, before this begins on 1 April 2014";
    assert!(
        matches!(&refused, Err(Refusal::Invalid(faults)) if faults[0].field == "provider" && faults[0].message.starts_with(says)),
        "{refused:?}"
    );
    let later = WriteContract { starts: NaiveDate::from_ymd_opt(2014, 3, 31), ..written(&gone) };
    register.change(&commissioner, &later).await.unwrap();
    // Who provides already is no news: what is known of it later holds up no other change.
    let row = organisation::read::by_reference(register.reader(), &provider).await.unwrap().unwrap();
    let mut row = row.into_active_model();
    row.closed = Set(NaiveDate::from_ymd_opt(2014, 3, 31));
    row.update(register.writer()).await.unwrap();
    let again = WriteContract { existing: Some((contract, 1)), title: "Help".into(), ..written(&provider) };
    register.change(&commissioner, &again).await.unwrap();
});
