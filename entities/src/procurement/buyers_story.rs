//! Buyers that come into the register after their notices are found by their codes.

use serde_json::{Value, json};

use super::{
    State,
    deeds::WriteProcurement,
    read::ProcurementPage,
    story::{by_hand, called, import},
};
use crate::{
    access::{Actor, Role, Viewer},
    organisation::{
        Kind,
        deeds::{AddOrganisation, ImportOrganisations},
    },
    story::World,
    values::{Identifier, Reference, Scheme},
};

fn notice(number: u32, title: &str, buyer: &Value) -> Value {
    json!({"ocid": format!("ocds-x-{number}"), "id": "1", "date": "2014-11-01T00:00:00Z", "tag": ["tender"],
        "buyer": buyer, "tender": {"title": title, "status": "active", "contractPeriod": {"endDate": "2015-03-31"}}})
}

fn council(code: &str, name: &str) -> AddOrganisation {
    let identifiers = vec![Identifier::parse(Scheme::Lae, code).unwrap()];
    AddOrganisation { identifiers, ..AddOrganisation::named(name, Kind::LocalAuthority) }
}

async fn buyer(world: &World, procurement: &Reference) -> Option<String> {
    let page = world.register.read(&Viewer::Public, &ProcurementPage(procurement.clone())).await.unwrap();
    page.buyer.map(|buyer| buyer.name)
}

crate::story!(a_buyer_that_comes_after_its_notices_is_found_by_its_code, async |world: World| {
    let (register, operator) = (&world.register, Actor::operator());
    let birmingham = json!({"id": "GB-LAE-BIR", "name": "Birmingham"});
    let notices = json!([
        notice(1, "Mentoring", &birmingham),
        notice(2, "Fostering", &json!({"name": "Birmingham City Council"})),
        notice(3, "Respite", &birmingham),
    ]);
    import(&world, "notices.json", &notices.to_string()).await.unwrap();
    let mut references = Vec::new();
    for word in ["Mentoring", "Fostering", "Respite"] {
        references.push(called(&world, word).await);
    }
    // A person says who buys the third: not in the register, or another body, it is not asked again.
    let other = world.organisation("Another Council", Kind::LocalAuthority).await;
    let commissioner = world.person(&other, &[Role::Commissioner]).await;
    let said = |title: &str, seen, buyer| WriteProcurement {
        existing: Some((references[2].clone(), seen)),
        title: title.into(),
        buyer,
        state: State::Open,
        ..by_hand(&other)
    };
    register.change(&commissioner, &said("Respite", 1, Some(other.clone()))).await.unwrap();

    let bodies = vec![council("BIR", "Birmingham City Council"), council("LDS", "Leeds City Council")];
    let import_bodies = ImportOrganisations { source: "councils.csv".into(), organisations: bodies };
    register.change(&operator, &import_bodies).await.unwrap();
    assert_eq!(register.find_buyers(&operator, "councils.csv").await.unwrap(), 1);
    assert_eq!(buyer(&world, &references[0]).await.as_deref(), Some("Birmingham City Council"));
    assert_eq!(buyer(&world, &references[1]).await, None, "never by its name");
    assert_eq!(buyer(&world, &references[2]).await.as_deref(), Some("Another Council"), "a person said so");
    let page = register.read(&Viewer::Public, &ProcurementPage(references[0].clone())).await.unwrap();
    assert_eq!((page.procurement.buyer_name.as_str(), page.procurement.version), ("Birmingham", 2));
    assert!(page.clarifications.no_question.is_none(), "its buyer answers questions here from now on");
    assert_eq!(register.find_buyers(&operator, "councils.csv").await.unwrap(), 0, "once only");
});

crate::story!(an_organisation_that_is_added_with_its_code_gets_its_notices, async |world: World| {
    let leeds = json!({"id": "GB-LAE-LDS", "name": "Leeds"});
    // More than are looked at together.
    let notices: Vec<_> = (0..60).map(|number| notice(number, &format!("Lot {number:02}"), &leeds)).collect();
    import(&world, "notices.json", &Value::from(notices).to_string()).await.unwrap();
    let (first, last) = (called(&world, "00").await, called(&world, "59").await);
    world.register.add_organisation(&Actor::operator(), &council("LDS", "Leeds City Council")).await.unwrap();
    for procurement in [&first, &last] {
        assert_eq!(buyer(&world, procurement).await.as_deref(), Some("Leeds City Council"));
    }
});
