//! Digests: what is new among the events of a saved search, by mail. Written into the outbox in the transaction that notes until when
//! it was told, so that nothing is told twice and nothing is left out; several servers may do so at once.

use std::fmt::Write;

use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::{DatabaseTransaction, IntoActiveModel, QueryFilter, QuerySelect, Set, entity::prelude::*};

use super::{Digest, table::search};
use crate::{
    Reader, Refusal, Register,
    access::Viewer,
    account,
    mail::{AUTOMATIC, Letter, ORIGIN, post},
    procurement::read::{Filter, Row},
};

/// The most events that a letter lists.
const MOST: u64 = 30;

/// Longer than any change takes from its instant to its commit.
const UNDER_WAY: TimeDelta = TimeDelta::minutes(1);

impl Register {
    /// Writes the digests that are due, and tells how many letters that were.
    pub async fn write_digests(&self) -> Result<u64, Refusal> {
        let now = self.clock().now();
        let subscribed = search::Entity::find()
            .filter(search::Column::Digest.is_in([Digest::Daily, Digest::Weekly]))
            .all(self.reader())
            .await?;
        let mut letters = 0;
        for search in subscribed.into_iter().filter(|search| search.digest.is_due(search.told_until, now)) {
            letters += u64::from(self.write_digest(search.id, now).await?);
        }
        Ok(letters)
    }

    /// Whether there was something to tell.
    async fn write_digest(&self, search: i64, now: DateTime<Utc>) -> Result<bool, Refusal> {
        let tx = self.begin().await?;
        // Another server may have told it meanwhile, or the person have forgotten it.
        let found = search::Entity::find_by_id(search).lock_exclusive().one(&tx).await?;
        let Some(search) = found.filter(|search| search.digest.is_due(search.told_until, now)) else {
            return Ok(false);
        };
        // A change that is under way has its instant already: it is told the next time.
        let until = now - UNDER_WAY;
        let everybody = Reader::new(self, &Viewer::Public);
        let (news, count) = match Filter::saved(&search.query) {
            Some(filter) => everybody.tender_news_since(&filter, search.told_until..until, MOST).await?,
            None => (Vec::new(), 0),
        };
        if count > 0 {
            tell(&tx, now, &search, &news, count).await?;
        }
        let mut row = search.into_active_model();
        row.told_until = Set(until);
        row.update(&tx).await?;
        tx.commit().await?;
        Ok(count > 0)
    }
}

async fn tell(
    tx: &DatabaseTransaction,
    now: DateTime<Utc>,
    search: &search::Model,
    news: &[Row],
    count: u64,
) -> Result<(), Refusal> {
    let Some(account) = account::table::Entity::find_by_id(search.account_id).one(tx).await? else { return Ok(()) };
    let mut text = format!("Dear {},\n\nNew or changed among the events of “{}”:\n", account.name, search.name);
    for row in news {
        let cancelled = if row.cancelled { "Cancelled: " } else { "" };
        let address = format!("{ORIGIN}/tenders/{}", row.procurement.in_address());
        let line = write!(
            text,
            "\n{cancelled}{}, {}\n{}, {}\n{address}\n",
            row.kind.label(),
            row.when.in_words(),
            row.title,
            row.buyer
        );
        line.map_err(Refusal::broken)?;
    }
    if count > MOST {
        let list = format!("\nAnd {} more: {ORIGIN}/tenders?{}\n", count - MOST, search.query);
        text.push_str(&list);
    }
    let stop = format!("\nTo get these letters less often, or none: {ORIGIN}/following\n\n{AUTOMATIC}\n");
    text.push_str(&stop);
    let subject = match count {
        1 => format!("1 tender event: {}", search.name),
        many => format!("{many} tender events: {}", search.name),
    };
    let event = format!("digest {} {}", search.id, now.timestamp_micros());
    post(tx, now, Letter { event, to: account.email, subject, text }).await
}
