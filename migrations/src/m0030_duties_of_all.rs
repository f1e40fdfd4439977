//! Duties of every kind are rows: also a provider's question, a difference between notices and what a person wrote, what was entered
//! from paper, a figure that nobody reported. Each says who has it, from which day, and who may not do it themselves. The rows follow
//! from the records, and are made anew by the program.

use sea_orm_migration::prelude::*;

use crate::columns::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table(Alias::new("duty")).to_owned()).await?;
        let duties = table("duty")
            .col(text("task"))
            .col(text("record"))
            .col(maybe_number("edition_id"))
            .col(maybe_number("procurement_id"))
            .col(maybe_number("contract_id"))
            // Worked out from the records, and again when those are turned to another body.
            .col(number("organisation_id"))
            .col(number("roles"))
            .col(maybe_number("not_account_id"))
            .col(maybe_number("about_id"))
            .col(text("words"))
            .col(flag("waits"))
            .col(day("from_day"))
            .col(day("due"))
            .foreign_key(&mut points("duty", "edition_id", "edition"))
            .foreign_key(&mut points("duty", "procurement_id", "procurement"))
            .foreign_key(&mut points("duty", "contract_id", "contract"))
            .take();
        let indexes = vec![
            index("duty", &["edition_id"], false),
            index("duty", &["procurement_id"], false),
            index("duty", &["contract_id"], false),
            index("duty", &["organisation_id", "waits", "due", "record"], false),
        ];
        create(manager, vec![duties], indexes).await
    }
}
