//! People: accounts, memberships with sets of roles, deputies, second factors, sessions, failed sign-ins.

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
                .col(maybe_text("second_factor"))
                .col(maybe_number("last_code_step"))
                .col(flag("demonstration"))
                .col(instant("created_at"))
                .take(),
            table("membership")
                .col(number("account_id"))
                .col(number("organisation_id"))
                .col(maybe_day("last_day"))
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
            table("deputy")
                .col(number("membership_id"))
                .col(number("deputy_id"))
                .col(day("from_day"))
                .col(maybe_day("to_day"))
                .foreign_key(&mut points("deputy", "membership_id", "membership"))
                .foreign_key(&mut points("deputy", "deputy_id", "membership"))
                .take(),
            table("recovery_code")
                .col(number("account_id"))
                .col(text("digest"))
                .foreign_key(&mut points("recovery_code", "account_id", "account"))
                .take(),
            table("email_change")
                .col(number("account_id"))
                .col(text("email"))
                .col(text("old_digest"))
                .col(text("new_digest"))
                .col(flag("old_confirmed"))
                .col(flag("new_confirmed"))
                .col(instant("expires"))
                .foreign_key(&mut points("email_change", "account_id", "account"))
                .take(),
            table("session")
                .col(text("digest"))
                .col(number("account_id"))
                .col(number("membership_id"))
                .col(instant("created_at"))
                .col(instant("seen_at"))
                .col(text("browser"))
                .col(flag("awaits_code"))
                .foreign_key(&mut points("session", "account_id", "account"))
                .foreign_key(&mut points("session", "membership_id", "membership"))
                .take(),
            table("failed_sign_in").col(text("email")).col(instant("at")).take(),
        ];
        let indexes = vec![
            index("account", &["email"], true),
            index("membership", &["account_id", "organisation_id"], true),
            index("deputy", &["membership_id"], true),
            index("deputy", &["deputy_id"], false),
            index("recovery_code", &["account_id", "digest"], true),
            index("email_change", &["account_id"], true),
            index("session", &["digest"], true),
            index("session", &["account_id"], false),
            index("failed_sign_in", &["email", "at"], false),
        ];
        create(manager, tables, indexes).await
    }
}
