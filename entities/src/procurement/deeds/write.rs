//! Writing down a procurement by hand, or changing one.

use chrono::Datelike;
use sea_orm::{IntoActiveModel, Set, TryIntoModel, entity::prelude::*};

use super::{events, fill::ours, locked};
use crate::{
    Change, Deed, Refusal,
    access::{Permission, Standing},
    audit::Rows,
    contract, organisation,
    procurement::{
        Field, Fields, State, areas, found_by, rules,
        table::{self, event, succession},
    },
    service,
    values::{CpvCode, Pence, Reference, text},
};

/// A procurement as the commissioner writes it; an existing one with the version that was seen.
#[derive(Clone, Debug)]
pub struct WriteProcurement {
    pub existing: Option<(Reference, i64)>,
    /// The contract that it is to follow; said when it is written down, and kept from then on.
    pub follows: Option<Reference>,
    pub title: String,
    pub description: String,
    /// The buyer; an imported procurement may keep one that is not in the register.
    pub buyer: Option<Reference>,
    pub service: Option<Reference>,
    pub cpv: Option<CpvCode>,
    pub value_low: Option<Pence>,
    pub value_high: Option<Pence>,
    pub procedure: Option<String>,
    pub state: State,
    pub in_scope: bool,
    pub published: bool,
}

impl Deed for WriteProcurement {
    const NAME: &'static str = "wrote a procurement";
    const PERMISSION: Permission = Permission::KeepRegister;
    type Subject = Option<table::Model>;
    type Done = Reference;

    async fn open(&self, change: &Change) -> Result<(Self::Subject, Standing), Refusal> {
        match &self.existing {
            Some((reference, _)) => locked(change, reference).await.map(|(row, standing)| (Some(row), standing)),
            None => Ok((None, Standing::OPEN)),
        }
    }

    async fn act(&self, change: &Change, before: Self::Subject) -> Result<Reference, Refusal> {
        self.check(before.as_ref())?;
        let mut row = match &before {
            Some(before) => {
                let seen = self.existing.as_ref().map_or(0, |(_, seen)| *seen);
                change.fresh(&before.reference, seen, before.version).await?;
                let mut row = before.clone().into_active_model();
                row.version = Set(before.version + 1);
                row
            }
            None => table::ActiveModel {
                reference: Set(change.next_reference("PRO", change.today().year()).await?),
                ocid: Set(None),
                buyer_id: Set(None),
                by_hand: Set(true),
                version: Set(1),
                ..Default::default()
            },
        };
        self.fill(change, &mut row, before.as_ref()).await?;
        let mut follows = Vec::new();
        let after = match &before {
            Some(before) => {
                let hand = hand_fields(before, &row)?;
                row.by_hand = Set(before.ocid.is_none() || !hand.is_empty());
                row.hand_fields = Set(hand);
                row.update(&change.tx).await?
            }
            None => {
                let added = row.insert(&change.tx).await?;
                follows.extend(self.follow(change, &added).await?);
                added
            }
        };
        if let Some(before) = &before {
            if listed(before) != listed(&after) {
                let (in_scope, published) = (Set(after.in_scope), Set(after.published));
                let copies = event::ActiveModel { in_scope, published, ..Default::default() };
                events::are_listed_otherwise(change, [after.id], copies).await?;
            }
            if before.state != after.state {
                events::cancel_what_is_off(change, &after).await?;
            }
        }
        change.found_by(found_by::document(&after));
        let beside = if follows.is_empty() { Vec::new() } else { vec![Rows::new("follows", &follows)?] };
        change.record_with(Self::NAME, &after.reference, before.as_ref(), &after, &beside);
        Ok(after.reference)
    }
}

