//! Making the address of a person's own calendar, another one in its place, or none.

use sea_orm::{Set, entity::prelude::*};

use crate::{
    Change, Deed, Refusal,
    access::{Permission, Standing},
    account::{
        deeds::{own, record_of},
        secret::hexadecimal,
    },
    following::table::calendar,
};

/// A new address; the one before does not work any more.
#[derive(Clone, Debug)]
pub struct MakeCalendar {
    /// The key of the calendar that was shown; 0 if there was none.
    pub seen: i64,
}

impl Deed for MakeCalendar {
    const NAME: &'static str = "made a personal calendar";
    const PERMISSION: Permission = Permission::KeepOwnAccount;
    /// The account.
    type Subject = i64;
    type Done = ();

    async fn open(&self, change: &Change) -> Result<(i64, Standing), Refusal> {
        own(change).await.map(|(account, standing)| (account.id, standing))
    }

    async fn act(&self, change: &Change, account: i64) -> Result<(), Refusal> {
        revoke(change, account, self.seen).await?;
        let row = calendar::ActiveModel {
            account_id: Set(account),
            secret: Set(hexadecimal::<32>()?),
            made_at: Set(change.now()),
            ..Default::default()
        };
        let made = row.insert(&change.tx).await?;
        change.record(Self::NAME, record_of(account), None, &made);
        Ok(())
    }
}

/// The address does not work any more.
#[derive(Clone, Debug)]
pub struct RevokeCalendar {
    /// The key of the calendar that was shown.
    pub seen: i64,
}

impl Deed for RevokeCalendar {
    const NAME: &'static str = "revoked a personal calendar";
    const PERMISSION: Permission = Permission::KeepOwnAccount;
    /// The account.
    type Subject = i64;
    type Done = ();

    async fn open(&self, change: &Change) -> Result<(i64, Standing), Refusal> {
        own(change).await.map(|(account, standing)| (account.id, standing))
    }

    async fn act(&self, change: &Change, account: i64) -> Result<(), Refusal> {
        revoke(change, account, self.seen).await?;
        change.record(Self::NAME, record_of(account), None, &());
        Ok(())
    }
}

/// Takes the calendar away that was shown.
async fn revoke(change: &Change, account: i64, seen: i64) -> Result<(), Refusal> {
    let kept = calendar::Entity::find().filter(calendar::Column::AccountId.eq(account)).one(&change.tx).await?;
    change.fresh(record_of(account), seen, kept.as_ref().map_or(0, |kept| kept.id)).await?;
    if let Some(kept) = kept {
        calendar::Entity::delete_by_id(kept.id).exec(&change.tx).await?;
    }
    Ok(())
}
