//! Agreements: parties, revisions, clauses, attached files, commitments with their confirmation, signatures, and what was
//! answered or signed on paper.

use sea_orm_migration::prelude::*;

use crate::columns::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let states = [
            "drafting",
            "negotiating",
            "approvals",
            "signing",
            "signed",
            "varying",
            "under_review",
            "renewed",
            "notice_given",
            "ended",
            "withdrawn",
        ];
        let confirmations =
            ["proposed", "requested", "confirmed", "confirmed_with_change", "disputed", "declined", "withdrawn"];
        let tables = vec![
            table("agreement")
                .col(text("reference"))
                .col(text("title"))
                .col(text("title_key"))
                .col(text("kind"))
                .col(year("year"))
                .col(flag("binding"))
                .col(number("lead_id"))
                .col(maybe_number("coordinator_id"))
                .col(word("state", &states))
                .col(flag("published"))
                .col(maybe_day("starts"))
                .col(maybe_day("ends"))
                .col(text("aims"))
                .col(maybe_number("revision_id"))
                .col(number("version"))
                .foreign_key(&mut points("agreement", "lead_id", "organisation"))
                .foreign_key(&mut points("agreement", "coordinator_id", "organisation"))
                .take(),
            table("party")
                .col(number("agreement_id"))
                .col(number("organisation_id"))
                .col(word("role", &["host", "lead_commissioner", "partner", "provider_partner", "observer"]))
                .col(word("speaks_as", &["nhs_commissioner", "nhs_provider", "council", "police", "school", "other"]))
                .col(flag("signs"))
                .foreign_key(&mut points("party", "agreement_id", "agreement"))
                .foreign_key(&mut points("party", "organisation_id", "organisation"))
                .take(),
            table("revision")
                .col(number("agreement_id"))
                .col(number("number"))
                .col(text("text"))
                .col(text("commitments_schedule"))
                .col(text("money_schedule"))
                .col(text("hash"))
                .col(flag("frozen"))
                .col(maybe_number("account_id"))
                .col(instant("at"))
                .foreign_key(&mut points("revision", "agreement_id", "agreement"))
                .take(),
            table("clause")
                .col(number("agreement_id"))
                .col(text("anchor"))
                .col(text("heading"))
                .col(number("position"))
                .col(flag("standing"))
                .foreign_key(&mut points("clause", "agreement_id", "agreement"))
                .take(),
            table("attachment")
                .col(text("reference"))
                .col(number("agreement_id"))
                .col(text("name"))
                .col(text("about"))
                .col(word("media", &["pdf", "docx", "xlsx", "png", "jpeg"]))
                .col(number("size"))
                .col(text("sha256"))
                .col(text("kept_as"))
                .col(flag("published"))
                .col(maybe_number("account_id"))
                .col(maybe_number("organisation_id"))
                .col(instant("at"))
                .col(number("version"))
                .foreign_key(&mut points("attachment", "agreement_id", "agreement"))
                .foreign_key(&mut points("attachment", "account_id", "account"))
                .foreign_key(&mut points("attachment", "organisation_id", "organisation"))
                .take(),
            table("commitment")
                .col(text("reference"))
                .col(number("agreement_id"))
                .col(number("clause_id"))
                .col(number("owner_id"))
                .col(year("year"))
                .col(text("statement"))
                .col(text("measure"))
                .col(text("target"))
                .col(maybe_day("due"))
                .col(maybe_text("no_money_because"))
                .col(word("confirmation", &confirmations))
                .col(maybe_text("proposed_words"))
                .col(maybe_instant("requested_at"))
                .col(number("version"))
                .foreign_key(&mut points("commitment", "agreement_id", "agreement"))
                .foreign_key(&mut points("commitment", "clause_id", "clause"))
                .foreign_key(&mut points("commitment", "owner_id", "organisation"))
                .take(),
            table("commitment_event")
                .col(number("commitment_id"))
                .col(text("kind"))
                .col(maybe_number("account_id"))
                .col(maybe_number("organisation_id"))
                .col(text("words"))
                .col(text("statement"))
                .col(maybe_number("attachment_id"))
                .col(instant("at"))
                .foreign_key(&mut points("commitment_event", "commitment_id", "commitment"))
                .foreign_key(&mut points("commitment_event", "attachment_id", "attachment"))
                .take(),
            table("signature")
                .col(number("agreement_id"))
                .col(number("revision_id"))
                .col(number("organisation_id"))
                .col(maybe_number("account_id"))
                .col(text("signatory"))
                .col(text("position"))
                .col(text("authority"))
                .col(text("hash"))
                .col(maybe_number("attachment_id"))
                .col(instant("at"))
                .foreign_key(&mut points("signature", "agreement_id", "agreement"))
                .foreign_key(&mut points("signature", "revision_id", "revision"))
                .foreign_key(&mut points("signature", "organisation_id", "organisation"))
                .foreign_key(&mut points("signature", "attachment_id", "attachment"))
                .take(),
            table("paper")
                .col(text("reference"))
                .col(number("agreement_id"))
                .col(number("organisation_id"))
                .col(number("attachment_id"))
                .col(maybe_number("commitment_id"))
                .col(maybe_number("revision_id"))
                .col(text("says"))
                .col(word("state", &["waiting", "right", "wrong"]))
                .col(number("entered_by"))
                .col(instant("entered_at"))
                .col(maybe_number("checked_by"))
                .col(maybe_instant("checked_at"))
                .col(text("why"))
                .foreign_key(&mut points("paper", "agreement_id", "agreement"))
                .foreign_key(&mut points("paper", "organisation_id", "organisation"))
                .foreign_key(&mut points("paper", "attachment_id", "attachment"))
                .foreign_key(&mut points("paper", "commitment_id", "commitment"))
                .foreign_key(&mut points("paper", "revision_id", "revision"))
                .foreign_key(&mut points("paper", "entered_by", "account"))
                .foreign_key(&mut points("paper", "checked_by", "account"))
                .take(),
        ];
        let indexes = vec![
            index("agreement", &["reference"], true),
            index("agreement", &["year", "id"], false),
            index("party", &["agreement_id", "organisation_id"], true),
            index("party", &["organisation_id"], false),
            index("revision", &["agreement_id", "number"], true),
            index("clause", &["agreement_id", "anchor"], true),
            index("commitment", &["reference"], true),
            index("commitment", &["agreement_id"], false),
            index("commitment", &["owner_id", "confirmation"], false),
            index("commitment_event", &["commitment_id"], false),
            index("signature", &["revision_id", "organisation_id"], true),
            index("signature", &["agreement_id"], false),
            index("attachment", &["reference"], true),
            index("attachment", &["agreement_id"], false),
            index("attachment", &["kept_as"], false),
            index("paper", &["reference"], true),
            index("paper", &["agreement_id", "state"], false),
        ];
        create(manager, tables, indexes).await
    }
}
