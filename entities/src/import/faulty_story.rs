//! Notices with the faults that public files are known for, from the file to what the register keeps: nothing of them
//! vanishes without a word.

use serde_json::{Value as Json, json};

use super::story::{commissioner, taken};
use crate::{
    access::Actor,
    extent::Extent,
    organisation::{Kind, deeds::AddOrganisation},
    procurement::read::Filter,
    story::World,
    values::{Identifier, Pence, Scheme},
};

/// A release of one procurement with its awards: number, supplier and pounds of each.
fn release(number: u32, parties: &Json, awards: &Json) -> Json {
    json!({"ocid": format!("ocds-faulty-{number}"), "id": "1", "date": "2014-11-02T09:00:00Z", "tag": ["award"],
        "buyer": {"name": "Birmingham"}, "parties": parties, "awards": awards,
        "tender": {"id": "t", "title": format!("Respite places {number}"), "status": "complete"}})
}

crate::story!(three_awards_of_one_number_come_in_as_three_and_are_told, async |world: World| {
    let (register, commissioner) = (&world.register, commissioner(&world).await);
    let names = ["Alder Homes", "Birch Homes", "Cedar Homes"];
    let parties: Vec<Json> = (1..)
        .zip(names)
        .map(|(at, name)| json!({"id": format!("s{at}"), "name": name, "roles": ["supplier"]}))
        .collect();
    let awards: Vec<Json> = (1..)
        .zip(names)
        .map(|(at, name)| {
            json!({"id": "7", "status": "active", "date": "2014-11-01T00:00:00Z", "relatedLots": [at.to_string()],
                "suppliers": [{"id": format!("s{at}"), "name": name}], "value": {"amount": at * 100_000, "currency": "GBP"}})
        })
        .collect();
    let import = taken(register, &commissioner, &release(1, &parties.into(), &awards.into()).to_string()).await;

    let list = register.tenders(&commissioner.viewer, &Filter::default()).await.unwrap();
    let page = register.procurement(&commissioner.viewer, &list.rows[0].procurement).await.unwrap();
    let kept: Vec<_> = page
        .awards
        .iter()
        .map(|award| (award.suppliers.iter().map(|one| one.name.as_str()).collect::<Vec<_>>(), award.value))
        .collect();
    let right: Vec<_> = (1..).zip(names).map(|(at, name)| (vec![name], Some(Pence::pounds(at * 100_000)))).collect();
    assert_eq!(kept, right);
    let detail =
        register.import_detail(&commissioner.viewer, import, Extent::default(), Extent::default()).await.unwrap();
    let told = detail.faults.iter().any(|fault| fault.reason.contains("3 awards of the release have the number 7"));
    assert!(told, "{:?}", detail.faults);
});

crate::story!(numbers_of_societies_partnerships_and_trusts_find_their_organisation, async |world: World| {
    let (register, commissioner) = (&world.register, commissioner(&world).await);
    // A society, a Scottish society, a Scottish partnership, a Northern Irish trust, a charitable incorporated organisation.
    let numbers = ["IP28862R", "SP2708RS", "SL00911A", "R0000521", "CE012345"];
    let mut right = Vec::new();
    for number in numbers {
        let identifiers = vec![Identifier::parse(Scheme::Coh, number).unwrap()];
        let body = AddOrganisation::named(&format!("Body {number}"), Kind::SocialEnterprise);
        let add = AddOrganisation { identifiers, ..body };
        right.push(Some(register.change(&Actor::operator(), &add).await.unwrap()));
    }
    let one = |at: u32, number: &str| {
        // By another name than the register's.
        let identifier = json!({"scheme": "GB-COH", "id": number.to_lowercase()});
        let supplier =
            json!({"id": "s", "name": format!("Other {at}"), "roles": ["supplier"], "identifier": identifier});
        let award = json!({"id": "a", "status": "active", "date": "2014-11-01T00:00:00Z", "suppliers": [{"id": "s", "name": format!("Other {at}")}]});
        release(at, &json!([supplier]), &json!([award]))
    };
    let all: Vec<Json> = (1..).zip(numbers).map(|(at, number)| one(at, number)).collect();
    taken(register, &commissioner, &Json::from(all).to_string()).await;

    let mut found = Vec::new();
    for row in register.tenders(&commissioner.viewer, &Filter::default()).await.unwrap().rows {
        let page = register.procurement(&commissioner.viewer, &row.procurement).await.unwrap();
        found.push(page.awards[0].suppliers[0].organisation.clone());
    }
    found.sort();
    assert_eq!(found, right);
});
