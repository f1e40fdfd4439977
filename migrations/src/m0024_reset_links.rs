//! Links to choose a new password have rows of their own: asking for one does not void an invitation. Letters are counted by
//! their address.

use sea_orm_migration::prelude::*;

use crate::columns::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let links = table("reset_link")
            .col(text("digest"))
            .col(number("account_id"))
            .col(instant("expires"))
            .foreign_key(&mut points("reset_link", "account_id", "account"))
            .take();
        let indexes = vec![
            index("reset_link", &["digest"], true),
            index("reset_link", &["account_id"], false),
            index("reset_link", &["expires"], false),
            index("mail", &["address", "made_at"], false),
        ];
        create(manager, vec![links], indexes).await
    }
}
