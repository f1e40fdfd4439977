//! A commissioner enters to whom a procurement was awarded; the events that follow from it come with it.

use chrono::NaiveDate;
use sea_orm::{IntoActiveModel, Set, entity::prelude::*};

use super::{events, locked};
use crate::{
    Change, Deed, Refusal,
    access::{Permission, Standing},
    audit::Rows,
    organisation,
    procurement::{
        EventKind, Field, Standstill, State, When, rules,
        table::{self, award, event},
    },
    values::{Pence, Reference},
};

/// One award of a procurement, with the version that was seen. Of several awards each is entered alone.
#[derive(Clone, Debug)]
pub struct AwardProcurement {
    pub procurement: Reference,
    pub seen: i64,
    pub provider: Reference,
    pub price: Option<Pence>,
    /// The day on which the award was made known.
    pub on: NaiveDate,
    pub standstill: Standstill,
    /// From when to when the contract will run.
    pub starts: Option<NaiveDate>,
    pub ends: Option<NaiveDate>,
}

impl Deed for AwardProcurement {
    const NAME: &'static str = "entered an award";
    const PERMISSION: Permission = Permission::KeepRegister;
    type Subject = table::Model;
    /// The award, by its key.
    type Done = i64;

    async fn open(&self, change: &Change) -> Result<(Self::Subject, Standing), Refusal> {
        locked(change, &self.procurement).await
    }

    async fn act(&self, change: &Change, before: Self::Subject) -> Result<i64, Refusal> {
        change.fresh(&before.reference, self.seen, before.version).await?;
        if !rules::may_follow(before.state).contains(&State::Awarded) {
            let why = format!("A procurement that is \"{}\" cannot be awarded.", before.state);
            return Err(Refusal::rule(why, "Change its status to \"Open\" first, if it was tendered."));
        }
        let standstill_ends = self.checked()?;
        let unknown = || Refusal::field("provider", "Choose an organisation of the register");
        let provider = organisation::read::by_reference(&change.tx, &self.provider).await?.ok_or_else(unknown)?;
        let named = award::Entity::find()
            .filter(award::Column::ProcurementId.eq(before.id))
            .filter(award::Column::OrganisationId.eq(provider.id));
        if named.one(&change.tx).await?.is_some() {
            return Err(Refusal::field("provider", format!("An award to {} is entered already", provider.name)));
        }
        let row = award::ActiveModel {
            procurement_id: Set(before.id),
            organisation_id: Set(provider.id),
            pence: Set(self.price),
            awarded_on: Set(self.on),
            starts: Set(self.starts),
            ends: Set(self.ends),
            ..Default::default()
        };
        let award = row.insert(&change.tx).await?;
        let (version, mut row) = (before.version + 1, before.clone().into_active_model());
        row.state = Set(State::Awarded);
        if before.ocid.is_some() {
            // From now on imports leave the state alone.
            row.by_hand = Set(true);
            row.hand_fields = Set(before.hand_fields.iter().chain([Field::State]).collect());
        }
        row.version = Set(version);
        let after = row.update(&change.tx).await?;
        let mut events = Vec::new();
        for (kind, day) in [
            (EventKind::Award, Some(self.on)),
            (EventKind::StandstillEnd, standstill_ends),
            (EventKind::ContractStart, self.starts),
            (EventKind::Expiry, self.ends),
        ] {
            if let Some(day) = day {
                events.extend(once(change, &after, kind, day).await?);
            }
        }
        let beside = [Rows::new("awards", &[&award])?, Rows::new("events", &events)?];
        change.record_with(Self::NAME, &after.reference, Some(&before), &after, &beside);
        Ok(award.id)
    }
}

impl AwardProcurement {
    /// The last day of the standstill, if there is one.
    fn checked(&self) -> Result<Option<NaiveDate>, Refusal> {
        if matches!((self.starts, self.ends), (Some(starts), Some(ends)) if ends < starts) {
            return Err(Refusal::field("ends", "Enter an end that is not before the start"));
        }
        let last_day = self.standstill.last_day(self.on);
        if self.standstill != Standstill::None && last_day.is_none() {
            return Err(Refusal::field(
                "standstill",
                "The bank holidays of that year are not known: add its end by hand",
            ));
        }
        if matches!((last_day, self.starts), (Some(last), Some(starts)) if starts <= last) {
            return Err(Refusal::field("starts", "Enter a start after the end of the standstill"));
        }
        Ok(last_day)
    }
}

/// Adds an event of a day unless the procurement has it. Gives it if it is new.
async fn once(
    change: &Change,
    procurement: &table::Model,
    kind: EventKind,
    day: NaiveDate,
) -> Result<Option<event::Model>, Refusal> {
    let when = When::days(day, None);
    let there = event::Entity::find()
        .filter(event::Column::ProcurementId.eq(procurement.id))
        .filter(event::Column::Kind.eq(kind))
        .filter(event::Column::OverAt.eq(when.over_at()))
        .filter(event::Column::Cancelled.eq(false));
    if there.one(&change.tx).await?.is_some() {
        return Ok(None);
    }
    Ok(Some(events::new(change, procurement, kind, when).insert(&change.tx).await?))
}
