//! What a provider does before a tender and what a commissioner answers: places at engagement events, clarifications, awards by
//! hand, what people follow, saved searches, personal calendars; and what becomes of a contract that ends.

use sea_orm_migration::prelude::*;

use crate::columns::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        add(manager, "tender_event", [text("agenda").default("").take(), maybe_number("capacity")]).await?;
        let intentions = ["undecided", "tender_again", "extend", "bring_in_house", "let_it_end"];
        let intention = word("intention", &intentions).default("undecided").take();
        add(manager, "contract", [intention, text("intention_note").default("").take()]).await?;
        let tables = vec![
            table("event_place")
                .col(number("event_id"))
                .col(number("organisation_id"))
                .col(maybe_number("account_id"))
                .col(text("words"))
                .col(word("state", &["place", "waiting", "given_up"]))
                .col(maybe_flag("attended"))
                .col(instant("at"))
                .foreign_key(&mut points("event_place", "event_id", "tender_event"))
                .foreign_key(&mut points("event_place", "organisation_id", "organisation"))
                .take(),
            table("clarification")
                .col(number("procurement_id"))
                .col(number("organisation_id"))
                .col(maybe_number("account_id"))
                .col(text("words"))
                .col(instant("asked_at"))
                .col(text("published_words"))
                .col(text("answer"))
                .col(maybe_instant("answered_at"))
                .foreign_key(&mut points("clarification", "procurement_id", "procurement"))
                .foreign_key(&mut points("clarification", "organisation_id", "organisation"))
                .take(),
            table("award")
                .col(number("procurement_id"))
                .col(number("organisation_id"))
                .col(maybe_number("pence"))
                .col(day("awarded_on"))
                .col(maybe_day("starts"))
                .col(maybe_day("ends"))
                .foreign_key(&mut points("award", "procurement_id", "procurement"))
                .foreign_key(&mut points("award", "organisation_id", "organisation"))
                .take(),
            table("contract_interest")
                .col(number("contract_id"))
                .col(number("organisation_id"))
                .col(maybe_number("account_id"))
                .col(text("words"))
                .col(instant("at"))
                .foreign_key(&mut points("contract_interest", "contract_id", "contract"))
                .foreign_key(&mut points("contract_interest", "organisation_id", "organisation"))
                .take(),
            bare("succession")
                .col(number("contract_id"))
                .col(number("procurement_id"))
                .primary_key(Index::create().col("contract_id").col("procurement_id"))
                .foreign_key(&mut points("succession", "contract_id", "contract"))
                .foreign_key(&mut points("succession", "procurement_id", "procurement"))
                .take(),
            table("follow")
                .col(number("account_id"))
                .col(number("procurement_id"))
                .col(instant("at"))
                .foreign_key(&mut points("follow", "account_id", "account"))
                .foreign_key(&mut points("follow", "procurement_id", "procurement"))
                .take(),
            table("saved_search")
                .col(number("account_id"))
                .col(text("name"))
                .col(text("query"))
                .col(word("digest", &["none", "daily", "weekly"]))
                .col(instant("told_until"))
                .col(instant("made_at"))
                .foreign_key(&mut points("saved_search", "account_id", "account"))
                .take(),
            table("personal_calendar")
                .col(number("account_id"))
                .col(text("secret"))
                .col(instant("made_at"))
                .foreign_key(&mut points("personal_calendar", "account_id", "account"))
                .take(),
        ];
        let indexes = vec![
            index("event_place", &["event_id", "organisation_id"], true),
            index("event_place", &["organisation_id"], false),
            index("clarification", &["procurement_id", "id"], false),
            index("clarification", &["organisation_id"], false),
            index("award", &["procurement_id", "organisation_id"], true),
            index("contract_interest", &["contract_id", "organisation_id"], true),
            index("contract_interest", &["organisation_id"], false),
            index("succession", &["procurement_id"], false),
            index("follow", &["account_id", "procurement_id"], true),
            index("saved_search", &["account_id"], false),
            index("saved_search", &["digest", "told_until"], false),
            index("personal_calendar", &["account_id"], true),
            index("personal_calendar", &["secret"], true),
            // Lists by a branch of the vocabulary.
            index("procurement", &["cpv", "id"], false),
        ];
        create(manager, tables, indexes).await
    }
}
