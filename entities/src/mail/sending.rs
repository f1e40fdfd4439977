//! Sending what is in the outbox: a job claims letters, hands each to a mail server, and marks what became of it. Several
//! servers may do so at once. Killed between the server's acceptance and the mark, a letter goes out a second time under the
//! same Message-ID, and no oftener.

use chrono::TimeDelta;
use sea_orm::{
    QueryOrder, QuerySelect, Set,
    entity::prelude::*,
    sea_query::{LockBehavior, LockType},
};

use super::{ORIGIN, State, table};
use crate::{Refusal, Register};

/// A letter is tried for three days: so long a mail server may be down.
const GIVEN_UP_AFTER: TimeDelta = TimeDelta::days(3);

/// The longest wait between two tries.
const LONGEST_WAIT: TimeDelta = TimeDelta::hours(4);

/// A letter to be sent now, by whoever claimed it.
#[derive(Clone, Debug)]
pub struct Claimed {
    id: i64,
    tries: i64,
    pub to: String,
    pub subject: String,
    pub text: String,
    /// What stands before the @ of its Message-ID.
    pub message_id: String,
}

/// What the mail server made of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It took it.
    Sent,
    /// Not now: it is down, slow, or asks to come again.
    Later(String),
    /// Never: it knows no such address, or will not have the letter.
    Never(String),
}

/// How long to wait after so many tries: a first wait, then three times as long each time, four hours at most.
fn wait(first: TimeDelta, tries: i64) -> TimeDelta {
    let times = 3_i32.saturating_pow(u32::try_from(tries.clamp(1, 12)).unwrap_or(1) - 1);
    first.checked_mul(times).map_or(LONGEST_WAIT, |wait| wait.min(LONGEST_WAIT))
}

impl Register {
    /// Up to `most` letters that are due; for as long as `at_it` nobody else gets them, then whoever claimed them is thought
    /// dead.
    pub async fn claim_mail(&self, origin: &str, most: u64, at_it: TimeDelta) -> Result<Vec<Claimed>, Refusal> {
        let now = self.clock().now();
        let tx = self.begin().await?;
        let due = table::Entity::find()
            .filter(table::Column::State.eq(State::Waiting))
            .filter(table::Column::DueAt.lte(now))
            .order_by_asc(table::Column::DueAt)
            .limit(most)
            .lock_with_behavior(LockType::Update, LockBehavior::SkipLocked)
            .all(&tx)
            .await?;
        let mut claimed = Vec::with_capacity(due.len());
        for letter in due {
            let tries = letter.tries + 1;
            let row = table::ActiveModel {
                id: Set(letter.id),
                tries: Set(tries),
                due_at: Set(now + at_it),
                ..Default::default()
            };
            table::Entity::update(row).exec(&tx).await?;
            claimed.push(Claimed {
                id: letter.id,
                tries,
                to: letter.address,
                subject: letter.subject,
                text: letter.body.unwrap_or_default().replace(ORIGIN, origin),
                message_id: letter.message_id,
            });
        }
        tx.commit().await?;
        Ok(claimed)
    }

    /// Notes what became of a letter. `first_wait` is the wait after the first try that failed.
    pub async fn mail_went(&self, letter: &Claimed, outcome: Outcome, first_wait: TimeDelta) -> Result<(), Refusal> {
        let now = self.clock().now();
        let Some(kept) = table::Entity::find_by_id(letter.id).one(self.reader()).await? else { return Ok(()) };
        let too_old = now - kept.made_at > GIVEN_UP_AFTER;
        let mut row = table::ActiveModel { id: Set(letter.id), ..Default::default() };
        match outcome {
            Outcome::Later(answer) if !too_old => {
                row.last_answer = Set(Some(answer));
                row.due_at = Set(now + wait(first_wait, letter.tries));
            }
            Outcome::Sent => {
                row.state = Set(State::Sent);
                row.body = Set(None);
                row.last_answer = Set(None);
            }
            Outcome::Later(answer) | Outcome::Never(answer) => {
                row.state = Set(State::GivenUp);
                row.body = Set(None);
                row.last_answer = Set(Some(answer));
            }
        }
        table::Entity::update(row).exec(self.writer()).await?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_wait_is_longer_and_none_is_over_four_hours() {
        let minutes = |tries| wait(TimeDelta::minutes(1), tries).num_minutes();
        assert_eq!([minutes(1), minutes(2), minutes(3), minutes(4), minutes(9)], [1, 3, 9, 27, 240]);
        assert_eq!(minutes(1_000_000), 240);
    }
}
