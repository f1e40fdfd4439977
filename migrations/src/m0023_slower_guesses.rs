//! Tries of passwords and codes are counted when they begin, under digests; browsers that somebody has signed in with before are
//! known, and counted by themselves.

use sea_orm_migration::prelude::*;

use crate::columns::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let tables = vec![
            bare("sign_in_tries")
                .col(text("key"))
                .col(number("tries"))
                .col(instant("last_at"))
                .col(maybe_instant("waits_until"))
                .primary_key(Index::create().col("key"))
                .take(),
            table("known_device")
                .col(text("digest"))
                .col(number("account_id"))
                .col(instant("seen_at"))
                .foreign_key(&mut points("known_device", "account_id", "account"))
                .take(),
        ];
        let indexes = vec![
            index("sign_in_tries", &["last_at"], false),
            index("known_device", &["digest", "account_id"], true),
            index("known_device", &["account_id"], false),
            index("known_device", &["seen_at"], false),
        ];
        create(manager, tables, indexes).await
    }
}
