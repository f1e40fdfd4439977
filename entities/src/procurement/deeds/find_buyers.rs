//! Buyers that come into the register after their notices: found by the identifiers that the notices give, as an import finds
//! them, and never by name. Notices are gone through a few at a time while nobody is held up; only what is found is written.

use sea_orm::{IntoActiveModel, QueryOrder, QuerySelect, Set, entity::prelude::*};

use super::{buyers::Buyers, differences::process_of};
use crate::{
    Change, Deed, Refusal, Register,
    access::{Actor, Permission, Standing},
    ocds::Process,
    organisation::{self, read::Named},
    procurement::{Field, table},
    register::Lock,
};

/// Some procurements whose notices may name a buyer that the register has by now. Whoever says which organisations there are
/// says it with them: it follows from the codes alone.
#[derive(Clone, Debug)]
pub struct FindBuyers {
    /// What brought the organisations: a file's name, or an organisation's reference.
    pub source: String,
    /// By their keys.
    pub procurements: Vec<i64>,
}

/// Notices that are read at a time: so many are held in memory, and at most so many are written in one deed.
const LOOKED_AT: u64 = 50;

impl Deed for FindBuyers {
    const NAME: &'static str = "found the buyers of procurements";
    const PERMISSION: Permission = Permission::Administer;
    type Subject = Vec<table::Model>;
    /// How many.
    type Done = u64;

    async fn open(&self, change: &Change) -> Result<(Self::Subject, Standing), Refusal> {
        let these = table::Entity::find()
            .filter(table::Column::Id.is_in(self.procurements.iter().copied()))
            .filter(table::Column::BuyerId.is_null())
            .order_by_asc(table::Column::Id);
        Ok((change.lock(Lock::Procurement, these).all(&change.tx).await?, Standing::OPEN))
    }

    async fn act(&self, change: &Change, rows: Self::Subject) -> Result<u64, Refusal> {
        let found = found(&change.tx, rows).await?;
        let names = organisation::read::named(&change.tx, found.iter().map(|(_, buyer)| *buyer)).await?;
        let mut written = Vec::with_capacity(found.len());
        for (row, buyer) in found {
            let version = row.version + 1;
            let mut row = row.into_active_model();
            (row.buyer_id, row.version) = (Set(Some(buyer)), Set(version));
            let row = row.update(&change.tx).await?;
            change.touches(&row.reference);
            written.push((row.reference, Named::of(&names, buyer).reference));
        }
        change.record(Self::NAME, &self.source, None, &written);
        Ok(written.len() as u64)
    }
}

impl Register {
    /// Looks for the buyers of all procurements that have none, after organisations came into the register; tells how many
    /// were found.
    ///
    /// # Errors
    /// The actor may not say which organisations there are, or the register does not answer.
    pub async fn find_buyers(&self, actor: &Actor, source: &str) -> Result<u64, Refusal> {
        let (mut count, mut after) = (0, 0);
        loop {
            let rows = table::Entity::find()
                .filter(table::Column::Id.gt(after))
                .filter(table::Column::BuyerId.is_null())
                .filter(table::Column::Compiled.is_not_null())
                .order_by_asc(table::Column::Id)
                .limit(LOOKED_AT)
                .all(self.reader())
                .await?;
            let Some(last) = rows.last() else { return Ok(count) };
            after = last.id;
            let procurements: Vec<i64> = found(self.reader(), rows).await?.into_iter().map(|(row, _)| row.id).collect();
            if !procurements.is_empty() {
                let deed = FindBuyers { source: source.to_owned(), procurements };
                count += self.change(actor, &deed).await?;
            }
        }
    }
}

/// Those of some procurements whose buyer is in the register, with its key. Who the buyer is by what a person said stays so.
async fn found(db: &impl ConnectionTrait, rows: Vec<table::Model>) -> Result<Vec<(table::Model, i64)>, Refusal> {
    let mut read: Vec<(table::Model, Process)> = Vec::with_capacity(rows.len());
    for row in rows.into_iter().filter(|row| !row.hand_fields.has(Field::Buyer)) {
        if let Some(process) = process_of(&row)? {
            read.push((row, process));
        }
    }
    let buyers = Buyers::of(db, read.iter().map(|(_, process)| process)).await?;
    let with_its = |(row, process): (table::Model, Process)| Some((row, buyers.organisation(&process.buyer)?));
    Ok(read.into_iter().filter_map(with_its).collect())
}
