//! Where notices say something else than a person wrote, for those who keep the register.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use sea_orm::{FromQueryResult, QueryFilter, QueryOrder, QueryResult, entity::prelude::*};

use crate::{
    Reader, Refusal,
    access::{Permission, Standing},
    list::{KeyKind, Listing, Segment, Sort},
    procurement::{
        Field,
        deeds::ours,
        table::{self, difference},
    },
    values::Reference,
};

/// A field with what either side says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    pub reference: Reference,
    pub title: String,
    pub field: Field,
    pub ours: String,
    pub theirs: String,
    pub since: DateTime<Utc>,
    /// A person decided to keep ours.
    pub kept: bool,
}

/// The differences that wait for a decision, the longest waiting first.
#[derive(Clone, Copy, Debug)]
pub struct Differences;

impl Listing for Differences {
    const PERMISSION: Permission = Permission::KeepRegister;
    type Found = difference::Model;
    type Row = Difference;

    async fn segments(&self, _: &Reader<'_>) -> Result<Vec<Segment>, Refusal> {
        let waiting = difference::Entity::find().filter(difference::Column::Kept.eq(false));
        let sort = Sort::ascending(KeyKind::Instant, "procurement_difference.since", "procurement_difference.id");
        Ok(vec![Segment::new(waiting, sort)])
    }

    fn found(row: &QueryResult) -> Result<difference::Model, DbErr> {
        difference::Model::from_query_result(row, "")
    }

    async fn rows(&self, reader: &Reader<'_>, found: Vec<difference::Model>) -> Result<Vec<Difference>, Refusal> {
        let of = found.iter().map(|row| row.procurement_id);
        let procurements = table::Entity::find().filter(table::Column::Id.is_in(of)).all(reader.db()).await?;
        let procurements: BTreeMap<i64, table::Model> = procurements.into_iter().map(|row| (row.id, row)).collect();
        Ok(found.into_iter().filter_map(|row| Some(told(procurements.get(&row.procurement_id)?, row))).collect())
    }
}

impl Reader<'_> {
    /// The differences of one procurement, also those about which ours was kept; none for whoever does not keep the register.
    pub(super) async fn differences_of(&self, procurement: &table::Model) -> Result<Vec<Difference>, Refusal> {
        if !self.may(Permission::KeepRegister, Standing::OPEN) {
            return Ok(Vec::new());
        }
        let its = difference::Entity::find()
            .filter(difference::Column::ProcurementId.eq(procurement.id))
            .order_by_asc(difference::Column::Id);
        Ok(its.all(self.db()).await?.into_iter().map(|row| told(procurement, row)).collect())
    }
}

fn told(procurement: &table::Model, row: difference::Model) -> Difference {
    Difference {
        reference: procurement.reference.clone(),
        title: procurement.title.clone(),
        field: row.field,
        ours: ours(procurement, row.field),
        theirs: row.theirs,
        since: row.since,
        kept: row.kept,
    }
}
