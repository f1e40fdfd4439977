//! Deciding that an agreement is public once it is signed, or that it is not.

use sea_orm::Set;

use super::{vary::all_locked, write};
use crate::{
    Change, Deed, Refusal,
    access::{Permission, Standing},
    agreement::{Agreement, read},
    values::Reference,
};

/// Publishes an edition from its signature on, or takes it back.
#[derive(Clone, Debug)]
pub struct PublishAgreement {
    pub agreement: Reference,
    /// Which edition, by its number.
    pub edition: i64,
    pub published: bool,
    /// The version of the agreement that was shown.
    pub seen: i64,
}

impl Deed for PublishAgreement {
    const NAME: &'static str = "decided on publication";
    const PERMISSION: Permission = Permission::Steer;
    type Subject = Agreement;
    type Done = ();

    async fn open(&self, change: &Change) -> Result<(Self::Subject, Standing), Refusal> {
        let (all, _) = all_locked(change, &self.agreement).await?;
        let found = all.into_iter().find(|edition| edition.edition == self.edition).ok_or(Refusal::NotFound)?;
        let standing = read::standing(&change.tx, &change.actor().viewer, &found).await?;
        Ok((found, standing))
    }

    async fn act(&self, change: &Change, agreement: Self::Subject) -> Result<(), Refusal> {
        change.fresh(&agreement.reference, self.seen, agreement.version).await?;
        write(change, Self::NAME, agreement, &[], |row| row.published = Set(self.published)).await?;
        Ok(())
    }
}
