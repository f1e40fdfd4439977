//! The rows of organisations.

use sea_orm::entity::prelude::*;

use super::Kind;
use crate::values::Reference;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, serde::Serialize)]
#[sea_orm(table_name = "organisation")]
pub struct Model {
    #[sea_orm(primary_key)]
    #[serde(skip)]
    pub id: i64,
    #[sea_orm(column_type = "Text")]
    pub reference: Reference,
    pub name: String,
    /// The name folded for search and sort.
    #[serde(skip)]
    pub name_key: String,
    pub short_name: Option<String>,
    #[sea_orm(column_type = "Text")]
    pub kind: Kind,
    pub opened: Option<Date>,
    pub closed: Option<Date>,
    pub town: Option<String>,
    pub postcode: Option<String>,
    pub sme: bool,
    pub vcse: bool,
    /// Its people need a second factor to act for it.
    pub asks_second_factor: bool,
    /// The record that is kept of this body, if this one is merged into another.
    #[serde(skip)]
    pub merged_into_id: Option<i64>,
    pub version: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// An identifier of an organisation; each belongs to one organisation only.
pub mod identifier {
    use sea_orm::entity::prelude::*;

    use crate::values::Scheme;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "organisation_identifier")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        pub organisation_id: i64,
        #[sea_orm(column_type = "Text")]
        pub scheme: Scheme,
        pub value: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// What else an organisation is or was called.
pub mod other_name {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "organisation_other_name")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        pub organisation_id: i64,
        pub name: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// Who took over from an organisation; may be several, and by area.
pub mod successor {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "organisation_successor")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        pub organisation_id: i64,
        pub successor_id: i64,
        pub from_day: Date,
        pub area: Option<String>,
        /// It was wrong. It stays, so that no list brings it back.
        pub withdrawn: bool,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// Two records of one body, of which one is kept.
pub mod merge {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "organisation_merge")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        pub kept_id: i64,
        pub merged_id: i64,
        pub why: String,
        pub at: ChronoDateTimeUtc,
        pub taken_apart_at: Option<ChronoDateTimeUtc>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// A row that pointed to the merged record, by which it is put back.
pub mod merge_row {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "organisation_merge_row")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        pub merge_id: i64,
        pub of_table: String,
        pub of_column: String,
        pub row_id: i64,
        /// Empty where the number is enough.
        pub part: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// Two records that may be of one body, and what a person said of it.
pub mod proposal {
    use sea_orm::entity::prelude::*;

    use crate::organisation::MatchState;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "organisation_match")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        /// The older record.
        pub one_id: i64,
        pub other_id: i64,
        /// Codes of the reasons, with blanks between them.
        pub reasons: String,
        #[sea_orm(column_type = "Text")]
        pub state: MatchState,
        /// The file after which it was proposed.
        pub source: String,
        pub at: ChronoDateTimeUtc,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// A merge, or a taking apart, that waits for the second look of another person, or had it.
pub mod second_look {
    use sea_orm::entity::prelude::*;

    use crate::organisation::{LookState, Proposed};

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, serde::Serialize)]
    #[sea_orm(table_name = "second_look")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        #[sea_orm(column_type = "Text")]
        pub kind: Proposed,
        pub kept_id: i64,
        pub merged_id: i64,
        pub why: String,
        /// The account; `None` for the operator.
        pub proposed_by: Option<i64>,
        pub at: ChronoDateTimeUtc,
        #[sea_orm(column_type = "Text")]
        pub state: LookState,
        pub decided_by: Option<i64>,
        pub decided_at: Option<ChronoDateTimeUtc>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}
