//! What a person was shown is what is done: a revision keeps the head that is printed over it, and the format of its hash; what
//! could be changed without a version has one.

use sea_orm_migration::prelude::*;

use crate::columns::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

/// What people change by a form, and had no version yet.
const VERSIONED: [&str; 5] = ["clarification", "contract_interest", "event_place", "interest", "saved_search"];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // Revisions of before are of format 1, which has no head.
        let format = number("format").default(1).take();
        let head = text("head").default("").take();
        add(manager, "revision", [format, head]).await?;
        for table in VERSIONED {
            add(manager, table, [number("version").default(1).take()]).await?;
        }
        Ok(())
    }
}
