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
    /// What else it is or was called.
    pub other_names: Vec<String>,
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
    Ok(find.all(db).await?.into_iter().map(|row| row.name).collect())
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
        Ok(Page { organisation, identifiers, other_names, successors, predecessors })
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
