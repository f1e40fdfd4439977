//! What a negotiation asks of whom: where each party is still to say where it stands, and how many proposals wait.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use sea_orm::{QueryOrder, entity::prelude::*};

use super::{
    clauses::{Clause, clauses, rounds},
    table::{action, comment, mention},
    talk,
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
    /// Who was asked to read a comment and has not answered.
    pub mentions: Vec<Mention>,
}

/// A comment that somebody was asked to read.
#[derive(Clone, Debug)]
pub(crate) struct Mention {
    pub account: i64,
    /// For which of the bodies at the table.
    pub organisation: i64,
    /// Whose comment it is.
    pub of: i64,
    /// The clause's number.
    pub clause: usize,
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
    let mentions = mentions(db, edition, &clauses).await?;
    Ok(Open { round, silent, waiting, actions, mentions })
}

/// Those who were asked to read a comment of a thread that is not settled, may read it, and have said nothing there since; each once
/// for a thread.
async fn mentions(db: &impl ConnectionTrait, edition: &Agreement, clauses: &[Clause]) -> Result<Vec<Mention>, DbErr> {
    let of = mention::Entity::find().filter(mention::Column::EditionId.eq(edition.edition_id));
    let asked = of.order_by_asc(mention::Column::Id).all(db).await?;
    if asked.is_empty() {
        return Ok(Vec::new());
    }
    let (threads, comments) =
        (talk::threads(db, edition.edition_id).await?, talk::comments(db, edition.edition_id).await?);
    let shown = talk::is_shown(db, edition.edition_id).await?;
    let mut waiting = BTreeMap::new();
    for row in asked {
        let Some(comment) = comments.iter().find(|one| one.id == row.comment_id) else { continue };
        let open = threads.iter().find(|thread| thread.id == comment.thread_id && thread.resolved_at.is_none());
        let Some(thread) = open else { continue };
        let Some(clause) = clauses.iter().find(|clause| clause.id == thread.clause_id) else { continue };
        let gate = talk::Gate { reads: talk::reads_of(edition, row.organisation_id), shown };
        let later = |one: &&comment::Model| one.thread_id == thread.id && one.id > comment.id;
        let has_answered = comments.iter().filter(later).any(|one| one.account_id == Some(row.account_id));
        if gate.is_told(comment, thread, clause) && !has_answered {
            let (account, organisation) = (row.account_id, row.organisation_id);
            let mention = Mention { account, organisation, of: comment.organisation_id, clause: clause.number };
            waiting.insert((thread.id, account), mention);
        }
    }
    Ok(waiting.into_values().collect())
}
