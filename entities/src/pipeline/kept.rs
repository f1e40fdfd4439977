//! The rows of planned procurements as procurements and their events give rise to them.

use std::collections::{BTreeMap, BTreeSet};

use sea_orm::{Condition, QueryOrder, QuerySelect, QueryTrait, entity::prelude::*};

use super::{
    NO_DAY,
    table::{Column, Entity, Model},
};
use crate::{
    Refusal, Register,
    procurement::{
        EventKind, State,
        table::{self as procurement, event},
    },
    register::{Compared, in_pieces},
};

/// Brings the rows of some procurements in step.
pub(crate) async fn bring_in_step(db: &impl ConnectionTrait, procurements: &[i64]) -> Result<(), DbErr> {
    compared(db, procurements).await?.bring_in_step(db).await
}

async fn compared(db: &impl ConnectionTrait, procurements: &[i64]) -> Result<Compared<Model>, DbErr> {
    let its = |piece| Entity::find().filter(Column::ProcurementId.is_in(piece)).order_by_asc(Column::ProcurementId);
    let there = in_pieces(db, procurements, its).await?;
    let now = planned(db, procurements).await?;
    Ok(Compared::of(there, now, |one, other| one == &Model { id: one.id, ..other.clone() }))
}

/// In scope, and not open yet.
fn is_planned() -> Condition {
    use procurement::Column;
    Condition::all().add(Column::InScope.eq(true)).add(Column::State.is_in([State::Engagement, State::Planned]))
}

/// Those of some procurements that are planned, in the order of their keys.
async fn planned(db: &impl ConnectionTrait, procurements: &[i64]) -> Result<Vec<Model>, DbErr> {
    use procurement::Column as Of;
    let mut found: BTreeMap<i64, bool> = BTreeMap::new();
    for piece in procurements.chunks(500) {
        // Without the notices themselves, which are long.
        let these = procurement::Entity::find().select_only().columns([Of::Id, Of::Published]);
        let these = these.filter(Of::Id.is_in(piece.iter().copied())).filter(is_planned());
        found.extend(these.into_tuple::<(i64, bool)>().all(db).await?);
    }
    let keys: Vec<i64> = found.keys().copied().collect();
    let opens = |piece| {
        event::Entity::find()
            .filter(event::Column::ProcurementId.is_in(piece))
            .filter(event::Column::Kind.is_in([EventKind::Planned, EventKind::Tender]))
            .filter(event::Column::Cancelled.eq(false))
    };
    let mut events = in_pieces(db, &keys, opens).await?;
    events.sort_by_key(|event| (event.over_at, event.id));
    let mut days = BTreeMap::new();
    for event in events {
        days.entry(event.procurement_id).or_insert_with(|| event.when().first_day());
    }
    let row = |(procurement_id, published): (i64, bool)| Model {
        id: 0,
        opens: days.get(&procurement_id).copied().unwrap_or(NO_DAY),
        procurement_id,
        published,
    };
    Ok(found.into_iter().map(row).collect())
}

impl Register {
    /// Makes every row anew, for a register of before; some at a time, so that nobody waits long.
    ///
    /// # Errors
    /// The database's.
    pub(crate) async fn keep_planned(&self) -> Result<(), Refusal> {
        for procurements in self.perhaps_planned().await? {
            let tx = self.begin().await?;
            bring_in_step(&tx, &procurements).await?;
            tx.commit().await?;
        }
        Ok(())
    }

    /// The rows that are kept and should not be, and those that should be and are not, each as a line of text.
    ///
    /// # Errors
    /// The database's.
    pub(crate) async fn planned_out_of_step(&self) -> Result<Vec<String>, Refusal> {
        let mut told = Vec::new();
        for procurements in self.perhaps_planned().await? {
            let compared = compared(self.reader(), &procurements).await?;
            told.extend(compared.told(|row| format!("the plan of procurement {}", row.procurement_id)));
        }
        Ok(told)
    }

    /// Every procurement that is planned or kept as such, some at a time.
    async fn perhaps_planned(&self) -> Result<Vec<Vec<i64>>, Refusal> {
        use procurement::Column as Of;
        let kept = Entity::find().select_only().column(Column::ProcurementId).into_query();
        let these = procurement::Entity::find().select_only().column(Of::Id).filter(is_planned());
        let mut keys: BTreeSet<i64> = these.into_tuple::<i64>().all(self.reader()).await?.into_iter().collect();
        let these = procurement::Entity::find().select_only().column(Of::Id).filter(Of::Id.in_subquery(kept));
        keys.extend(these.into_tuple::<i64>().all(self.reader()).await?);
        let keys: Vec<i64> = keys.into_iter().collect();
        Ok(keys.chunks(500).map(<[i64]>::to_vec).collect())
    }
}
