//! Who answers today for bodies of an earlier day, and for whom a body answers.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use chrono::NaiveDate;
use sea_orm::{QueryOrder, entity::prelude::*};

use super::{Kept, Named};
use crate::organisation::{
    rules::succession::{self, Link},
    table,
};

/// A body that answers for another today.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answering {
    pub organisation: Named,
    /// `None` for all of it.
    pub area: Option<String>,
}

/// Who answers today for each of some bodies, whichever of its records is named. Nobody is named for a body that none has taken over
/// from.
pub(crate) async fn answering(
    db: &impl ConnectionTrait,
    bodies: impl IntoIterator<Item = i64>,
    today: NaiveDate,
) -> Result<HashMap<i64, Vec<Answering>>, DbErr> {
    let bodies: BTreeSet<i64> = bodies.into_iter().collect();
    let kept = Kept::of_all(db, bodies.iter().copied()).await?;
    let links = links_after(db, &bodies.iter().map(|body| kept.of(*body)).collect(), today).await?;
    if links.is_empty() {
        return Ok(HashMap::new());
    }
    let found = table::Entity::find().filter(table::Column::Id.is_in(links.iter().map(|link| link.to)));
    let found: BTreeMap<i64, table::Model> = found.all(db).await?.into_iter().map(|row| (row.id, row)).collect();
    let goes_on = |id| found.get(&id).is_some_and(|row| row.closed.is_none_or(|closed| closed >= today));
    let named = |(id, area): (i64, Option<String>)| {
        let row = found.get(&id)?;
        let organisation = Named { reference: row.reference.clone(), name: row.name.clone() };
        Some(Answering { organisation, area })
    };
    let all = bodies.into_iter().map(|body| {
        let answer = succession::answering(kept.of(body), &links, goes_on);
        (body, answer.into_iter().filter_map(named).collect::<Vec<_>>())
    });
    Ok(all.filter(|(_, answer)| !answer.is_empty()).collect())
}

/// The bodies for which one answers today, itself not among them.
pub(crate) async fn answers_for(
    db: &impl ConnectionTrait,
    organisation: &table::Model,
    today: NaiveDate,
) -> Result<HashMap<i64, Option<String>>, DbErr> {
    let mut before = BTreeSet::new();
    let mut next = BTreeSet::from([organisation.id]);
    while !next.is_empty() {
        let rows = in_force(today).filter(table::successor::Column::SuccessorId.is_in(next.iter().copied()));
        let rows: BTreeSet<i64> = rows.all(db).await?.into_iter().map(|row| row.organisation_id).collect();
        next = rows.into_iter().filter(|id| *id != organisation.id && !before.contains(id)).collect();
        before.extend(next.iter().copied());
    }
    let answers = answering(db, before, today).await?;
    let mine = answers.into_iter().filter_map(|(body, answer)| {
        let mine = answer.into_iter().find(|answer| answer.organisation.reference == organisation.reference)?;
        Some((body, mine.area))
    });
    Ok(mine.collect())
}

/// Every step from some bodies to those that have taken over by a day, and on from there.
async fn links_after(db: &impl ConnectionTrait, bodies: &BTreeSet<i64>, today: NaiveDate) -> Result<Vec<Link>, DbErr> {
    let (mut links, mut been, mut next) = (Vec::new(), BTreeSet::new(), bodies.clone());
    while !next.is_empty() {
        let rows = in_force(today).filter(table::successor::Column::OrganisationId.is_in(next.iter().copied()));
        let rows = rows.all(db).await?;
        been.append(&mut next);
        next = rows.iter().map(|row| row.successor_id).filter(|id| !been.contains(id)).collect();
        links.extend(rows.into_iter().map(link));
    }
    Ok(links)
}

/// The successors that have taken over by a day and were not withdrawn.
fn in_force(today: NaiveDate) -> Select<table::successor::Entity> {
    use table::successor::{Column, Entity};
    Entity::find().filter(Column::FromDay.lte(today)).filter(Column::Withdrawn.eq(false)).order_by_asc(Column::Id)
}

/// A step, as the rules see it.
pub(crate) fn link(row: table::successor::Model) -> Link {
    Link { from: row.organisation_id, to: row.successor_id, area: row.area }
}
