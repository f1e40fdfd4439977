//! One organisation with its identifiers, predecessors and successors.

use chrono::NaiveDate;
use sea_orm::{QueryOrder, entity::prelude::*};

use crate::{
    Refusal, Register,
    organisation::table,
    values::{Identifier, Reference},
};

/// What the page of an organisation shows.
#[derive(Clone, Debug)]
pub struct Page {
    pub organisation: table::Model,
    pub identifiers: Vec<Identifier>,
    pub successors: Vec<Related>,
    pub predecessors: Vec<Related>,
}

/// An organisation before or after another.
#[derive(Clone, Debug)]
pub struct Related {
    pub reference: Reference,
    pub name: String,
    pub from: NaiveDate,
    pub area: Option<String>,
}

impl Register {
    /// The page of an organisation.
    ///
    /// # Errors
    /// [`Refusal::NotFound`] if there is none of this reference.
    pub async fn organisation(&self, reference: &Reference) -> Result<Page, Refusal> {
        let organisation = super::by_reference(self.reader(), reference).await?.ok_or(Refusal::NotFound)?;
        let identifiers = table::identifier::Entity::find()
            .filter(table::identifier::Column::OrganisationId.eq(organisation.id))
            .order_by_asc(table::identifier::Column::Scheme)
            .all(self.reader())
            .await?;
        let identifiers = identifiers.iter().filter_map(|row| Identifier::parse(row.scheme, &row.value).ok()).collect();
        let after = table::successor::Column::OrganisationId.eq(organisation.id);
        let before = table::successor::Column::SuccessorId.eq(organisation.id);
        let successors = self.related(after, |row| row.successor_id).await?;
        let predecessors = self.related(before, |row| row.organisation_id).await?;
        Ok(Page { organisation, identifiers, successors, predecessors })
    }

    async fn related(
        &self,
        which: sea_orm::sea_query::SimpleExpr,
        other: impl Fn(&table::successor::Model) -> i64,
    ) -> Result<Vec<Related>, Refusal> {
        let rows = table::successor::Entity::find().filter(which).order_by_asc(table::successor::Column::Id);
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
