//! Meetings: when, who was there, what was settled of which clause, and what comes next, by whom and when.

use chrono::NaiveDate;
use sea_orm::{Set, entity::prelude::*};

use super::{negotiating, optional, words};
use crate::{
    Change, Deed, Refusal,
    access::{Permission, Standing},
    agreement::{Agreement, read},
    negotiation::{
        clauses,
        table::{action, meeting, settled},
    },
    organisation,
    values::Reference,
};

/// What a meeting settled of a clause.
#[derive(Clone, Debug)]
pub struct Settled {
    /// The clause's anchor.
    pub clause: String,
    pub words: String,
}

/// What comes next.
#[derive(Clone, Debug)]
pub struct Action {
    pub organisation: Reference,
    pub words: String,
    pub due: NaiveDate,
}

/// A meeting is written down.
#[derive(Clone, Debug)]
pub struct RecordMeeting {
    pub agreement: Reference,
    pub held_on: NaiveDate,
    /// Who was there, a line each.
    pub present: String,
    pub words: String,
    pub settled: Vec<Settled>,
    pub actions: Vec<Action>,
}

impl Deed for RecordMeeting {
    const NAME: &'static str = "wrote a meeting down";
    const PERMISSION: Permission = Permission::RecordMeetings;
    type Subject = Agreement;
    /// Its key.
    type Done = i64;

    async fn open(&self, change: &Change) -> Result<(Self::Subject, Standing), Refusal> {
        read::locked(change, &self.agreement).await
    }

    async fn act(&self, change: &Change, edition: Self::Subject) -> Result<i64, Refusal> {
        negotiating(&edition)?;
        if self.held_on > change.today() {
            return Err(Refusal::field("held", "This day is still to come: write a meeting down once it was held"));
        }
        let (_, all) = clauses::clauses(&change.tx, &edition).await?;
        let row = meeting::ActiveModel {
            edition_id: Set(edition.edition_id),
            held_on: Set(self.held_on),
            present: Set(words("present", &self.present, "Enter who was there")?),
            words: Set(optional("words", &self.words)?),
            account_id: Set(change.actor().account()),
            at: Set(change.stamp()),
            ..Default::default()
        };
        let after = row.insert(&change.tx).await?;
        for one in &self.settled {
            let clause = all.iter().find(|clause| clause.anchor == one.clause);
            let clause = clause.ok_or_else(|| Refusal::field("clause", "Choose a clause of the text as it is now"))?;
            let row = settled::ActiveModel {
                meeting_id: Set(after.id),
                clause_id: Set(clause.id),
                words: Set(words("settled", &one.words, "Enter what was settled of the clause")?),
                ..Default::default()
            };
            settled::Entity::insert(row).exec_without_returning(&change.tx).await?;
        }
        for one in &self.actions {
            let body = organisation::read::by_reference(&change.tx, &one.organisation).await?;
            let at_the_table = read::parties(&change.tx, edition.edition_id).await?;
            let at_the_table = at_the_table.into_iter().map(|party| party.organisation_id);
            let mut at_the_table = at_the_table.chain(edition.coordinator_id).chain([edition.lead_id]);
            let body = body.filter(|body| at_the_table.any(|other| other == body.id));
            let body = body.ok_or_else(|| Refusal::field("owner", "Choose a party, the lead or the coordinator"))?;
            if one.due < self.held_on {
                return Err(Refusal::field("due", "Enter a day after the meeting"));
            }
            let row = action::ActiveModel {
                edition_id: Set(edition.edition_id),
                meeting_id: Set(after.id),
                organisation_id: Set(body.id),
                words: Set(words("next", &one.words, "Enter what comes next")?),
                due: Set(one.due),
                done_on: Set(None),
                ..Default::default()
            };
            action::Entity::insert(row).exec_without_returning(&change.tx).await?;
        }
        change.record(Self::NAME, format!("{}#meeting-{}", edition.reference, after.id), None, &after);
        change.touches(&edition.reference);
        Ok(after.id)
    }
}

/// What a meeting asked for is done; whoever was asked says so, or whoever wrote it down.
#[derive(Clone, Debug)]
pub struct FinishAction {
    pub agreement: Reference,
    pub action: i64,
}

impl Deed for FinishAction {
    const NAME: &'static str = "finished what a meeting asked for";
    const PERMISSION: Permission = Permission::ProposeWording;
    type Subject = Agreement;
    type Done = ();

    async fn open(&self, change: &Change) -> Result<(Self::Subject, Standing), Refusal> {
        read::locked(change, &self.agreement).await
    }

    async fn act(&self, change: &Change, edition: Self::Subject) -> Result<(), Refusal> {
        negotiating(&edition)?;
        let of = action::Entity::find_by_id(self.action).filter(action::Column::EditionId.eq(edition.edition_id));
        let before = of.one(&change.tx).await?.ok_or(Refusal::NotFound)?;
        let own = change.actor().organisation();
        if ![Some(before.organisation_id), Some(edition.lead_id), edition.coordinator_id].contains(&own) {
            return Err(Refusal::rule(
                "Another organisation was asked to do this",
                "It says so itself, or whoever wrote the meeting down",
            ));
        }
        if before.done_on.is_some() {
            return Err(Refusal::rule("This was done already", "Nothing needs to be done"));
        }
        let mut row: action::ActiveModel = before.clone().into();
        row.done_on = Set(Some(change.today()));
        let after = row.update(&change.tx).await?;
        let record = format!("{}#meeting-{}", edition.reference, after.meeting_id);
        change.record(Self::NAME, record, Some(&before), &after);
        change.touches(&edition.reference);
        Ok(())
    }
}
