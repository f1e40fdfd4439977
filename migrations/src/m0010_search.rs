//! The words by which records are found, and their trigrams, by which words are found that were typed wrong.

use sea_orm_migration::prelude::*;

use crate::columns::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let kinds = ["agreement", "commitment", "service", "contract", "procurement", "organisation"];
        let tables = vec![
            table("search_word").col(text("word")).col(text("start")).take(),
            bare("search_entry")
                .col(number("word_id"))
                .col(word("kind", &kinds))
                .col(number("record_id"))
                .col(number("weight"))
                .primary_key(Index::create().col("word_id").col("kind").col("record_id"))
                .foreign_key(&mut points("search_entry", "word_id", "search_word"))
                .take(),
            bare("search_trigram")
                .col(text("trigram"))
                .col(number("word_id"))
                .primary_key(Index::create().col("trigram").col("word_id"))
                .foreign_key(&mut points("search_trigram", "word_id", "search_word"))
                .take(),
        ];
        let indexes = vec![
            index("search_word", &["word"], true),
            index("search_word", &["start"], false),
            index("search_entry", &["kind", "record_id"], false),
            // The best of a common word come first.
            index("search_entry", &["word_id", "kind", "weight", "record_id"], false),
        ];
        create(manager, tables, indexes).await
    }
}
