//! What forms about an agreement offer to choose from.

use sea_orm::{QueryOrder, entity::prelude::*};

use super::{At, parties};
use crate::{Read, Reader, Refusal, access::Permission, clause, organisation, values::Reference};

/// Parties and clauses of an agreement.
#[derive(Clone, Debug, Default)]
pub struct Choices {
    pub parties: Vec<organisation::read::Named>,
    /// Anchor and heading, numbered as pages number them.
    pub clauses: Vec<(String, String)>,
}

/// The parties and clauses to choose from when a commitment is written, of an agreement as it is being made.
#[derive(Clone, Debug)]
pub struct ChoicesOf(pub Reference);

impl Read for ChoicesOf {
    const PERMISSION: Permission = Permission::ReadPublished;
    type Answer = Choices;

    async fn answer(&self, reader: &Reader<'_>) -> Result<Choices, Refusal> {
        let (agreement, _) = reader.agreement(Self::PERMISSION, &At::Made.of(self.0.clone())).await?;
        let rows = parties(reader.db(), agreement.edition_id).await?;
        let names = organisation::read::named(reader.db(), rows.iter().map(|party| party.organisation_id)).await?;
        let clauses = clause::table::Entity::find()
            .filter(clause::table::Column::EditionId.eq(agreement.edition_id))
            .filter(clause::table::Column::Standing.eq(true))
            .order_by_asc(clause::table::Column::Position)
            .all(reader.db())
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
