//! What people write before they save it, and which clause is for which head of terms. Where the parties of an agreement stand on each of its clauses, the words that they propose, and what became of those; the rounds in
//! which they are asked.

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
            index("draft", &["account_id", "edition_id"], true),
            index("draft", &["edition_id"], false),
            index("clause_head", &["edition_id", "head"], true),
            index("clause_position", &["edition_id", "clause_id", "organisation_id", "id"], false),
            index("clause_position", &["taken_revision_id"], false),
            index("negotiation_round", &["edition_id", "number"], true),
        ];
        create(manager, vec![position, round, draft, head], indexes).await
    }
}
