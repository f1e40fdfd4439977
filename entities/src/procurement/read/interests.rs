//! Who is interested: for those who keep the register; and a provider's own interests.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use sea_orm::{QueryFilter, QueryOrder, entity::prelude::*};

use super::visible;
use crate::{
    Refusal, Register,
    access::{Permission, Standing, Viewer},
    organisation::{self, read::Named},
    procurement::table::{self, interest},
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

impl Register {
    /// Who is interested in a procurement, the first to say so first.
    pub(super) async fn interested(&self, procurement: i64) -> Result<Vec<Interested>, Refusal> {
        let rows = interest::Entity::find()
            .filter(interest::Column::ProcurementId.eq(procurement))
            .order_by_asc(interest::Column::Id)
            .all(self.reader())
            .await?;
        let names = organisation::read::named(self.reader(), rows.iter().map(|row| row.organisation_id)).await?;
        let interested = |row: interest::Model| Interested {
            organisation: Named::of(&names, row.organisation_id),
            words: row.words,
            at: row.at,
        };
        Ok(rows.into_iter().map(interested).collect())
    }

    /// What the organisation acted for is interested in, the latest first. Nobody else's interests are shown here.
    pub async fn own_interests(&self, viewer: &Viewer) -> Result<Vec<OwnInterest>, Refusal> {
        // Those of its people who take part for it: its partners and signatories do not.
        let Some(organisation) = viewer.organisation().filter(|_| viewer.may(Permission::TakePart, Standing::OWN))
        else {
            return Ok(Vec::new());
        };
        let rows = interest::Entity::find()
            .filter(interest::Column::OrganisationId.eq(organisation))
            .order_by_desc(interest::Column::Id)
            .all(self.reader())
            .await?;
        let keys: Vec<i64> = rows.iter().map(|row| row.procurement_id).collect();
        let readable = |piece| table::Entity::find().filter(visible(viewer)).filter(table::Column::Id.is_in(piece));
        let found = in_pieces(self.reader(), &keys, readable).await?;
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
