//! Asking an organisation's people for a second factor, or no more.

use sea_orm::{IntoActiveModel, Set, entity::prelude::*};

use crate::{
    Change, Deed, Refusal,
    access::{Permission, Standing},
    organisation::{read, table},
    values::Reference,
};

/// From now on its people act for it only with a second factor, or also without.
#[derive(Clone, Debug)]
pub struct AskSecondFactor {
    pub organisation: Reference,
    /// The organisation's version, as the page showed it.
    pub seen: i64,
    pub asked: bool,
}

impl Deed for AskSecondFactor {
    const NAME: &'static str = "decided whether a second factor is needed";
    const PERMISSION: Permission = Permission::Administer;
    type Subject = table::Model;
    type Done = ();

    async fn open(&self, change: &Change) -> Result<(table::Model, Standing), Refusal> {
        let organisation = read::by_reference(&change.tx, &self.organisation).await?.ok_or(Refusal::NotFound)?;
        Ok((organisation, Standing::OPEN))
    }

    async fn act(&self, change: &Change, organisation: table::Model) -> Result<(), Refusal> {
        change.fresh(&organisation.reference, self.seen, organisation.version).await?;
        let version = organisation.version + 1;
        let (reference, before) = (organisation.reference.clone(), organisation.asks_second_factor);
        let mut row = organisation.into_active_model();
        row.asks_second_factor = Set(self.asked);
        row.version = Set(version);
        table::Entity::update(row).exec(&change.tx).await?;
        change.record(Self::NAME, &reference, Some(&before), &self.asked);
        Ok(())
    }
}
