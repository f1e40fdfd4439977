//! Twenty thousand rows of every table that lists read, written in bulk for the plans of a full register.

use sea_orm::{
    ConnectionTrait, DatabaseTransaction, DbBackend, EntityTrait, Iden, Iterable, QueryOrder, TransactionTrait,
};

use crate::{
    Register, account, agreement, clause, commitment, contract, funding, import, mail, organisation, pipeline,
    procurement, provider, registered_service, service, story::World, trace, values::Reference,
};

/// Rows that are added to each table.
const MANY: u32 = 20_000;

/// A row's key, and one that is no row's before.
const KEY: &str = "(1000000 + n)";

/// The first row that is added to a table.
const FIRST: i64 = 1_000_001;

/// An import in which a quarter of the processes wait, and which has a quarter of the faults.
pub(super) const IMPORT: i64 = FIRST;

/// Writes the demonstration, and twenty thousand rows beside it.
pub(super) async fn fill(world: &World) {
    world.register.load_demonstration().await.unwrap();
    one_of_the_rest(world).await;
    let tx = world.register.writer().begin().await.unwrap();
    if tx.get_database_backend() == DbBackend::Postgres {
        // Every key that is written here is one of a row; to look each up takes as long as all the rest.
        tx.execute_unprepared("SET LOCAL session_replication_role = replica").await.unwrap();
    }
    let table = Table::of(&tx);
    bodies(&table).await;
    market(&table).await;
    agreements(&table).await;
    templates(&table).await;
    offices(&table).await;
    tx.execute_unprepared("ANALYZE").await.unwrap();
    tx.commit().await.unwrap();
}

/// What the demonstration has none of: a registered service, an import, a letter.
async fn one_of_the_rest(world: &World) {
    let home = registered_service::deeds::story::home("1", "Birch Ltd", None);
    registered_service::deeds::story::import(world, vec![home]).await;
    let file =
        || Ok(std::io::Cursor::new(procurement::story::release("1", "2014-11-01T00:00:00Z", "{}".into()).to_string()));
    let by = import::By::actor(&crate::access::Actor::operator());
    import::stage(&world.register, &by, "file.json", file, |_, _| ()).await.unwrap();
    let letter = mail::Letter { event: "e".into(), to: "jo@example.org".into(), subject: "S".into(), text: "T".into() };
    let tx = world.register.begin().await.unwrap();
    mail::post(&tx, world.register.clock().now(), letter).await.unwrap();
    tx.commit().await.unwrap();
}

/// Where rows are written, in the database's own words.
struct Table<'a> {
    db: &'a DatabaseTransaction,
    /// A day of about three years, and an instant of about a fortnight before and after the register's day.
    day: &'static str,
    instant: &'static str,
}

impl<'a> Table<'a> {
    fn of(db: &'a DatabaseTransaction) -> Self {
        let (day, instant) = match db.get_database_backend() {
            DbBackend::Postgres => (
                "(DATE '2014-01-01' + (n % 1000))",
                "(TIMESTAMPTZ '2014-11-17 00:00:00+00' + (n % 20000) * INTERVAL '2 minutes')",
            ),
            _ => (
                "date('2014-01-01', (n % 1000) || ' days')",
                "strftime('%Y-%m-%dT%H:%M:%S+00:00', '2014-11-17', ((n % 20000) * 2) || ' minutes')",
            ),
        };
        Self { db, day, instant }
    }

    /// Copies the first row, with these values in place of its own.
    async fn copies<E: EntityTrait>(&self, table: E, anew: &[(&str, &str)]) {
        let name = table.table_name().to_owned();
        let columns: Vec<String> = E::Column::iter().map(|column| column.unquoted().to_owned()).collect();
        let value = |column: &String| match anew.iter().find(|(of, _)| of == column) {
            Some((_, value)) => (*value).to_owned(),
            None if column == "id" => KEY.to_owned(),
            None => format!("one.\"{column}\""),
        };
        assert!(anew.iter().all(|(of, _)| columns.iter().any(|column| column == of)), "{name}: {anew:?}");
        let values: Vec<String> = columns.iter().map(value).collect();
        let from = format!("series CROSS JOIN (SELECT * FROM {name} ORDER BY 1 LIMIT 1) AS one");
        let columns: Vec<String> = columns.iter().map(|column| format!("\"{column}\"")).collect();
        self.writes(&name, &columns.join(", "), &values.join(", "), &from).await;
    }

