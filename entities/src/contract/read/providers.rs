//! Who provides, and what came of it.

use std::collections::BTreeMap;

use sea_orm::entity::prelude::*;

use super::{Filter, Row, visible};
use crate::{
    Refusal, Register,
    access::Viewer,
    contract::{Part, table},
    organisation::{self, Kind, read::Named},
    values::{Pence, Reference, text},
};

/// What to list.
#[derive(Clone, Debug, Default)]
pub struct ProviderFilter {
    /// Words that all occur in the name.
    pub words: String,
    pub kind: Option<Kind>,
}

/// A provider in the list.
#[derive(Clone, Debug)]
pub struct Provider {
    pub organisation: Named,
    pub kind: Kind,
    pub contracts: usize,
    /// The sum of the prices that are known.
    pub price: Pence,
}

/// The page of a provider.
#[derive(Clone, Debug)]
pub struct ProviderPage {
    pub organisation: organisation::read::Page,
    pub contracts: Vec<Row>,
}

impl Register {
    /// The providers of the contracts that a viewer may read, by name.
    pub async fn providers(&self, viewer: &Viewer, filter: &ProviderFilter) -> Result<Vec<Provider>, Refusal> {
        let db = self.reader();
        let contracts = table::Entity::find().filter(visible(viewer)).all(db).await?;
        let prices: BTreeMap<i64, Pence> =
            contracts.iter().map(|row| (row.id, row.pence.unwrap_or_default())).collect();
        let parts = table::organisation::Entity::find()
            .filter(table::organisation::Column::Part.eq(Part::Provider))
            .all(db)
            .await?;
        let mut sums: BTreeMap<i64, (usize, Pence)> = BTreeMap::new();
        for part in parts {
            if let Some(price) = prices.get(&part.contract_id) {
                let (contracts, sum) = sums.entry(part.organisation_id).or_default();
                *contracts += 1;
                *sum = *sum + *price;
            }
        }
        let rows =
            organisation::table::Entity::find().filter(organisation::table::Column::Id.is_in(sums.keys().copied()));
        let words = text::folded(&filter.words);
        let wanted = |row: &organisation::table::Model| {
            words.split_whitespace().all(|word| row.name_key.contains(word))
                && filter.kind.is_none_or(|kind| row.kind == kind)
        };
        let mut found: Vec<_> = rows.all(db).await?.into_iter().filter(wanted).collect();
        found.sort_by(|one, other| one.name_key.cmp(&other.name_key));
        let provider = |row: organisation::table::Model| {
            let (contracts, price) = sums.get(&row.id).copied().unwrap_or_default();
            Provider {
                organisation: Named { reference: row.reference, name: row.name },
                kind: row.kind,
                contracts,
                price,
            }
        };
        Ok(found.into_iter().map(provider).collect())
    }

    /// The page of a provider.
    ///
    /// # Errors
    /// [`Refusal::NotFound`] if there is no such organisation, or it provides nothing that the viewer may read of.
    pub async fn provider(&self, viewer: &Viewer, reference: &Reference) -> Result<ProviderPage, Refusal> {
        let organisation = self.organisation(reference).await?;
        // A merged record's address leads to the record that is kept.
        if let Some(kept) = organisation.same_as {
            return Box::pin(self.provider(viewer, &kept.reference)).await;
        }
        let filter = Filter { provider: Some(reference.clone()), page: 1, ..Filter::default() };
        let contracts = self.contracts(viewer, &filter).await?.rows;
        if contracts.is_empty() {
            return Err(Refusal::NotFound);
        }
        Ok(ProviderPage { organisation, contracts })
    }
}
