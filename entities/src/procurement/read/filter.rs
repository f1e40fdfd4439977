//! What to list: the same for the page, the calendar and the feed.

use std::collections::BTreeSet;

use chrono::{DateTime, Days, Utc};
use sea_orm::{
    Condition, ExprTrait, QueryFilter, QuerySelect, QueryTrait,
    entity::prelude::*,
    sea_query::{Expr, Query, SelectStatement, SimpleExpr},
};

use super::Band;
use crate::{
    access::Viewer,
    clock::{at, day_of},
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
}

/// More procurements than this are not named one by one in a query.
const MOST_NAMED: u64 = 2_000;

impl Filter {
    /// True if an event that does not change can come into it, as days pass.
    pub(super) const fn is_about_what_is_near(&self) -> bool {
        self.closing_within.is_some() || self.within.is_some()
    }

    /// The events that a viewer may read and the filter wants as of an instant of the register's, leaving scope, time and order to the caller.
    pub(super) async fn events(
        &self,
        db: &impl ConnectionTrait,
        viewer: &Viewer,
        as_of: DateTime<Utc>,
    ) -> Result<sea_orm::Select<event::Entity>, DbErr> {
        let mut find = event::Entity::find();
        if !viewer.watches() {
            find = find.filter(event::Column::Published.eq(true));
        }
        if let Some(procurements) = self.procurements(db).await? {
            find = find.filter(procurements);
        }
        let mut kinds = self.kinds.clone();
        if let Some(days) = self.closing_within {
            find = find.filter(event::Column::ProcurementId.in_subquery(closing_within(as_of, days)));
            if kinds.is_empty() {
                kinds = vec![EventKind::Deadline];
                let (now, until) = within(as_of, days);
                find = find.filter(event::Column::OverAt.gte(now)).filter(event::Column::Starts.lt(until));
            }
        }
        if let Some(days) = self.within {
            let (now, until) = within(as_of, days);
            find = find.filter(event::Column::OverAt.gte(now)).filter(event::Column::Starts.lt(until));
        }
        if !kinds.is_empty() {
            find = find.filter(event::Column::Kind.is_in(kinds.iter().map(EventKind::code)));
        }
        Ok(find)
    }

    /// The events of the procurements that are asked for; `None` if all are. They are looked up once for all the queries of a
    /// page, unless they are too many to name.
    async fn procurements(&self, db: &impl ConnectionTrait) -> Result<Option<SimpleExpr>, DbErr> {
        let words = search::keys_with(db, search::Kind::Procurement, &self.words).await?;
        let Some(keys) = wanted(words, self.about()) else { return Ok(None) };
        let some = keys.clone().limit(MOST_NAMED + 1).to_owned();
        let found = db.query_all(&some).await?;
        let of_them = event::Column::ProcurementId;
        if found.len() as u64 > MOST_NAMED {
            return Ok(Some(of_them.in_subquery(keys)));
        }
        let found: BTreeSet<i64> = found.iter().map(|row| row.try_get("", KEY)).collect::<Result<_, _>>()?;
        Ok(Some(of_them.is_in(found)))
    }

    /// What is asked of a procurement, but for words.
    fn about(&self) -> Condition {
        let buyer = text::sought(&self.buyer).into_iter().map(|word| table::Column::BuyerKey.contains(word));
        let branch = self.cpv.as_ref().map(CpvBranch::range);
        buyer
            .chain(branch.map(|(first, last)| table::Column::Cpv.between(first, last)))
            .chain(self.area.map(|area| table::Column::AreaOfNeed.eq(area)))
            .fold(Condition::all(), Condition::add)
            .add_option(self.value.map(Band::condition))
    }
}

/// What keys of procurements are called.
const KEY: &str = "record_id";

/// The keys of the procurements with words and of which something else is true, some perhaps twice; `None` for all.
fn wanted(words: Option<SelectStatement>, about: Condition) -> Option<SelectStatement> {
    let mut keys = Query::select();
    match (words, about.is_empty()) {
        (words, true) => return words,
        (None, false) => keys.expr_as(Expr::col(table::Column::Id), KEY).from(table::Entity),
        // Gone through from the words, the first of them are found without finding all.
        (Some(words), false) => keys
            .column(("key", KEY))
            .from_subquery(words, "key")
            .inner_join(table::Entity, Expr::col((table::Entity, table::Column::Id)).equals(("key", KEY))),
    };
    Some(keys.cond_where(about).take())
}

/// From an instant to the end of a day so many days on.
fn within(as_of: DateTime<Utc>, days: u32) -> (DateTime<Utc>, DateTime<Utc>) {
    let today = day_of(as_of);
    let last = today.checked_add_days(Days::new(u64::from(Ord::min(days, 3_660)) + 1)).unwrap_or(today);
    (as_of, at(last, 0, 0))
}

/// The keys of procurements with a deadline ahead, so many days at most.
fn closing_within(as_of: DateTime<Utc>, days: u32) -> SelectStatement {
    let (now, until) = within(as_of, days);
    event::Entity::find()
        .select_only()
        .column(event::Column::ProcurementId)
        .filter(event::Column::Kind.eq(EventKind::Deadline))
        .filter(event::Column::Cancelled.eq(false))
        .filter(event::Column::OverAt.gte(now))
        .filter(event::Column::Starts.lt(until))
        .into_query()
}
