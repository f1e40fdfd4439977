//! What is read of providers: the list of them, and each with its contracts.

use std::collections::HashMap;

use sea_orm::{Condition, FromQueryResult, QueryFilter, QueryResult, QueryTrait, entity::prelude::*};

use super::table::{Column, Entity, Model};
use crate::{
    Read, Reader, Refusal,
    access::{Permission, Standing, Viewer},
    contract::read::{Contracts, Row},
    list::{Count, KeyKind, Listing, Place, Segment, Sort},
    organisation::{
        self, Kind,
        read::{Named, OrganisationPage},
    },
    registered_service::{
        self, Judgement,
        read::{Registered, ServicesOf},
    },
    search,
    values::{Pence, Reference},
};

crate::words! {
    /// The order of the list.
    #[derive(Default)]
    Order {
        #[default]
        Name = "name", "Name A to Z";
        Contracts = "contracts", "Most contracts";
        Price = "price", "Highest prices";
        Places = "places", "Most places";
    }
}

/// The providers of contracts that the reader may read and the owners of registered services.
#[derive(Clone, Debug, Default)]
pub struct Providers {
    /// Words of its name.
    pub words: String,
    pub kind: Option<Kind>,
    /// One of its registered services is judged so.
    pub judgement: Option<Judgement>,
    pub order: Order,
}

/// A provider in the list.
#[derive(Clone, Debug)]
pub struct Provider {
    pub organisation: Named,
    pub kind: Kind,
    pub contracts: i64,
    /// The sum of the prices that are known.
    pub price: Pence,
    pub registered: Registered,
}

/// The page of a provider: found if it provides something that the reader may read of, or owns a registered service.
#[derive(Clone, Debug)]
pub struct ProviderPage(pub Reference);

/// What the page of a provider shows.
#[derive(Clone, Debug)]
pub struct Page {
    pub organisation: organisation::read::Page,
    /// The first of its contracts, the next to end before others.
    pub contracts: Vec<Row>,
    pub contract_count: Count,
}

impl Providers {
    /// The order, for who reads all contracts or the published ones.
    fn sort(&self, watches: bool) -> Sort {
        let most = |key| Sort::descending(KeyKind::Number, key, "provider.organisation_id");
        match (self.order, watches) {
            (Order::Name, _) => Sort::ascending(KeyKind::Text, "provider.name_key", "provider.organisation_id"),
            (Order::Contracts, false) => most("provider.published_contracts"),
            (Order::Contracts, true) => most("provider.contracts"),
            (Order::Price, false) => most("provider.published_pence"),
            (Order::Price, true) => most("provider.pence"),
            (Order::Places, _) => most("provider.places"),
        }
    }
}

/// The providers that a viewer may know of.
fn visible(viewer: &Viewer) -> Condition {
    if viewer.watches() {
        return Condition::all();
    }
    let public = Condition::any().add(Column::PublishedContracts.gt(0)).add(Column::Services.gt(0));
    public.add_option(own(viewer).map(|own| Column::OrganisationId.eq(own)))
}

/// The body whose contracts a viewer reads because it provides by them, published or not.
fn own(viewer: &Viewer) -> Option<i64> {
    viewer.organisation().filter(|_| viewer.may(Permission::TakePart, Standing::OWN))
}

impl Listing for Providers {
    type Found = Model;
    type Row = Provider;

    async fn segments(&self, reader: &Reader<'_>) -> Result<Vec<Segment>, Refusal> {
        let mut find = Entity::find().filter(visible(reader.viewer()));
        if let Some(keys) = search::keys_with(reader.db(), search::Kind::Organisation, &self.words).await? {
            find = find.filter(Column::OrganisationId.in_subquery(keys));
        }
        find = find.apply_if(self.kind, |find, kind| find.filter(Column::Kind.eq(kind)));
        if let Some(judgement) = self.judgement {
            find = find.filter(Column::OrganisationId.in_subquery(registered_service::read::judged(judgement)));
        }
        Ok(vec![Segment::new(find, self.sort(reader.viewer().watches()))])
    }

    fn found(row: &QueryResult) -> Result<Model, DbErr> {
        Model::from_query_result(row, "")
    }

    async fn rows(&self, reader: &Reader<'_>, found: Vec<Model>) -> Result<Vec<Provider>, Refusal> {
        let keys: Vec<i64> = found.iter().map(|row| row.organisation_id).collect();
        let names = organisation::read::named(reader.db(), keys.iter().copied()).await?;
        let mut registered: HashMap<i64, Registered> = registered_service::read::of_owners(reader.db(), &keys).await?;
        let (watches, own) = (reader.viewer().watches(), own(reader.viewer()));
        let provider = |row: Model| {
            let reads_all = watches || own == Some(row.organisation_id);
            Provider {
                organisation: Named::of(&names, row.organisation_id),
                kind: row.kind,
                contracts: if reads_all { row.contracts } else { row.published_contracts },
                price: if reads_all { row.pence } else { row.published_pence },
                registered: registered.remove(&row.organisation_id).unwrap_or_default(),
            }
        };
        Ok(found.into_iter().map(provider).collect())
    }
}

impl Read for ProviderPage {
    const PERMISSION: Permission = Permission::ReadPublished;
    type Answer = Page;

    async fn answer(&self, reader: &Reader<'_>) -> Result<Page, Refusal> {
        let mut organisation = OrganisationPage(self.0.clone()).answer(reader).await?;
        // A merged record's address leads to the record that is kept.
        if let Some(kept) = &organisation.same_as {
            organisation = OrganisationPage(kept.reference.clone()).answer(reader).await?;
        }
        let reference = organisation.organisation.reference.clone();
        let list = Contracts { provider: Some(reference.to_string()), ..Contracts::default() };
        let contracts = reader.list(&list, &Place::First).await?.rows;
        if contracts.is_empty() && reader.count(&ServicesOf(reference)).await?.is_none() {
            return Err(Refusal::NotFound);
        }
        Ok(Page { contract_count: reader.count(&list).await?, contracts, organisation })
    }
}