    async fn writes(&self, name: &str, columns: &str, values: &str, from: &str) {
        let series =
            format!("WITH RECURSIVE series(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM series WHERE n < {MANY})");
        let values = values.replace("{key}", KEY).replace("{day}", self.day).replace("{instant}", self.instant);
        let sql = format!("{series} INSERT INTO {name} ({columns}) SELECT {values} FROM {from}");
        let written = self.db.execute_unprepared(&sql).await.unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_eq!(written.rows_affected(), u64::from(MANY), "{name}");
    }
}

async fn bodies(table: &Table<'_>) {
    let named = [("reference", "'ORG-' || {key}"), ("name", "'Body ' || n"), ("name_key", "'body ' || n")];
    table
        .copies(organisation::table::Entity, &[&named[..], &[("closed", "{day}"), ("merged_into_id", "NULL")]].concat())
        .await;
    let of_two = "id, one_id, other_id, reasons, state, source, at";
    let two = "{key}, {key}, 1000001 + n % 20000, 'same_name', 'proposed', 'file.csv', {instant}";
    table.writes("organisation_match", of_two, two, "series").await;
    let service = [("urn", "'URN' || n"), ("inspected_on", "{day}")];
    table.copies(registered_service::table::Entity, &service).await;
    let numbers =
        [("contracts", "n % 90"), ("published_contracts", "n % 70"), ("places", "n % 50"), ("services", "n % 5")];
    let money = [("pence", "n * 97 % 5000000"), ("published_pence", "n * 89 % 5000000")];
    let body = [("organisation_id", "{key}"), ("name_key", "'body ' || n")];
    table.copies(provider::table::Entity, &[&body[..], &numbers, &money].concat()).await;
}

async fn agreements(table: &Table<'_>) {
    use agreement::listed::{listed_edition, listed_wording};
    table.copies(agreement::table::Entity, &[("reference", "'MOU-' || {key}")]).await;
    let edition = [("agreement_id", "{key}"), ("state", "'signed'"), ("published", "n % 3 <> 0"), ("number", "1")];
    table.copies(agreement::table::edition::Entity, &edition).await;
    table
        .copies(agreement::table::party::Entity, &[("edition_id", "{key}"), ("organisation_id", "1000001 + n % 200")])
        .await;
    let shown = [("public_from", "'0001-01-01'"), ("public_until", "'9999-12-31'")];
    let inside = [("inside_from", "'0001-01-01'"), ("inside_until", "'9999-12-31'")];
    let listed = [("edition_id", "{key}"), ("agreement_id", "{key}"), ("year", "2010 + n % 8"), ("ends", "{day}")];
    let title = [("title_key", "'agreement ' || n")];
    table.copies(listed_edition::Entity, &[&listed[..], &title, &shown, &inside].concat()).await;
    table.copies(clause::table::Entity, &[("edition_id", "{key}"), ("anchor", "'c-' || n")]).await;
    table.copies(commitment::table::Entity, &[("reference", "'COM-' || {key}")]).await;
    // A hundred of each of two hundred agreements.
    let edition = ("edition_id", "1000001 + n % 200");
    let worded = [("commitment_id", "{key}"), edition];
    table.copies(commitment::table::wording::Entity, &worded).await;
    let listed = [("wording_id", "{key}"), edition, ("commitment_id", "{key}"), ("clause_number", "n % 7")];
    let when = [("year", "2010 + n % 8"), ("due", "{day}")];
    table.copies(listed_wording::Entity, &[&listed[..], &when, &shown, &inside].concat()).await;
    table.copies(funding::table::Entity, &[("reference", "'FUN-' || {key}")]).await;
    let paid = [("funding_line_id", "{key}"), edition, ("service_id", "{key}"), ("withdrawn", "n < 0")];
    table.copies(funding::table::terms::Entity, &paid).await;
    let listed = [("terms_id", "{key}"), edition, ("service_id", "{key}"), ("year", "2010 + n % 8")];
    table.copies(funding::listed::listed_terms::Entity, &[&listed[..], &shown, &inside].concat()).await;
    let kind = "CASE n % 3 WHEN 0 THEN 'unconfirmed' WHEN 1 THEN 'unfunded' ELSE 'unexplained' END";
    let at = [("kind", kind), ("record", "'COM-' || {key}"), ("edition_id", "{key}")];
    let only = [("service_id", "NULL"), ("contract_id", "NULL"), ("since", "NULL")];
    table.copies(trace::table::Entity, &[&at[..], &only].concat()).await;
}

/// Starter texts, of which the demonstration has none.
async fn templates(table: &Table<'_>) {
    let values = "{key}, 1000001 + n % 200, 'Text ' || n, '', false, 1";
    table.writes("template", "id, organisation_id, title, text, withdrawn, version", values, "series").await;
}

