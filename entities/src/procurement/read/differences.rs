//! Where notices say something else than a person wrote, for those who keep the register.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use sea_orm::{PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, entity::prelude::*};

use crate::{
    Reader, Refusal, Register,
    access::{Permission, Standing, Viewer},
    extent::Extent,
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

impl Register {
    /// The differences that wait for a decision, the longest waiting first; a page of them, and how many there are.
    ///
    /// # Errors
    /// [`Refusal::NotFound`] for whoever does not keep the register.
    pub async fn differences(&self, viewer: &Viewer, extent: Extent) -> Result<(Vec<Difference>, u64), Refusal> {
        if !viewer.may(Permission::KeepRegister, Standing::OPEN) {
            return Err(Refusal::NotFound);
        }
        let waiting = difference::Entity::find().filter(difference::Column::Kept.eq(false));
        let count = waiting.clone().count(self.reader()).await?;
        let rows = waiting
            .order_by_asc(difference::Column::Since)
            .order_by_asc(difference::Column::Id)
            .offset(extent.before())
            .limit(extent.most())
            .all(self.reader())
            .await?;
        let of = rows.iter().map(|row| row.procurement_id);
        let procurements = table::Entity::find().filter(table::Column::Id.is_in(of)).all(self.reader()).await?;
        let procurements: BTreeMap<i64, table::Model> = procurements.into_iter().map(|row| (row.id, row)).collect();
        let rows = rows.into_iter().filter_map(|row| Some(told(procurements.get(&row.procurement_id)?, row)));
        Ok((rows.collect(), count))
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
