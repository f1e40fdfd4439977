//! Events for calendars and feed readers, by the same filter as the list.

use chrono::TimeDelta;
use sea_orm::{QueryFilter, QueryOrder, QuerySelect, entity::prelude::*};

use super::{Filter, Row};
use crate::{Refusal, Register, access::Viewer, procurement::table::event};

/// The most events a calendar gets.
const MOST_EVENTS: u64 = 2_000;
/// The most entries a feed gets.
const MOST_ENTRIES: u64 = 100;
/// How long a calendar keeps what is over, in days.
const KEPT_DAYS: i64 = 90;

impl Register {
    /// The events of a calendar, in order of time: coming ones, and those over for at most 90 days. Cancelled ones are among
    /// them, so that calendars take them out.
    pub async fn tender_calendar(&self, viewer: &Viewer, filter: &Filter) -> Result<Vec<Row>, Refusal> {
        let since = self.clock().register_now() - TimeDelta::days(KEPT_DAYS);
        let find = self.tender_events(viewer, filter).await?.filter(event::Column::OverAt.gt(since));
        let find = find.order_by_asc(event::Column::OverAt).order_by_asc(event::Column::Id).limit(MOST_EVENTS);
        self.event_rows(find.all(self.reader()).await?).await
    }

    /// The entries of a feed: the 100 events that were added or changed last, the latest first.
    pub async fn tender_news(&self, viewer: &Viewer, filter: &Filter) -> Result<Vec<Row>, Refusal> {
        let find = self.tender_events(viewer, filter).await?;
        let find = find.order_by_desc(event::Column::ChangedAt).order_by_desc(event::Column::Id).limit(MOST_ENTRIES);
        self.event_rows(find.all(self.reader()).await?).await
    }

    async fn tender_events(&self, viewer: &Viewer, filter: &Filter) -> Result<sea_orm::Select<event::Entity>, Refusal> {
        let find = filter.events(self.reader(), viewer, &self.clock()).await?;
        Ok(match filter.in_scope {
            Some(in_scope) => find.filter(event::Column::InScope.eq(in_scope)),
            None => find,
        })
    }
}
