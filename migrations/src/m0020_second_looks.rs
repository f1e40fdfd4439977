//! Nobody gives power alone: roles that wait for the organisation's own people, merges that wait for a second person, and
//! versions of memberships and of single sign-on's rules, so that an older form changes nothing.

use sea_orm_migration::prelude::*;

use crate::columns::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let states = ["waiting", "confirmed", "refused", "withdrawn"];
        let tables = vec![
            table("nomination")
                .col(word("kind", &["roles", "deputy", "rule"]))
                .col(number("organisation_id"))
                .col(maybe_number("membership_id"))
                .col(maybe_number("deputy_id"))
                .col(maybe_day("from_day"))
                .col(maybe_day("to_day"))
                .col(maybe_number("rule_id"))
                .col(text("group_name"))
                .col(text("roles"))
                .col(maybe_number("nominated_by"))
                .col(instant("at"))
                .col(word("state", &states))
                .col(maybe_number("decided_by"))
                .col(maybe_instant("decided_at"))
                .col(number("version"))
                .foreign_key(&mut points("nomination", "organisation_id", "organisation"))
                .foreign_key(&mut points("nomination", "membership_id", "membership"))
                .foreign_key(&mut points("nomination", "deputy_id", "membership"))
                .foreign_key(&mut points("nomination", "nominated_by", "account"))
                .foreign_key(&mut points("nomination", "decided_by", "account"))
                .take(),
            table("second_look")
                .col(word("kind", &["merge", "take_apart"]))
                .col(number("kept_id"))
                .col(number("merged_id"))
                .col(text("why"))
                .col(maybe_number("proposed_by"))
                .col(instant("at"))
                .col(word("state", &states))
                .col(maybe_number("decided_by"))
                .col(maybe_instant("decided_at"))
                .foreign_key(&mut points("second_look", "kept_id", "organisation"))
                .foreign_key(&mut points("second_look", "merged_id", "organisation"))
                .foreign_key(&mut points("second_look", "proposed_by", "account"))
                .foreign_key(&mut points("second_look", "decided_by", "account"))
                .take(),
        ];
        let indexes = vec![
            index("nomination", &["organisation_id", "state"], false),
            index("nomination", &["membership_id"], false),
            index("second_look", &["merged_id", "state"], false),
            index("second_look", &["state"], false),
        ];
        create(manager, tables, indexes).await?;
        for versioned in ["membership", "group_rule"] {
            add(manager, versioned, [number("version").default(1).take()]).await?;
        }
        Ok(())
    }
}
