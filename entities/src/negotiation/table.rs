//! The rows of negotiations: positions on clauses, rounds.

/// What a party said of a clause. All that it ever said is kept; the newest counts.
pub mod position {
    use sea_orm::entity::prelude::*;

    use crate::negotiation::{Outcome, Stand};

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, serde::Serialize)]
    #[sea_orm(table_name = "clause_position")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        #[serde(skip)]
        pub edition_id: i64,
        pub clause_id: i64,
        pub organisation_id: i64,
        #[serde(skip)]
        pub account_id: Option<i64>,
        #[sea_orm(column_type = "Text")]
        pub stand: Stand,
        /// Why.
        pub words: String,
        /// The whole clause as it should read, with its heading; empty if no words are proposed.
        pub proposed: String,
        /// SHA-256 over the clause's words that were shown.
        pub of_words: String,
        /// SHA-256 over the words that are proposed.
        pub of_proposed: String,
        /// The revision that was shown.
        pub revision: i64,
        pub at: ChronoDateTimeUtc,
        #[sea_orm(column_type = "Text")]
        pub outcome: Outcome,
        /// Why its words were not taken over.
        pub reason: String,
        pub decided_by: Option<i64>,
        pub decided_at: Option<ChronoDateTimeUtc>,
        /// The revision that took its words over.
        pub taken_revision_id: Option<i64>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// A time in which all parties are asked where they stand.
pub mod round {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, serde::Serialize)]
    #[sea_orm(table_name = "negotiation_round")]
    pub struct Model {
        #[sea_orm(primary_key)]
        #[serde(skip)]
        pub id: i64,
        #[serde(skip)]
        pub edition_id: i64,
        /// From 1.
        pub number: i64,
        pub opened_on: Date,
        /// The last day on which parties are asked to say where they stand.
        pub closes: Date,
        pub closed_on: Option<Date>,
        /// Every party reads what the others say, also before it has said anything itself.
        pub shown: bool,
        #[serde(skip)]
        pub version: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}
