//! Procurements, the releases they were merged from, their tender events, providers' interest, and what an import could not use.

use sea_orm_migration::prelude::*;

use crate::columns::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let states = ["engagement", "planned", "open", "closed", "awarded", "unsuccessful", "cancelled"];
        let events = [
            "engagement",
            "planned",
            "tender",
            "clarification",
            "deadline",
            "award",
            "standstill_end",
            "contract_start",
            "expiry",
        ];
        let tables = vec![
            table("procurement")
                .col(text("reference"))
                .col(maybe_text("ocid"))
                .col(text("title"))
                .col(text("title_key"))
                .col(text("description"))
                .col(maybe_number("buyer_id"))
                .col(text("buyer_name"))
                .col(text("buyer_key"))
                .col(text("search_key"))
                .col(maybe_number("service_id"))
                .col(maybe_text("cpv"))
                .col(maybe_number("value_low"))
                .col(maybe_number("value_high"))
                .col(maybe_text("procedure"))
                .col(word("state", &states))
                .col(flag("in_scope"))
                .col(flag("published"))
                .col(flag("by_hand"))
                .col(maybe_text("compiled"))
                .col(maybe_text("digest"))
                .col(number("version"))
                .foreign_key(&mut points("procurement", "buyer_id", "organisation"))
                .foreign_key(&mut points("procurement", "service_id", "service"))
                .take(),
            table("procurement_release")
                .col(number("procurement_id"))
                .col(text("release_id"))
                .col(instant("date"))
                .col(text("digest"))
                .col(text("json"))
                .foreign_key(&mut points("procurement_release", "procurement_id", "procurement"))
                .take(),
            table("tender_event")
                .col(number("procurement_id"))
                .col(word("kind", &events))
                .col(maybe_text("source"))
                .col(instant("starts"))
                .col(maybe_instant("ends"))
                .col(flag("whole_day"))
                .col(instant("over_at"))
                .col(flag("in_scope"))
                .col(flag("published"))
                .col(text("place"))
                .col(text("note"))
                .col(flag("imported"))
                .col(number("sequence"))
                .col(flag("cancelled"))
                .col(instant("changed_at"))
                .foreign_key(&mut points("tender_event", "procurement_id", "procurement"))
                .take(),
            table("interest")
                .col(number("procurement_id"))
                .col(number("organisation_id"))
                .col(maybe_number("account_id"))
                .col(text("words"))
                .col(instant("at"))
                .foreign_key(&mut points("interest", "procurement_id", "procurement"))
                .foreign_key(&mut points("interest", "organisation_id", "organisation"))
                .take(),
            table("import_fault")
                .col(text("file"))
                .col(text("path"))
                .col(text("reason"))
                .col(text("instead"))
                .col(text("raw"))
                .col(instant("at"))
                .take(),
        ];
        let indexes = vec![
            index("procurement", &["reference"], true),
            index("procurement", &["ocid"], true),
            index("procurement", &["buyer_key", "id"], false),
            index("procurement_release", &["procurement_id", "digest"], true),
            index("tender_event", &["over_at", "id"], false),
            // Lists and their counts read this index alone.
            index("tender_event", &["cancelled", "in_scope", "over_at", "id", "published", "kind"], false),
            index("tender_event", &["kind", "over_at", "procurement_id"], false),
            index("tender_event", &["changed_at", "id"], false),
            index("tender_event", &["procurement_id", "source"], true),
            index("interest", &["procurement_id", "organisation_id"], true),
            index("import_fault", &["file", "path", "reason"], true),
        ];
        create(manager, tables, indexes).await
    }
}
