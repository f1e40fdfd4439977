//! Entries of the search are one tree in the order in which they are read; with the words of each record, a fifth of what they
//! were: written down by every change, they are most of what an import writes. Words are in the order of their letters. Lists
//! of events by words read one index alone.

use sea_orm_migration::{prelude::*, sea_orm::DbBackend};

use crate::columns::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

/// The kinds, in the order of their numbers from 1.
const KINDS: [&str; 6] = ["agreement", "commitment", "service", "contract", "procurement", "organisation"];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.rename_table(Table::rename().table("search_entry", "search_entry_before").to_owned()).await?;
        let name = "search_entry_by_kind_record_id";
        manager.drop_index(Index::drop().name(name).table("search_entry_before").to_owned()).await?;
        let mut entries = bare("search_entry")
            .col(number("word_id"))
            .col(number("kind").check(Expr::col("kind").between(1, KINDS.len() as i32)).take())
            .col(number("weight"))
            .col(number("record_id"))
            .primary_key(
                Index::create().name("search_entry_key").col("word_id").col("kind").col("weight").col("record_id"),
            )
            .foreign_key(&mut points("search_entry", "word_id", "search_word").name("search_entry_word").take())
            .take();
        if manager.get_database_backend() == DbBackend::Sqlite {
            // The tree of the key is the table.
            entries.extra("WITHOUT ROWID");
        }
        let mut kind = CaseStatement::new();
        for (at, code) in (1_i64..).zip(KINDS) {
            kind = kind.case(Expr::col("kind").eq(code), at);
        }
        let mut all = Query::select();
        all.column("word_id").expr(kind).columns(["weight", "record_id"]).from("search_entry_before");
        all.order_by_columns(["word_id", "kind", "weight", "record_id"].map(|column| (column, Order::Asc)));
        let mut copy = Query::insert();
        copy.into_table("search_entry").columns(["word_id", "kind", "weight", "record_id"]);
        copy.select_from(all).map_err(|error| DbErr::Custom(error.to_string()))?;
        manager.create_table(entries).await?;
        manager.execute(copy).await?;
        manager.drop_table(Table::drop().table("search_entry_before").to_owned()).await?;
        of_records(manager).await?;
        in_order(manager).await?;
        let before = "tender_event_by_cancelled_in_scope_over_at_id_published_kind";
        manager.drop_index(Index::drop().name(before).table("tender_event").to_owned()).await?;
        // Scope first: nearly every event is not cancelled, and nothing but lists in order of time should be led by that. With
        // the procurement: which of them have a word is asked of the index, too.
        let columns = ["in_scope", "cancelled", "over_at", "id", "published", "kind", "procurement_id"];
        manager.create_index(index("tender_event", &columns, false).name("tender_event_in_order").take()).await?;
        manager.create_index(index("tender_event", &["procurement_id", "kind", "over_at"], false)).await
    }
}

/// The words of each record in one row: whoever writes a record again reads what was found before, and changes only what differs.
async fn of_records(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let records = bare("search_record")
        .col(number("kind"))
        .col(number("record_id"))
        .col(text("words"))
        .primary_key(Index::create().col("kind").col("record_id"))
        .take();
    manager.create_table(records).await?;
    let joined = match manager.get_database_backend() {
        DbBackend::Sqlite => "group_concat",
        _ => "string_agg",
    };
    let sql = format!(
        "INSERT INTO search_record (kind, record_id, words) \
         SELECT kind, record_id, {joined}(word_id || ':' || weight, ' ') FROM search_entry GROUP BY kind, record_id"
    );
    manager.get_connection().execute_unprepared(&sql).await?;
    Ok(())
}

/// Words are kept in the order of their letters' code points on every database, so that those that begin with another are next
/// to each other: nothing else needs to say how a word begins.
async fn in_order(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager.drop_index(Index::drop().name("search_word_by_start").table("search_word").to_owned()).await?;
    manager.alter_table(Table::alter().table("search_word").drop_column("start").take()).await?;
    if manager.get_database_backend() == DbBackend::Postgres {
        let sql = "ALTER TABLE search_word ALTER COLUMN word TYPE text COLLATE \"C\"";
        manager.get_connection().execute_unprepared(sql).await?;
    }
    Ok(())
}
