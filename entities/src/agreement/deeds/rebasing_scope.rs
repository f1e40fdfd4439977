//! Holding the services in scope and the review days of an edition that was set aside against what was signed meanwhile: what the
//! edition left as it was in its base is as the newest has it; what it changed itself stays.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use sea_orm::entity::prelude::*;

use super::copying;
use crate::{
    Change, Refusal,
    agreement::{
        Agreement, read,
        rules::Days,
        table::{review_day, scheme},
    },
    organisation::read::Kept,
};

/// Brings services and review days of an edition that is made further in step with the newest that was signed.
pub async fn rebase(change: &Change, newest: &Agreement, made: &Agreement) -> Result<(), Refusal> {
    let Some(base) = made.base_id else { return Ok(()) };
    services(change, base, newest.edition_id, made.edition_id).await?;
    reviews(change, base, newest.edition_id, made.edition_id).await
}

/// The services of an edition by their keys, each under the host that is kept.
async fn by_service(change: &Change, edition: i64) -> Result<BTreeMap<i64, scheme::Model>, Refusal> {
    let mut rows = read::schemes(&change.tx, edition).await?;
    let kept = Kept::of_all(&change.tx, rows.iter().filter_map(|row| row.host_id)).await?;
    rows.iter_mut().for_each(|row| row.host_id = row.host_id.map(|host| kept.of(host)));
    Ok(rows.into_iter().map(|row| (row.service_id, row)).collect())
}

/// All that an edition says of a service.
fn said(row: Option<&scheme::Model>) -> Option<(&str, Days, Option<i64>)> {
    row.map(|row| (row.service_name.as_str(), row.days(), row.host_id))
}

async fn services(change: &Change, base: i64, newest: i64, made: i64) -> Result<(), Refusal> {
    let (was, signed) = (by_service(change, base).await?, by_service(change, newest).await?);
    let its = by_service(change, made).await?;
    let keys: BTreeSet<i64> = was.keys().chain(signed.keys()).copied().collect();
    for key in keys {
        let (was, signed, own) = (was.get(&key), signed.get(&key), its.get(&key));
        if said(was) != said(own) || said(signed) == said(own) {
            continue;
        }
        if let Some(own) = own {
            scheme::Entity::delete_by_id(own.id).exec(&change.tx).await?;
        }
        if let Some(signed) = signed {
            copying::service(change, signed.clone(), made, signed.host_id).await?;
        }
    }
    Ok(())
}

async fn reviews(change: &Change, base: i64, newest: i64, made: i64) -> Result<(), Refusal> {
    let was: BTreeSet<NaiveDate> = read::review_days(&change.tx, base).await?.into_iter().collect();
    let signed: BTreeSet<NaiveDate> = read::review_days(&change.tx, newest).await?.into_iter().collect();
    let its: BTreeSet<NaiveDate> = read::review_days(&change.tx, made).await?.into_iter().collect();
    for on in signed.difference(&was).filter(|on| !its.contains(*on)) {
        copying::review(change, made, *on).await?;
    }
    for on in was.difference(&signed).filter(|on| its.contains(*on)) {
        let day = review_day::Entity::delete_many()
            .filter(review_day::Column::EditionId.eq(made))
            .filter(review_day::Column::OnDay.eq(*on));
        day.exec(&change.tx).await?;
    }
    Ok(())
}
