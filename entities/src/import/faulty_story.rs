//! Notices with the faults that public files are known for, from the file to what the register keeps: nothing of them
//! vanishes without a word.

use serde_json::{Value as Json, json};

use super::story::{commissioner, taken};
use crate::{
    access::Actor,
    import::FaultsOf,
    organisation::{Kind, deeds::AddOrganisation},
    procurement::read::{Filter, ProcurementPage},
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

    let list = register.listed(&commissioner.viewer, &Filter::default()).await;
    let page = register.read(&commissioner.viewer, &ProcurementPage(list[0].procurement.clone())).await.unwrap();
    let kept: Vec<_> = page
        .awards
        .iter()
        .map(|award| (award.suppliers.iter().map(|one| one.name.as_str()).collect::<Vec<_>>(), award.value))
        .collect();
    let right: Vec<_> = (1..).zip(names).map(|(at, name)| (vec![name], Some(Pence::pounds(at * 100_000)))).collect();
    assert_eq!(kept, right);
    let faults = register.listed(&commissioner.viewer, &FaultsOf(import)).await;
    let told = faults.iter().any(|fault| fault.reason.contains("3 awards of the release have the number 7"));
    assert!(told, "{:?}", faults);
});

crate::story!(awards_that_releases_of_one_process_give_one_number_stay_as_many_as_they_are, async |world: World| {
    let (register, commissioner) = (&world.register, commissioner(&world).await);
    let names = ["Alder Homes", "Birch Homes", "Cedar Homes"];
    // Each release lists one award and its supplier, under the same two numbers as the others.
    let one = |at: i32, name: &str| {
        let identifier = json!({"scheme": "gb-coh", "id": format!("0000000{at}")});
        let party = json!({"id": "p", "name": name, "roles": ["supplier"], "identifier": identifier});
        let award = json!({"id": "7", "status": "active", "date": format!("2014-11-0{at}T00:00:00Z"), "relatedLots": [at.to_string()],
            "suppliers": [{"id": "p", "name": name}], "value": {"amount": at * 100_000, "currency": "GBP"}});
        let mut release = release(1, &json!([party]), &json!([award]));
        release["id"] = at.to_string().into();
        release["date"] = format!("2014-11-0{at}T09:00:00Z").into();
        release
    };
    let mut right = Vec::new();
    for (at, name) in (1..).zip(names) {
        let identifiers = vec![Identifier::parse(Scheme::Coh, &format!("0000000{at}")).unwrap()];
        let add = AddOrganisation { identifiers, ..AddOrganisation::named(&format!("{name} Limited"), Kind::Private) };
        let body = register.change(&Actor::operator(), &add).await.unwrap();
        right.push((name.to_owned(), Some(body), Some(Pence::pounds(at * 100_000))));
        // The later ones come in imports of their own.
        taken(register, &commissioner, &one(at, name).to_string()).await;
    }
    let list = register.listed(&commissioner.viewer, &Filter::default()).await;
    let page = register.read(&commissioner.viewer, &ProcurementPage(list[0].procurement.clone())).await.unwrap();
    let kept = page.awards.into_iter().map(|award| {
        assert_eq!(award.suppliers.len(), 1, "{award:?}");
        (award.suppliers[0].name.clone(), award.suppliers[0].organisation.clone(), award.value)
    });
    assert_eq!(kept.collect::<Vec<_>>(), right);
});

crate::story!(lots_and_parties_that_share_a_number_are_kept_and_told, async |world: World| {
    let (register, commissioner) = (&world.register, commissioner(&world).await);
    let parties = json!([{"id": "p", "name": "Alder", "roles": ["supplier"]}, {"id": "p", "name": "Birch", "roles": ["supplier"]}]);
    let award = |name: &str| json!({"id": name, "status": "active", "date": "2014-11-01T00:00:00Z", "suppliers": [{"id": "p", "name": name}]});
    let mut release = release(1, &parties, &json!([award("Alder"), award("Birch")]));
    let lot =
        |title: &str, amount: u32| json!({"id": "1", "title": title, "value": {"amount": amount, "currency": "GBP"}});
    release["tender"]["lots"] = json!([lot("North", 1_000), lot("South", 2_000)]);
    let import = taken(register, &commissioner, &release.to_string()).await;
    let list = register.listed(&commissioner.viewer, &Filter::default()).await;
    let page = register.read(&commissioner.viewer, &ProcurementPage(list[0].procurement.clone())).await.unwrap();
    assert_eq!(page.procurement.value_high, Some(Pence::pounds(3_000)), "what both lots are worth");
    let suppliers: Vec<_> = page.awards.iter().map(|award| award.suppliers[0].name.as_str()).collect();
    assert_eq!(suppliers, ["Alder", "Birch"]);
    let faults = register.listed(&commissioner.viewer, &FaultsOf(import)).await;
    for reason in ["2 parties of the release have the number p", "2 lots of the release have the number 1"] {
        assert!(faults.iter().any(|fault| fault.reason.contains(reason)), "{reason}: {:?}", faults);
    }
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
    for row in register.listed(&commissioner.viewer, &Filter::default()).await {
        let page = register.read(&commissioner.viewer, &ProcurementPage(row.procurement.clone())).await.unwrap();
        found.push(page.awards[0].suppliers[0].organisation.clone());
    }
    found.sort();
    assert_eq!(found, right);
});
