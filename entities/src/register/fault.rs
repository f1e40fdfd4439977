//! What a database error means to the caller.

use sea_orm::{DbErr, RuntimeErr, SqlErr, sqlx};

use crate::refusal::{Hindrance, Refusal};

impl From<DbErr> for Refusal {
    fn from(error: DbErr) -> Self {
        if let Some(hindrance) = hindrance(&error) {
            tracing::error!(%error, "the database refuses");
            Self::Hindered(hindrance)
        } else if is_away(&error) {
            tracing::warn!(%error, "the database does not answer");
            Self::Unavailable
        } else {
            Self::broken(error)
        }
    }
}

/// True if doing the same once more may succeed: a serialisation failure or deadlock (PostgreSQL), a snapshot that
/// grew old (SQLite). A busy file is not among them: SQLite has already waited for it as long as anyone should.
pub fn is_worth_another_try(error: &DbErr) -> bool {
    matches!(code(error).as_deref(), Some("40001" | "40P01" | "517"))
}

/// True if a row with this key was already there.
pub fn is_unique_violation(error: &DbErr) -> bool {
    matches!(error.sql_err(), Some(SqlErr::UniqueConstraintViolation(_)))
}

/// What keeps the database from doing its work, if it says so.
pub fn hindrance(error: &DbErr) -> Option<Hindrance> {
    let code = code(error)?;
    // PostgreSQL's codes are five characters; SQLite's are numbers below 10,000, whose lowest byte is the kind.
    match code.as_str() {
        "53100" => return Some(Hindrance::Full),
        "25006" => return Some(Hindrance::ReadOnly),
        "55P03" => return Some(Hindrance::Locked),
        "58030" => return Some(Hindrance::Files),
        code if code.len() == 5 => return None,
        _ => {}
    }
    match code.parse::<u32>().ok()? & 0xff {
        5 | 6 => Some(Hindrance::Locked),
        8 => Some(Hindrance::ReadOnly),
        10 | 14 => Some(Hindrance::Files),
        13 => Some(Hindrance::Full),
        _ => None,
    }
}

/// True if the database cannot be reached, is starting or stopping, or has no connection left.
fn is_away(error: &DbErr) -> bool {
    let says_so = |code: String| ["08", "57P", "53"].iter().any(|class| code.starts_with(class)) && code.len() == 5;
    matches!(error, DbErr::Conn(_) | DbErr::ConnectionAcquire(_))
        || code(error).is_some_and(says_so)
        || is_connection_lost(error)
}

fn code(error: &DbErr) -> Option<String> {
    match cause(error)? {
        sqlx::Error::Database(error) => error.code().map(|code| code.to_string()),
        _ => None,
    }
}

fn is_connection_lost(error: &DbErr) -> bool {
    cause(error).is_some_and(|cause| {
        matches!(
            cause,
            sqlx::Error::Io(_)
                | sqlx::Error::Tls(_)
                | sqlx::Error::PoolTimedOut
                | sqlx::Error::PoolClosed
                | sqlx::Error::WorkerCrashed
        )
    })
}

fn cause(error: &DbErr) -> Option<&sqlx::Error> {
    match error {
        DbErr::Conn(RuntimeErr::SqlxError(error))
        | DbErr::Exec(RuntimeErr::SqlxError(error))
        | DbErr::Query(RuntimeErr::SqlxError(error)) => Some(error),
        _ => None,
    }
}
