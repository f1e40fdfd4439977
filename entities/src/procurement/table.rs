//! The rows of procurements, their releases, events and interest, and of what an import could not use.

use sea_orm::entity::prelude::*;
use serde_json::Value;

use super::{Fields, State};
use crate::{
    Refusal,
    ocds::Notice,
    service::AreaOfNeed,
    values::{CpvCode, Pence, Reference},
};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, serde::Serialize)]
#[sea_orm(table_name = "procurement")]
pub struct Model {
    #[sea_orm(primary_key)]
    #[serde(skip)]
    pub id: i64,
    #[sea_orm(column_type = "Text")]
    pub reference: Reference,
    pub ocid: Option<String>,
    pub title: String,
    #[serde(skip)]
    pub title_key: String,
    pub description: String,
    /// The buyer, if it is an organisation of the register: matched by identifier only.
    pub buyer_id: Option<i64>,
    /// The buyer as the notice names it.
    pub buyer_name: String,
    #[serde(skip)]
    pub buyer_key: String,
    pub service_id: Option<i64>,
    #[sea_orm(column_type = "Text", nullable)]
    pub cpv: Option<CpvCode>,
    pub value_low: Option<Pence>,
    pub value_high: Option<Pence>,
    pub procedure: Option<String>,
    #[sea_orm(column_type = "Text")]
    pub state: State,
    /// A person said that it belongs to what the register is for. Imports start out of scope.
    pub in_scope: bool,
    pub published: bool,
    /// A person wrote it, or changed what an import wrote: from then on imports leave these columns as they are.
    pub by_hand: bool,
    /// Of an imported one, the fields that a person wrote: imports leave these alone.
    #[sea_orm(column_type = "Text")]
    pub hand_fields: Fields,
    /// The need it meets: proposed from the CPV code, until a person says it.
    #[sea_orm(column_type = "Text", nullable)]
    pub area_of_need: Option<AreaOfNeed>,
    /// A person said which need it meets.
    pub area_confirmed: bool,
    /// The merged releases, as JSON.
    #[serde(skip)]
    pub compiled: Option<String>,
    /// The digest of the merged releases.
    pub digest: Option<String>,
    pub version: i64,
}

impl Model {
    /// The merged releases; `None` of one that was written down by hand.
    ///
    /// # Errors
    /// What is kept of them is no JSON.
    pub fn compiled_release(&self) -> Result<Option<Value>, Refusal> {
        let compiled = self.compiled.as_deref().map(serde_json::from_str).transpose();
        compiled.map_err(|error| Refusal::broken(format!("the releases kept of {}: {error}", self.reference)))
    }

    /// What they say beside the columns; nothing of one that was written down by hand.
    ///
    /// # Errors
    /// The same.
    pub fn notice(&self) -> Result<Notice, Refusal> {
        Ok(self.compiled_release()?.as_ref().map(Notice::of).unwrap_or_default())
    }
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// A release that a procurement was merged from, cleaned.
pub mod release {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "procurement_release")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        pub procurement_id: i64,
        pub release_id: String,
        pub date: ChronoDateTimeUtc,
        /// Of the release as it was read, before anything was taken out.
        pub digest: String,
        pub json: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// Something dated that a provider must know.
pub mod event {
    use sea_orm::entity::prelude::*;

    use crate::procurement::{EventKind, When};

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, serde::Serialize)]
    #[sea_orm(table_name = "tender_event")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        pub procurement_id: i64,
        #[sea_orm(column_type = "Text")]
        pub kind: EventKind,
        /// Where in the releases it came from, so that a later release moves it; none for an event added by hand.
        pub source: Option<String>,
        pub starts: ChronoDateTimeUtc,
        pub ends: Option<ChronoDateTimeUtc>,
        pub whole_day: bool,
        /// From when on it is past; follows from the above.
        #[serde(skip)]
        pub over_at: ChronoDateTimeUtc,
        /// The procurement's, as the next: copied, so that lists in order of time need one index.
        #[serde(skip)]
        pub in_scope: bool,
        #[serde(skip)]
        pub published: bool,
        pub place: String,
        pub note: String,
        /// What will be talked about, at a market engagement.
        pub agenda: String,
        /// How many organisations can come; `None` for all.
        pub capacity: Option<i64>,
        pub imported: bool,
        /// How often it was moved or changed: calendars ask for it.
        pub sequence: i64,
        pub cancelled: bool,
        pub changed_at: ChronoDateTimeUtc,
    }

    impl Model {
        /// When it is.
        pub fn when(&self) -> When {
            When { starts: self.starts, ends: self.ends, whole_day: self.whole_day }
        }
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// A provider's interest in a procurement: one an organisation.
pub mod interest {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, serde::Serialize)]
    #[sea_orm(table_name = "interest")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        pub procurement_id: i64,
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

/// A field of a procurement that a person wrote and about which a later notice says something else.
pub mod difference {
    use sea_orm::entity::prelude::*;

    use crate::procurement::Field;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, serde::Serialize)]
    #[sea_orm(table_name = "procurement_difference")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        pub procurement_id: i64,
        #[sea_orm(column_type = "Text")]
        pub field: Field,
        /// What the notices say, in words.
        pub theirs: String,
        pub since: ChronoDateTimeUtc,
        /// A person decided to keep ours against just that.
        pub kept: bool,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// An award that was entered by hand. Those of imported notices stand in the merged releases.
pub mod award {
    use sea_orm::entity::prelude::*;

    use crate::values::Pence;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, serde::Serialize)]
    #[sea_orm(table_name = "award")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        pub procurement_id: i64,
        pub organisation_id: i64,
        pub pence: Option<Pence>,
        pub awarded_on: Date,
        /// From when to when the contract will run.
        pub starts: Option<Date>,
        pub ends: Option<Date>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// The procurement that is to follow a contract.
pub mod succession {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, serde::Serialize)]
    #[sea_orm(table_name = "succession")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub contract_id: i64,
        #[sea_orm(primary_key, auto_increment = false)]
        #[serde(skip)]
        pub procurement_id: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// Something in a file that could not be used: where, why, what was done instead.
pub mod fault {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "import_fault")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        /// The reading of the file that found it.
        pub import_id: Option<i64>,
        pub file: String,
        pub path: String,
        pub reason: String,
        pub instead: String,
        pub raw: String,
        pub at: ChronoDateTimeUtc,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}
