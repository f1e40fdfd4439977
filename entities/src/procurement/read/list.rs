//! The list of tender events: what is coming first, in scope before the rest; then what is past, the latest first.

use std::collections::{BTreeSet, HashMap};

use chrono::{DateTime, Utc};
use sea_orm::{FromQueryResult, QueryFilter, QueryResult, QuerySelect, QueryTrait, Select, entity::prelude::*};

use super::Filter;
use crate::{
    Read, Reader, Refusal,
    access::Permission,
    list::{COUNTED, KeyKind, Listing, Segment, Sort},
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

/// How many events there are of each sort.
#[derive(Clone, Debug)]
pub struct TenderCounts(pub Filter);

impl Filter {
    /// The events of a part of the list that are asked for, in scope or out of it if that is said.
    async fn part(&self, reader: &Reader<'_>, coming: bool, in_scope: Option<bool>) -> Result<Segment, Refusal> {
        let now = reader.register().clock().register_now();
        let time = if coming { event::Column::OverAt.gt(now) } else { event::Column::OverAt.lte(now) };
        let find = self.events(reader.db(), reader.viewer(), now).await?;
        let find = find.filter(event::Column::Cancelled.eq(false)).filter(time);
        let find = find.apply_if(in_scope, |find, in_scope| find.filter(event::Column::InScope.eq(in_scope)));
        let (key, id) = ("tender_event.over_at", "tender_event.id");
        let sort = match coming {
            true => Sort::ascending(KeyKind::Instant, key, id),
            false => Sort::descending(KeyKind::Instant, key, id),
        };
        Ok(Segment::new(find, sort))
    }
}

/// The tender events that a reader may know of: what is coming first, in scope before the rest; then what is past.
impl Listing for Filter {
    type Found = event::Model;
    type Row = Row;

    async fn segments(&self, reader: &Reader<'_>) -> Result<Vec<Segment>, Refusal> {
        let mut segments = Vec::with_capacity(3);
        for in_scope in [true, false] {
            if self.in_scope.is_none_or(|wanted| wanted == in_scope) {
                segments.push(self.part(reader, true, Some(in_scope)).await?);
            }
        }
        segments.push(self.part(reader, false, self.in_scope).await?);
        Ok(segments)
    }

    fn found(row: &QueryResult) -> Result<event::Model, DbErr> {
        event::Model::from_query_result(row, "")
    }

    async fn rows(&self, reader: &Reader<'_>, found: Vec<event::Model>) -> Result<Vec<Row>, Refusal> {
        reader.event_rows(found).await
    }
}

impl Read for TenderCounts {
    const PERMISSION: Permission = Permission::ReadPublished;
    type Answer = Counts;

    async fn answer(&self, reader: &Reader<'_>) -> Result<Counts, Refusal> {
        let both = async |in_scope: bool| -> Result<(u64, u64), Refusal> {
            let coming = self.0.part(reader, true, Some(in_scope)).await?;
            let coming = reader.counted_in(&coming, COUNTED + 1).await?;
            let past = self.0.part(reader, false, Some(in_scope)).await?;
            Ok((coming, reader.counted_in(&past, COUNTED + 1 - coming).await?))
        };
        let ((coming_in_scope, past_in_scope), (coming_elsewhere, past_elsewhere)) =
            (both(true).await?, both(false).await?);
        Ok(Counts { coming_in_scope, coming_elsewhere, past_in_scope, past_elsewhere })
    }
}

impl Reader<'_> {
    /// Events with what a list shows of their procurements.
    pub(crate) async fn event_rows(&self, events: Vec<event::Model>) -> Result<Vec<Row>, Refusal> {
        let now = self.register().clock().register_now();
        let ids: BTreeSet<i64> = events.iter().map(|event| event.procurement_id).collect();
        // The notices themselves are long, and no list shows them.
        let found = table::Entity::find()
            .filter(table::Column::Id.is_in(ids.iter().copied()))
            .select_only()
            .columns([table::Column::Id, table::Column::Reference, table::Column::Title, table::Column::BuyerName])
            .columns([table::Column::State, table::Column::ValueLow, table::Column::ValueHigh])
            .into_tuple::<(i64, Reference, String, String, State, Option<Pence>, Option<Pence>)>()
            .all(self.db())
            .await?;
        let found: HashMap<i64, _> = found.into_iter().map(|found| (found.0, found)).collect();
        let mut deadlines: Vec<(i64, DateTime<Utc>)> = deadlines(ids).into_tuple().all(self.db()).await?;
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
