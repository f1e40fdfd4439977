//! What may be one body is proposed once, with its reasons, and decided by people.

use chrono::NaiveDate;

use super::{ProposeMatches, SayTookOver, TellApart};
use crate::{
    Refusal,
    access::{Actor, Role, Viewer},
    list::Place,
    organisation::{
        Kind, MatchState,
        deeds::{AddOrganisation, AddSuccessor, ImportOrganisations, MergeOrganisations, TakeApart},
        read::{Matches, OrganisationPage},
        rules::matching::Reason,
    },
    story,
    story::{World, version_of},
    values::{Identifier, Reference, Scheme},
};

fn waiting() -> Matches {
    Matches { words: String::new(), state: MatchState::Proposed, reason: None }
}

async fn propose(world: &World) -> u64 {
    let (mut proposed, mut after) = (0, Some(0));
    while let Some(from) = after {
        let look = ProposeMatches { source: "schools.csv".into(), after: from };
        let done = world.register.change(&Actor::operator(), &look).await.unwrap();
        proposed += done.proposed;
        after = done.next;
    }
    proposed
}

fn school(urn: &str, name: &str, town: &str) -> AddOrganisation {
    AddOrganisation {
        identifiers: vec![Identifier::parse(Scheme::Edu, urn).unwrap()],
        town: Some(town.into()),
        ..AddOrganisation::named(name, Kind::School)
    }
}

async fn told(world: &World, viewer: &Viewer, filter: &Matches) -> Vec<String> {
    let matches = world.register.listed(viewer, filter).await;
    let told = matches.iter().map(|row| {
        let reasons: Vec<&str> = row.reasons.iter().map(Reason::label).collect();
        format!("{} = {}: {}", row.one.organisation.name, row.other.organisation.name, reasons.join(", "))
    });
    told.collect()
}

story!(what_somebody_typed_is_proposed_to_be_what_a_list_brings, async |world: World| {
    let council = world.organisation("Council", Kind::LocalAuthority).await;
    let commissioner = world.person(&council, &[Role::Commissioner]).await;
    let typed =
        AddOrganisation { town: Some("Birmingham".into()), ..AddOrganisation::named("Brearly Nursery", Kind::School) };
    world.register.change(&Actor::operator(), &typed).await.unwrap();
    let import = ImportOrganisations {
        source: "schools.csv".into(),
        organisations: vec![
            school("103121", "Hillside Nursery School", "Birmingham"),
            school("103122", "Brearley Nursery", "Birmingham"),
            school("103123", "Brearley Nursery", "Leeds"),
        ],
    };
    world.register.change(&Actor::operator(), &import).await.unwrap();
    assert_eq!(propose(&world).await, 1);
    assert_eq!(
        told(&world, &commissioner.viewer, &waiting()).await,
        ["Brearly Nursery = Brearley Nursery: Nearly the same name, The same town"],
        "two schools with two codes are never proposed, nor one elsewhere"
    );
    assert_eq!(propose(&world).await, 0, "a proposal is made once");
    let by_name = Matches { words: "brearly".into(), ..waiting() };
    let by_reason = Matches { reason: Some(Reason::SamePostcode), ..waiting() };
    assert_eq!(told(&world, &commissioner.viewer, &by_name).await.len(), 1);
    assert_eq!(told(&world, &commissioner.viewer, &by_reason).await.len(), 0);
    let public = world.register.list(&Viewer::Public, &waiting(), &Place::First).await;
    assert!(matches!(public, Err(Refusal::Forbidden { .. })));
});

