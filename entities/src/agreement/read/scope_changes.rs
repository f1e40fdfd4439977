//! Which services an edition brings into scope or takes out of it, with which other days or host, and which review days come or go.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use sea_orm::entity::prelude::*;

use super::{
    changed::{Altered, Fate, ScopeChange},
    review_days, schemes,
};
use crate::{
    Refusal,
    access::Viewer,
    agreement::{Agreement, table::scheme},
    organisation::{
        self,
        read::{Kept, Named},
    },
    service,
};

/// What changes of the services in scope, in the order in which they were put there, and last those that go. A service that
/// the viewer may not read has no name.
pub(super) async fn services(
    db: &impl ConnectionTrait,
    viewer: &Viewer,
    before: &Agreement,
    after: &Agreement,
) -> Result<Vec<ScopeChange>, Refusal> {
    let (was, is) = (schemes(db, before.edition_id).await?, schemes(db, after.edition_id).await?);
    let readable = service::read::named(db, viewer, was.iter().chain(&is).map(|row| row.service_id)).await?;
    let keys = was.iter().chain(&is).filter_map(|row| row.host_id);
    let keys: Vec<i64> = keys.collect();
    // One body is one body, whichever of its records stands in the one edition and in the other.
    let kept = Kept::of_all(db, keys.iter().copied()).await?;
    let names = organisation::read::named(db, keys.iter().map(|key| kept.of(*key))).await?;
    let told = |row: Option<&scheme::Model>| -> [(&'static str, String); 3] {
        let Some(row) = row else { return ["Called", "In scope", "Hosted by"].map(|what| (what, String::new())) };
        let called = if readable.contains_key(&row.service_id) { row.service_name.clone() } else { String::new() };
        let host = row.host_id.map_or_else(String::new, |host| Named::of(&names, kept.of(host)).name);
        [("Called", called), ("In scope", row.days().in_words()), ("Hosted by", host)]
    };
    let change = |was: Option<&scheme::Model>, is: Option<&scheme::Model>| -> Option<ScopeChange> {
        let fate = match (was, is) {
            (None, _) => Fate::New,
            (_, None) => Fate::Gone,
            _ => Fate::Changed,
        };
        let pairs = told(was).into_iter().zip(told(is)).filter(|((_, before), (_, after))| before != after);
        let changes = pairs.map(|((what, before), (_, after))| Altered { what: what.to_owned(), before, after });
        let changes: Vec<Altered> = changes.collect();
        let row = is.or(was)?;
        let service = readable
            .get(&row.service_id)
            .map(|(reference, now)| (reference.clone(), service::read::called(&row.service_name, now)));
        (!changes.is_empty()).then_some(ScopeChange { service, fate, changes })
    };
    let before: BTreeMap<i64, &scheme::Model> = was.iter().map(|row| (row.service_id, row)).collect();
    let stays: BTreeSet<i64> = is.iter().map(|row| row.service_id).collect();
    let mut all: Vec<ScopeChange> =
        is.iter().filter_map(|row| change(before.get(&row.service_id).copied(), Some(row))).collect();
    all.extend(was.iter().filter(|row| !stays.contains(&row.service_id)).filter_map(|row| change(Some(row), None)));
    Ok(all)
}

/// The review days that come or go, in their order.
pub(super) async fn reviews(
    db: &impl ConnectionTrait,
    before: &Agreement,
    after: &Agreement,
) -> Result<Vec<(NaiveDate, Fate)>, Refusal> {
    let was: BTreeSet<NaiveDate> = review_days(db, before.edition_id).await?.into_iter().collect();
    let is: BTreeSet<NaiveDate> = review_days(db, after.edition_id).await?.into_iter().collect();
    let differing = was.symmetric_difference(&is);
    Ok(differing.map(|on| (*on, if is.contains(on) { Fate::New } else { Fate::Gone })).collect())
}
