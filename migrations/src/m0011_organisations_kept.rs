//! Organisations as people keep them: successors that were wrong, records of one body that are merged, and records that may be
//! of one body.

use sea_orm_migration::prelude::*;

use crate::columns::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let merged_into = maybe_number("merged_into_id").extra("REFERENCES organisation (id)").take();
        add(manager, "organisation", [merged_into]).await?;
        add(manager, "organisation_successor", [flag("withdrawn").default(false).take()]).await?;
        let tables = vec![
            table("organisation_merge")
                .col(number("kept_id"))
                .col(number("merged_id"))
                .col(text("why"))
                .col(instant("at"))
                .col(maybe_instant("taken_apart_at"))
                .foreign_key(&mut points("organisation_merge", "kept_id", "organisation"))
                .foreign_key(&mut points("organisation_merge", "merged_id", "organisation"))
                .take(),
            table("organisation_merge_row")
                .col(number("merge_id"))
                // Which column of which table pointed to the merged record, in which row.
                .col(text("of_table"))
                .col(text("of_column"))
                .col(number("row_id"))
                .col(text("part"))
                .foreign_key(&mut points("organisation_merge_row", "merge_id", "organisation_merge"))
                .take(),
            table("organisation_match")
                .col(number("one_id"))
                .col(number("other_id"))
                .col(text("reasons"))
                .col(word("state", &["proposed", "merged", "two_bodies"]))
                .col(text("source"))
                .col(instant("at"))
                .foreign_key(&mut points("organisation_match", "one_id", "organisation"))
                .foreign_key(&mut points("organisation_match", "other_id", "organisation"))
                .take(),
        ];
        let indexes = vec![
            index("organisation", &["merged_into_id"], false),
            index("organisation", &["postcode"], false),
            index("organisation_successor", &["successor_id"], false),
            index("organisation_merge", &["merged_id"], false),
            index("organisation_merge_row", &["merge_id"], false),
            index("organisation_match", &["one_id", "other_id"], true),
            index("organisation_match", &["state", "id"], false),
        ];
        create(manager, tables, indexes).await
    }
}
