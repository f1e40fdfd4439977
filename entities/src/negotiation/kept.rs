//! What a negotiation asks of whom: where each party is still to say where it stands, and how many proposals wait.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use sea_orm::{QueryOrder, entity::prelude::*};

use super::{
    clauses::{clauses, rounds},
    table::action,
};
use crate::agreement::{Agreement, State, read::parties};

/// What is asked in a round that is open.
#[derive(Clone, Debug, Default)]
pub(crate) struct Open {
    /// The number of the round, and the last day on which parties are asked.
    pub round: Option<(i64, NaiveDate)>,
    /// On how many clauses each party is still to say where it stands.
    pub silent: BTreeMap<i64, usize>,
    /// How many proposed wordings wait for whoever drafts.
    pub waiting: usize,
    /// What meetings asked for and is not done: of whom, what, by when.
    pub actions: Vec<(i64, String, NaiveDate)>,
}

/// Of an edition; nothing if it is not negotiated.
pub(crate) async fn open(db: &impl ConnectionTrait, edition: &Agreement) -> Result<Open, DbErr> {
    if edition.state != State::Negotiating {
        return Ok(Open::default());
    }
    let newest = rounds(db, edition.edition_id).await?.into_iter().next();
    let round = newest.filter(|round| round.closed_on.is_none()).map(|round| (round.number, round.closes));
    let (_, clauses) = clauses(db, edition).await?;
    let parties = parties(db, edition.edition_id).await?;
    let waiting = clauses.iter().map(|clause| clause.waiting(&parties).count()).sum();
    let mut silent = BTreeMap::new();
    for party in parties.iter().filter(|party| round.is_some() && !party.leaving) {
        let asked = clauses.iter().filter(|clause| clause.standpoint(party.organisation_id).is_asked()).count();
        if asked > 0 {
            silent.insert(party.organisation_id, asked);
        }
    }
    let asked = action::Entity::find().filter(action::Column::EditionId.eq(edition.edition_id));
    let asked = asked.filter(action::Column::DoneOn.is_null()).order_by_asc(action::Column::Id).all(db).await?;
    let actions = asked.into_iter().map(|row| (row.organisation_id, row.words, row.due)).collect();
    Ok(Open { round, silent, waiting, actions })
}
