//! The rows of negotiations: positions on clauses, rounds, arguments about who pays, meetings.

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

/// A question about who pays for what a clause asks.
pub mod argument {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, serde::Serialize)]
    #[sea_orm(table_name = "cost_argument")]
    pub struct Model {
        #[sea_orm(primary_key)]
        #[serde(skip)]
        pub id: i64,
        #[serde(skip)]
        pub edition_id: i64,
        pub clause_id: i64,
        pub question: String,
        /// The coordinator's or the lead's.
        pub note: String,
        /// What was settled; empty while it is open.
        pub settled: String,
        pub settled_on: Option<Date>,
        pub settled_by: Option<i64>,
        /// Everybody reads it, with the edition.
        pub published: bool,
        #[serde(skip)]
        pub version: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// What a party says of who pays. All that it ever said is kept; the newest counts.
pub mod side {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, serde::Serialize)]
    #[sea_orm(table_name = "argument_side")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        #[serde(skip)]
        pub edition_id: i64,
        pub argument_id: i64,
        pub organisation_id: i64,
        #[serde(skip)]
        pub account_id: Option<i64>,
        /// Who should pay.
        pub pays: String,
        pub reasons: String,
        pub at: ChronoDateTimeUtc,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// A date on which the parties talked.
pub mod meeting {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, serde::Serialize)]
    #[sea_orm(table_name = "meeting")]
    pub struct Model {
        #[sea_orm(primary_key)]
        #[serde(skip)]
        pub id: i64,
        #[serde(skip)]
        pub edition_id: i64,
        pub held_on: Date,
        /// Who was there, a line each.
        pub present: String,
        pub words: String,
        #[serde(skip)]
        pub account_id: Option<i64>,
        pub at: ChronoDateTimeUtc,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// What a meeting settled of a clause.
pub mod settled {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, serde::Serialize)]
    #[sea_orm(table_name = "meeting_settled")]
    pub struct Model {
        #[sea_orm(primary_key)]
        #[serde(skip)]
        pub id: i64,
        #[serde(skip)]
        pub meeting_id: i64,
        pub clause_id: i64,
        pub words: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// What comes next after a meeting, by whom and when.
pub mod action {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, serde::Serialize)]
    #[sea_orm(table_name = "meeting_action")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        #[serde(skip)]
        pub edition_id: i64,
        #[serde(skip)]
        pub meeting_id: i64,
        pub organisation_id: i64,
        pub words: String,
        pub due: Date,
        pub done_on: Option<Date>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// What people say to each other about a clause: a question, and what is answered.
pub mod thread {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, serde::Serialize)]
    #[sea_orm(table_name = "clause_thread")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        #[serde(skip)]
        pub edition_id: i64,
        pub clause_id: i64,
        /// For whom it was opened.
        pub organisation_id: i64,
        #[serde(skip)]
        pub account_id: Option<i64>,
        pub resolved_at: Option<ChronoDateTimeUtc>,
        pub resolved_by: Option<i64>,
        #[serde(skip)]
        pub version: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// What somebody says in a thread.
pub mod comment {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, serde::Serialize)]
    #[sea_orm(table_name = "thread_comment")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        #[serde(skip)]
        pub edition_id: i64,
        pub thread_id: i64,
        pub organisation_id: i64,
        #[serde(skip)]
        pub account_id: Option<i64>,
        pub words: String,
        /// SHA-256 over the clause's words of which it was said.
        pub of_words: String,
        pub at: ChronoDateTimeUtc,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// A person who is asked to read a comment, and for which organisation.
pub mod mention {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, serde::Serialize)]
    #[sea_orm(table_name = "comment_mention")]
    pub struct Model {
        #[sea_orm(primary_key)]
        #[serde(skip)]
        pub id: i64,
        #[serde(skip)]
        pub edition_id: i64,
        #[serde(skip)]
        pub comment_id: i64,
        pub organisation_id: i64,
        pub account_id: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}
