//! The list of providers follows whatever gives rise to it, change by change.

use crate::{
    Register,
    access::{Actor, Role, Viewer},
    contract::{deeds::WriteContract, story::written},
    organisation::{
        Kind,
        deeds::{AddOrganisation, ImportOrganisations, MergeOrganisations, TakeApart},
        read::OrganisationNamed,
    },
    provider::read::Providers,
    registered_service::{
        Status,
        deeds::{
            FiledService,
            story::{home, import},
        },
    },
    story::{World, version_of},
    values::{Identifier, Reference, Scheme},
};

/// Who provides, as somebody is told it: name, contracts, price, services and places. What is kept is in step with the records.
async fn told(register: &Register, viewer: &Viewer) -> Vec<String> {
    assert_eq!(register.out_of_step().await.unwrap(), Vec::<String>::new());
    let rows = register.listed(viewer, &Providers::default()).await.into_iter().map(|row| {
        let (registered, price) = (row.registered, row.price);
        format!("{}: {} {price} {} {}", row.organisation.name, row.contracts, registered.services, registered.places)
    });
    rows.collect()
}

/// A body with a company number, by which a list finds it again.
fn company(name: &str) -> AddOrganisation {
    let number = Identifier::parse(Scheme::Coh, "00061625").unwrap();
    AddOrganisation { identifiers: vec![number], ..AddOrganisation::named(name, Kind::Private) }
}

/// A contract of a council, its commissioner, and who provides by it.
struct Scene {
    council: Reference,
    commissioner: Actor,
    alder: Reference,
    contract: Reference,
}

impl Scene {
    async fn set(world: &World) -> Self {
        let council = world.organisation("Council", Kind::LocalAuthority).await;
        let commissioner = world.person(&council, &[Role::Commissioner]).await;
        let alder = world.register.change(&Actor::operator(), &company("Alder")).await.unwrap();
        let write = written(council.clone(), &alder, false);
        let contract = world.register.change(&commissioner, &write).await.unwrap();
        Self { council, commissioner, alder, contract }
    }

    /// Writes the contract once more.
    async fn rewrites(&self, register: &Register, provider: &Reference, seen: i64, published: bool) {
        let existing = Some((self.contract.clone(), seen));
        let write = WriteContract { existing, ..written(self.council.clone(), provider, published) };
        register.change(&self.commissioner, &write).await.unwrap();
    }
}

crate::story!(who_provides_follows_the_contracts, async |world: World| {
    let (register, scene) = (&world.register, Scene::set(&world).await);
    let keeper = &scene.commissioner.viewer;
    assert_eq!(told(register, keeper).await, ["Alder: 1 £120,000 0 0"]);
    assert!(told(register, &Viewer::Public).await.is_empty(), "it is not published");

    scene.rewrites(register, &scene.alder, 1, true).await;
    assert_eq!(told(register, &Viewer::Public).await, ["Alder: 1 £120,000 0 0"]);

    let birch = world.organisation("Birch", Kind::Voluntary).await;
    scene.rewrites(register, &birch, 2, true).await;
    assert_eq!(told(register, keeper).await, ["Birch: 1 £120,000 0 0"], "Alder provides no more");

    scene.rewrites(register, &birch, 3, false).await;
    assert!(told(register, &Viewer::Public).await.is_empty());
});

crate::story!(who_provides_is_listed_under_the_name_it_has_now, async |world: World| {
    let (register, scene) = (&world.register, Scene::set(&world).await);
    let keeper = &scene.commissioner.viewer;
    let birch = world.organisation("Birch", Kind::Voluntary).await;
    register.change(&scene.commissioner, &written(scene.council.clone(), &birch, true)).await.unwrap();
    assert_eq!(told(register, keeper).await, ["Alder: 1 £120,000 0 0", "Birch: 1 £120,000 0 0"]);
    let renamed = ImportOrganisations { source: "companies.csv".into(), organisations: vec![company("Yew")] };
    assert_eq!(register.change(&Actor::operator(), &renamed).await.unwrap().changed, 1);
    assert_eq!(told(register, keeper).await, ["Birch: 1 £120,000 0 0", "Yew: 1 £120,000 0 0"]);
});

crate::story!(who_provides_follows_the_registered_services, async |world: World| {
    let register = &world.register;
    let cedars = async |services: Vec<FiledService>| {
        import(&world, services).await;
        told(register, &Viewer::Public).await
    };
    let row = |name: &str, services: u32| format!("{name}: 0 £0 {services} {}", services * 3);
    assert_eq!(cedars(vec![home("1", "Cedar", None), home("2", "Cedar", None)]).await, [row("Cedar", 2)]);
    let given_on = vec![home("2", "Oak", None)];
    assert_eq!(cedars(given_on).await, [row("Cedar", 1), row("Oak", 1)], "another owns it now");
    let resigned = FiledService { status: Status::Resigned, ..home("1", "Cedar", None) };
    assert_eq!(cedars(vec![resigned]).await, [row("Oak", 1)], "what is over counts no more");
});

crate::story!(two_records_of_a_provider_are_one_row_while_they_are_merged, async |world: World| {
    let (register, scene) = (&world.register, Scene::set(&world).await);
    let keeper = &scene.commissioner.viewer;
    let birch = world.organisation("Birch", Kind::Voluntary).await;
    register.change(&scene.commissioner, &written(scene.council.clone(), &birch, true)).await.unwrap();
    import(&world, vec![home("1", "Oak", None)]).await;
    let two = ["Alder: 1 £120,000 0 0", "Birch: 1 £120,000 0 0", "Oak: 0 £0 1 3"];
    assert_eq!(told(register, keeper).await, two);

    let oak = register.read(&Viewer::Public, &OrganisationNamed::new("organisation", "Oak")).await.unwrap();
    for merged in [&birch, &oak] {
        let merge = MergeOrganisations {
            kept: scene.alder.clone(),
            merged: merged.clone(),
            why: "One company".into(),
            seen: None,
        };
        register.change(&scene.commissioner, &merge).await.unwrap();
    }
    assert_eq!(told(register, keeper).await, ["Alder: 2 £240,000 1 3"]);
    for merged in [&oak, &birch] {
        let apart = TakeApart { merged: merged.clone(), seen: version_of(register, merged).await };
        register.change(&scene.commissioner, &apart).await.unwrap();
    }
    assert_eq!(told(register, keeper).await, two);
});
