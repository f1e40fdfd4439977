//! Two records of one body become one, and two again.

use super::{Done, MergeOrganisations, TakeApart, TakeSecondLook};
use crate::{
    Refusal, Register,
    access::{Actor, Role, Viewer},
    agreement::{
        PartyRole, SpeaksAs,
        deeds::{AddParty, CreateAgreement},
        read::OverviewOf,
    },
    organisation::{
        Kind,
        deeds::{AddOrganisation, AddSuccessor, ImportOrganisations},
        read::{MergeOf, OrganisationNamed, OrganisationPage, Organisations, SecondLookAt},
    },
    search::{self, Search},
    story,
    story::{World, next_year, seen, version_of},
    values::{Identifier, Reference, Scheme},
};

struct Scene {
    council: Reference,
    commissioner: Actor,
    /// Another commissioner of the council's, who takes the second look.
    colleague: Actor,
    kept: Reference,
    merged: Reference,
    agreement: Reference,
}

fn company(number: &str) -> Identifier {
    Identifier::parse(Scheme::Coh, number).unwrap()
}

fn barnardos(name: &str, identifier: Identifier) -> AddOrganisation {
    AddOrganisation { identifiers: vec![identifier], ..AddOrganisation::named(name, Kind::Voluntary) }
}

fn joins(agreement: &Reference, organisation: &Reference, seen: i64) -> AddParty {
    AddParty {
        agreement: agreement.clone(),
        organisation: organisation.clone(),
        role: PartyRole::ProviderPartner,
        speaks_as: SpeaksAs::Council,
        signs: false,
        seen,
    }
}

async fn drafts(register: &Register, commissioner: &Actor, coordinator: Option<&Reference>) -> Reference {
    let create = CreateAgreement {
        title: "Memorandum".into(),
        kind: crate::agreement::Kind::Memorandum,
        year: next_year(),
        binding: false,
        coordinator: coordinator.cloned(),
        starts: None,
        ends: None,
        aims: String::new(),
    };
    register.change(commissioner, &create).await.unwrap()
}

/// A body with a record for its charity number and one for its company number; the second takes part in something.
async fn set(world: &World) -> Scene {
    let register = &world.register;
    let council = world.organisation("Council", Kind::LocalAuthority).await;
    let commissioner = world.person(&council, &[Role::Commissioner]).await;
    let colleague = world.person(&council, &[Role::Commissioner]).await;
    let charity = Identifier::parse(Scheme::Chc, "216250").unwrap();
    let kept = register.change(&Actor::operator(), &barnardos("Barnardo’s", charity)).await.unwrap();
    let merged = AddOrganisation {
        short_name: Some("BARN".into()),
        other_names: vec!["Dr Barnardo’s Homes".into()],
        ..barnardos("Barnardos Limited", company("00061625"))
    };
    let merged = register.change(&Actor::operator(), &merged).await.unwrap();
    let agreement = drafts(register, &commissioner, None).await;
    register.change(&commissioner, &joins(&agreement, &merged, seen(register, &agreement).await)).await.unwrap();
    Scene { council, commissioner, colleague, kept, merged, agreement }
}

/// Does what waits for a second look about a record.
async fn looked_at(register: &Register, scene: &Scene, merged: &Reference) {
    let seen = register.read(&scene.colleague.viewer, &SecondLookAt(merged.clone())).await.unwrap().seen;
    let look = TakeSecondLook { merged: merged.clone(), seen, confirmed: true };
    register.change(&scene.colleague, &look).await.unwrap();
}

async fn merges(register: &Register, scene: &Scene, deed: &MergeOrganisations) {
    if register.change(&scene.commissioner, deed).await.unwrap() == Done::Waits {
        looked_at(register, scene, &deed.merged).await;
    }
}

async fn takes_apart(register: &Register, scene: &Scene, merged: &Reference) {
    let deed = TakeApart { seen: version_of(register, merged).await, merged: merged.clone() };
    if register.change(&scene.commissioner, &deed).await.unwrap() == Done::Waits {
        looked_at(register, scene, merged).await;
    }
}

fn merge(scene: &Scene) -> MergeOrganisations {
    MergeOrganisations {
        kept: scene.kept.clone(),
        merged: scene.merged.clone(),
        why: "The same charity".into(),
        seen: None,
    }
}

