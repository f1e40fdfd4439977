//! A register of 100,000 contracts, as many planned procurements as no statement could bind, and as many providers: every address
//! answers whoever asks.

use chrono::NaiveDate;
use entities::{
    access::Role,
    contract::{Origin, State as ContractState, deeds::WriteContract},
    organisation::{Kind, deeds::AddOrganisation},
    procurement::{State, deeds::WriteProcurement},
    service::{AreaOfNeed, ClientGroup, Delivery, deeds::WriteService},
};
use http::{Method, StatusCode, header};
use sea_orm::{ConnectionTrait, Database, DatabaseConnection};

use super::{Service, get};

const CONTRACTS: u32 = 100_000;
/// More than SQLite binds.
const OTHERS: u32 = 40_000;

/// Copies the newest row of a table so often; `but` says which columns of a copy differ, by its number `i`.
async fn multiply(db: &DatabaseConnection, table: &str, count: u32, but: &[(&str, &str)]) {
    let columns = format!("SELECT group_concat(name, ',') AS names FROM pragma_table_info('{table}')");
    let columns = sea_orm::Statement::from_string(db.get_database_backend(), columns);
    let names: String = db.query_one_raw(columns).await.unwrap().unwrap().try_get("", "names").unwrap();
    let values: Vec<&str> = names
        .split(',')
        .map(|name| but.iter().find(|(column, _)| *column == name).map_or(name, |(_, expression)| *expression))
        .collect();
    let sql = format!(
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {count}) \
         INSERT INTO {table} ({names}) SELECT {} FROM n, (SELECT * FROM {table} ORDER BY rowid DESC LIMIT 1)",
        values.join(", ")
    );
    db.execute_unprepared(&sql).await.unwrap();
}

/// The register, one of its contracts' providers' people, and a commissioner.
async fn full() -> (Service, Vec<(&'static str, String)>, Vec<String>) {
    let service = Service::mounted(app::addresses::mounts(), |settings| {
        settings.searches_per_minute = 10_000;
        settings.request_seconds = 300;
    })
    .await;
    let register = &service.register;
    let operator = entities::access::Actor::operator();
    let council = register.change(&operator, &AddOrganisation::named("Council", Kind::LocalAuthority)).await.unwrap();
    let (commissioner, keeps) = service.member(&council, Role::Commissioner, "Jo Bloggs").await;
    let day = |year, month, day| NaiveDate::from_ymd_opt(year, month, day);
    let help = WriteService {
        existing: None,
        name: "Family help".into(),
        area_of_need: AreaOfNeed::EarlyYears,
        client_group: ClientGroup::Children,
        delivery: Delivery::Undecided,
        independent_of: None,
        description: String::new(),
        published: true,
    };
    let help = register.change(&commissioner, &help).await.unwrap();
    let plan = WriteProcurement {
        existing: None,
        follows: None,
        title: "Help to come".into(),
        description: String::new(),
        buyer: Some(council.clone()),
        service: Some(help.clone()),
        cpv: None,
        value_low: None,
        value_high: None,
        procedure: None,
        state: State::Planned,
        in_scope: true,
        published: true,
    };
    let plan = register.change(&commissioner, &plan).await.unwrap();
    let provider = register.change(&operator, &AddOrganisation::named("Provider", Kind::Voluntary)).await.unwrap();
    let (_, provides) = service.member(&provider, Role::Provider, "Al Brown").await;
    let ends = register.clock().today().checked_add_months(chrono::Months::new(6));
    let contract = WriteContract {
        existing: None,
        procurement: None,
        title: "Help in the east".into(),
        description: String::new(),
        service: Some(help.clone()),
        buyers: vec![council.clone()],
        providers: vec![provider.clone()],
        price: None,
        cpv: None,
        starts: day(2013, 4, 1),
        ends,
        origin: Origin::Commissioned,
        council_ran_until: None,
        state: ContractState::Active,
        published: true,
    };
    let contract = register.change(&commissioner, &contract).await.unwrap();

    let db = Database::connect(format!("sqlite://{}/register.db?mode=rw", service.folder.display())).await.unwrap();
    let number = "printf('%07d', i)";
    let (id, of) = ("1000000 + i", format!("substr(reference, 1, 9) || {number}"));
    let also = |title: &str| format!("{title} || ' ' || i");
    let (name, title) = (also("name"), also("title"));
    multiply(
        &db,
        "organisation",
        OTHERS,
        &[("id", id), ("reference", &of), ("name", &name), ("name_key", &also("name_key"))],
    )
    .await;
    multiply(&db, "procurement", OTHERS, &[("id", id), ("reference", &of), ("title", &title)]).await;
    multiply(&db, "contract", CONTRACTS, &[("id", id), ("reference", &of), ("title", &title)]).await;
    let provider_of = format!("1000000 + 1 + i % {OTHERS}");
    let part = [("contract_id", id), ("organisation_id", provider_of.as_str()), ("part", "'provider'")];
    multiply(&db, "contract_organisation", CONTRACTS, &part).await;
    // One of them has all, beside.
    let all = "INSERT INTO contract_organisation (contract_id, organisation_id, part) SELECT id, \
        (SELECT id FROM organisation WHERE name = 'Provider'), 'provider' FROM contract WHERE id > 1000000";
    db.execute_unprepared(all).await.unwrap();
    db.execute_unprepared("ANALYZE").await.unwrap();
    let here = vec![
        ("/contracts/", contract.in_address()),
        ("/tenders/", plan.in_address()),
        ("/services/", help.in_address()),
        ("/providers/", provider.in_address()),
        ("/organisations/", council.in_address()),
    ];
    (service, here, vec![String::new(), keeps, provides])
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_address_answers_in_a_register_of_100_000_contracts() {
    let (service, here, readers) = full().await;
    let mut wrong = Vec::new();
    for mount in app::addresses::mounts().into_iter().filter(|mount| mount.method == Method::GET) {
        let known = here.iter().find(|(folder, _)| mount.address.starts_with(folder));
        let address = known.map_or(mount.address.into(), |(_, reference)| {
            mount.address.replace("{ref}", reference).replace("{n}", "1")
        });
        if address.contains('{') {
            continue;
        }
        for (cookie, who) in readers.iter().zip(["the public", "a commissioner", "a provider"]) {
            let request = get(&address).header(header::COOKIE, cookie.as_str()).body(Default::default()).unwrap();
            let answered = service.ask(request).await;

            let fine = matches!(
                answered.status,
                StatusCode::OK
                    | StatusCode::SEE_OTHER
                    | StatusCode::FORBIDDEN
                    | StatusCode::NOT_FOUND
                    | StatusCode::UNPROCESSABLE_ENTITY
            );
            // No page is a book.
            if !fine || (mount.html && answered.body.len() > 2_000_000) {
                wrong.push(format!("{address} for {who}: {}, {} bytes", answered.status, answered.body.len()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let pipeline = service.get("/tenders/pipeline").await.body;
    assert!(pipeline.contains("All contracts that end in these months"), "it leads to those that it does not show");
}
