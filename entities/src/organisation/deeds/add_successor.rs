//! Saying who took over from a body that closed. Several may, each for an area.

use chrono::NaiveDate;
use sea_orm::{Set, entity::prelude::*};

use crate::{
    Change, Deed, Refusal,
    access::{Permission, Standing},
    organisation::{read, table},
    values::Reference,
};

/// From a day on, a successor answers for an organisation, or for its part in an area.
#[derive(Clone, Debug)]
pub struct AddSuccessor {
    pub organisation: Reference,
    pub successor: Reference,
    pub from: NaiveDate,
    pub area: Option<String>,
}

/// Writes that one took over from another.
pub(super) async fn succeed(
    change: &Change,
    organisation: &table::Model,
    successor: &table::Model,
    from: NaiveDate,
    area: Option<String>,
) -> Result<(), Refusal> {
    let row = table::successor::ActiveModel {
        organisation_id: Set(organisation.id),
        successor_id: Set(successor.id),
        from_day: Set(from),
        area: Set(area),
        ..Default::default()
    };
    table::successor::Entity::insert(row).exec_without_returning(&change.tx).await?;
    Ok(())
}

impl Deed for AddSuccessor {
    const NAME: &'static str = "named a successor";
    const PERMISSION: Permission = Permission::Administer;
    type Subject = (table::Model, table::Model);
    type Done = ();

    async fn open(&self, change: &Change) -> Result<(Self::Subject, Standing), Refusal> {
        let organisation = read::by_reference(&change.tx, &self.organisation).await?.ok_or(Refusal::NotFound)?;
        let unknown = || Refusal::field("successor", format!("There is no organisation {}", self.successor));
        let successor = read::by_reference(&change.tx, &self.successor).await?.ok_or_else(unknown)?;
        Ok(((organisation, successor), Standing::OPEN))
    }

    async fn act(&self, change: &Change, (organisation, successor): Self::Subject) -> Result<(), Refusal> {
        if organisation.id == successor.id {
            return Err(Refusal::field("successor", "Choose another organisation: none succeeds itself"));
        }
        let named = table::successor::Entity::find()
            .filter(table::successor::Column::OrganisationId.eq(organisation.id))
            .filter(table::successor::Column::SuccessorId.eq(successor.id));
        if named.one(&change.tx).await?.is_some() {
            return Err(Refusal::field("successor", format!("{} is named already", successor.name)));
        }
        succeed(change, &organisation, &successor, self.from, self.area.clone()).await?;
        change.record(Self::NAME, &organisation.reference, None, &(&successor.reference, self.from, &self.area));
        Ok(())
    }
}
