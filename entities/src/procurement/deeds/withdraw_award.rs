//! A commissioner takes back an award that was entered by hand and is wrong; what followed from it does not happen.

use chrono::NaiveDate;
use sea_orm::{IntoActiveModel, QueryOrder, Set, entity::prelude::*};

use super::{events, locked};
use crate::{
    Change, Deed, Refusal,
    access::{Permission, Standing},
    audit::Rows,
    contract,
    procurement::{
        EventKind, Field, Standstill, When, rules,
        table::{self, award, event},
    },
    values::Reference,
};

/// An award of a procurement by its key, with the version that was seen, and why it is taken back: everybody reads that.
#[derive(Clone, Debug)]
pub struct WithdrawAward {
    pub procurement: Reference,
    pub seen: i64,
    pub award: i64,
    pub why: String,
}

/// Characters of the reason.
const LONGEST: usize = 2_000;

impl Deed for WithdrawAward {
    const NAME: &'static str = "withdrew an award";
    const PERMISSION: Permission = Permission::KeepRegister;
    type Subject = table::Model;
    type Done = ();

    async fn open(&self, change: &Change) -> Result<(Self::Subject, Standing), Refusal> {
        locked(change, &self.procurement).await
    }

    async fn act(&self, change: &Change, before: Self::Subject) -> Result<(), Refusal> {
        change.fresh(&before.reference, self.seen, before.version).await?;
        let its = award::Entity::find().filter(award::Column::ProcurementId.eq(before.id));
        let awards = its.order_by_asc(award::Column::Id).all(&change.tx).await?;
        let none = || Refusal::rule("There is no such award.", "It may have been withdrawn: look at the procurement.");
        let withdrawn = awards.iter().find(|award| award.id == self.award).ok_or_else(none)?;
        let others: Vec<award::Model> = awards.iter().filter(|award| award.id != self.award).cloned().collect();
        self.check()?;
        let is_only = others.is_empty() && before.notice()?.awards.is_empty();
        no_contract(change, withdrawn, is_only).await?;
        award::Entity::delete_by_id(withdrawn.id).exec(&change.tx).await?;
        let state = rules::after_withdrawn_award(before.state, is_only);
        let mut row = before.clone().into_active_model();
        if before.ocid.is_some() && state != before.state {
            row.hand_fields = Set(before.hand_fields.clone().with(Field::State));
        }
        (row.state, row.version) = (Set(state), Set(before.version + 1));
        let after = row.update(&change.tx).await?;
        for event in brought(change, withdrawn, &others, is_only).await? {
            let why = (event.kind == EventKind::Award).then(|| format!("The award was withdrawn: {}", self.why.trim()));
            events::cancel(change, &after.reference, event, why).await?;
        }
        let beside = [Rows::of("awards", &awards, &others)?, Rows::new("reasons", &[self.why.trim()])?];
        change.record_with(Self::NAME, &after.reference, Some(&before), &after, &beside);
        Ok(())
    }
}

impl WithdrawAward {
    fn check(&self) -> Result<(), Refusal> {
        match self.why.trim().chars().count() {
            0 => Err(Refusal::field("why", "Enter why it is withdrawn")),
            length if length > LONGEST => Err(Refusal::field("why", "Enter at most 2,000 characters")),
            _ => Ok(()),
        }
    }
}

/// Refuses if a contract was made of the award: one of the procurement with its provider; any, if there is no other award.
async fn no_contract(change: &Change, award: &award::Model, is_only: bool) -> Result<(), Refusal> {
    use contract::{
        Part,
        table::{Column, Entity, organisation},
    };
    let of_procurement = Entity::find()
        .filter(Column::ProcurementId.eq(award.procurement_id))
        .filter(Column::State.ne(contract::State::Cancelled))
        .order_by_asc(Column::Id);
    for contract in of_procurement.all(&change.tx).await? {
        let its_part = organisation::Entity::find_by_id((contract.id, award.organisation_id, Part::Provider));
        if is_only || its_part.one(&change.tx).await?.is_some() {
            let why = format!("A contract was made of this award: {}.", contract.reference);
            return Err(Refusal::rule(why, "Change its status to \"Cancelled\" first, if it is wrong, too."));
        }
    }
    Ok(())
}

/// The events by hand that came with an award, and with no other one that stands. Which standstill it was is not kept: it is
/// one of those that begin with its day; without another award it is every one.
async fn brought(
    change: &Change,
    award: &award::Model,
    others: &[award::Model],
    is_only: bool,
) -> Result<Vec<event::Model>, Refusal> {
    let of_others: Vec<_> = others.iter().flat_map(days).collect();
    let its = days(award).into_iter().filter(|day| !of_others.contains(day));
    let its: Vec<_> = its.map(|(kind, day)| (kind, When::days(day, None).over_at())).collect();
    let by_hand = event::Entity::find()
        .filter(event::Column::ProcurementId.eq(award.procurement_id))
        .filter(event::Column::Imported.eq(false))
        .filter(event::Column::Cancelled.eq(false))
        .order_by_asc(event::Column::Id);
    let came_with_it = |event: &event::Model| {
        its.contains(&(event.kind, event.over_at)) || (is_only && event.kind == EventKind::StandstillEnd)
    };
    Ok(by_hand.all(&change.tx).await?.into_iter().filter(came_with_it).collect())
}

/// The days that an award brings.
fn days(award: &award::Model) -> Vec<(EventKind, NaiveDate)> {
    let standstill = Standstill::ALL.iter().filter_map(|standstill| standstill.last_day(award.awarded_on));
    let own = [
        (EventKind::Award, Some(award.awarded_on)),
        (EventKind::ContractStart, award.starts),
        (EventKind::Expiry, award.ends),
    ];
    let own = own.into_iter().filter_map(|(kind, day)| Some((kind, day?)));
    own.chain(standstill.map(|day| (EventKind::StandstillEnd, day))).collect()
}
