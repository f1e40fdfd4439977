//! Bodies come from lists, are brought up to date by them, and succeed each other.

use chrono::NaiveDate;

use super::{AddOrganisation, ImportOrganisations, ImportSuccessors, Imported, Linked, Successor};
use crate::{
    access::{Actor, Viewer},
    organisation::{
        Kind,
        read::{OrganisationNamed, OrganisationPage, OrganisationsSuggested},
    },
    story,
    story::World,
    values::{Identifier, Reference, Scheme},
};

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

fn code(value: &str) -> Identifier {
    Identifier::parse(Scheme::Lae, value).unwrap()
}

fn council(code_of: &str, name: &str) -> AddOrganisation {
    AddOrganisation { identifiers: vec![code(code_of)], ..AddOrganisation::named(name, Kind::LocalAuthority) }
}

async fn import(world: &World, organisations: Vec<AddOrganisation>) -> Imported {
    let import = ImportOrganisations { source: "councils.csv".into(), organisations };
    world.register.change(&Actor::operator(), &import).await.unwrap()
}

async fn reference(world: &World, name: &str) -> Reference {
    world.register.read(&Viewer::Public, &OrganisationNamed::new("organisation", name)).await.unwrap()
}

story!(a_list_read_twice_changes_nothing_and_a_newer_one_what_it_knows, async |world: World| {
    let list = || {
        let cumbria = AddOrganisation {
            town: Some("Carlisle".into()),
            other_names: vec!["Cumbria".into(), "cumbria".into()],
            ..council("CMA", "Cumbria County Council")
        };
        vec![cumbria, council("BIR", "Birmingham City Council")]
    };
    let done = |added, changed, unchanged| Imported { added, changed, unchanged, skipped: Vec::new() };
    assert_eq!(import(&world, list()).await, done(2, 0, 0));
    assert_eq!(import(&world, list()).await, done(0, 0, 2));

    let newer = AddOrganisation { closed: Some(day(2023, 4, 1)), ..council("CMA", "Cumbria Council (until 2023)") };
    assert_eq!(import(&world, vec![newer]).await, done(0, 1, 0));
    let page = world
        .register
        .read(&Viewer::Public, &OrganisationPage(reference(&world, "Cumbria Council (until 2023)").await))
        .await
        .unwrap();
    assert_eq!(page.organisation.town.as_deref(), Some("Carlisle"), "what a list leaves open stays");
    assert_eq!(page.organisation.closed, Some(day(2023, 4, 1)));
    assert_eq!(page.other_names, ["Cumbria", "Cumbria County Council"], "an old name is not lost");
});

story!(a_list_names_successors_once_and_says_which_it_cannot, async |world: World| {
    let closed = Some(day(2023, 3, 31));
    let after = AddOrganisation { opened: Some(day(2023, 4, 1)), ..council("WAF", "Westmorland and Furness Council") };
    let bodies = vec![
        AddOrganisation { closed, ..council("CMA", "Cumbria County Council") },
        AddOrganisation { closed, ..council("EDN", "Eden District Council") },
        council("OLD", "A Council Of Which No Day Is Known"),
        council("NEW", "Its Successor"),
        after,
    ];
    import(&world, bodies).await;
    let successor = |organisation, successor| Successor {
        organisation: code(organisation),
        successor: code(successor),
        shared: organisation == "CMA",
    };
    let list = ImportSuccessors {
        source: "councils.csv".into(),
        successors: vec![
            successor("CMA", "WAF"),
            successor("EDN", "WAF"),
            successor("CMA", "CBD"),
            successor("XXX", "WAF"),
            successor("WAF", "WAF"),
            successor("OLD", "NEW"),
        ],
    };
    let done = world.register.change(&Actor::operator(), &list).await.unwrap();
    let left_out = [
        "GB-LAE-CBD, after GB-LAE-CMA, is not in the register",
        "GB-LAE-XXX is not in the register",
        "GB-LAE-WAF would succeed itself",
        "no day is known on which Its Successor took over from A Council Of Which No Day Is Known",
    ];
    assert_eq!(done, Linked { added: 2, known: 0, left_out: left_out.map(Into::into).into() });
    let again = world.register.change(&Actor::operator(), &list).await.unwrap();
    assert_eq!((again.added, again.known), (0, 2));

    let page = world
        .register
        .read(&Viewer::Public, &OrganisationPage(reference(&world, "Cumbria County Council").await))
        .await
        .unwrap();
    let told: Vec<_> =
        page.successors.iter().map(|related| (related.name.as_str(), related.from, related.area.as_deref())).collect();
    assert_eq!(told, [("Westmorland and Furness Council", day(2023, 4, 1), Some("A part of it"))]);
});

story!(whoever_types_is_offered_what_goes_on_before_what_has_closed, async |world: World| {
    let closed = AddOrganisation { closed: Some(day(2014, 8, 31)), ..council("AAA", "Northfield Council") };
    import(&world, vec![closed, council("BBB", "Northfield Town Council"), council("CCC", "Elsewhere")]).await;
    let offered = world.register.read(&Viewer::Public, &OrganisationsSuggested("northf".into())).await.unwrap();
    let names: Vec<&str> = offered.iter().map(|row| row.name.as_str()).collect();
    assert_eq!(names, ["Northfield Town Council", "Northfield Council"]);
    let chosen = format!("{} ({})", offered[1].name, offered[1].reference);
    assert_eq!(reference(&world, &chosen).await, offered[1].reference, "what was chosen is what is sent");
    assert_eq!(world.register.read(&Viewer::Public, &OrganisationsSuggested("nowhere".into())).await.unwrap().len(), 0);
});