story!(what_is_decided_is_not_proposed_again, async |world: World| {
    let council = world.organisation("Council", Kind::LocalAuthority).await;
    let commissioner = world.person(&council, &[Role::Commissioner]).await;
    let (viewer, register) = (&commissioner.viewer, &world.register);
    let one = world.organisation("Homes for Children", Kind::Private).await;
    let other = world.organisation("Homes for Children Ltd", Kind::Voluntary).await;
    assert_eq!(propose(&world).await, 1);
    let row = register.listed(viewer, &waiting()).await.remove(0);
    assert_eq!((&row.one.organisation.reference, &row.other.organisation.reference), (&one, &other));
    register.change(&commissioner, &TellApart { proposal: row.proposal }).await.unwrap();
    assert_eq!(propose(&world).await, 0);
    assert!(told(&world, viewer, &waiting()).await.is_empty());
    let decided = Matches { state: MatchState::TwoBodies, ..waiting() };
    assert_eq!(told(&world, viewer, &decided).await, ["Homes for Children = Homes for Children Ltd: The same name"]);

    // Whoever changes their mind merges them all the same.
    let merge = MergeOrganisations { kept: one, merged: other.clone(), why: "The same company".into(), seen: None };
    register.change(&commissioner, &merge).await.unwrap();
    assert!(told(&world, viewer, &decided).await.is_empty());
    let again = register.change(&commissioner, &TellApart { proposal: row.proposal }).await;
    assert!(matches!(again, Err(Refusal::NotAllowed { .. })));
    register
        .change(&commissioner, &TakeApart { seen: version_of(register, &other).await, merged: other })
        .await
        .unwrap();
    assert_eq!(told(&world, viewer, &decided).await.len(), 1, "taken apart they are two bodies");
});

story!(a_school_that_became_an_academy_is_proposed_and_said_to_have_taken_over, async |world: World| {
    let council = world.organisation("Council", Kind::LocalAuthority).await;
    let commissioner = world.person(&council, &[Role::Commissioner]).await;
    let (viewer, register) = (&commissioner.viewer, &world.register);
    let day = |year, month, day| NaiveDate::from_ymd_opt(year, month, day);
    let stokewell = |urn: &str, opened, closed| AddOrganisation {
        postcode: Some("B2 2AA".into()),
        opened,
        closed,
        ..school(urn, "Stokewell School", "Birmingham")
    };
    let list = |rows| ImportOrganisations { source: "schools.csv".into(), organisations: rows };
    let rows = vec![
        stokewell("199911", day(1970, 9, 1), day(2014, 3, 31)),
        stokewell("199912", day(2014, 4, 1), None),
        AddOrganisation { postcode: None, ..school("199913", "Stokewell School", "Leeds") },
    ];
    register.change(&Actor::operator(), &list(rows)).await.unwrap();
    assert_eq!(propose(&world).await, 1);
    let pair = "Stokewell School = Stokewell School: The same name, The same postcode, The same town, One closed when the \
                other opened, Another number in the same list";
    assert_eq!(told(&world, viewer, &waiting()).await, [pair]);

    let row = register.listed(viewer, &waiting()).await.remove(0);
    let (earlier, later, from) = row.succession().unwrap();
    let (earlier, later) = (&earlier.organisation, &later.organisation);
    assert_eq!((earlier.closed, later.opened, Some(from)), (day(2014, 3, 31), day(2014, 4, 1), day(2014, 4, 1)));
    let say = |successor: &Reference| SayTookOver { proposal: row.proposal, successor: successor.clone(), from };
    let other_way = register.change(&commissioner, &say(&earlier.reference)).await;
    assert!(matches!(other_way, Err(Refusal::Stale { .. })), "{other_way:?}");
    register.change(&commissioner, &say(&later.reference)).await.unwrap();
    let page = register.read(&Viewer::Public, &OrganisationPage(earlier.reference.clone())).await.unwrap();
    let named: Vec<_> = page.successors.iter().map(|row| (&row.reference, row.from)).collect();
    assert_eq!(named, [(&later.reference, from)]);
    assert!(told(&world, viewer, &waiting()).await.is_empty());
    let decided = Matches { state: MatchState::TwoBodies, ..waiting() };
    assert_eq!(told(&world, viewer, &decided).await, [pair]);
    let again = register.change(&commissioner, &say(&later.reference)).await;
    assert!(matches!(again, Err(Refusal::NotAllowed { .. })), "{again:?}");

    // What an administrator has named is not proposed.
    let hill =
        |urn: &str, opened, closed| AddOrganisation { name: "Hill School".into(), ..stokewell(urn, opened, closed) };
    let before = register.change(&Actor::operator(), &hill("199921", None, day(2014, 8, 31))).await.unwrap();
    let after = register.change(&Actor::operator(), &hill("199922", day(2014, 9, 1), None)).await.unwrap();
    let takes_over =
        AddSuccessor { organisation: before, successor: after, from: day(2014, 9, 1).unwrap(), area: None };
    register.change(&Actor::operator(), &takes_over).await.unwrap();
    assert_eq!(propose(&world).await, 0);
});
