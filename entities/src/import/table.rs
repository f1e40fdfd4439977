//! The rows of imports: the file as it was read, and its releases that wait.

use sea_orm::entity::prelude::*;

use super::State;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, serde::Serialize)]
#[sea_orm(table_name = "import_file")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    /// The file's name, as the audit trail has it.
    pub name: String,
    #[sea_orm(column_type = "Text")]
    pub state: State,
    /// How releases are packed in it, in words.
    pub shape: Option<String>,
    /// Why it was not read, or not applied to its end.
    pub why: String,
    /// Who reads it; nobody for the operator at the command line.
    pub account_id: Option<i64>,
    pub membership_id: Option<i64>,
    pub begun_at: ChronoDateTimeUtc,
    pub changed_at: ChronoDateTimeUtc,
    /// Releases in the file.
    pub read: i64,
    /// Of them, those that could not be used at all.
    pub left_out: i64,
    /// Of them, those that are in the register already, or were twice in the file.
    pub known: i64,
    pub faults: i64,
    /// Processes in the file.
    pub processes: i64,
    /// Releases that are new.
    pub releases: i64,
    /// Processes that it would add when it had been read.
    pub to_add: i64,
    /// Processes that it would change.
    pub to_change: i64,
    /// Processes that were added since.
    pub added: i64,
    pub changed: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// A release that waits: cleaned and checked.
pub mod staged {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "import_release")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        pub import_id: i64,
        /// Where it stands in the file.
        pub path: String,
        pub ocid: String,
        pub release_id: String,
        pub date: ChronoDateTimeUtc,
        pub digest: String,
        pub json: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}
