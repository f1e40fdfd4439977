//! The rows of contracts, their organisations, their measures and observations.

use sea_orm::entity::prelude::*;

use super::{Intention, Origin, State};
use crate::values::{Amount, CpvCode, Pence, Precision, Reference};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, serde::Serialize)]
#[sea_orm(table_name = "contract")]
pub struct Model {
    #[sea_orm(primary_key)]
    #[serde(skip)]
    pub id: i64,
    #[sea_orm(column_type = "Text")]
    pub reference: Reference,
    pub procurement_id: Option<i64>,
    pub service_id: Option<i64>,
    pub title: String,
    #[serde(skip)]
    pub title_key: String,
    pub description: String,
    #[sea_orm(column_type = "Text", nullable)]
    pub cpv: Option<CpvCode>,
    /// `None` where no price is known.
    pub pence: Option<Pence>,
    #[sea_orm(column_type = "Text")]
    pub precision: Precision,
    pub starts: Option<Date>,
    pub ends: Option<Date>,
    #[sea_orm(column_type = "Text")]
    pub origin: Origin,
    /// Outsourced: until when the council ran it.
    pub council_ran_until: Option<Date>,
    #[sea_orm(column_type = "Text")]
    pub state: State,
    pub published: bool,
    /// What is to become of the work when it ends.
    #[sea_orm(column_type = "Text")]
    pub intention: Intention,
    pub intention_note: String,
    pub version: i64,
}

impl Model {
    /// The price with its precision.
    pub fn price(&self) -> Option<Amount> {
        self.pence.map(|pence| Amount { pence, precision: self.precision })
    }
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// An organisation's part in a contract.
pub mod organisation {
    use sea_orm::entity::prelude::*;

    use crate::contract::Part;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "contract_organisation")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub contract_id: i64,
        #[sea_orm(primary_key, auto_increment = false)]
        pub organisation_id: i64,
        #[sea_orm(primary_key, auto_increment = false, column_type = "Text")]
        pub part: Part,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}

    impl sea_orm::TryFromU64 for Part {
        /// A part is no number: it is never made by the database.
        fn try_from_u64(_: u64) -> Result<Self, DbErr> {
            Err(DbErr::ConvertFromU64("Part"))
        }
    }
}

/// An outcome measure of a contract.
pub mod measure {
    use sea_orm::entity::prelude::*;

    use crate::{
        contract::{Direction, MeasureKind},
        values::Reading,
    };

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, serde::Serialize)]
    #[sea_orm(table_name = "measure")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        pub contract_id: i64,
        pub statement: String,
        #[sea_orm(column_type = "Text")]
        pub kind: MeasureKind,
        pub unit: String,
        #[sea_orm(column_type = "Text")]
        pub direction: Direction,
        pub baseline: Option<Reading>,
        pub target: Option<Reading>,
        pub source: String,
        /// Counts children; taken to, unless somebody says not.
        pub counts_children: bool,
        /// Nobody is recognised by a zero.
        pub zero_may_be_shown: bool,
        pub version: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// One reading of a measure. A correction keeps the figure it corrects.
pub mod observation {
    use sea_orm::entity::prelude::*;

    use crate::values::Reading;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, serde::Serialize)]
    #[sea_orm(table_name = "observation")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        pub measure_id: i64,
        pub period_start: Date,
        pub period_end: Date,
        pub actual: Reading,
        pub note: String,
        /// The observation that this one puts right.
        pub corrects_id: Option<i64>,
        pub account_id: Option<i64>,
        pub at: ChronoDateTimeUtc,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// A provider's interest in the work of a contract that ends: one an organisation.
pub mod interest {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, serde::Serialize)]
    #[sea_orm(table_name = "contract_interest")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        pub contract_id: i64,
        pub organisation_id: i64,
        pub account_id: Option<i64>,
        pub words: String,
        pub at: ChronoDateTimeUtc,
        pub version: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}
