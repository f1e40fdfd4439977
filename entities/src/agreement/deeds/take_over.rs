//! Taking over into an agreement that is drafted what another edition of the one it renews says, that came into force meanwhile: what is
//! chosen of it, and nothing else.

use sea_orm::{Set, entity::prelude::*};

use super::{open_to_drafting, taking_over::TakingOver, write};
use crate::{
    Change, Deed, Refusal,
    access::{Permission, Standing},
    agreement::{
        Agreement,
        read::{self, by_reference, in_force, not_renewed},
        renewing::{Carried, Key, differences},
        schedules,
        table::renewal,
    },
    values::Reference,
};

/// The commissioner takes over what they chose; what they did not is left as it is here, and not asked about again.
#[derive(Clone, Debug)]
pub struct TakeOver {
    pub agreement: Reference,
    /// The version of its edition that was shown.
    pub seen: i64,
    /// Its promises and its money as they were shown.
    pub schedules: String,
    /// What it renews, and the edition of that which is in force, as it was shown.
    pub of: Reference,
    pub edition: i64,
    /// What is taken over, as the page names it.
    pub chosen: Vec<String>,
}

impl Deed for TakeOver {
    const NAME: &'static str = "took over what another edition of a renewed agreement says";
    const PERMISSION: Permission = Permission::Steer;
    type Subject = Agreement;
    type Done = ();

    async fn open(&self, change: &Change) -> Result<(Self::Subject, Standing), Refusal> {
        read::locked(change, &self.agreement).await
    }

    async fn act(&self, change: &Change, agreement: Self::Subject) -> Result<(), Refusal> {
        open_to_drafting(&agreement)?;
        change.fresh(&agreement.reference, self.seen, agreement.version).await?;
        if schedules::fingerprint(&change.tx, &agreement).await? != self.schedules {
            return Err(Refusal::Stale { by: None, at: None });
        }
        let identity = by_reference(&change.tx, &self.of).await?.ok_or_else(|| not_renewed(&self.of))?;
        let renewed = renewal::Entity::find()
            .filter(renewal::Column::AgreementId.eq(agreement.id))
            .filter(renewal::Column::RenewedId.eq(identity.id));
        let renewed = renewed.one(&change.tx).await?.ok_or_else(|| not_renewed(&self.of))?;
        let now = in_force(&change.tx, &identity, change.today()).await?;
        if now.edition != self.edition {
            return Err(change.stale(&self.of).await);
        }
        if renewed.of_edition_id == now.edition_id {
            return Err(Refusal::rule(
                format!("It is in step with edition {} of {} already", now.edition, self.of),
                "Nothing needs to be done",
            ));
        }
        let (was, is) = carried(change, &agreement, renewed.of_edition_id, &now).await?;
        let differing = differences(&was, &is);
        let mut chosen = Vec::new();
        for text in &self.chosen {
            let key: Key = text.parse().map_err(|_| Refusal::NotFound)?;
            if !differing.contains(&key) {
                return Err(change.stale(&self.of).await);
            }
            chosen.push(key);
        }
        TakingOver { change, agreement: &self.agreement, was: &was, is: &is }.all(&chosen).await?;
        let row = renewal::ActiveModel { of_edition_id: Set(now.edition_id), ..renewed.into() };
        row.update(&change.tx).await?;
        let (agreement, _) = read::locked(change, &self.agreement).await?;
        write(change, Self::NAME, agreement, &[], |_| ()).await?;
        Ok(())
    }
}

/// What the edition it was drafted from hands on, and what the one in force does.
async fn carried(
    change: &Change,
    agreement: &Agreement,
    of: i64,
    now: &Agreement,
) -> Result<(Carried, Carried), Refusal> {
    let of = read::edition(&change.tx, of).await?;
    let (year, begins, today) = (agreement.year, agreement.begins(), change.today());
    let was = Carried::of(&change.tx, &of, year, begins, today).await?;
    Ok((was, Carried::of(&change.tx, now, year, begins, today).await?))
}
