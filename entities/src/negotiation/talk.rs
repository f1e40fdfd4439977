//! Comments, and who is told of which.

use sea_orm::{QueryOrder, entity::prelude::*};

use super::{
    clauses::{self, Clause, facts},
    rules::{Comment, Reads, Said},
    table::{comment, thread},
};
use crate::{
    Change, Refusal,
    access::Permission,
    agreement::{Agreement, read},
};

/// How far somebody reads what is said in an edition's negotiation.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Gate {
    pub reads: Reads,
    /// The round was opened to all.
    pub shown: bool,
}

impl Gate {
    /// Of a body at the table, in the roles that its people speak in.
    pub async fn of_body(change: &Change, edition: &Agreement, body: i64) -> Result<Self, Refusal> {
        let shown = is_shown(&change.tx, edition.edition_id).await?;
        Ok(Self { reads: reads_of(edition, body), shown })
    }

    /// Of whoever acts.
    pub async fn of_actor(change: &Change, edition: &Agreement) -> Result<Self, Refusal> {
        let shown = is_shown(&change.tx, edition.edition_id).await?;
        let (_, standing) = read::locked(change, &edition.reference).await?;
        let all = change.actor().viewer.may(Permission::ReadPositions, standing);
        let reads = match change.actor().organisation() {
            Some(own) if !all => Reads::AsParty(own),
            _ => Reads::All,
        };
        Ok(Self { reads, shown })
    }

    /// Whether a comment of a clause is told.
    pub fn is_told(&self, one: &comment::Model, thread: &thread::Model, clause: &Clause) -> bool {
        let said: Vec<Said<'_>> = clause.said.iter().map(facts).collect();
        let of =
            Comment { organisation: one.organisation_id, thread_of: thread.organisation_id, of_words: &one.of_words };
        self.reads.is_told_comment(&of, &said, self.shown)
    }

    /// Whether somebody of an organisation may say that a thread is settled: whoever opened it, and those who read everything.
    pub fn may_resolve(&self, thread: &thread::Model, own: Option<i64>) -> bool {
        self.reads == Reads::All || own == Some(thread.organisation_id)
    }
}

/// The lead and the coordinator read everything, in the roles in which they do something about it.
pub(super) fn reads_of(edition: &Agreement, body: i64) -> Reads {
    let steers = body == edition.lead_id || Some(body) == edition.coordinator_id;
    if steers { Reads::All } else { Reads::AsParty(body) }
}

pub(super) async fn is_shown(db: &impl ConnectionTrait, edition: i64) -> Result<bool, DbErr> {
    Ok(clauses::rounds(db, edition).await?.first().is_some_and(|round| round.shown))
}

/// Every comment of an edition, the oldest first.
pub(crate) async fn comments(db: &impl ConnectionTrait, edition: i64) -> Result<Vec<comment::Model>, DbErr> {
    let of = comment::Entity::find().filter(comment::Column::EditionId.eq(edition));
    of.order_by_asc(comment::Column::Id).all(db).await
}

/// Every thread of an edition, the oldest first.
pub(crate) async fn threads(db: &impl ConnectionTrait, edition: i64) -> Result<Vec<thread::Model>, DbErr> {
    let of = thread::Entity::find().filter(thread::Column::EditionId.eq(edition));
    of.order_by_asc(thread::Column::Id).all(db).await
}
