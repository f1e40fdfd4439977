//! One organisation with its identifiers, predecessors and successors, the records that are merged into it, and its history.

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::{QueryOrder, QuerySelect, entity::prelude::*};

use super::Named;
use crate::{
    Deed, Refusal, Register, audit,
    organisation::{
        deeds::{AddOrganisation, AddSuccessor, MergeOrganisations, TakeApart, WithdrawSuccessor},
        table,
    },
    values::{Identifier, Reference},
};

/// What the page of an organisation shows.
#[derive(Clone, Debug)]
pub struct Page {
    pub organisation: table::Model,
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

impl Register {
    /// The page of an organisation.
    ///
    /// # Errors
    /// [`Refusal::NotFound`] if there is none of this reference.
    pub async fn organisation(&self, reference: &Reference) -> Result<Page, Refusal> {
        let organisation = super::by_reference(self.reader(), reference).await?.ok_or(Refusal::NotFound)?;
        let identifiers = identifiers(self.reader(), organisation.id).await?;
        let other_names = other_names(self.reader(), organisation.id).await?;
        let after = table::successor::Column::OrganisationId.eq(organisation.id);
        let before = table::successor::Column::SuccessorId.eq(organisation.id);
        let successors = self.related(after, |row| row.successor_id).await?;
        let predecessors = self.related(before, |row| row.organisation_id).await?;
        let named = |row: table::Model| Named { reference: row.reference, name: row.name };
        let same_as = match organisation.merged_into_id {
            Some(id) => Some(named(super::by_id(self.reader(), id).await?)),
            None => None,
        };
        let merged: Vec<Named> = merged_into(self.reader(), organisation.id).await?.into_iter().map(named).collect();
        let history = self.happened([reference].into_iter().chain(merged.iter().map(|row| &row.reference))).await?;
        Ok(Page { organisation, identifiers, other_names, successors, predecessors, same_as, merged, history })
    }

    async fn happened(&self, records: impl Iterator<Item = &Reference>) -> Result<Vec<Happened>, Refusal> {
        let entries = audit::table::Entity::find()
            .filter(audit::table::Column::Record.is_in(records.map(Reference::as_str)))
            .filter(audit::table::Column::Deed.is_in(TOLD))
            .order_by_desc(audit::table::Column::Seq)
            .limit(SHOWN)
            .all(self.reader())
            .await?;
        let names = super::named(self.reader(), entries.iter().filter_map(|entry| entry.organisation_id)).await?;
        let happened = |entry: audit::table::Model| Happened {
            at: entry.at,
            organisation: entry.organisation_id.map(|id| Named::of(&names, id)),
            deed: entry.deed,
            record: entry.record,
        };
        Ok(entries.into_iter().map(happened).collect())
    }

    async fn related(
        &self,
        which: sea_orm::sea_query::SimpleExpr,
        other: impl Fn(&table::successor::Model) -> i64,
    ) -> Result<Vec<Related>, Refusal> {
        let rows = table::successor::Entity::find().filter(which).filter(table::successor::Column::Withdrawn.eq(false));
        let rows = rows.order_by_asc(table::successor::Column::Id);
        let mut related = Vec::new();
        for row in rows.all(self.reader()).await? {
            let organisation = super::by_id(self.reader(), other(&row)).await?;
            related.push(Related {
                reference: organisation.reference,
                name: organisation.name,
                from: row.from_day,
                area: row.area,
            });
        }
        Ok(related)
    }
}