async fn market(table: &Table<'_>) {
    let service = [("reference", "'SVC-' || {key}"), ("name_key", "'service ' || n"), ("published", "n % 3 <> 0")];
    table.copies(service::table::Entity, &service).await;
    let contract = [("reference", "'CON-' || {key}"), ("title_key", "'contract ' || n"), ("published", "n % 3 <> 0")];
    let when = [("starts", "{day}"), ("ends", "{day}"), ("pence", "n * 97 % 5000000"), ("state", "'active'")];
    table.copies(contract::table::Entity, &[&contract[..], &when].concat()).await;
    table.copies(procurement::table::Entity, &[("reference", "'PRO-' || {key}"), ("ocid", "'ocds-' || n")]).await;
    let planned = [("procurement_id", "{key}"), ("opens", "{day}"), ("published", "n % 3 <> 0")];
    table.copies(pipeline::table::Entity, &planned).await;
    let event = [("procurement_id", "{key}"), ("published", "n % 3 <> 0"), ("in_scope", "n % 2 = 0")];
    let when = [("over_at", "{instant}"), ("cancelled", "n % 50 = 0")];
    table.copies(procurement::table::event::Entity, &[&event[..], &when].concat()).await;
    let columns = "id, procurement_id, field, theirs, since, kept";
    let values = "{key}, {key}, 'title', 'Theirs', {instant}, n % 2 = 0";
    table.writes("procurement_difference", columns, values, "series").await;
}

/// What those who administer and keep the register read.
async fn offices(table: &Table<'_>) {
    let person = [("email", "'person' || {key} || '@example.org'"), ("name", "'Person ' || n")];
    table.copies(account::table::Entity, &person).await;
    table.copies(mail::table::Entity, &[("address", "'person' || n"), ("message_id", "'letter' || n")]).await;
    table.copies(import::table::Entity, &[("name", "'file ' || n")]).await;
    let waits = [("import_id", "1000001 + n % 4"), ("ocid", "'ocds-' || n")];
    table.copies(import::table::staged::Entity, &waits).await;
    let fault = "id, import_id, file, path, reason, instead, raw, at";
    let values = "{key}, 1000001 + n % 4, 'file.json', 'releases[0]', 'It is wrong', 'It was left out', '', {instant}";
    table.writes("import_fault", fault, values, "series").await;
}

/// What waits for the people of a body.
pub(super) async fn duties(world: &World, body: &Reference) {
    let register = &world.register;
    let body = organisation::read::by_reference(register.reader(), body).await.unwrap().unwrap().id;
    let tx = register.writer().begin().await.unwrap();
    let columns = "task, record, organisation_id, roles, words, waits, from_day, until_day, due";
    let values = format!("'check', 'PAP-' || n, {body}, 65535, 'Check it', n < 0, {{day}}, DATE_OF_END, {{day}}");
    let end = match tx.get_database_backend() {
        DbBackend::Postgres => "DATE '9999-12-31'",
        _ => "'9999-12-31'",
    };
    Table::of(&tx).writes("duty", columns, &values.replace("DATE_OF_END", end), "series").await;
    tx.execute_unprepared("ANALYZE duty").await.unwrap();
    tx.commit().await.unwrap();
}

/// What somebody follows: every procurement.
pub(super) async fn follows(world: &World, account: i64) {
    let tx = world.register.writer().begin().await.unwrap();
    let values = format!("{{key}}, {account}, {{key}}, {{instant}}");
    Table::of(&tx).writes("follow", "id, account_id, procurement_id, at", &values, "series").await;
    tx.execute_unprepared("ANALYZE follow").await.unwrap();
    tx.commit().await.unwrap();
}

/// An agreement with a hundred commitments and a hundred lines of money, which everybody reads.
pub(super) async fn agreement(register: &Register) -> Reference {
    let find = agreement::table::Entity::find_by_id(FIRST);
    find.one(register.reader()).await.unwrap().unwrap().reference
}

/// A body that is a party of some of those agreements.
pub(super) async fn party(register: &Register) -> Reference {
    let party = agreement::table::party::Entity::find().order_by_desc(agreement::table::party::Column::Id);
    called(register, party.one(register.reader()).await.unwrap().unwrap().organisation_id).await
}

/// A body that owns all those registered services.
pub(super) async fn owner(register: &Register) -> Reference {
    let service = registered_service::table::Entity::find().order_by_desc(registered_service::table::Column::Id);
    called(register, service.one(register.reader()).await.unwrap().unwrap().organisation_id).await
}

async fn called(register: &Register, body: i64) -> Reference {
    organisation::read::by_id(register.reader(), body).await.unwrap().reference
}
