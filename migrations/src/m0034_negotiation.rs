//! What people write before they save it, and which clause is for which head of terms. Where the parties of an agreement stand on each of its clauses, the words that they propose, and what became of those; the rounds in
//! which they are asked, the arguments about who pays, and their meetings.

use sea_orm_migration::prelude::*;

use crate::columns::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let position = table("clause_position")
            .col(number("edition_id"))
            .col(number("clause_id"))
            .col(number("organisation_id"))
            .col(maybe_number("account_id"))
            .col(word("stand", &["agrees", "objects", "proposes"]))
            .col(text("words"))
            .col(text("proposed"))
            // SHA-256 over the clause's words that were shown, and over those that are proposed.
            .col(text("of_words"))
            .col(text("of_proposed"))
            .col(number("revision"))
            .col(instant("at"))
            .col(word("outcome", &["none", "waiting", "taken", "edited", "left"]))
            .col(text("reason"))
            .col(maybe_number("decided_by"))
            .col(maybe_instant("decided_at"))
            .col(maybe_number("taken_revision_id"))
            .foreign_key(&mut points("clause_position", "edition_id", "edition"))
            .foreign_key(&mut points("clause_position", "clause_id", "clause"))
            .foreign_key(&mut points("clause_position", "organisation_id", "organisation"))
            .foreign_key(&mut points("clause_position", "account_id", "account"))
            .foreign_key(&mut points("clause_position", "decided_by", "account"))
            .foreign_key(&mut points("clause_position", "taken_revision_id", "revision"))
            .take();
        let round = table("negotiation_round")
            .col(number("edition_id"))
            .col(number("number"))
            .col(day("opened_on"))
            .col(day("closes"))
            .col(maybe_day("closed_on"))
            // Every party reads what the others say.
            .col(flag("shown"))
            .col(number("version"))
            .foreign_key(&mut points("negotiation_round", "edition_id", "edition"))
            .take();
        let argument = table("cost_argument")
            .col(number("edition_id"))
            .col(number("clause_id"))
            .col(text("question"))
            .col(text("note"))
            .col(text("settled"))
            .col(maybe_day("settled_on"))
            .col(maybe_number("settled_by"))
            .col(flag("published"))
            .col(number("version"))
            .foreign_key(&mut points("cost_argument", "edition_id", "edition"))
            .foreign_key(&mut points("cost_argument", "clause_id", "clause"))
            .foreign_key(&mut points("cost_argument", "settled_by", "account"))
            .take();
        let side = table("argument_side")
            .col(number("edition_id"))
            .col(number("argument_id"))
            .col(number("organisation_id"))
            .col(maybe_number("account_id"))
            .col(text("pays"))
            .col(text("reasons"))
            .col(instant("at"))
            .foreign_key(&mut points("argument_side", "edition_id", "edition"))
            .foreign_key(&mut points("argument_side", "argument_id", "cost_argument"))
            .foreign_key(&mut points("argument_side", "organisation_id", "organisation"))
            .foreign_key(&mut points("argument_side", "account_id", "account"))
            .take();
        let meeting = table("meeting")
            .col(number("edition_id"))
            .col(day("held_on"))
            .col(text("present"))
            .col(text("words"))
            .col(maybe_number("account_id"))
            .col(instant("at"))
            .foreign_key(&mut points("meeting", "edition_id", "edition"))
            .foreign_key(&mut points("meeting", "account_id", "account"))
            .take();
        let settled = table("meeting_settled")
            .col(number("meeting_id"))
            .col(number("clause_id"))
            .col(text("words"))
            .foreign_key(&mut points("meeting_settled", "meeting_id", "meeting"))
            .foreign_key(&mut points("meeting_settled", "clause_id", "clause"))
            .take();
        let action = table("meeting_action")
            .col(number("edition_id"))
            .col(number("meeting_id"))
            .col(number("organisation_id"))
            .col(text("words"))
            .col(day("due"))
            .col(maybe_day("done_on"))
            .foreign_key(&mut points("meeting_action", "edition_id", "edition"))
            .foreign_key(&mut points("meeting_action", "meeting_id", "meeting"))
            .foreign_key(&mut points("meeting_action", "organisation_id", "organisation"))
            .take();
        let draft = table("draft")
            .col(number("account_id"))
            .col(number("edition_id"))
            .col(number("base"))
            .col(text("text"))
            .col(instant("at"))
            .foreign_key(&mut points("draft", "account_id", "account"))
            .foreign_key(&mut points("draft", "edition_id", "edition"))
            .take();
        let head = table("clause_head")
            .col(number("edition_id"))
            .col(text("head"))
            .col(text("anchor"))
            .foreign_key(&mut points("clause_head", "edition_id", "edition"))
            .take();
        let indexes = vec![
            index("cost_argument", &["edition_id"], false),
            index("argument_side", &["argument_id"], false),
            index("meeting", &["edition_id"], false),
            index("meeting_settled", &["meeting_id"], false),
            index("meeting_action", &["edition_id"], false),
            index("draft", &["account_id", "edition_id"], true),
            index("draft", &["edition_id"], false),
            index("clause_head", &["edition_id", "head"], true),
            index("clause_position", &["edition_id", "clause_id", "organisation_id", "id"], false),
            index("clause_position", &["taken_revision_id"], false),
            index("negotiation_round", &["edition_id", "number"], true),
        ];
        create(manager, vec![position, round, argument, side, meeting, settled, action, draft, head], indexes).await
    }
}
