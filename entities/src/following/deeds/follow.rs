//! Following a procurement, or no longer.

use sea_orm::{Set, entity::prelude::*};

use crate::{
    Change, Deed, Refusal,
    access::{Permission, Standing},
    account::deeds::{own, record_of},
    following::table,
    procurement::{deeds::locked, table::Model as Procurement},
    values::Reference,
};

/// Whether the person who acts follows a procurement from now on.
#[derive(Clone, Debug)]
pub struct Follow {
    pub procurement: Reference,
    pub follow: bool,
}

impl Deed for Follow {
    const NAME: &'static str = "followed a procurement or no longer";
    const PERMISSION: Permission = Permission::KeepOwnAccount;
    type Subject = Procurement;
    type Done = ();

    async fn open(&self, change: &Change) -> Result<(Self::Subject, Standing), Refusal> {
        locked(change, &self.procurement).await
    }

    async fn act(&self, change: &Change, procurement: Self::Subject) -> Result<(), Refusal> {
        let account = own(change).await?.0.id;
        if self.follow {
            let row = table::ActiveModel {
                account_id: Set(account),
                procurement_id: Set(procurement.id),
                at: Set(change.now()),
                ..Default::default()
            };
            let once = [table::Column::AccountId, table::Column::ProcurementId];
            table::Entity::insert(row).on_conflict_do_nothing_on(once).exec_without_returning(&change.tx).await?;
        } else {
            table::Entity::delete_many()
                .filter(table::Column::AccountId.eq(account))
                .filter(table::Column::ProcurementId.eq(procurement.id))
                .exec(&change.tx)
                .await?;
        }
        change.record(Self::NAME, record_of(account), None, &(&procurement.reference, self.follow));
        Ok(())
    }
}
