//! Who is interested: for those who keep the register; and a provider's own interests.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use sea_orm::{QueryFilter, QueryOrder, entity::prelude::*};

use super::visible;
use crate::{
    Read, Reader, Refusal,
    access::{Permission, Standing},
    organisation::{self, read::Named},
    procurement::{
        Interest,
        table::{self, interest},
    },
    register::in_pieces,
    values::Reference,
};

/// An organisation that registered interest.
#[derive(Clone, Debug)]
pub struct Interested {
    pub organisation: Named,
    pub words: String,
    pub at: DateTime<Utc>,
}

/// A procurement that the viewer's organisation is interested in.
#[derive(Clone, Debug)]
pub struct OwnInterest {
    pub procurement: Reference,
    pub title: String,
    pub buyer: String,
    pub words: String,
    pub at: DateTime<Utc>,
}

impl Reader<'_> {
    /// Who is interested in a procurement, the first to say so first, for those who keep or watch over the register; `None` for
    /// others.
    pub(super) async fn interested(&self, procurement: i64) -> Result<Option<Vec<Interested>>, Refusal> {
        if !self.viewer().watches() {
            return Ok(None);
        }
        let rows = interest::Entity::find()
            .filter(interest::Column::ProcurementId.eq(procurement))
            .order_by_asc(interest::Column::Id)
            .all(self.db())
            .await?;
        let names = organisation::read::named(self.db(), rows.iter().map(|row| row.organisation_id)).await?;
        let interested = |row: interest::Model| Interested {
            organisation: Named::of(&names, row.organisation_id),
            words: row.words,
            at: row.at,
        };
        Ok(Some(rows.into_iter().map(interested).collect()))
    }

    /// What the organisation acted for says, for those of its people who take part for it: its partners and signatories do not.
    pub(super) async fn own_interest(&self, procurement: i64) -> Result<Option<Interest>, Refusal> {
        let takes_part = self.may(Permission::TakePart, Standing::OWN);
        let Some(organisation) = self.viewer().organisation().filter(|_| takes_part) else { return Ok(None) };
        let own = interest::Entity::find()
            .filter(interest::Column::ProcurementId.eq(procurement))
            .filter(interest::Column::OrganisationId.eq(organisation));
        Ok(own.one(self.db()).await?.map(Interest::from))
    }
}

/// What the organisation acted for is interested in, the latest first, for those of its people who take part for it. Nobody
/// else's interests are shown here.
#[derive(Clone, Copy, Debug)]
pub struct OwnInterests;

impl Read for OwnInterests {
    const PERMISSION: Permission = Permission::TakePart;
    type Answer = Vec<OwnInterest>;

    async fn answer(&self, reader: &Reader<'_>) -> Result<Vec<OwnInterest>, Refusal> {
        reader.need(Self::PERMISSION, Standing::OWN)?;
        let (db, viewer) = (reader.db(), reader.viewer());
        let rows = interest::Entity::find()
            .filter(interest::Column::OrganisationId.is_in(viewer.organisation()))
            .order_by_desc(interest::Column::Id)
            .all(db)
            .await?;
        let keys: Vec<i64> = rows.iter().map(|row| row.procurement_id).collect();
        let readable = |piece| table::Entity::find().filter(visible(viewer)).filter(table::Column::Id.is_in(piece));
        let found = in_pieces(db, &keys, readable).await?;
        let found: HashMap<i64, table::Model> = found.into_iter().map(|row| (row.id, row)).collect();
        let own = |row: interest::Model| {
            let procurement = found.get(&row.procurement_id)?;
            Some(OwnInterest {
                procurement: procurement.reference.clone(),
                title: procurement.title.clone(),
                buyer: procurement.buyer_name.clone(),
                words: row.words,
                at: row.at,
            })
        };
        Ok(rows.into_iter().filter_map(own).collect())
    }
}
