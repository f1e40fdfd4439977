//! Lists that stay as quick in a register of a region: which editions and commitments whom is shown from which day until which, who
//! provides with what lists sort by, which procurements are planned, and an index for every order of every list. The rows follow
//! from the records, and are made anew by the program.

use sea_orm_migration::prelude::*;

use crate::columns::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

/// An index of both databases for an order. What may be missing is written as the list sorts it; the row's key comes last.
const ORDERS: [(&str, &str, &str); 24] = [
    ("listed_edition_by_year", "listed_edition", "year, edition_id, public_from, public_until"),
    ("listed_edition_by_end", "listed_edition", "ends, edition_id, public_from, public_until"),
    ("listed_edition_by_title", "listed_edition", "title_key, edition_id, public_from, public_until"),
    (
        "listed_wording_by_year",
        "listed_wording",
        "year, wording_id, public_from, public_until, inside_from, inside_until",
    ),
    (
        "listed_wording_by_due_day",
        "listed_wording",
        "due, wording_id, public_from, public_until, inside_from, inside_until",
    ),
    // Of the wordings of all time, those that are shown today.
    ("listed_wording_shown", "listed_wording", "public_until, public_from"),
    ("listed_wording_shown_inside", "listed_wording", "inside_until, inside_from"),
    ("chain_break_in_order", "chain_break", "kind, record, id, edition_id, service_id, published, since"),
    ("contract_by_end", "contract", "COALESCE(ends, '9999-12-31'), id, published, state, intention"),
    ("contract_by_start", "contract", "COALESCE(starts, '0001-01-01'), id, published, state"),
    ("contract_by_price", "contract", "COALESCE(pence, -1), id, published, state"),
    ("contract_by_title", "contract", "title_key, id, published, state"),
    ("provider_by_name", "provider", "name_key, organisation_id"),
    ("provider_by_published_contracts", "provider", "published_contracts, organisation_id"),
    ("provider_by_published_price", "provider", "published_pence, organisation_id"),
    ("provider_by_contracts", "provider", "contracts, organisation_id"),
    ("provider_by_price", "provider", "pence, organisation_id"),
    ("provider_by_places", "provider", "places, organisation_id"),
    ("planned_procurement_in_order", "planned_procurement", "opens, procurement_id, published"),
    ("organisation_by_name_in_order", "organisation", "name_key, id"),
    ("organisation_by_closing_day", "organisation", "COALESCE(closed, '0001-01-01'), id"),
    ("service_by_name_in_order", "service", "name_key, id"),
    ("account_by_name_in_order", "account", "name, id"),
    (
        "registered_service_by_inspection",
        "registered_service",
        "organisation_id, COALESCE(inspected_on, '0001-01-01'), id",
    ),
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let editions = with_days(table("listed_edition"))
            .col(number("edition_id"))
            .col(number("agreement_id"))
            .col(year("year"))
            .col(text("title_key"))
            .col(day("ends"))
            .col(number("commitments"))
            .col(number("confirmed"))
            .foreign_key(&mut points("listed_edition", "edition_id", "edition"))
            .foreign_key(&mut points("listed_edition", "agreement_id", "agreement"))
            .take();
        let wordings = with_days(table("listed_wording"))
            .col(number("wording_id"))
            .col(number("edition_id"))
            .col(number("commitment_id"))
            .col(number("clause_number"))
            .col(year("year"))
            .col(day("due"))
            .foreign_key(&mut points("listed_wording", "wording_id", "wording"))
            .foreign_key(&mut points("listed_wording", "edition_id", "edition"))
            .foreign_key(&mut points("listed_wording", "commitment_id", "commitment"))
            .take();
        let providers = table("provider")
            .col(number("organisation_id"))
            .col(text("name_key"))
            .col(text("kind"))
            .col(number("contracts"))
            .col(number("pence"))
            .col(number("published_contracts"))
            .col(number("published_pence"))
            .col(number("services"))
            .col(number("places"))
            .foreign_key(&mut points("provider", "organisation_id", "organisation"))
            .take();
        let planned = table("planned_procurement")
            .col(number("procurement_id"))
            .col(day("opens"))
            .col(flag("published"))
            .foreign_key(&mut points("planned_procurement", "procurement_id", "procurement"))
            .take();
        let indexes = vec![
            index("listed_edition", &["edition_id"], true),
            index("listed_edition", &["agreement_id"], false),
            index("listed_wording", &["wording_id"], true),
            index("listed_wording", &["edition_id", "clause_number", "commitment_id"], false),
            index("terms", &["edition_id", "funding_line_id", "id"], false),
            index("provider", &["organisation_id"], true),
            index("planned_procurement", &["procurement_id"], true),
            // What hangs from a service, counted.
            index("chain_break", &["service_id", "published", "since"], false),
            index("duty", &["organisation_id", "waits", "due", "id"], false),
            index("follow", &["account_id", "id"], false),
            // The first release of each process that waits.
            index("import_release", &["import_id", "ocid", "id"], false),
        ];
        breaks(manager).await?;
        create(manager, vec![editions, wordings, providers, planned], indexes).await?;
        for (name, table, columns) in ORDERS {
            let sql = format!("CREATE INDEX {name} ON {table} ({columns})");
            manager.get_connection().execute_unprepared(&sql).await?;
        }
        Ok(())
    }
}

/// Breaks know whether they are at a contract that everybody may read, and since when they are: always, where time does not make them.
async fn breaks(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let published = ColumnDef::new("published").boolean().not_null().default(true).take();
    manager.alter_table(Table::alter().table("chain_break").add_column(published).take()).await?;
    let always = Query::update()
        .table("chain_break")
        .value("since", Expr::cust("'0001-01-01'"))
        .and_where(Expr::col("since").is_null())
        .take();
    manager.execute(always).await?;
    // Another begins with the service, too.
    manager.drop_index(Index::drop().name("chain_break_by_service_id").table("chain_break").to_owned()).await
}

/// From which day until which, exclusive, it is shown to everybody and to those who read its negotiation.
fn with_days(mut table: TableCreateStatement) -> TableCreateStatement {
    for name in ["public_from", "public_until", "inside_from", "inside_until"] {
        table.col(day(name));
    }
    table
}
