//! The clauses of an edition as its newest revision words them, with what was said of each.

use std::collections::HashMap;

use sea_orm::{QueryOrder, entity::prelude::*};

use super::{
    Outcome, Stand,
    rules::{Said, Standpoint, newest},
    table::{position, round},
};
use crate::{
    Refusal,
    agreement::{Agreement, schedules, table::party},
    audit::sha256,
    clause,
};

/// A clause as it is worded now, and all that was said of it, the oldest first.
#[derive(Clone, Debug)]
pub(crate) struct Clause {
    pub id: i64,
    pub anchor: String,
    /// From 1.
    pub number: usize,
    pub heading: String,
    /// With its heading, without its anchor.
    pub text: String,
    /// SHA-256 over the text.
    pub hash: String,
    pub said: Vec<position::Model>,
}

impl Clause {
    /// Where a party stands on it.
    pub fn standpoint(&self, organisation: i64) -> Standpoint {
        let own = self.said.iter().rfind(|said| said.organisation_id == organisation);
        Standpoint::of(own.map(facts), &self.hash)
    }

    /// The newest that each party said of it.
    pub fn newest(&self) -> impl Iterator<Item = &position::Model> {
        let newest = newest(self.said.iter().map(facts));
        newest.into_keys().filter_map(|party| self.said.iter().rfind(|said| said.organisation_id == party))
    }

    /// Words that one of the parties proposes and nobody has decided about: those that it said last. Of a body that has left nothing waits.
    pub fn waiting<'a>(&'a self, parties: &'a [party::Model]) -> impl Iterator<Item = &'a position::Model> {
        let is_party = |body: i64| parties.iter().any(|party| party.organisation_id == body && !party.leaving);
        let is_open = |said: &&position::Model| said.stand == Stand::Proposes && said.outcome == Outcome::Waiting;
        let of_now = |said: &&position::Model| said.of_proposed == self.hash;
        self.newest().filter(is_open).filter(move |said| is_party(said.organisation_id) && !of_now(said))
    }
}

/// What rules look at of a position.
pub(crate) fn facts(said: &position::Model) -> Said<'_> {
    Said {
        organisation: said.organisation_id,
        stand: said.stand,
        of_words: &said.of_words,
        of_proposed: &said.of_proposed,
    }
}

/// The hash by which a clause's words are known: blanks at their ends count for nothing.
pub(crate) fn hash(words: &str) -> String {
    sha256(words.trim())
}

/// The number of an edition's newest revision, 0 if there is none, and its clauses; those that have no anchor are none.
pub(crate) async fn clauses(db: &impl ConnectionTrait, edition: &Agreement) -> Result<(i64, Vec<Clause>), DbErr> {
    let Some(revision) = schedules::newest(db, edition).await? else { return Ok((0, Vec::new())) };
    let keys = clause::table::Entity::find().filter(clause::table::Column::EditionId.eq(edition.edition_id));
    let keys: HashMap<String, i64> = keys.all(db).await?.into_iter().map(|row| (row.anchor, row.id)).collect();
    let said = position::Entity::find().filter(position::Column::EditionId.eq(edition.edition_id));
    let mut by_clause: HashMap<i64, Vec<position::Model>> = HashMap::new();
    for row in said.order_by_asc(position::Column::Id).all(db).await? {
        by_clause.entry(row.clause_id).or_default().push(row);
    }
    let clauses = clause::pieces(&revision.text).into_iter().filter_map(|piece| {
        let (number, id) = (piece.number?, *keys.get(&piece.anchor)?);
        let said = by_clause.remove(&id).unwrap_or_default();
        let (anchor, heading, hash) = (piece.anchor, piece.heading, hash(&piece.text));
        Some(Clause { id, anchor, number, heading, hash, text: piece.text, said })
    });
    Ok((revision.number, clauses.collect()))
}

/// A clause of an edition as it is worded now, with the number of its revision.
///
/// # Errors
/// [`Refusal::NotFound`] if the newest text has none with this anchor.
pub(crate) async fn clause(
    db: &impl ConnectionTrait,
    edition: &Agreement,
    anchor: &str,
) -> Result<(i64, Clause), Refusal> {
    let (revision, clauses) = clauses(db, edition).await?;
    let clause = clauses.into_iter().find(|clause| clause.anchor == anchor).ok_or(Refusal::NotFound)?;
    Ok((revision, clause))
}

/// The rounds of an edition, the newest first.
pub(crate) async fn rounds(db: &impl ConnectionTrait, edition: i64) -> Result<Vec<round::Model>, DbErr> {
    let of = round::Entity::find().filter(round::Column::EditionId.eq(edition));
    of.order_by_desc(round::Column::Number).all(db).await
}
