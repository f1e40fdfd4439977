//! The outbox as an administrator sees it: to whom, about what, what became of it. What a letter says is between the
//! register and whom it is to, except in the demonstration, which has no mail server. There, too, a link that opens an account
//! that somebody has is for that somebody alone.

use chrono::{DateTime, Utc};
use sea_orm::{FromQueryResult, PaginatorTrait, QueryFilter, QueryResult, entity::prelude::*};

use super::{
    State,
    table::{Column, Entity, Model},
};
use crate::{
    Read, Reader, Refusal,
    access::{Permission, Standing},
    list::{KeyKind, Listing, Segment, Sort},
    register::setting,
};

/// The outbox, newest first: for administrators.
#[derive(Clone, Copy, Debug, Default)]
pub struct Outbox;

/// A letter of the outbox, as an administrator sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WrittenLetter {
    /// The address that it is for.
    pub to: String,
    pub subject: String,
    /// What it says: in the demonstration only, and no longer once it was sent or given up.
    pub text: Option<String>,
    pub state: State,
    /// What the mail server said last, when it did not take it.
    pub last_answer: Option<String>,
    pub written_at: DateTime<Utc>,
}

/// How many letters wait to be sent, and how many were given up: for administrators.
#[derive(Clone, Copy, Debug)]
pub struct MailWaiting;

/// Letters that were not sent.
#[derive(Clone, Copy, Debug)]
pub struct Waiting {
    pub waiting: u64,
    pub given_up: u64,
}

impl Listing for Outbox {
    const PERMISSION: Permission = Permission::Administer;
    type Found = Model;
    type Row = WrittenLetter;

    async fn segments(&self, _: &Reader<'_>) -> Result<Vec<Segment>, Refusal> {
        Ok(vec![Segment::new(Entity::find(), Sort::descending(KeyKind::Number, "mail.id", "mail.id"))])
    }

    fn found(row: &QueryResult) -> Result<Model, DbErr> {
        Model::from_query_result(row, "")
    }

    async fn rows(&self, reader: &Reader<'_>, found: Vec<Model>) -> Result<Vec<WrittenLetter>, Refusal> {
        let shows_letters = reader.register().setting(setting::DEMONSTRATION).await?.is_some();
        let letter = |row: Model| WrittenLetter {
            text: row.body.filter(|_| shows_letters).map(|body| {
                // Whom an administrator invites has no account yet; who tries the register out takes their part.
                if row.event.starts_with("invitation ") { body } else { without_secrets(&body) }
            }),
            to: row.address,
            subject: row.subject,
            state: row.state,
            last_answer: row.last_answer,
            written_at: row.made_at,
        };
        Ok(found.into_iter().map(letter).collect())
    }
}

impl Read for MailWaiting {
    const PERMISSION: Permission = Permission::Administer;
    type Answer = Waiting;

    async fn answer(&self, reader: &Reader<'_>) -> Result<Waiting, Refusal> {
        reader.need(Self::PERMISSION, Standing::OPEN)?;
        let in_state = |state| Entity::find().filter(Column::State.eq(state)).count(reader.db());
        Ok(Waiting { waiting: in_state(State::Waiting).await?, given_up: in_state(State::GivenUp).await? })
    }
}

/// What stands for a secret link of a letter.
const LINK_KEPT_BACK: &str = "(a link that only the person it was written to gets)";

/// The text of a letter without its secret links: addresses that end in 64 hexadecimal digits.
fn without_secrets(body: &str) -> String {
    let is_secret = |line: &str| {
        let last = line.trim_end().rsplit('/').next().unwrap_or_default();
        last.len() == 64 && last.bytes().all(|byte| byte.is_ascii_hexdigit())
    };
    body.lines().map(|line| if is_secret(line) { LINK_KEPT_BACK } else { line }).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_link_is_kept_back_and_the_rest_stays() {
        let secret = "0f".repeat(32);
        let body = format!("Dear Jo,\n\n{{origin}}/set-password/{secret}\n\nThe link works once.");
        assert_eq!(without_secrets(&body), format!("Dear Jo,\n\n{LINK_KEPT_BACK}\n\nThe link works once."));
    }
}