async fn parties(register: &Register, viewer: &Viewer, agreement: &Reference) -> Vec<String> {
    let overview = register.read(viewer, &OverviewOf(agreement.into())).await.unwrap();
    overview.parties.into_iter().map(|party| party.organisation.name).collect()
}

async fn found(register: &Register, query: &str) -> Vec<String> {
    let found = register.read(&Viewer::Public, &Search::among(search::Kind::Organisation, query)).await.unwrap();
    found.of(search::Kind::Organisation).iter().map(|hit| hit.title.clone()).collect()
}

async fn identifiers(register: &Register, organisation: &Reference) -> Vec<String> {
    let page = register.read(&Viewer::Public, &OrganisationPage(organisation.clone())).await.unwrap();
    page.identifiers.iter().map(ToString::to_string).collect()
}

story!(two_records_of_one_body_become_one_and_two_again, async |world: World| {
    let scene = set(&world).await;
    let Scene { commissioner, kept, merged, agreement, .. } = &scene;
    let register = &world.register;
    let preview =
        register.read(&commissioner.viewer, &MergeOf { kept: kept.clone(), merged: merged.clone() }).await.unwrap();
    assert_eq!(preview.hindrances, []);
    assert_eq!(
        preview.moves,
        [("identifier", 1), ("other name", 1), ("agreement that it is a party of", 1)],
        "it says in numbers what moves"
    );
    // Something comes to it while the form is open: it does not move unseen.
    let form = MergeOrganisations { seen: Some(preview.seen), ..merge(&scene) };
    let stale = MergeOrganisations { seen: Some("another".into()), ..merge(&scene) };
    assert!(matches!(register.change(commissioner, &stale).await, Err(Refusal::Stale { .. })));
    merges(register, &scene, &form).await;

    assert_eq!(parties(register, &commissioner.viewer, agreement).await, ["Council", "Barnardo’s"]);
    assert_eq!(identifiers(register, kept).await, ["GB-CHC-216250", "GB-COH-00061625"]);
    let page = register.read(&Viewer::Public, &OrganisationPage(kept.clone())).await.unwrap();
    assert_eq!(page.other_names, ["Dr Barnardo’s Homes", "Barnardos Limited", "BARN"]);
    assert_eq!(page.merged.iter().map(|one| &one.reference).collect::<Vec<_>>(), [merged]);
    let told = |page: &crate::organisation::read::Page| {
        page.history.iter().map(|event| format!("{} {}", event.record, event.deed)).collect::<Vec<_>>()
    };
    assert!(told(&page).contains(&format!("{merged} added an organisation")), "both histories: {:?}", told(&page));
    let other = register.read(&Viewer::Public, &OrganisationPage(merged.clone())).await.unwrap();
    assert_eq!(other.same_as.as_ref().map(|one| &one.reference), Some(kept));
    assert!(told(&other).contains(&format!("{merged} merged two records of one body")));
    assert!(other.identifiers.is_empty());

    for query in ["Barnardos Limited", "BARN", "00061625", "216250", "homes"] {
        assert_eq!(found(register, query).await, ["Barnardo’s"], "{query}");
    }
    for typed in ["Barnardos Limited", merged.as_str(), "BARN"] {
        assert_eq!(
            register.read(&Viewer::Public, &OrganisationNamed::new("organisation", typed)).await.unwrap(),
            *kept,
            "{typed}"
        );
    }
    let list = register.listed(&commissioner.viewer, &Organisations::default()).await;
    assert_eq!(list.len(), 2, "the council and one of the two");

    takes_apart(register, &scene, merged).await;
    assert_eq!(parties(register, &commissioner.viewer, agreement).await, ["Council", "Barnardos Limited"]);
    assert_eq!(identifiers(register, kept).await, ["GB-CHC-216250"]);
    assert_eq!(identifiers(register, merged).await, ["GB-COH-00061625"]);
    let (one, other) = (
        register.read(&Viewer::Public, &OrganisationPage(kept.clone())).await.unwrap(),
        register.read(&Viewer::Public, &OrganisationPage(merged.clone())).await.unwrap(),
    );
    assert!(one.merged.is_empty() && other.same_as.is_none() && one.other_names.is_empty());
    assert_eq!(other.other_names, ["Dr Barnardo’s Homes"]);
    assert_eq!(
        (found(register, "00061625").await, found(register, "216250").await),
        (vec!["Barnardos Limited".to_owned()], vec!["Barnardo’s".to_owned()])
    );
    let again = register
        .change(commissioner, &TakeApart { seen: version_of(register, merged).await, merged: merged.clone() })
        .await;
    assert!(matches!(again, Err(Refusal::NotAllowed { .. })));
    // Twice merged, twice apart: only the newer merge goes back.
    merges(register, &scene, &merge(&scene)).await;
    takes_apart(register, &scene, merged).await;
    assert_eq!(identifiers(register, merged).await, ["GB-COH-00061625"]);
});

