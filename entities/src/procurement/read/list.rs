//! The list of tender events: what is coming first, in scope before the rest; then what is past, the latest first.

use std::collections::{BTreeSet, HashMap};

use chrono::{DateTime, Utc};
use sea_orm::{
    ConnectionTrait, ExprTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait, Select,
    entity::prelude::*,
    sea_query::{Alias, Asterisk, Expr, Query},
};

use super::{CAP, Filter};
use crate::{
    Refusal, Register,
    access::Viewer,
    procurement::{
        EventKind, State, When, rules,
        table::{self, event},
    },
    values::{Pence, Reference},
};

/// A part of the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Section {
    /// Coming, and in the register's scope.
    ComingInScope,
    /// Coming, of other imported notices.
    ComingElsewhere,
    Past,
}

/// An event in the list.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    pub id: i64,
    pub section: Section,
    pub kind: EventKind,
    pub when: When,
    pub place: String,
    pub note: String,
    pub cancelled: bool,
    pub sequence: i64,
    pub changed_at: DateTime<Utc>,
    pub procurement: Reference,
    pub title: String,
    pub buyer: String,
    pub state: State,
    pub in_scope: bool,
    pub value_low: Option<Pence>,
    pub value_high: Option<Pence>,
}

/// How many events the other filters leave, by scope and time. The coming ones are counted first, and of each scope no further
/// than 10,001 are counted: so many mean "more than 10,000".
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    pub coming_in_scope: u64,
    pub coming_elsewhere: u64,
    pub past_in_scope: u64,
    pub past_elsewhere: u64,
}

impl Counts {
    /// Events in scope.
    pub fn in_scope(&self) -> u64 {
        self.coming_in_scope + self.past_in_scope
    }

    /// Events out of scope.
    pub fn elsewhere(&self) -> u64 {
        self.coming_elsewhere + self.past_elsewhere
    }

    /// All of them.
    pub fn all(&self) -> u64 {
        self.in_scope() + self.elsewhere()
    }

    /// What a filter of scope leaves.
    pub fn of(&self, in_scope: Option<bool>) -> u64 {
        match in_scope {
            None => self.all(),
            Some(true) => self.in_scope(),
            Some(false) => self.elsewhere(),
        }
    }
}

/// One page of the list.
#[derive(Clone, Debug, Default)]
pub struct List {
    pub rows: Vec<Row>,
    pub counts: Counts,
    /// How many the filter leaves, over all pages.
    pub count: u64,
}

impl Register {
    /// The tender events that a viewer may read.
    pub async fn tenders(&self, viewer: &Viewer, filter: &Filter) -> Result<List, Refusal> {
        let (clock, now) = (self.clock(), self.clock().register_now());
        let base = filter
            .events(self.reader(), viewer, clock.register_now())
            .await?
            .filter(event::Column::Cancelled.eq(false));
        let part = |in_scope: Option<bool>, coming: bool| {
            let time = if coming { event::Column::OverAt.gt(now) } else { event::Column::OverAt.lte(now) };
            let find = base.clone().filter(time);
            match in_scope {
                Some(in_scope) => find.filter(event::Column::InScope.eq(in_scope)),
                None => find,
            }
        };
        let both = async |in_scope: bool| -> Result<(u64, u64), Refusal> {
            let coming = self.capped(part(Some(in_scope), true), CAP + 1).await?;
            Ok((coming, self.capped(part(Some(in_scope), false), CAP + 1 - coming).await?))
        };
        let ((coming_in_scope, past_in_scope), (coming_elsewhere, past_elsewhere)) =
            (both(true).await?, both(false).await?);
        let counts = Counts { coming_in_scope, coming_elsewhere, past_in_scope, past_elsewhere };
        let past = match filter.in_scope {
            Some(true) => counts.past_in_scope,
            Some(false) => counts.past_elsewhere,
            None => counts.past_in_scope + counts.past_elsewhere,
        };
        let sections = [
            (Section::ComingInScope, filter.in_scope != Some(false), counts.coming_in_scope),
            (Section::ComingElsewhere, filter.in_scope != Some(true), counts.coming_elsewhere),
            (Section::Past, true, past),
        ];
        let (mut skip, most) = (filter.extent.before(), filter.extent.most());
        let mut rows = Vec::new();
        for (section, _, count) in sections.into_iter().filter(|(_, wanted, _)| *wanted) {
            let room = most.saturating_sub(rows.len() as u64);
            if skip < count && room > 0 {
                let find = match section {
                    Section::ComingInScope => part(Some(true), true),
                    Section::ComingElsewhere => part(Some(false), true),
                    Section::Past => part(filter.in_scope, false),
                };
                let find = match section {
                    Section::Past => find.order_by_desc(event::Column::OverAt).order_by_desc(event::Column::Id),
                    _ => find.order_by_asc(event::Column::OverAt).order_by_asc(event::Column::Id),
                };
                let events = find.offset(skip).limit(room).all(self.reader()).await?;
                rows.extend(self.event_rows(events).await?);
            }
            skip = skip.saturating_sub(count);
        }
        Ok(List { rows, counts, count: counts.of(filter.in_scope) })
    }

