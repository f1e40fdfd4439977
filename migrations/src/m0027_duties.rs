//! What waits for whom is kept when a record changes, and read by one index. The program brings the rows of registers of before in
//! step after it has brought the schema up to date.

use sea_orm_migration::prelude::*;

use crate::columns::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let duties = table("duty")
            .col(text("task"))
            .col(text("record"))
            .col(number("edition_id"))
            // Worked out from the edition's rows, and again when those are turned to another body.
            .col(number("organisation_id"))
            .col(maybe_number("about_id"))
            .col(text("words"))
            .col(flag("waits"))
            .col(day("due"))
            .foreign_key(&mut points("duty", "edition_id", "edition"))
            .take();
        let indexes = vec![
            index("duty", &["edition_id"], false),
            index("duty", &["organisation_id", "waits", "due", "record"], false),
        ];
        create(manager, vec![duties], indexes).await
    }
}
