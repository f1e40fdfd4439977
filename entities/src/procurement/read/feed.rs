//! Events for calendars, feed readers and letters, by the same filter as the list.

use std::ops::Range;

use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::{
    Condition, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait, Select, entity::prelude::*,
};

use super::{Filter, Row};
use crate::{Read, Reader, Refusal, access::Permission, procurement::table::event};

/// The most events a calendar gets.
const MOST_EVENTS: usize = 2_000;
/// The most entries a feed gets.
const MOST_ENTRIES: u64 = 100;
/// How long a calendar keeps what is over, in days.
const KEPT_DAYS: i64 = 90;

/// The events of a calendar, in order of time: coming ones, and those over for at most 90 days. Cancelled ones are among
/// them, so that calendars take them out. Of more than 2,000 those are left out that come last, and what is over before
/// anything that comes.
#[derive(Clone, Debug, Default)]
pub struct TenderCalendar(pub Filter);

impl Read for TenderCalendar {
    const PERMISSION: Permission = Permission::ReadPublished;
    type Answer = Vec<Row>;

    async fn answer(&self, reader: &Reader<'_>) -> Result<Vec<Row>, Refusal> {
        let find = reader.tender_events(&self.0, reader.register().clock().register_now()).await?;
        reader.calendar_of(find, MOST_EVENTS).await
    }
}

/// The entries of a feed: the 100 events that were added or changed last, the latest first.
#[derive(Clone, Debug, Default)]
pub struct TenderNews(pub Filter);

impl Read for TenderNews {
    const PERMISSION: Permission = Permission::ReadPublished;
    type Answer = Vec<Row>;

    async fn answer(&self, reader: &Reader<'_>) -> Result<Vec<Row>, Refusal> {
        let find = reader.tender_events(&self.0, reader.register().clock().register_now()).await?;
        reader.event_rows(latest(find).limit(MOST_ENTRIES).all(reader.db()).await?).await
    }
}

impl Reader<'_> {
    /// So many of some events at most, as a calendar has them.
    pub(crate) async fn calendar_of(&self, find: Select<event::Entity>, most: usize) -> Result<Vec<Row>, Refusal> {
        use event::Column::{Id, OverAt};
        let (now, most) = (self.register().clock().register_now(), most as u64);
        let coming = find.clone().filter(OverAt.gt(now)).order_by_asc(OverAt).order_by_asc(Id);
        let coming = coming.limit(most).all(self.db()).await?;
        let over = find.filter(OverAt.lte(now)).filter(OverAt.gt(now - TimeDelta::days(KEPT_DAYS)));
        let over = over.order_by_desc(OverAt).order_by_desc(Id).limit(most - coming.len() as u64);
        let mut events = over.all(self.db()).await?;
        events.reverse();
        events.extend(coming);
        self.event_rows(events).await
    }

    /// What became news of a filter meanwhile, the latest first, so many at most; and how many events that is in all. News is
    /// what was added, changed or listed then, and what is still to be and came so near that the filter has it now and had it not before.
    pub(crate) async fn tender_news_since(
        &self,
        filter: &Filter,
        meanwhile: Range<DateTime<Utc>>,
        most: u64,
    ) -> Result<(Vec<Row>, u64), Refusal> {
        let (Range { start, end }, clock) = (meanwhile, self.register().clock());
        let now = clock.register_now();
        let changed = Condition::all().add(event::Column::ChangedAt.gt(start)).add(event::Column::ChangedAt.lte(end));
        let mut is_news = Condition::any().add(changed);
        if filter.is_about_what_is_near() {
            let before = self.tender_events(filter, now - (clock.now() - start)).await?;
            let had = before.select_only().column(event::Column::Id).into_query();
            let came_near = Condition::all()
                .add(event::Column::ChangedAt.lte(end))
                .add(event::Column::Cancelled.eq(false))
                .add(event::Column::Id.not_in_subquery(had));
            is_news = is_news.add(came_near);
        }
        let news = self.tender_events(filter, now).await?.filter(is_news);
        let count = news.clone().count(self.db()).await?;
        let rows = latest(news).limit(most).all(self.db()).await?;
        Ok((self.event_rows(rows).await?, count))
    }

    async fn tender_events(&self, filter: &Filter, as_of: DateTime<Utc>) -> Result<Select<event::Entity>, Refusal> {
        let find = filter.events(self.db(), self.viewer(), as_of).await?;
        Ok(match filter.in_scope {
            Some(in_scope) => find.filter(event::Column::InScope.eq(in_scope)),
            None => find,
        })
    }
}

fn latest(find: Select<event::Entity>) -> Select<event::Entity> {
    find.order_by_desc(event::Column::ChangedAt).order_by_desc(event::Column::Id)
}
