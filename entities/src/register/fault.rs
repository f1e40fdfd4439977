//! What a database error means to the caller.

use sea_orm::{DbErr, RuntimeErr, SqlErr, sqlx};

use crate::refusal::Refusal;

impl From<DbErr> for Refusal {
    fn from(error: DbErr) -> Self {
        match &error {
            DbErr::Conn(_) | DbErr::ConnectionAcquire(_) => Self::Unavailable,
            _ if code(&error).is_some_and(|code| code.starts_with("57P") || code.starts_with("08")) => {
                Self::Unavailable
            }
            _ if is_connection_lost(&error) => Self::Unavailable,
            _ => Self::broken(error),
        }
    }
}

/// True if doing the same once more may succeed: a serialisation failure or deadlock (PostgreSQL), a busy file (SQLite).
pub fn is_worth_another_try(error: &DbErr) -> bool {
    matches!(code(error).as_deref(), Some("40001" | "40P01" | "5" | "517"))
}

/// True if a row with this key was already there.
pub fn is_unique_violation(error: &DbErr) -> bool {
    matches!(error.sql_err(), Some(SqlErr::UniqueConstraintViolation(_)))
}

fn code(error: &DbErr) -> Option<String> {
    match error {
        DbErr::Exec(RuntimeErr::SqlxError(error)) | DbErr::Query(RuntimeErr::SqlxError(error)) => match &**error {
            sqlx::Error::Database(error) => error.code().map(|code| code.to_string()),
            _ => None,
        },
        _ => None,
    }
}

fn is_connection_lost(error: &DbErr) -> bool {
    match error {
        DbErr::Exec(RuntimeErr::SqlxError(error)) | DbErr::Query(RuntimeErr::SqlxError(error)) => {
            matches!(
                **error,
                sqlx::Error::Io(_) | sqlx::Error::PoolTimedOut | sqlx::Error::PoolClosed | sqlx::Error::WorkerCrashed
            )
        }
        _ => false,
    }
}
