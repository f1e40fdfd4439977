//! Where the chain breaks is kept when a record changes, and read by one index. The program brings the rows of registers of before
//! in step after it has brought the schema up to date.

use sea_orm_migration::prelude::*;

use crate::columns::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

const KINDS: &[&str] = &["unconfirmed", "unfunded", "unexplained", "undecided", "unmeasured", "unobserved"];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let breaks = table("chain_break")
            .col(word("kind", KINDS))
            .col(text("record"))
            .col(maybe_number("edition_id"))
            .col(maybe_number("service_id"))
            .col(maybe_number("contract_id"))
            .col(maybe_day("since"))
            .foreign_key(&mut points("chain_break", "edition_id", "edition"))
            .foreign_key(&mut points("chain_break", "service_id", "service"))
            .foreign_key(&mut points("chain_break", "contract_id", "contract"))
            .take();
        let indexes = vec![
            index("chain_break", &["edition_id"], false),
            index("chain_break", &["service_id"], false),
            index("chain_break", &["contract_id"], false),
            // Money that reaches a service.
            index("terms", &["service_id", "edition_id"], false),
        ];
        create(manager, vec![breaks], indexes).await
    }
}
