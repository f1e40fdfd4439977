//! Settling on which days an agreement is reviewed, while it is being drafted.

use chrono::NaiveDate;
use sea_orm::entity::prelude::*;

use super::{REVIEWS, copying, open_to_drafting, write};
use crate::{
    Change, Deed, Refusal,
    access::{Permission, Standing},
    agreement::{Agreement, read, rules, table::review_day},
    audit::Rows,
    values::Reference,
};

/// It is reviewed on these days and on no others.
#[derive(Clone, Debug)]
pub struct SetReviewDays {
    pub agreement: Reference,
    /// As they stand in the boxes of a form, of which any may be empty.
    pub boxes: Vec<Option<NaiveDate>>,
    /// The version of the agreement that was shown.
    pub seen: i64,
}

impl Deed for SetReviewDays {
    const NAME: &'static str = "set the review days";
    const PERMISSION: Permission = Permission::Draft;
    type Subject = Agreement;
    type Done = ();

    async fn open(&self, change: &Change) -> Result<(Self::Subject, Standing), Refusal> {
        read::locked(change, &self.agreement).await
    }

    async fn act(&self, change: &Change, agreement: Self::Subject) -> Result<(), Refusal> {
        open_to_drafting(&agreement)?;
        change.fresh(&agreement.reference, self.seen, agreement.version).await?;
        rules::may_review_on(&self.boxes, agreement.term_days())?;
        let before = read::review_days(&change.tx, agreement.edition_id).await?;
        let its = review_day::Column::EditionId.eq(agreement.edition_id);
        review_day::Entity::delete_many().filter(its).exec(&change.tx).await?;
        let mut after: Vec<NaiveDate> = self.boxes.iter().copied().flatten().collect();
        after.sort_unstable();
        for on in &after {
            copying::review(change, agreement.edition_id, *on).await?;
        }
        let days = Rows::of(REVIEWS, &before, &after)?;
        write(change, Self::NAME, agreement, &[days], |_| ()).await?;
        Ok(())
    }
}
