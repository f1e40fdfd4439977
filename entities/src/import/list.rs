//! The imports of the register.

use chrono::{DateTime, Utc};
use sea_orm::{FromQueryResult, QueryResult, entity::prelude::*};

use super::{State, table};
use crate::{
    Reader, Refusal,
    access::Permission,
    list::{KeyKind, Listing, Segment, Sort},
};

/// A file of notices, and what became of it.
#[derive(Clone, Debug)]
pub struct Import {
    pub id: i64,
    /// The file's name.
    pub name: String,
    pub state: State,
    /// How releases are packed in it, in words, where that is known.
    pub shape: Option<String>,
    /// Why it was not read, or not applied to its end.
    pub why: String,
    pub begun_at: DateTime<Utc>,
    /// Releases in the file.
    pub read: i64,
    /// Of them, those that could not be used at all.
    pub left_out: i64,
    /// Of them, those that are in the register already, or were twice in the file.
    pub known: i64,
    pub faults: i64,
    /// Processes in the file.
    pub processes: i64,
    /// Procurements that it would add.
    pub to_add: i64,
    /// Procurements that it would change.
    pub to_change: i64,
    /// Procurements that it added.
    pub added: i64,
    /// Procurements that it changed.
    pub changed: i64,
}

impl From<table::Model> for Import {
    fn from(row: table::Model) -> Self {
        Self {
            id: row.id,
            name: row.name,
            state: row.state,
            shape: row.shape,
            why: row.why,
            begun_at: row.begun_at,
            read: row.read,
            left_out: row.left_out,
            known: row.known,
            faults: row.faults,
            processes: row.processes,
            to_add: row.to_add,
            to_change: row.to_change,
            added: row.added,
            changed: row.changed,
        }
    }
}

/// The imports, the newest first: for those who keep the register.
#[derive(Clone, Copy, Debug)]
pub struct Imports;

impl Listing for Imports {
    const PERMISSION: Permission = Permission::KeepRegister;
    type Found = table::Model;
    type Row = Import;

    async fn segments(&self, _: &Reader<'_>) -> Result<Vec<Segment>, Refusal> {
        let id = "import_file.id";
        Ok(vec![Segment::new(table::Entity::find(), Sort::descending(KeyKind::Number, id, id))])
    }

    fn found(row: &QueryResult) -> Result<table::Model, DbErr> {
        table::Model::from_query_result(row, "")
    }

    async fn rows(&self, _: &Reader<'_>, found: Vec<table::Model>) -> Result<Vec<Import>, Refusal> {
        Ok(found.into_iter().map(Import::from).collect())
    }
}
