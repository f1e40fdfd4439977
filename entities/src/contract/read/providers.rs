//! Who provides: whoever has a contract that the viewer may read, or a service that a regulator has registered.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet, HashMap},
};

use sea_orm::{QuerySelect, entity::prelude::*};

use super::{Filter, List, visible};
use crate::{
    Refusal, Register,
    access::Viewer,
    contract::{Part, table},
    extent::Extent,
    organisation::{
        self, Kind,
        read::{Named, OrganisationPage},
    },
    register::in_pieces,
    registered_service::{self, Judgement, read::Registered},
    values::{Pence, Reference, text},
};

crate::words! {
    /// The order of the list.
    #[derive(Default)]
    ProviderOrder {
        #[default]
        Name = "name", "Name A to Z";
        Contracts = "contracts", "Most contracts";
        Price = "price", "Highest prices";
        Places = "places", "Most places";
    }
}

/// What to list.
#[derive(Clone, Debug, Default)]
pub struct ProviderFilter {
    /// Words that all occur in the name.
    pub words: String,
    pub kind: Option<Kind>,
    /// One of its registered services is judged so.
    pub judgement: Option<Judgement>,
    pub order: ProviderOrder,
    pub extent: Extent,
}

/// One page of the list, by name, and how many there are in all.
#[derive(Clone, Debug, Default)]
pub struct Providers {
    pub rows: Vec<Provider>,
    pub count: usize,
}

/// A provider in the list.
#[derive(Clone, Debug)]
pub struct Provider {
    pub organisation: Named,
    pub kind: Kind,
    pub contracts: usize,
    /// The sum of the prices that are known.
    pub price: Pence,
    pub registered: Registered,
}

/// The page of a provider.
#[derive(Clone, Debug)]
pub struct ProviderPage {
    pub organisation: organisation::read::Page,
    /// The first of them, the next to end before others, and how many there are.
    pub contracts: List,
}

impl Register {
    /// The providers of the contracts that a viewer may read and the owners of registered services, by name.
    ///
    /// # Errors
    /// The database does not answer.
    pub async fn providers(&self, viewer: &Viewer, filter: &ProviderFilter) -> Result<Providers, Refusal> {
        let db = self.reader();
        let contracts = table::Entity::find().filter(visible(viewer)).select_only();
        let contracts = contracts.columns([table::Column::Id, table::Column::Pence]);
        let contracts: Vec<(i64, Option<Pence>)> = contracts.into_tuple().all(db).await?;
        let prices: HashMap<i64, Pence> =
            contracts.into_iter().map(|(id, pence)| (id, pence.unwrap_or_default())).collect();
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
        let mut registered = registered_service::read::by_owner(db).await?;
        let keys: BTreeSet<i64> = sums.keys().chain(registered.keys()).copied().collect();
        let keys: Vec<i64> = keys.into_iter().collect();
        let these = |piece| organisation::table::Entity::find().filter(organisation::table::Column::Id.is_in(piece));
        let rows = in_pieces(db, &keys, these).await?;
        let words = text::folded(&filter.words);
        let wanted = |row: &organisation::table::Model| {
            words.split_whitespace().all(|word| row.name_key.contains(word))
                && filter.kind.is_none_or(|kind| row.kind == kind)
                && filter.judgement.is_none_or(|judgement| {
                    registered.get(&row.id).is_some_and(|owner| owner.judgements.contains_key(&judgement))
                })
        };
        let mut found: Vec<_> = rows.into_iter().filter(wanted).collect();
        found.sort_by(|one, other| one.name_key.cmp(&other.name_key));
        let sum = |row: &organisation::table::Model| sums.get(&row.id).copied().unwrap_or_default();
        let places = |row: &organisation::table::Model| registered.get(&row.id).map_or(0, |owner| owner.places);
        match filter.order {
            ProviderOrder::Name => {}
            ProviderOrder::Contracts => found.sort_by_key(|row| Reverse(sum(row).0)),
            ProviderOrder::Price => found.sort_by_key(|row| Reverse(sum(row).1)),
            ProviderOrder::Places => found.sort_by_key(|row| Reverse(places(row))),
        }
        let count = found.len();
        let rows = filter.extent.of(found).map(|row| {
            let (contracts, price) = sums.get(&row.id).copied().unwrap_or_default();
            Provider {
                registered: registered.remove(&row.id).unwrap_or_default(),
                organisation: Named { reference: row.reference, name: row.name },
                kind: row.kind,
                contracts,
                price,
            }
        });
        Ok(Providers { rows: rows.collect(), count })
    }

    /// The page of a provider.
    ///
    /// # Errors
    /// [`Refusal::NotFound`] if there is no such organisation, or it provides nothing that the viewer may read of and owns no
    /// registered service.
    pub async fn provider(&self, viewer: &Viewer, reference: &Reference) -> Result<ProviderPage, Refusal> {
        let organisation = self.read(viewer, &OrganisationPage(reference.clone())).await?;
        // A merged record's address leads to the record that is kept.
        if let Some(kept) = organisation.same_as {
            return Box::pin(self.provider(viewer, &kept.reference)).await;
        }
        let filter = Filter { provider: Some(reference.clone()), ..Filter::default() };
        let contracts = self.contracts(viewer, &filter).await?;
        if contracts.rows.is_empty() && self.registered_services(reference, Extent::default()).await?.count == 0 {
            return Err(Refusal::NotFound);
        }
        Ok(ProviderPage { organisation, contracts })
    }
}