story!(what_a_list_says_of_a_merged_record_is_not_said_of_the_kept_one, async |world: World| {
    let scene = set(&world).await;
    let Scene { kept, merged, .. } = &scene;
    let register = &world.register;
    let closed = AddOrganisation {
        closed: crate::story::today().pred_opt(),
        town: Some("Ilford".into()),
        ..barnardos("Barnardos Limited", company("00061625"))
    };
    let open = AddOrganisation {
        town: Some("London".into()),
        ..barnardos("Barnardo’s", Identifier::parse(Scheme::Chc, "216250").unwrap())
    };
    let list = ImportOrganisations { source: "list.csv".into(), organisations: vec![closed, open] };
    let import = async || {
        let done = register.change(&Actor::operator(), &list).await.unwrap();
        ([done.added, done.changed, done.unchanged], done.skipped)
    };
    let third = world.organisation("Barnardo", Kind::Voluntary).await;
    merges(register, &scene, &merge(&scene)).await;
    let skipped = vec![format!("GB-COH-00061625 belongs to a record that was merged into {kept}")];
    assert_eq!(import().await, ([0, 1, 0], skipped.clone()), "the kept one’s own line brings it up to date");
    assert_eq!(import().await, ([0, 0, 1], skipped), "a second run changes nothing");
    let row = register.read(&Viewer::Public, &OrganisationPage(kept.clone())).await.unwrap().organisation;
    let is = (row.name.as_str(), row.closed, row.town.as_deref());
    assert_eq!(is, ("Barnardo’s", None, Some("London")));

    // Merged on, neither line is the third one's own; apart again, each is of its own record.
    let into_third = MergeOrganisations { kept: third.clone(), merged: kept.clone(), why: String::new(), seen: None };
    merges(register, &scene, &into_third).await;
    let (counts, skipped) = import().await;
    assert_eq!((counts, skipped.len()), ([0, 0, 0], 2));
    assert!(skipped[0].ends_with(&format!("merged into {third}")), "{skipped:?}");
    takes_apart(register, &scene, kept).await;
    takes_apart(register, &scene, merged).await;
    assert_eq!(import().await, ([0, 1, 1], vec![]));
    let row = register.read(&Viewer::Public, &OrganisationPage(merged.clone())).await.unwrap().organisation;
    assert_eq!((row.town.as_deref(), row.closed.is_some()), (Some("Ilford"), true));
});

story!(what_came_to_the_kept_record_meanwhile_stays_there, async |world: World| {
    let scene = set(&world).await;
    let Scene { commissioner, kept, merged, .. } = &scene;
    let register = &world.register;
    merges(register, &scene, &merge(&scene)).await;
    let later = drafts(register, commissioner, None).await;
    register.change(commissioner, &joins(&later, kept, seen(register, &later).await)).await.unwrap();
    takes_apart(register, &scene, merged).await;
    assert_eq!(parties(register, &commissioner.viewer, &later).await, ["Council", "Barnardo’s"]);
    assert_eq!(parties(register, &commissioner.viewer, &scene.agreement).await, ["Council", "Barnardos Limited"]);
});

