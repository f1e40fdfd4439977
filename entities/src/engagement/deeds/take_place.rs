//! A provider asks for a place at an engagement event: gets one, or waits in order. Asking again changes the words.

use sea_orm::{IntoActiveModel, PaginatorTrait, Set, entity::prelude::*};

use super::{locked, place_of};
use crate::{
    Change, Deed, Refusal,
    access::{Permission, Standing},
    engagement::{State, rules, table},
    procurement::table::{Model as Procurement, event},
    values::Reference,
};

/// A place for the organisation acted for.
#[derive(Clone, Debug)]
pub struct TakePlace {
    pub procurement: Reference,
    pub event: i64,
    /// The version of the organisation's place that was shown; 0 if it had none.
    pub seen: i64,
    /// The event's sequence that was shown: a place is taken for that day, there.
    pub event_seen: i64,
    /// Who comes; may be empty.
    pub words: String,
}

/// The longest words, in characters.
pub const LONGEST: usize = 2_000;

impl Deed for TakePlace {
    const NAME: &'static str = "asked for a place at an event";
    const PERMISSION: Permission = Permission::TakePart;
    type Subject = (Procurement, event::Model);
    /// What the organisation has now.
    type Done = State;

    async fn open(&self, change: &Change) -> Result<(Self::Subject, Standing), Refusal> {
        locked(change, &self.procurement, self.event).await
    }

    async fn act(&self, change: &Change, (procurement, event): Self::Subject) -> Result<State, Refusal> {
        let organisation = change.organisation()?;
        if self.words.chars().count() > LONGEST {
            return Err(Refusal::field("words", "Enter at most 2,000 characters"));
        }
        let has_begun = event.starts <= change.clock().register_now();
        if let Some((why, instead)) = rules::no_place(event.kind, event.cancelled, has_begun) {
            return Err(Refusal::rule(why, instead));
        }
        change.fresh(&procurement.reference, self.event_seen, event.sequence).await?;
        let before = place_of(change, event.id, organisation).await?;
        let version = before.as_ref().map_or(0, |kept| kept.version);
        change.fresh(&procurement.reference, self.seen, version).await?;
        let after = match &before {
            // The order of those who wait stays.
            Some(kept) if kept.state != State::GivenUp => {
                let mut row = kept.clone().into_active_model();
                row.account_id = Set(change.actor().account());
                row.words = Set(self.words.clone());
                row.version = Set(version + 1);
                row.update(&change.tx).await?
            }
            given_up => {
                let taken = table::Entity::find()
                    .filter(table::Column::EventId.eq(event.id))
                    .filter(table::Column::State.eq(State::Place))
                    .count(&change.tx)
                    .await?;
                let state = rules::next_gets(event.capacity, i64::try_from(taken).unwrap_or(i64::MAX));
                let row = table::ActiveModel {
                    event_id: Set(event.id),
                    organisation_id: Set(organisation),
                    account_id: Set(change.actor().account()),
                    words: Set(self.words.clone()),
                    state: Set(state),
                    attended: Set(None),
                    at: Set(change.now()),
                    version: Set(version + 1),
                    ..Default::default()
                };
                match given_up {
                    Some(kept) => table::ActiveModel { id: Set(kept.id), ..row }.update(&change.tx).await?,
                    None => row.insert(&change.tx).await?,
                }
            }
        };
        change.record(Self::NAME, &procurement.reference, before.as_ref(), &after);
        Ok(after.state)
    }
}
