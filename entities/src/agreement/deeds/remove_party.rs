//! Taking a party out again while an agreement is being drafted.

use sea_orm::{PaginatorTrait, entity::prelude::*};

use super::{PARTIES, open_to_drafting, write};
use crate::{
    Change, Deed, Refusal,
    access::{Permission, Standing},
    agreement::{read, table},
    audit::Rows,
    commitment::{self, Confirmation},
    organisation,
    values::Reference,
};

/// An organisation is no longer to be a party.
#[derive(Clone, Debug)]
pub struct RemoveParty {
    pub agreement: Reference,
    pub organisation: Reference,
    /// The version of the agreement that was shown.
    pub seen: i64,
}

impl Deed for RemoveParty {
    const NAME: &'static str = "removed a party";
    const PERMISSION: Permission = Permission::Draft;
    type Subject = table::Model;
    type Done = ();

    async fn open(&self, change: &Change) -> Result<(Self::Subject, Standing), Refusal> {
        read::locked(change, &self.agreement).await
    }

    async fn act(&self, change: &Change, agreement: Self::Subject) -> Result<(), Refusal> {
        open_to_drafting(&agreement)?;
        change.fresh(&agreement.reference, self.seen, agreement.version).await?;
        let body = organisation::read::by_reference(&change.tx, &self.organisation).await?.ok_or(Refusal::NotFound)?;
        if body.id == agreement.lead_id {
            return Err(Refusal::rule(format!("{} leads this agreement", body.name), "Withdraw the agreement instead"));
        }
        let promised = commitment::table::Entity::find()
            .filter(commitment::table::Column::AgreementId.eq(agreement.id))
            .filter(commitment::table::Column::OwnerId.eq(body.id))
            .filter(commitment::table::Column::Confirmation.ne(Confirmation::Withdrawn));
        if promised.count(&change.tx).await? > 0 {
            return Err(Refusal::rule(
                format!("{} owes commitments under this agreement", body.name),
                "Withdraw its commitments first",
            ));
        }
        let before = read::parties(&change.tx, agreement.id).await?;
        let (leaving, after): (Vec<_>, Vec<_>) =
            before.iter().cloned().partition(|party| party.organisation_id == body.id);
        let Some(leaving) = leaving.into_iter().next() else {
            return Err(Refusal::rule(
                format!("{} is no party of this agreement", body.name),
                "Nothing needs to be done",
            ));
        };
        leaving.delete(&change.tx).await?;
        let parties = Rows::of(PARTIES, &before, &after)?;
        write(change, Self::NAME, agreement, &[parties], |_| ()).await?;
        Ok(())
    }
}
