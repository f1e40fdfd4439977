//! Changing the frame of an agreement while it is being drafted: title, coordinator, term, aims.

use chrono::NaiveDate;
use sea_orm::Set;

use super::{create::coordinator, is_there, open_to_drafting, write};
use crate::{
    Change, Deed, Refusal,
    access::{Permission, Standing},
    agreement::{Agreement, Term, found_by, read, rules, schedules, table},
    values::{Reference, text},
};

/// The frame of an agreement that was seen in a version. Kind and year stay: they are part of its reference.
#[derive(Clone, Debug)]
pub struct EditAgreement {
    pub agreement: Reference,
    pub seen: i64,
    pub title: String,
    pub binding: bool,
    pub coordinator: Option<Reference>,
    pub starts: Option<NaiveDate>,
    pub ends: Option<NaiveDate>,
    pub aims: String,
}

impl Deed for EditAgreement {
    const NAME: &'static str = "changed the details";
    const PERMISSION: Permission = Permission::Draft;
    type Subject = Agreement;
    type Done = ();

    async fn open(&self, change: &Change) -> Result<(Self::Subject, Standing), Refusal> {
        read::locked(change, &self.agreement).await
    }

    async fn act(&self, change: &Change, agreement: Self::Subject) -> Result<(), Refusal> {
        open_to_drafting(&agreement)?;
        change.fresh(&agreement.reference, self.seen, agreement.version).await?;
        rules::term(self.starts, self.ends)?;
        let coordinator = coordinator(change, self.coordinator.as_ref(), agreement.lead_id).await?;
        if let Some(body) = coordinator.filter(|_| coordinator != agreement.coordinator_id) {
            let on = if agreement.edition == 1 { self.starts } else { agreement.effective_on };
            let begins = on.unwrap_or_else(|| agreement.year.first_day());
            is_there(change, "coordinator", body, begins).await?;
        }
        let signs = |party: &table::party::Model| party.signs && Some(party.organisation_id) == coordinator;
        if read::parties(&change.tx, agreement.edition_id).await?.iter().any(signs) {
            return Err(Refusal::field("coordinator", "Choose a body that does not sign: a coordinator signs nothing"));
        }
        let text = schedules::newest(&change.tx, &agreement).await?.map(|revision| revision.text);
        let is_first = agreement.edition == 1;
        let after = write(change, Self::NAME, agreement, &[], |row| {
            row.title = Set(self.title.clone());
            row.title_key = Set(text::folded(&self.title));
            row.binding = Set(self.binding);
            row.coordinator_id = Set(coordinator);
            row.starts = Set(self.starts);
            row.ends = Set(self.ends);
            row.term = Set(Term::of(self.ends));
            if is_first {
                row.effective_on = Set(self.starts);
            }
            row.aims = Set(self.aims.clone());
        })
        .await?;
        change.found_by(found_by::document(&after, text.as_deref().unwrap_or_default()));
        Ok(())
    }
}
