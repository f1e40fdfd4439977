//! The schema: older than this program, newer, or its own.

use migrations::{MigratorTrait, Schema, State};
use sea_orm::{
    ConnectionTrait, DbErr, TransactionTrait,
    sea_query::{Expr, ExprTrait, OnConflict, Query},
};

use super::Register;
use crate::refusal::Refusal;

/// The setting that names the program which last brought the schema up to date, as `0.1.0`.
const BROUGHT_UP_BY: &str = "schema_of_program";

/// This program's version.
pub const PROGRAM: &str = env!("CARGO_PKG_VERSION");

/// Why this program cannot work on a schema. As text: what to do about it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Mismatch {
    /// Changes of the schema are still to be made.
    #[error("the schema is {} behind this program: make a backup, then run `concordat migrate`", changes(*.pending))]
    Older { pending: usize },
    /// A newer program has changed the schema.
    #[error(
        "the schema is newer than this program, {PROGRAM}: it holds {}, which only {} knows. Use that program, or \
         restore a backup that was made before; this one leaves the register alone",
        .unknown.join(", "),
        newer(.program.as_deref())
    )]
    Newer { unknown: Vec<String>, program: Option<String> },
}

fn changes(count: usize) -> String {
    if count == 1 { "1 change".into() } else { format!("{count} changes") }
}

fn newer(program: Option<&str>) -> String {
    program.map_or_else(|| "a newer version".into(), |version| format!("version {version} or later"))
}

impl Register {
    /// Brings the schema up to date, and notes by which program; true if there was anything to bring.
    ///
    /// # Errors
    /// [`Refusal::NotAllowed`] if a newer program has changed it.
    pub(crate) async fn bring_schema_up(&self) -> Result<bool, Refusal> {
        if let Some(mismatch @ Mismatch::Newer { .. }) = self.mismatch().await? {
            return Err(Refusal::rule(mismatch, "Nothing was changed"));
        }
        let pending = !self.schema_state().await?.pending.is_empty();
        Schema::up(self.writer(), None).await?;
        if pending {
            let mut note = Query::insert();
            note.into_table("setting")
                .columns(["name", "value"])
                .values_panic([BROUGHT_UP_BY.into(), PROGRAM.into()])
                .on_conflict(OnConflict::column("name").update_column("value").to_owned());
            self.writer().execute(&note).await?;
        }
        Ok(pending)
    }

    /// What of the schema is applied, pending, and unknown to this program.
    ///
    /// # Errors
    /// The database cannot be read.
    pub async fn schema_state(&self) -> Result<State, DbErr> {
        migrations::state(self.reader()).await
    }

    /// Why this program cannot work on the schema, if it cannot.
    ///
    /// # Errors
    /// The database cannot be read.
    pub async fn mismatch(&self) -> Result<Option<Mismatch>, DbErr> {
        let State { pending, unknown, .. } = self.schema_state().await?;
        Ok(if !unknown.is_empty() {
            let program = self.setting(BROUGHT_UP_BY).await?;
            Some(Mismatch::Newer { unknown, program })
        } else if !pending.is_empty() {
            Some(Mismatch::Older { pending: pending.len() })
        } else {
            None
        })
    }

    /// True if the database answers and its schema is this program's.
    pub async fn is_ready(&self) -> bool {
        self.schema_state().await.is_ok_and(|state| state.pending.is_empty() && state.unknown.is_empty())
    }

    /// Tries whether the database takes changes, and changes nothing.
    ///
    /// # Errors
    /// [`Refusal::Hindered`] says what keeps it from that.
    pub async fn takes_changes(&self) -> Result<(), Refusal> {
        let tx = self.writer().begin_with_options(super::change::immediate()).await?;
        let mut touch = Query::update();
        touch.table("audit_head").value("seq", Expr::col("seq")).and_where(Expr::col("id").eq(1));
        tx.execute(&touch).await?;
        tx.rollback().await?;
        Ok(())
    }
}

#[cfg(test)]
mod story;