    /// How many rows, counted no further than `most`.
    async fn capped(&self, find: Select<event::Entity>, most: u64) -> Result<u64, Refusal> {
        if most == 0 {
            return Ok(0);
        }
        let some = find.select_only().expr_as(Expr::val(1), "one").limit(most).into_query();
        let count = Query::select()
            .expr_as(Expr::col(Asterisk).count(), "n")
            .from_subquery(some, Alias::new("some"))
            .to_owned();
        let row = self.reader().query_one(&count).await?;
        let count: i64 = row.map_or(Ok(0), |row| row.try_get("", "n"))?;
        Ok(u64::try_from(count).unwrap_or_default())
    }

    /// Events with what a list shows of their procurements.
    pub(crate) async fn event_rows(&self, events: Vec<event::Model>) -> Result<Vec<Row>, Refusal> {
        let now = self.clock().register_now();
        let ids: BTreeSet<i64> = events.iter().map(|event| event.procurement_id).collect();
        // The notices themselves are long, and no list shows them.
        let found = table::Entity::find()
            .filter(table::Column::Id.is_in(ids.iter().copied()))
            .select_only()
            .columns([table::Column::Id, table::Column::Reference, table::Column::Title, table::Column::BuyerName])
            .columns([table::Column::State, table::Column::ValueLow, table::Column::ValueHigh])
            .into_tuple::<(i64, Reference, String, String, State, Option<Pence>, Option<Pence>)>()
            .all(self.reader())
            .await?;
        let found: HashMap<i64, _> = found.into_iter().map(|found| (found.0, found)).collect();
        let mut deadlines: Vec<(i64, DateTime<Utc>)> = deadlines(ids).into_tuple().all(self.reader()).await?;
        // Of several deadlines of a procurement, the last is kept.
        deadlines.sort();
        let deadlines: HashMap<i64, DateTime<Utc>> = deadlines.into_iter().collect();
        let row = |event: event::Model| {
            let (_, reference, title, buyer, state, low, high) = found.get(&event.procurement_id)?.clone();
            let deadline = deadlines.get(&event.procurement_id).copied();
            let state = rules::state_at(state, deadline, now);
            let section = match (event.over_at > now, event.in_scope) {
                (false, _) => Section::Past,
                (true, true) => Section::ComingInScope,
                (true, false) => Section::ComingElsewhere,
            };
            Some(Row {
                id: event.id,
                section,
                kind: event.kind,
                when: event.when(),
                place: event.place,
                note: event.note,
                cancelled: event.cancelled,
                sequence: event.sequence,
                changed_at: event.changed_at,
                procurement: reference,
                title,
                buyer,
                state,
                in_scope: event.in_scope,
                value_low: low,
                value_high: high,
            })
        };
        Ok(events.into_iter().filter_map(row).collect())
    }
}

/// The procurement and the instant of every deadline of some procurements.
fn deadlines(procurements: BTreeSet<i64>) -> Select<event::Entity> {
    event::Entity::find()
        .filter(event::Column::ProcurementId.is_in(procurements))
        .filter(event::Column::Kind.eq(EventKind::Deadline))
        .filter(event::Column::Cancelled.eq(false))
        .select_only()
        .columns([event::Column::ProcurementId, event::Column::OverAt])
}

#[cfg(test)]
mod tests {
    use sea_orm::DbBackend;

    use super::*;
    use crate::{extent::PAGE, story::World};

    /// The index by which SQLite goes about a query.
    async fn plan(world: &World, find: Select<event::Entity>) -> String {
        let mut asked = find.build(DbBackend::Sqlite);
        asked.sql = format!("EXPLAIN QUERY PLAN {}", asked.sql);
        let steps = world.register.reader().query_all_raw(asked).await.unwrap();
        let steps: Vec<String> = steps.iter().map(|step| step.try_get("", "detail").unwrap()).collect();
        steps.join("; ")
    }

    #[tokio::test]
    async fn a_page_never_goes_through_the_events_of_everybody() {
        let world = &World::on_sqlite().await;
        let now = world.register.clock().now();
        let by_procurement = plan(world, deadlines((1..=50).collect())).await;
        assert!(by_procurement.contains("(procurement_id=? AND kind=?)"), "{by_procurement}");
        let current = || event::Entity::find().filter(event::Column::Cancelled.eq(false));
        let past = current().filter(event::Column::OverAt.lte(now)).order_by_desc(event::Column::OverAt);
        let past = plan(world, past.order_by_desc(event::Column::Id).limit(PAGE)).await;
        assert!(past.contains("(over_at<?)") && !past.contains("TEMP B-TREE"), "{past}");
        let coming = current().filter(event::Column::InScope.eq(false)).filter(event::Column::OverAt.gt(now));
        let coming = plan(world, coming.order_by_asc(event::Column::OverAt).order_by_asc(event::Column::Id)).await;
        assert!(coming.contains("(in_scope=? AND cancelled=? AND over_at>?)"), "{coming}");
        assert!(!coming.contains("TEMP B-TREE"), "{coming}");
    }
}