impl WriteProcurement {
    fn check(&self, before: Option<&table::Model>) -> Result<(), Refusal> {
        if self.title.trim().is_empty() {
            return Err(Refusal::field("title", "Enter a title"));
        }
        if self.buyer.is_none() && before.is_none_or(|before| before.ocid.is_none()) {
            return Err(Refusal::field("buyer", "Choose who buys"));
        }
        if matches!((self.value_low, self.value_high), (Some(low), Some(high)) if low > high) {
            return Err(Refusal::field("value_high", "Enter a highest value that is not below the lowest"));
        }
        let allowed = |before: &table::Model| rules::may_follow(before.state).contains(&self.state);
        if let Some(before) = before
            && !allowed(before)
        {
            let possible: Vec<_> = rules::may_follow(before.state).iter().map(State::label).collect();
            return Err(Refusal::field(
                "state",
                format!("From \"{}\" it can go on to: {}", before.state, possible.join(", ")),
            ));
        }
        Ok(())
    }

    async fn fill(
        &self,
        change: &Change,
        row: &mut table::ActiveModel,
        before: Option<&table::Model>,
    ) -> Result<(), Refusal> {
        let (buyer_id, buyer_name) = match (&self.buyer, before) {
            (None, Some(before)) => (before.buyer_id, before.buyer_name.clone()),
            (None, None) => (None, String::new()),
            (Some(reference), _) => {
                let unknown = || Refusal::field("buyer", "Choose an organisation of the register");
                let found = organisation::read::by_reference(&change.tx, reference).await?.ok_or_else(unknown)?;
                // An imported notice's own name for the same body stays.
                let named = before.filter(|before| before.buyer_id == Some(found.id)).map(|it| it.buyer_name.clone());
                (Some(found.id), named.unwrap_or(found.name))
            }
        };
        row.title = Set(self.title.clone());
        row.title_key = Set(text::folded(&self.title));
        row.description = Set(self.description.clone());
        row.buyer_id = Set(buyer_id);
        row.buyer_key = Set(text::folded(&buyer_name));
        row.buyer_name = Set(buyer_name);
        row.service_id = Set(self.service_id(change).await?);
        row.cpv = Set(self.cpv.clone());
        if before.is_none_or(|before| !before.area_confirmed) {
            row.area_of_need = Set(self.cpv.as_ref().and_then(areas::proposed));
        }
        row.value_low = Set(self.value_low);
        row.value_high = Set(self.value_high);
        row.procedure = Set(self.procedure.clone());
        row.state = Set(self.state);
        row.in_scope = Set(self.in_scope);
        row.published = Set(self.published);
        Ok(())
    }

    async fn service_id(&self, change: &Change) -> Result<Option<i64>, Refusal> {
        let Some(reference) = &self.service else { return Ok(None) };
        let found = service::read::by_reference(&change.tx, reference).await?;
        let unknown = || Refusal::field("service", "Choose a service of the register");
        found.map(|service| Some(service.id)).ok_or_else(unknown)
    }

    /// Notes the contract that it is to follow.
    async fn follow(&self, change: &Change, added: &table::Model) -> Result<Option<succession::Model>, Refusal> {
        let Some(reference) = &self.follows else { return Ok(None) };
        let contract = contract::table::Entity::find()
            .filter(contract::read::visible(&change.actor().viewer))
            .filter(contract::table::Column::Reference.eq(reference.as_str()));
        let contract = contract.one(&change.tx).await?.ok_or(Refusal::NotFound)?;
        let row = succession::ActiveModel { contract_id: Set(contract.id), procurement_id: Set(added.id) };
        Ok(Some(row.insert(&change.tx).await?))
    }
}

/// What lists filter by and show.
fn listed(row: &table::Model) -> impl PartialEq {
    let what = (row.title.clone(), row.description.clone(), row.buyer_name.clone(), row.area_of_need);
    (what, row.cpv.clone(), row.value_low, row.value_high, row.in_scope, row.published)
}

/// Of an imported procurement, the fields that are a person's after a change: from the first change of a field, imports leave
/// it alone.
fn hand_fields(before: &table::Model, row: &table::ActiveModel) -> Result<Fields, Refusal> {
    if before.ocid.is_none() {
        return Ok(Fields::default());
    }
    let after = row.clone().try_into_model()?;
    let is_changed = |field: &Field| {
        ours(before, *field) != ours(&after, *field) || (*field == Field::Buyer && before.buyer_id != after.buyer_id)
    };
    Ok(before.hand_fields.iter().chain(Field::ALL.iter().copied().filter(is_changed)).collect())
}
