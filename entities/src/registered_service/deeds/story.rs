//! The regulator's list is read, read again, and read when something has changed.

use chrono::NaiveDate;

use super::{FiledService, ImportServices, ImportedServices};
use crate::{
    access::{Actor, Role, Viewer},
    organisation::{
        Kind, MatchState,
        deeds::{MergeOrganisations, ProposeMatches},
        read::Matches,
    },
    provider::read::{ProviderPage, Providers},
    registered_service::{
        Judgement, Provision, Sector, Status,
        read::{PlacesOf, ServicesOf},
    },
    story,
    story::World,
};

pub(crate) fn home(urn: &str, owner: &str, judgement: Option<Judgement>) -> FiledService {
    FiledService {
        urn: urn.into(),
        owner: owner.into(),
        name: None,
        provision: Provision::ChildrensHome,
        sector: Sector::Private,
        status: Status::Active,
        registered_on: NaiveDate::from_ymd_opt(2021, 4, 7),
        places: Some(3),
        town: None,
        postcode: None,
        constituency: Some("Birmingham Yardley".into()),
        local_authority: Some("Birmingham".into()),
        inspected_on: NaiveDate::from_ymd_opt(2024, 11, 26),
        published_on: NaiveDate::from_ymd_opt(2024, 12, 27),
        judgement,
        helped_and_protected: judgement,
        leaders_and_managers: judgement,
    }
}

pub(crate) async fn import(world: &World, services: Vec<FiledService>) -> ImportedServices {
    let import = ImportServices { source: "providers.csv".into(), services };
    world.register.change(&Actor::operator(), &import).await.unwrap()
}

story!(a_list_of_services_is_idempotent_and_tells_what_has_changed, async |world: World| {
    let list = || {
        let school = FiledService {
            sector: Sector::LocalAuthority,
            ..home("3", "Birmingham City Council", Some(Judgement::Good))
        };
        vec![home("1", "Birch Ltd", Some(Judgement::Good)), home("2", "BIRCH LTD", None), school]
    };
    let council = world.organisation("Birmingham City Council", Kind::LocalAuthority).await;
    let done = import(&world, list()).await;
    assert_eq!(done, ImportedServices { added: 3, owners_added: 1, ..Default::default() }, "the council was there");
    assert_eq!(import(&world, list()).await, ImportedServices { unchanged: 3, ..Default::default() });
    let services = world.register.listed(&Viewer::Public, &ServicesOf(council.clone())).await;
    let places = world.register.read(&Viewer::Public, &PlacesOf(council)).await.unwrap();
    assert_eq!((services.len(), places), (1, 3));

    let newer = vec![home("1", "Birch Ltd", Some(Judgement::Inadequate)), home("2", "Oak Limited", None)];
    let changed = ImportedServices {
        changed: 2,
        owners_added: 1,
        owners_changed: 1,
        judgements_changed: 1,
        ..Default::default()
    };
    assert_eq!(import(&world, newer).await, changed);
});

story!(an_owner_that_is_merged_stays_merged_when_the_list_comes_again, async |world: World| {
    let register = &world.register;
    let council = world.organisation("Council", Kind::LocalAuthority).await;
    let commissioner = world.person(&council, &[Role::Commissioner]).await;
    let birch = world.organisation("Birch Limited", Kind::SocialEnterprise).await;
    assert_eq!(import(&world, vec![home("1", "Birch Ltd", None)]).await.owners_added, 1, "by name only it is proposed");
    let look = ProposeMatches { source: "providers.csv".into(), after: 0 };
    assert_eq!(register.change(&Actor::operator(), &look).await.unwrap().proposed, 1);
    let waiting = Matches { words: String::new(), state: MatchState::Proposed, reason: None };
    let pair = register.listed(&commissioner.viewer, &waiting).await.remove(0);
    let merge = MergeOrganisations {
        kept: birch.clone(),
        merged: pair.other.organisation.reference,
        why: "The regulator's page names the company".into(),
        seen: None,
    };
    register.change(&commissioner, &merge).await.unwrap();
    let again = vec![home("1", "Birch Ltd", Some(Judgement::Outstanding)), home("2", "Birch Ltd", None)];
    let done = import(&world, again).await;
    assert_eq!((done.added, done.changed, done.owners_added, done.owners_changed), (1, 1, 0, 0));
    assert_eq!(register.listed(&Viewer::Public, &ServicesOf(birch.clone())).await.len(), 2);

    let providers = register.listed(&Viewer::Public, &Providers::default()).await;
    let [provider] = providers.as_slice() else { panic!("{providers:?}") };
    assert_eq!((provider.registered.services, provider.registered.places, provider.contracts), (2, 6, 0));
    let judged = Providers { judgement: Some(Judgement::Good), ..Providers::default() };
    assert_eq!(register.listed(&Viewer::Public, &judged).await.len(), 0);
    assert_eq!(register.read(&Viewer::Public, &ProviderPage(birch)).await.unwrap().contracts.len(), 0);
});
