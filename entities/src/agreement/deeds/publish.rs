//! Deciding that an agreement is public once it is signed, or that it is not.

use sea_orm::Set;

use super::write;
use crate::{
    Change, Deed, Refusal,
    access::{Permission, Standing},
    agreement::{read, table},
    values::Reference,
};

/// Publishes an agreement from its signature on, or takes it back.
#[derive(Clone, Debug)]
pub struct PublishAgreement {
    pub agreement: Reference,
    pub published: bool,
    /// The version of the agreement that was shown.
    pub seen: i64,
}

impl Deed for PublishAgreement {
    const NAME: &'static str = "decided on publication";
    const PERMISSION: Permission = Permission::Steer;
    type Subject = table::Model;
    type Done = ();

    async fn open(&self, change: &Change) -> Result<(Self::Subject, Standing), Refusal> {
        read::locked(change, &self.agreement).await
    }

    async fn act(&self, change: &Change, agreement: Self::Subject) -> Result<(), Refusal> {
        change.fresh(&agreement.reference, self.seen, agreement.version).await?;
        write(change, Self::NAME, agreement, &[], |row| row.published = Set(self.published)).await?;
        Ok(())
    }
}
