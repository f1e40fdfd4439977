//! Who waits moves up where places are free; and everybody who has something to do with an event is told when it changes.

use sea_orm::{IntoActiveModel, PaginatorTrait, QueryOrder, QuerySelect, Set, entity::prelude::*};

use crate::{
    Change, Refusal,
    access::Role,
    account::{News, tell},
    engagement::{State, rules, table},
    procurement::table::event,
};

/// Gives free places to those who wait, in their order, and tells them.
pub(crate) async fn move_up(change: &Change, event: &event::Model) -> Result<(), Refusal> {
    let its = table::Entity::find().filter(table::Column::EventId.eq(event.id));
    let with = |state: State| its.clone().filter(table::Column::State.eq(state));
    let count = |rows: u64| i64::try_from(rows).unwrap_or(i64::MAX);
    let taken = count(with(State::Place).count(&change.tx).await?);
    let waiting = count(with(State::Waiting).count(&change.tx).await?);
    let room = rules::moves_up(event.capacity, taken, waiting);
    let next = with(State::Waiting)
        .order_by_asc(table::Column::At)
        .order_by_asc(table::Column::Id)
        .limit(u64::try_from(room).unwrap_or_default());
    for place in next.all(&change.tx).await? {
        let (organisation, version) = (place.organisation_id, place.version);
        let mut row = place.into_active_model();
        row.state = Set(State::Place);
        row.version = Set(version + 1);
        row.update(&change.tx).await?;
        let news = News {
            event: format!("place {} {organisation} {}", event.id, change.now().timestamp_micros()),
            roles: &[Role::Provider],
            subject: "You have a place at a market engagement event",
            text: "A place became free at an event that your organisation was waiting for.",
        };
        tell(change, organisation, &news).await?;
    }
    Ok(())
}

/// Tells everybody who has a place at an event, or waits for one.
pub(crate) async fn tell_all(change: &Change, event: &event::Model, subject: &str, text: &str) -> Result<(), Refusal> {
    let places = table::Entity::find()
        .filter(table::Column::EventId.eq(event.id))
        .filter(table::Column::State.ne(State::GivenUp))
        .all(&change.tx)
        .await?;
    for place in places {
        let news =
            News { event: format!("event {} {}", event.id, event.sequence), roles: &[Role::Provider], subject, text };
        tell(change, place.organisation_id, &news).await?;
    }
    Ok(())
}
