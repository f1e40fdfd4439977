//! What people say to each other about the clauses of a text that is negotiated, and whom they ask to read it; clauses that were
//! taken from another agreement; and the starter texts of commissioners.

use sea_orm_migration::prelude::*;

use crate::columns::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let thread = table("clause_thread")
            .col(number("edition_id"))
            .col(number("clause_id"))
            .col(number("organisation_id"))
            .col(maybe_number("account_id"))
            .col(maybe_instant("resolved_at"))
            .col(maybe_number("resolved_by"))
            .col(number("version"))
            .foreign_key(&mut points("clause_thread", "edition_id", "edition"))
            .foreign_key(&mut points("clause_thread", "clause_id", "clause"))
            .foreign_key(&mut points("clause_thread", "organisation_id", "organisation"))
            .foreign_key(&mut points("clause_thread", "account_id", "account"))
            .foreign_key(&mut points("clause_thread", "resolved_by", "account"))
            .take();
        let comment = table("thread_comment")
            .col(number("edition_id"))
            .col(number("thread_id"))
            .col(number("organisation_id"))
            .col(maybe_number("account_id"))
            .col(text("words"))
            // SHA-256 over the clause's words of which it was said.
            .col(text("of_words"))
            .col(instant("at"))
            .foreign_key(&mut points("thread_comment", "edition_id", "edition"))
            .foreign_key(&mut points("thread_comment", "thread_id", "clause_thread"))
            .foreign_key(&mut points("thread_comment", "organisation_id", "organisation"))
            .foreign_key(&mut points("thread_comment", "account_id", "account"))
            .take();
        let mention = table("comment_mention")
            .col(number("edition_id"))
            .col(number("comment_id"))
            .col(number("organisation_id"))
            .col(number("account_id"))
            .foreign_key(&mut points("comment_mention", "edition_id", "edition"))
            .foreign_key(&mut points("comment_mention", "comment_id", "thread_comment"))
            .foreign_key(&mut points("comment_mention", "organisation_id", "organisation"))
            .foreign_key(&mut points("comment_mention", "account_id", "account"))
            .take();
        let origin = table("clause_origin")
            .col(number("clause_id"))
            // As the agreement, the edition and the clause were called then.
            .col(text("reference"))
            .col(number("edition"))
            .col(text("anchor"))
            .col(text("heading"))
            .col(number("revision"))
            // SHA-256 over the words that were taken.
            .col(text("of_words"))
            .foreign_key(&mut points("clause_origin", "clause_id", "clause"))
            .take();
        let template = table("template")
            // None: of the operator's.
            .col(maybe_number("organisation_id"))
            .col(text("title"))
            .col(text("text"))
            .col(flag("withdrawn"))
            .col(number("version"))
            .foreign_key(&mut points("template", "organisation_id", "organisation"))
            .take();
        let indexes = vec![
            index("clause_thread", &["edition_id", "clause_id"], false),
            index("thread_comment", &["thread_id"], false),
            index("thread_comment", &["edition_id"], false),
            index("comment_mention", &["comment_id", "account_id"], true),
            index("comment_mention", &["edition_id"], false),
            index("clause_origin", &["clause_id"], true),
            index("template", &["organisation_id"], false),
        ];
        create(manager, vec![thread, comment, mention, origin, template], indexes).await?;
        // Whose alone it is, of a duty that one person has.
        add(manager, "duty", [maybe_number("account_id")]).await
    }
}
