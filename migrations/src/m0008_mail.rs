//! The outbox: mails written in the transaction of the change that they tell of.

use sea_orm_migration::prelude::*;

use crate::columns::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let tables = vec![
            table("mail")
                .col(text("event"))
                .col(text("address"))
                .col(text("message_id"))
                .col(text("subject"))
                .col(maybe_text("body"))
                .col(word("state", &["waiting", "sent", "given_up"]))
                .col(number("tries"))
                .col(maybe_text("last_answer"))
                .col(instant("made_at"))
                .col(instant("due_at"))
                .take(),
        ];
        let indexes = vec![
            index("mail", &["event", "address"], true),
            index("mail", &["message_id"], true),
            index("mail", &["state", "due_at"], false),
        ];
        create(manager, tables, indexes).await
    }
}
