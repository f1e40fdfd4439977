//! What is read of registered services. They are public: every viewer reads them.

use std::collections::{BTreeMap, HashMap};

use chrono::NaiveDate;
use sea_orm::{
    ExprTrait, FromQueryResult, QueryFilter, QueryResult, QuerySelect, QueryTrait, entity::prelude::*,
    sea_query::SelectStatement,
};

use super::{
    Judgement, Provision, Status,
    table::{Column, Entity, Model},
};
use crate::{
    Read, Reader, Refusal,
    access::Permission,
    list::{KeyKind, Listing, Segment, Sort},
    organisation,
    register::in_pieces,
    values::Reference,
};

/// The services of an organisation, those that were inspected last first; not found if there is no such organisation.
#[derive(Clone, Debug)]
pub struct ServicesOf(pub Reference);

/// A service that a regulator has registered, as pages show it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RegisteredService {
    /// The regulator's number.
    pub urn: String,
    /// `None` where the regulator keeps it back.
    pub name: Option<String>,
    pub provision: Provision,
    pub status: Status,
    pub registered_on: Option<NaiveDate>,
    pub places: Option<i64>,
    pub town: Option<String>,
    pub postcode: Option<String>,
    pub constituency: Option<String>,
    /// The council's area in which it is.
    pub local_authority: Option<String>,
    /// The first day of the latest full inspection.
    pub inspected_on: Option<NaiveDate>,
    /// Of children's experiences and progress overall.
    pub judgement: Option<Judgement>,
}

impl From<Model> for RegisteredService {
    fn from(row: Model) -> Self {
        Self {
            urn: row.urn,
            name: row.name,
            provision: row.provision,
            status: row.status,
            registered_on: row.registered_on,
            places: row.places,
            town: row.town,
            postcode: row.postcode,
            constituency: row.constituency,
            local_authority: row.local_authority,
            inspected_on: row.inspected_on,
            judgement: row.judgement,
        }
    }
}

/// How many registered places an organisation has in all.
#[derive(Clone, Debug)]
pub struct PlacesOf(pub Reference);

/// What is registered for an owner, in numbers.
#[derive(Clone, Debug, Default)]
pub struct Registered {
    pub services: usize,
    pub places: i64,
    /// How many services are judged so.
    pub judgements: BTreeMap<Judgement, usize>,
}

/// A service goes on: it was not resigned or cancelled.
const GOES_ON: [Status; 2] = [Status::Active, Status::Suspended];

/// What is registered for some owners, by key: what goes on.
pub(crate) async fn of_owners(db: &impl ConnectionTrait, owners: &[i64]) -> Result<HashMap<i64, Registered>, DbErr> {
    let theirs = |piece| {
        let services = Entity::find().filter(Column::OrganisationId.is_in(piece));
        services.filter(Column::Status.is_in(GOES_ON))
    };
    let mut registered: HashMap<i64, Registered> = HashMap::new();
    for row in in_pieces(db, owners, theirs).await? {
        let owner = registered.entry(row.organisation_id).or_default();
        owner.services += 1;
        owner.places += row.places.unwrap_or_default();
        if let Some(judgement) = row.judgement {
            *owner.judgements.entry(judgement).or_default() += 1;
        }
    }
    Ok(registered)
}

/// The keys of the owners of which a service that goes on is judged so.
pub(crate) fn judged(judgement: Judgement) -> SelectStatement {
    Entity::find()
        .select_only()
        .column(Column::OrganisationId)
        .filter(Column::Status.is_in(GOES_ON))
        .filter(Column::Judgement.eq(judgement))
        .into_query()
}

async fn owner(reader: &Reader<'_>, organisation: &Reference) -> Result<i64, Refusal> {
    let owner = organisation::read::by_reference(reader.db(), organisation).await?;
    owner.map(|owner| owner.id).ok_or(Refusal::NotFound)
}

impl Listing for ServicesOf {
    type Found = Model;
    type Row = RegisteredService;

    async fn segments(&self, reader: &Reader<'_>) -> Result<Vec<Segment>, Refusal> {
        let find = Entity::find().filter(Column::OrganisationId.eq(owner(reader, &self.0).await?));
        let inspected = "COALESCE(registered_service.inspected_on, '0001-01-01')";
        Ok(vec![Segment::new(find, Sort::descending(KeyKind::Day, inspected, "registered_service.id"))])
    }

    fn found(row: &QueryResult) -> Result<Model, DbErr> {
        Model::from_query_result(row, "")
    }

    async fn rows(&self, _: &Reader<'_>, found: Vec<Model>) -> Result<Vec<RegisteredService>, Refusal> {
        Ok(found.into_iter().map(RegisteredService::from).collect())
    }
}

impl Read for PlacesOf {
    const PERMISSION: Permission = Permission::ReadPublished;
    type Answer = i64;

    async fn answer(&self, reader: &Reader<'_>) -> Result<i64, Refusal> {
        let theirs = Entity::find().filter(Column::OrganisationId.eq(owner(reader, &self.0).await?));
        let places: Option<Option<i64>> = theirs
            .select_only()
            .column_as(Column::Places.sum().cast_as("BIGINT"), "places")
            .into_tuple()
            .one(reader.db())
            .await?;
        Ok(places.flatten().unwrap_or_default())
    }
}
