//! Deciding that an agreement is public once it is signed, or that it is not.

use sea_orm::Set;

use super::{vary::all_locked, write};
use crate::{
    Change, Deed, Refusal,
    access::{Permission, Standing},
    agreement::{Agreement, read},
    funding, service,
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
        if self.published {
            names_published_services(change, &agreement).await?;
        }
        write(change, Self::NAME, agreement, &[], |row| row.published = Set(self.published)).await?;
        Ok(())
    }
}

/// Refuses to publish what names services that are not published: its text and schedules are printed with their names.
async fn names_published_services(change: &Change, edition: &Agreement) -> Result<(), Refusal> {
    let schemes = read::schemes(&change.tx, edition.edition_id).await?;
    let lines = funding::of_edition(&change.tx, edition.edition_id).await?;
    let keys = schemes.iter().map(|row| row.service_id).chain(lines.iter().map(|line| line.service_id));
    let hidden = service::read::unpublished(&change.tx, keys).await?;
    if hidden.is_empty() {
        return Ok(());
    }
    Err(Refusal::rule(
        format!("It names what is not published itself: {}", hidden.join(", ")),
        "Publish that under Services first, or keep this agreement among its parties",
    ))
}
