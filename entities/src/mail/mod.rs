//! Mail: an outbox. A letter is written in the transaction of the change that it tells of, one for each event and address, and
//! sent afterwards by a job: a change that was not made sends nothing, and one that was made sends even after a crash.

use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::{DatabaseTransaction, PaginatorTrait, Set, entity::prelude::*};

pub mod read;
pub mod sending;
#[cfg(test)]
mod story;
pub mod table;

use crate::{Refusal, secret::hexadecimal};

crate::words! {
    /// What became of a letter.
    State {
        Waiting = "waiting", "Waiting";
        Sent = "sent", "Sent";
        GivenUp = "given_up", "Given up";
    }
}

/// Stands in a letter's text for the address by which browsers reach the register.
pub const ORIGIN: &str = "{origin}";

/// What every letter ends with.
pub(crate) const AUTOMATIC: &str = "This is an automatic message of Concordat, the register of partnership agreements.";

/// A letter to one address about one event.
#[derive(Clone, Debug)]
pub struct Letter {
    /// What it tells of, unlike any other event: `invitation 17 3f…`.
    pub event: String,
    pub to: String,
    pub subject: String,
    /// Plain text; [`ORIGIN`] stands for the register's address.
    pub text: String,
}

/// So many letters of a kind go to one address within an hour.
pub(crate) const LETTERS_AN_HOUR: u64 = 3;

/// Whether one more letter of a kind may go to an address: whoever asks for them again and again fills nobody's letter box.
/// The kind is the word that its event begins with.
pub(crate) async fn may_post(
    tx: &DatabaseTransaction,
    now: DateTime<Utc>,
    kind: &str,
    to: &str,
) -> Result<bool, DbErr> {
    use table::{Column, Entity};
    let lately = Entity::find().filter(Column::Address.eq(to)).filter(Column::MadeAt.gt(now - TimeDelta::hours(1)));
    Ok(lately.filter(Column::Event.starts_with(format!("{kind} "))).count(tx).await? < LETTERS_AN_HOUR)
}

/// Puts a letter into the outbox; the same event to the same address is one letter.
///
/// # Errors
/// The database's, or the operating system gives no random bytes.
pub(crate) async fn post(tx: &DatabaseTransaction, now: DateTime<Utc>, letter: Letter) -> Result<(), Refusal> {
    let row = table::ActiveModel {
        event: Set(letter.event),
        address: Set(letter.to),
        message_id: Set(hexadecimal::<16>()?),
        subject: Set(letter.subject),
        body: Set(Some(letter.text)),
        state: Set(State::Waiting),
        tries: Set(0),
        last_answer: Set(None),
        made_at: Set(now),
        due_at: Set(now),
        ..Default::default()
    };
    let once = [table::Column::Event, table::Column::Address];
    table::Entity::insert(row).on_conflict_do_nothing_on(once).exec_without_returning(tx).await?;
    Ok(())
}
