//! Tables whose rows change while their lists are paged through.

use std::sync::atomic::{AtomicU32, Ordering};

use chrono::{DateTime, TimeDelta, Utc};
use proptest::{prelude::*, sample::Index};
use sea_orm::{ActiveModelTrait, EntityTrait, IntoActiveModel, NotSet, Set};

use super::{Cursor, Listing};
use crate::{
    access::Role,
    organisation::{Kind, read::Organisations, table as bodies},
    procurement::{
        EventKind,
        read::Filter,
        story::{by_hand, event},
        table::event as events,
    },
    story::World,
};

/// What a row is sorted by: few values, so that many rows are alike.
#[derive(Clone, Copy, Debug)]
pub(super) struct Values {
    pub number: i8,
    pub in_scope: bool,
}

/// What happens to a list between two pages.
#[derive(Clone, Debug)]
pub(super) enum Change {
    Add(Values),
    Move(Index, Values),
    /// A body is merged, an event cancelled.
    Hide(Index),
}

pub(super) fn values() -> impl Strategy<Value = Values> {
    (-3_i8..4, any::<bool>()).prop_map(|(number, in_scope)| Values { number, in_scope })
}

pub(super) fn changes() -> impl Strategy<Value = Vec<Change>> {
    let change = prop_oneof![
        values().prop_map(Change::Add),
        (any::<Index>(), values()).prop_map(|(row, values)| Change::Move(row, values)),
        any::<Index>().prop_map(Change::Hide),
    ];
    prop::collection::vec(change, 0..8)
}

/// A table of which a test makes and changes the rows of a list.
pub(super) trait Rows {
    type List: Listing;
    const TABLE: &'static str;
    /// The words of an update by which a row is in no list.
    const HIDE: &'static str;

    fn world(&self) -> &World;
    fn list(&self) -> Self::List;
    /// A place after the last row.
    fn end(&self) -> Cursor;
    /// Adds a row; its key.
    async fn add(&self, values: Values) -> i64;
    /// The words of an update by which a row is sorted otherwise.
    fn sorted(&self, values: Values) -> String;
    /// Where a row stands: part of the list, value, key.
    fn stands(values: Values, key: i64) -> (u8, i64, i64);
}

pub(super) struct Bodies {
    pub world: World,
    one: bodies::Model,
    number: AtomicU32,
}

impl Bodies {
    pub async fn of(world: World) -> Self {
        world.organisation("One", Kind::School).await;
        let one = bodies::Entity::find().one(world.register.reader()).await.unwrap().unwrap();
        Self { world, one, number: AtomicU32::new(0) }
    }

    fn name(values: Values) -> char {
        char::from(b'd'.checked_add_signed(values.number).unwrap())
    }
}

impl Rows for Bodies {
    type List = Organisations;
    const TABLE: &'static str = "organisation";
    const HIDE: &'static str = "merged_into_id = id";

    fn world(&self) -> &World {
        &self.world
    }

    fn list(&self) -> Organisations {
        Organisations::default()
    }

    fn end(&self) -> Cursor {
        Cursor { segment: 0, id: 0, key: "z".into() }
    }

    async fn add(&self, values: Values) -> i64 {
        let number = self.number.fetch_add(1, Ordering::Relaxed);
        let row = bodies::ActiveModel {
            id: NotSet,
            reference: Set(format!("ORG-2013-{number:03}").parse().unwrap()),
            name_key: Set(Self::name(values).into()),
            ..self.one.clone().into_active_model().reset_all()
        };
        row.insert(self.world.register.writer()).await.unwrap().id
    }

    fn sorted(&self, values: Values) -> String {
        format!("name_key = '{}'", Self::name(values))
    }

    fn stands(values: Values, key: i64) -> (u8, i64, i64) {
        (0, values.number.into(), key)
    }
}

pub(super) struct Events {
    pub world: World,
    one: events::Model,
    /// About now: what is over at it is past by less than a day.
    now: DateTime<Utc>,
}

impl Events {
    pub async fn of(world: World) -> Self {
        let council = world.organisation("Council", Kind::LocalAuthority).await;
        let commissioner = world.person(&council, &[Role::Commissioner]).await;
        let procurement = world.register.change(&commissioner, &by_hand(&council)).await.unwrap();
        let engagement = event(&procurement, EventKind::Engagement, 12, 10);
        world.register.change(&commissioner, &engagement).await.unwrap();
        let one = events::Entity::find().one(world.register.reader()).await.unwrap().unwrap();
        let now = world.register.clock().register_now();
        Self { world, one, now }
    }

    /// From 0 on it is coming.
    fn over_at(&self, values: Values) -> DateTime<Utc> {
        self.now + TimeDelta::days(values.number.into()) + TimeDelta::hours(12)
    }
}

impl Rows for Events {
    type List = Filter;
    const TABLE: &'static str = "tender_event";
    const HIDE: &'static str = "cancelled = TRUE";

    fn world(&self) -> &World {
        &self.world
    }

    fn list(&self) -> Filter {
        Filter::default()
    }

    fn end(&self) -> Cursor {
        Cursor { segment: 2, id: 0, key: "1999-01-01T00:00:00Z".into() }
    }

    async fn add(&self, values: Values) -> i64 {
        let row = events::ActiveModel {
            id: NotSet,
            over_at: Set(self.over_at(values)),
            in_scope: Set(values.in_scope),
            ..self.one.clone().into_active_model().reset_all()
        };
        row.insert(self.world.register.writer()).await.unwrap().id
    }

    fn sorted(&self, values: Values) -> String {
        let over_at = self.over_at(values).to_rfc3339();
        format!("over_at = '{over_at}', in_scope = {}", values.in_scope)
    }

    fn stands(values: Values, key: i64) -> (u8, i64, i64) {
        match (values.number < 0, values.in_scope) {
            (false, true) => (0, values.number.into(), key),
            (false, false) => (1, values.number.into(), key),
            // What is past comes last, the latest first.
            (true, _) => (2, -i64::from(values.number), -key),
        }
    }
}