story!(merges_in_a_row_are_taken_apart_in_turn, async |world: World| {
    let scene = set(&world).await;
    let Scene { commissioner, kept, merged, agreement, .. } = &scene;
    let register = &world.register;
    let third = world.organisation("Barnardo", Kind::Voluntary).await;
    merges(register, &scene, &merge(&scene)).await;
    let into_third = MergeOrganisations { kept: third.clone(), merged: kept.clone(), why: String::new(), seen: None };
    merges(register, &scene, &into_third).await;
    assert_eq!(parties(register, &commissioner.viewer, agreement).await, ["Council", "Barnardo"]);
    assert_eq!(
        register.read(&Viewer::Public, &OrganisationNamed::new("organisation", merged.as_str())).await.unwrap(),
        third
    );
    let first = register
        .change(commissioner, &TakeApart { seen: version_of(register, merged).await, merged: merged.clone() })
        .await;
    let says = format!("Take Barnardo’s ({kept}) apart first");
    assert!(matches!(&first, Err(Refusal::NotAllowed { instead, .. }) if *instead == says), "{first:?}");
    takes_apart(register, &scene, kept).await;
    takes_apart(register, &scene, merged).await;
    assert_eq!(parties(register, &commissioner.viewer, agreement).await, ["Council", "Barnardos Limited"]);
});

story!(records_that_cannot_become_one_stay_two_and_say_why, async |world: World| {
    let scene = set(&world).await;
    let Scene { council, commissioner, kept, merged, agreement, .. } = &scene;
    let register = &world.register;
    let refused = async |deed: MergeOrganisations, viewer: &Viewer| {
        let preview =
            register.read(viewer, &MergeOf { kept: deed.kept.clone(), merged: deed.merged.clone() }).await.unwrap();
        let told: Vec<&str> = preview.hindrances.iter().map(|hindrance| hindrance.why.as_str()).collect();
        match register.change(commissioner, &deed).await {
            Err(Refusal::NotAllowed { why, instead }) => {
                assert!(!instead.is_empty());
                assert!(told.contains(&why.as_str()), "the preview says so before: {told:?}");
                why
            }
            other => panic!("{other:?}"),
        }
    };
    let mine = &commissioner.viewer;
    let pair = |kept: &Reference, merged: &Reference| MergeOrganisations {
        kept: kept.clone(),
        merged: merged.clone(),
        why: String::new(),
        seen: None,
    };
    assert!(refused(pair(kept, kept), mine).await.contains("the same record"));

    // People never come to act for another body by a merge.
    assert!(refused(pair(kept, council), mine).await.contains("People act for Council"));

    let successor =
        AddSuccessor { organisation: kept.clone(), successor: merged.clone(), from: crate::story::today(), area: None };
    register.change(&Actor::operator(), &successor).await.unwrap();
    assert!(refused(merge(&scene), mine).await.contains("two bodies, one after the other"));
    let withdraw =
        crate::organisation::deeds::WithdrawSuccessor { organisation: kept.clone(), successor: merged.clone() };
    register.change(&Actor::operator(), &withdraw).await.unwrap();

    register.change(commissioner, &joins(agreement, kept, seen(register, agreement).await)).await.unwrap();
    assert_eq!(refused(merge(&scene), mine).await, format!("Both are parties of the same agreement: {agreement}"));
    // Whoever may not read it is not told which it is.
    let elsewhere = world.organisation("Elsewhere", Kind::LocalAuthority).await;
    let other = world.person(&elsewhere, &[Role::Commissioner]).await;
    let preview = register.read(&other.viewer, &MergeOf { kept: kept.clone(), merged: merged.clone() }).await.unwrap();
    assert_eq!(preview.hindrances[0].why, "Both are parties of the same agreement");
    assert_eq!(preview.moves, [("identifier", 1), ("other name", 1)]);

    let nhs = world.organisation("NHS England Office", Kind::NhsEngland).await;
    let double = world.organisation("NHS England Region", Kind::NhsEngland).await;
    let coordinated = drafts(register, commissioner, Some(&nhs)).await;
    register.change(commissioner, &joins(&coordinated, &double, seen(register, &coordinated).await)).await.unwrap();
    assert!(refused(pair(&nhs, &double), mine).await.ends_with(&format!("is a party: {coordinated}")));

    let public = register.read(&Viewer::Public, &MergeOf { kept: kept.clone(), merged: merged.clone() }).await;
    assert!(matches!(public, Err(Refusal::Forbidden { .. })));
});
