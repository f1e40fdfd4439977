//! What forms about an agreement offer to choose from.

use sea_orm::{QueryOrder, entity::prelude::*};

use super::{At, parties, readable};
use crate::{Refusal, Register, access::Viewer, clause, organisation, values::Reference};

/// Parties and clauses of an agreement.
#[derive(Clone, Debug)]
pub struct Choices {
    pub parties: Vec<organisation::read::Named>,
    /// Anchor and heading, numbered as pages number them.
    pub clauses: Vec<(String, String)>,
}

impl Register {
    /// The parties and clauses to choose from when a commitment is written.
    pub async fn agreement_choices(&self, viewer: &Viewer, reference: &Reference) -> Result<Choices, Refusal> {
        let made = At::Made.of(reference.clone());
        let (agreement, _) = readable(self.reader(), viewer, self.clock().today(), &made).await?;
        let rows = parties(self.reader(), agreement.edition_id).await?;
        let names = organisation::read::named(self.reader(), rows.iter().map(|party| party.organisation_id)).await?;
        let clauses = clause::table::Entity::find()
            .filter(clause::table::Column::EditionId.eq(agreement.edition_id))
            .filter(clause::table::Column::Standing.eq(true))
            .order_by_asc(clause::table::Column::Position)
            .all(self.reader())
            .await?;
        Ok(Choices {
            parties: rows.iter().map(|party| organisation::read::Named::of(&names, party.organisation_id)).collect(),
            clauses: clauses
                .into_iter()
                .map(|row| (row.anchor, format!("{}. {}", row.position, row.heading)))
                .collect(),
        })
    }
}
