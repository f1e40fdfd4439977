//! What is read of negotiations, each as far as its reader may know it.

mod arguments;
mod clause;
mod meetings;
mod page;
mod talk;

pub(crate) use arguments::open_questions;
pub use arguments::{Argument, ArgumentsOf, Side};
pub use clause::{ClauseOf, ClausePage};
pub use meetings::{ActionRow, Meeting, MeetingsOf};
pub use page::{ClauseRow, Negotiation, NegotiationOf, PartyStands, Position, Progress, Round};
pub use talk::{CommentRow, Talk, TalkOf, Thread};

use std::collections::HashMap;

use sea_orm::{QueryOrder, entity::prelude::*};

use super::{
    Outcome,
    clauses::{self, Clause, facts},
    rules::{Reads, Said, Standpoint},
    table::position,
};
use crate::{
    Reader, Refusal,
    access::{Permission, Standing},
    agreement::table::party,
    organisation::{self, read::Named},
};

/// How far a reader, who stands so to the edition, reads what parties say.
fn reads(reader: &Reader<'_>, standing: Standing) -> Reads {
    match reader.viewer().organisation() {
        Some(own) if !reader.may(Permission::ReadPositions, standing) => Reads::AsParty(own),
        _ => Reads::All,
    }
}

/// What is needed to tell a reader of one edition's clauses.
struct Telling<'a> {
    reads: Reads,
    /// The round was opened to all.
    shown: bool,
    parties: &'a [party::Model],
    names: &'a HashMap<i64, Named>,
}

impl Telling<'_> {
    /// Where each party stands on a clause, by the side that it speaks for; `None` where the reader is not told of a party.
    fn stands(&self, clause: &Clause) -> Vec<PartyStands> {
        let all: Vec<Said<'_>> = clause.said.iter().map(facts).collect();
        let hears = self.reads.hears_of_all(&clause.hash, &all, self.shown);
        let mut rows: Vec<PartyStands> = self
            .parties
            .iter()
            .filter(|party| !party.leaving)
            .map(|party| {
                let own = self.reads == Reads::AsParty(party.organisation_id);
                let last = clause.said.iter().rfind(|said| said.organisation_id == party.organisation_id);
                let told = last.filter(|said| self.reads.is_told(&facts(said), &all, self.shown));
                PartyStands {
                    party: Named::of(self.names, party.organisation_id),
                    speaks_as: party.speaks_as,
                    own,
                    stands: (hears || own).then(|| clause.standpoint(party.organisation_id)),
                    said: told.map(|said| position(said, clause, self.parties)),
                }
            })
            .collect();
        rows.sort_by(|one, other| (one.speaks_as, &one.party.name).cmp(&(other.speaks_as, &other.party.name)));
        rows
    }
}

fn position(said: &position::Model, clause: &Clause, parties: &[party::Model]) -> Position {
    Position {
        id: said.id,
        stand: said.stand,
        words: said.words.clone(),
        proposed: said.proposed.clone(),
        of_now: said.of_words == clause.hash || said.of_proposed == clause.hash,
        revision: said.revision,
        at: said.at,
        outcome: said.outcome,
        reason: said.reason.clone(),
        waits: said.outcome == Outcome::Waiting && clause.waiting(parties).any(|waiting| waiting.id == said.id),
    }
}

/// True if all of whom the reader is told agree, and they are told of all.
fn all_agree(stands: &[PartyStands]) -> bool {
    !stands.is_empty() && stands.iter().all(|row| row.stands == Some(Standpoint::Agrees))
}

/// Whose words the revisions of an edition took over, by the revisions' keys, as far as the reader may know that they said anything.
pub(crate) async fn words_taken(
    reader: &Reader<'_>,
    standing: Standing,
    edition: i64,
) -> Result<HashMap<i64, Vec<Named>>, Refusal> {
    let reads = reads(reader, standing);
    let shown = clauses::rounds(reader.db(), edition).await?.first().is_some_and(|round| round.shown);
    let taken = position::Entity::find()
        .filter(position::Column::EditionId.eq(edition))
        .filter(position::Column::TakenRevisionId.is_not_null())
        .order_by_asc(position::Column::Id);
    let own = |row: &position::Model| reads == Reads::AsParty(row.organisation_id);
    let taken: Vec<_> = taken.all(reader.db()).await?;
    let told: Vec<_> = taken.into_iter().filter(|row| reads == Reads::All || shown || own(row)).collect();
    let names = organisation::read::named(reader.db(), told.iter().map(|row| row.organisation_id)).await?;
    let mut by_revision: HashMap<i64, Vec<Named>> = HashMap::new();
    for row in told {
        let Some(revision) = row.taken_revision_id else { continue };
        by_revision.entry(revision).or_default().push(Named::of(&names, row.organisation_id));
    }
    Ok(by_revision)
}
