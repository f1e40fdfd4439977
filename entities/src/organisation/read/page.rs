//! One organisation with its identifiers, predecessors and successors, the records that are merged into it, and its history.

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::{QueryOrder, QuerySelect, entity::prelude::*};

use super::Named;
use crate::{
    Deed, Read, Reader, Refusal,
    access::{Permission, Standing},
    audit,
    organisation::{
        Organisation,
        deeds::{AddOrganisation, AddSuccessor, MergeOrganisations, TakeApart, WithdrawSuccessor},
        table,
    },
    values::{Identifier, Reference},
};

/// What the page of an organisation shows.
#[derive(Clone, Debug)]
pub struct Page {
    pub organisation: Organisation,
    pub identifiers: Vec<Identifier>,
    /// What else it is or was called.
    pub other_names: Vec<String>,
    pub successors: Vec<Related>,
    pub predecessors: Vec<Related>,
    /// The record that is kept of the body, if this one is merged into it.
    pub same_as: Option<Named>,
    /// The records that are merged into this one.
    pub merged: Vec<Named>,
    /// What people have done with this record and those merged into it, the newest first.
    pub history: Vec<Happened>,
    /// The reader belongs to it, and confirms who acts for it.
    pub may_confirm_roles: bool,
}

/// Something that was done with a record of an organisation.
#[derive(Clone, Debug)]
pub struct Happened {
    pub at: DateTime<Utc>,
    /// As the deed names itself: `named a successor`.
    pub deed: String,
    pub record: String,
    /// For whom it was done; nobody's name is told.
    pub organisation: Option<Named>,
}

/// What a history tells of. Whether its people need a second factor is nobody else's business.
const TOLD: [&str; 5] =
    [AddOrganisation::NAME, AddSuccessor::NAME, WithdrawSuccessor::NAME, MergeOrganisations::NAME, TakeApart::NAME];

/// So much of a history is shown.
const SHOWN: u64 = 50;

/// An organisation before or after another.
#[derive(Clone, Debug)]
pub struct Related {
    pub reference: Reference,
    pub name: String,
    pub from: NaiveDate,
    pub area: Option<String>,
}

/// The codes of an organisation.
pub(crate) async fn identifiers(db: &impl ConnectionTrait, organisation: i64) -> Result<Vec<Identifier>, DbErr> {
    use table::identifier::{Column, Entity};
    let find = Entity::find().filter(Column::OrganisationId.eq(organisation)).order_by_asc(Column::Scheme);
    Ok(find.all(db).await?.iter().filter_map(|row| Identifier::parse(row.scheme, &row.value).ok()).collect())
}

/// What else an organisation is or was called.
pub(crate) async fn other_names(db: &impl ConnectionTrait, organisation: i64) -> Result<Vec<String>, DbErr> {
    use table::other_name::{Column, Entity};
    let find = Entity::find().filter(Column::OrganisationId.eq(organisation)).order_by_asc(Column::Id);
    let mut names: Vec<String> = find.all(db).await?.into_iter().map(|row| row.name).collect();
    for row in merged_into(db, organisation).await? {
        names.extend(
            [row.name].into_iter().chain(row.short_name).filter(|name| !names.contains(name)).collect::<Vec<_>>(),
        );
    }
    Ok(names)
}

/// The records that are merged into one.
async fn merged_into(db: &impl ConnectionTrait, organisation: i64) -> Result<Vec<table::Model>, DbErr> {
    let find = table::Entity::find().filter(table::Column::MergedIntoId.eq(organisation));
    find.order_by_asc(table::Column::Id).all(db).await
}

/// The page of an organisation.
#[derive(Clone, Debug)]
pub struct OrganisationPage(pub Reference);

impl Read for OrganisationPage {
    const PERMISSION: Permission = Permission::ReadPublished;
    type Answer = Page;

    async fn answer(&self, reader: &Reader<'_>) -> Result<Page, Refusal> {
        let body = super::by_reference(reader.db(), &self.0).await?.ok_or(Refusal::NotFound)?;
        page_of(reader, body).await
    }
}

/// The page of one record.
pub(super) async fn page_of(reader: &Reader<'_>, body: table::Model) -> Result<Page, Refusal> {
    let db = reader.db();
    let after = table::successor::Column::OrganisationId.eq(body.id);
    let before = table::successor::Column::SuccessorId.eq(body.id);
    let named = |row: table::Model| Named { reference: row.reference, name: row.name };
    let same_as = match body.merged_into_id {
        Some(id) => Some(named(super::by_id(db, id).await?)),
        None => None,
    };
    let merged: Vec<Named> = merged_into(db, body.id).await?.into_iter().map(named).collect();
    let is_own = reader.viewer().organisation() == Some(body.id);
    Ok(Page {
        identifiers: identifiers(db, body.id).await?,
        other_names: other_names(db, body.id).await?,
        successors: related(db, after, |row| row.successor_id).await?,
        predecessors: related(db, before, |row| row.organisation_id).await?,
        same_as,
        history: happened(db, [&body.reference].into_iter().chain(merged.iter().map(|row| &row.reference))).await?,
        merged,
        may_confirm_roles: is_own && reader.may(Permission::ConfirmRole, Standing::OWN),
        organisation: body.into(),
    })
}

async fn happened(
    db: &impl ConnectionTrait,
    records: impl Iterator<Item = &Reference>,
) -> Result<Vec<Happened>, DbErr> {
    let entries = audit::table::Entity::find()
        .filter(audit::table::Column::Record.is_in(records.map(Reference::as_str)))
        .filter(audit::table::Column::Deed.is_in(TOLD))
        .order_by_desc(audit::table::Column::Seq)
        .limit(SHOWN)
        .all(db)
        .await?;
    let names = super::named(db, entries.iter().filter_map(|entry| entry.organisation_id)).await?;
    let happened = |entry: audit::table::Model| Happened {
        at: entry.at,
        organisation: entry.organisation_id.map(|id| Named::of(&names, id)),
        deed: entry.deed,
        record: entry.record,
    };
    Ok(entries.into_iter().map(happened).collect())
}

async fn related(
    db: &impl ConnectionTrait,
    which: sea_orm::sea_query::SimpleExpr,
    other: impl Fn(&table::successor::Model) -> i64,
) -> Result<Vec<Related>, DbErr> {
    let rows = table::successor::Entity::find().filter(which).filter(table::successor::Column::Withdrawn.eq(false));
    let rows = rows.order_by_asc(table::successor::Column::Id);
    let mut related = Vec::new();
    for row in rows.all(db).await? {
        let organisation = super::by_id(db, other(&row)).await?;
        related.push(Related {
            reference: organisation.reference,
            name: organisation.name,
            from: row.from_day,
            area: row.area,
        });
    }
    Ok(related)
}
