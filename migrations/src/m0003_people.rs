//! People: accounts, memberships with sets of roles, sessions, failed sign-ins.

use sea_orm_migration::prelude::*;

use crate::columns::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let tables = vec![
            table("account")
                .col(text("email"))
                .col(text("name"))
                .col(maybe_text("password"))
                .col(maybe_text("link_digest"))
                .col(maybe_instant("link_expires"))
                .col(flag("demonstration"))
                .col(instant("created_at"))
                .take(),
            table("membership")
                .col(number("account_id"))
                .col(number("organisation_id"))
                .foreign_key(&mut points("membership", "account_id", "account"))
                .foreign_key(&mut points("membership", "organisation_id", "organisation"))
                .take(),
            bare("membership_role")
                .col(number("membership_id"))
                .col(word(
                    "role",
                    &[
                        "provider",
                        "partner",
                        "signatory",
                        "coordinator",
                        "commissioner",
                        "accountable",
                        "scrutineer",
                        "administrator",
                    ],
                ))
                .primary_key(Index::create().col("membership_id").col("role"))
                .foreign_key(&mut points("membership_role", "membership_id", "membership"))
                .take(),
            table("session")
                .col(text("digest"))
                .col(number("account_id"))
                .col(number("membership_id"))
                .col(instant("created_at"))
                .col(instant("seen_at"))
                .foreign_key(&mut points("session", "account_id", "account"))
                .foreign_key(&mut points("session", "membership_id", "membership"))
                .take(),
            table("failed_sign_in").col(text("email")).col(instant("at")).take(),
        ];
        let indexes = vec![
            index("account", &["email"], true),
            index("membership", &["account_id", "organisation_id"], true),
            index("session", &["digest"], true),
            index("session", &["account_id"], false),
            index("failed_sign_in", &["email", "at"], false),
        ];
        create(manager, tables, indexes).await
    }
}
