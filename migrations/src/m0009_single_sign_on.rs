//! Single sign-on: who somebody is at a provider, sign-ins that were begun there, the administrators' rules, and which
//! memberships follow them.

use sea_orm_migration::prelude::*;

use crate::columns::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

/// As in `m0003_people`, without the administrator: nobody becomes one by a rule.
const ROLES: [&str; 7] =
    ["provider", "partner", "signatory", "coordinator", "commissioner", "accountable", "scrutineer"];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let tables = vec![
            table("identity")
                .col(number("account_id"))
                .col(text("issuer"))
                .col(text("subject"))
                .col(instant("linked_at"))
                .col(instant("used_at"))
                .foreign_key(&mut points("identity", "account_id", "account"))
                .take(),
            table("sign_in_flow")
                .col(text("digest"))
                .col(text("state_digest"))
                .col(text("nonce"))
                .col(text("verifier"))
                .col(text("next"))
                .col(maybe_number("proves"))
                .col(instant("began_at"))
                .foreign_key(&mut points("sign_in_flow", "proves", "account"))
                .take(),
            table("group_rule")
                .col(text("issuer"))
                .col(text("group_name"))
                .col(number("organisation_id"))
                .foreign_key(&mut points("group_rule", "organisation_id", "organisation"))
                .take(),
            bare("group_rule_role")
                .col(number("rule_id"))
                .col(word("role", &ROLES))
                .primary_key(Index::create().col("rule_id").col("role"))
                .foreign_key(&mut points("group_rule_role", "rule_id", "group_rule"))
                .take(),
            table("trusted_domain").col(text("issuer")).col(text("domain")).take(),
            bare("membership_by_rule")
                .col(number("membership_id").primary_key().take())
                .col(text("issuer"))
                .col(flag("ended"))
                .foreign_key(&mut points("membership_by_rule", "membership_id", "membership"))
                .take(),
        ];
        let indexes = vec![
            index("identity", &["issuer", "subject"], true),
            index("identity", &["account_id"], false),
            index("sign_in_flow", &["digest"], true),
            index("sign_in_flow", &["began_at"], false),
            index("group_rule", &["issuer", "group_name", "organisation_id"], true),
            index("trusted_domain", &["issuer", "domain"], true),
        ];
        create(manager, tables, indexes).await?;
        // When whoever holds the session has proved once more who they are.
        let mut session = Table::alter();
        session.table("session").add_column(maybe_instant("proved_at"));
        manager.alter_table(session.take()).await
    }
}
