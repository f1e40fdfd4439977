//! What to list: the same for the page, the calendar and the feed.

use chrono::{DateTime, Days, Utc};
use sea_orm::{
    Condition, QueryFilter, QuerySelect, QueryTrait,
    entity::prelude::*,
    sea_query::{SelectStatement, SimpleExpr},
};

use super::{Band, reads_all};
use crate::{
    access::Viewer,
    clock::{Clock, at},
    procurement::{
        EventKind,
        table::{self, event},
    },
    search,
    service::AreaOfNeed,
    values::{cpv::CpvBranch, text},
};

/// Which events to list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Events of these kinds; of all kinds if none is given.
    pub kinds: Vec<EventKind>,
    /// Words that all occur in the buyer's name.
    pub buyer: String,
    /// Of procurements whose deadline lies within so many days of the register's day; without kinds, the deadlines only.
    pub closing_within: Option<u32>,
    /// Happening within so many days of the register's day, from it on.
    pub within: Option<u32>,
    /// Of procurements for this need, confirmed or proposed.
    pub area: Option<AreaOfNeed>,
    /// Of procurements with this CPV code or one below it.
    pub cpv: Option<CpvBranch>,
    /// Of procurements of about this value.
    pub value: Option<Band>,
    /// Words that all occur in title, buyer or description, or begin a word there.
    pub words: String,
    /// In scope only, or out of scope only.
    pub in_scope: Option<bool>,
    /// From 1.
    pub page: u64,
}

/// Counts are exact to here; beyond, they say so.
pub const CAP: u64 = 10_000;

/// More procurements than this are not named one by one in a query.
const MOST_NAMED: u64 = 2_000;

impl Filter {
    /// The events that a viewer may read and the filter wants, leaving scope, time and order to the caller.
    pub(super) async fn events(
        &self,
        db: &impl ConnectionTrait,
        viewer: &Viewer,
        clock: &Clock,
    ) -> Result<sea_orm::Select<event::Entity>, DbErr> {
        let mut find = event::Entity::find();
        if !reads_all(viewer.roles()) {
            find = find.filter(event::Column::Published.eq(true));
        }
        if let Some(procurements) = self.procurements(db).await? {
            find = find.filter(procurements);
        }
        let mut kinds = self.kinds.clone();
        if let Some(days) = self.closing_within {
            find = find.filter(event::Column::ProcurementId.in_subquery(closing_within(clock, days)));
            if kinds.is_empty() {
                kinds = vec![EventKind::Deadline];
                let (now, until) = within(clock, days);
                find = find.filter(event::Column::OverAt.gte(now)).filter(event::Column::OverAt.lt(until));
            }
        }
        if let Some(days) = self.within {
            let (now, until) = within(clock, days);
            find = find.filter(event::Column::OverAt.gte(now)).filter(event::Column::Starts.lt(until));
        }
        if !kinds.is_empty() {
            find = find.filter(event::Column::Kind.is_in(kinds.iter().map(EventKind::code)));
        }
        Ok(find)
    }

    /// The events of the procurements with these words and this buyer; `None` if neither is asked for. They are looked up once
    /// for all the queries of a page, unless they are too many to name.
    async fn procurements(&self, db: &impl ConnectionTrait) -> Result<Option<SimpleExpr>, DbErr> {
        let contains = |column: table::Column, words: &str| {
            text::sought(words).iter().fold(Condition::all(), |all, word| all.add(column.contains(word)))
        };
        let mut wanted = Condition::all().add(contains(table::Column::BuyerKey, &self.buyer));
        let with_words = search::keys_with(db, search::Kind::Procurement, &self.words).await?;
        let has_words = with_words.is_some();
        if let Some(keys) = with_words {
            wanted = wanted.add(table::Column::Id.in_subquery(keys));
        }
        if let Some(branch) = &self.cpv {
            let (first, last) = branch.range();
            wanted = wanted.add(table::Column::Cpv.between(first, last));
        }
        if let Some(area) = self.area {
            wanted = wanted.add(table::Column::AreaOfNeed.eq(area));
        }
        if let Some(band) = self.value {
            wanted = wanted.add(band.condition());
        }
        if !has_words
            && text::sought(&self.buyer).is_empty()
            && self.cpv.is_none()
            && self.value.is_none()
            && self.area.is_none()
        {
            return Ok(None);
        }
        let keys = table::Entity::find().select_only().column(table::Column::Id).filter(wanted);
        let found: Vec<i64> = keys.clone().limit(MOST_NAMED + 1).into_tuple().all(db).await?;
        let of_them = event::Column::ProcurementId;
        let named = found.len() as u64 <= MOST_NAMED;
        Ok(Some(if named { of_them.is_in(found) } else { of_them.in_subquery(keys.into_query()) }))
    }
}

/// From the register's instant to the end of a day so many days on.
fn within(clock: &Clock, days: u32) -> (DateTime<Utc>, DateTime<Utc>) {
    let today = clock.today();
    let last = today.checked_add_days(Days::new(u64::from(Ord::min(days, 3_660)) + 1)).unwrap_or(today);
    (clock.register_now(), at(last, 0, 0))
}

/// The keys of procurements with a deadline ahead, so many days at most.
fn closing_within(clock: &Clock, days: u32) -> SelectStatement {
    let (now, until) = within(clock, days);
    event::Entity::find()
        .select_only()
        .column(event::Column::ProcurementId)
        .filter(event::Column::Kind.eq(EventKind::Deadline))
        .filter(event::Column::Cancelled.eq(false))
        .filter(event::Column::OverAt.gte(now))
        .filter(event::Column::OverAt.lt(until))
        .into_query()
}
