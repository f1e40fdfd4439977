//! A negotiation: its round, and of each clause where the parties stand.

use chrono::{DateTime, NaiveDate, Utc};

use super::{Telling, all_agree, reads};
use crate::{
    Read, Reader, Refusal,
    access::Permission,
    agreement::{
        SpeaksAs, State,
        read::{Asked, parties},
    },
    negotiation::{
        Outcome, Stand,
        clauses::{clauses, rounds},
        deeds::Shown,
        rules::{Reads, Standpoint},
    },
    organisation::{self, read::Named},
};

/// What the page of a negotiation shows.
#[derive(Clone, Debug)]
pub struct Negotiation {
    pub state: State,
    /// The newest revision's number; 0 if nothing is written.
    pub revision: i64,
    /// The newest round, and how many there were.
    pub round: Option<Round>,
    pub rounds: i64,
    pub clauses: Vec<ClauseRow>,
    /// The clauses of which the viewer's organisation is still to say where it stands, as they are shown; empty for who is no party.
    pub asked: Vec<Shown>,
    /// How far each party has come; only for who reads everything.
    pub progress: Vec<Progress>,
    /// Reads every position, before any of their own.
    pub reads_all: bool,
    /// Says where their organisation stands.
    pub may_stand: bool,
    pub may_draft: bool,
    pub may_open_round: bool,
    pub may_close_round: bool,
}

/// A round.
#[derive(Clone, Copy, Debug)]
pub struct Round {
    pub number: i64,
    pub opened_on: NaiveDate,
    pub closes: NaiveDate,
    pub closed_on: Option<NaiveDate>,
    /// Every party reads what the others say.
    pub shown: bool,
    pub version: i64,
}

/// A clause, and where the parties stand on it.
#[derive(Clone, Debug)]
pub struct ClauseRow {
    pub anchor: String,
    pub number: usize,
    pub heading: String,
    /// Where the viewer's organisation stands; `None` for who is no party.
    pub own: Option<Standpoint>,
    /// How many parties stand where, in the order of standpoints; empty where the reader may not be told.
    pub counts: Vec<(Standpoint, usize)>,
    /// The reader is told of all parties, and all agree.
    pub all_agree: bool,
    /// Words that wait for whoever drafts; only told to who drafts.
    pub waiting: usize,
}

/// How many clauses a party has said where it stands on.
#[derive(Clone, Debug)]
pub struct Progress {
    pub party: Named,
    pub speaks_as: SpeaksAs,
    pub said: usize,
    pub agrees: usize,
}

/// Where a party stands on a clause.
#[derive(Clone, Debug)]
pub struct PartyStands {
    pub party: Named,
    pub speaks_as: SpeaksAs,
    /// The viewer's own organisation.
    pub own: bool,
    /// `None` if the reader is not told.
    pub stands: Option<Standpoint>,
    /// What it said last, if the reader may know it.
    pub said: Option<Position>,
}

/// What a party said of a clause.
#[derive(Clone, Debug)]
pub struct Position {
    pub id: i64,
    pub stand: Stand,
    pub words: String,
    pub proposed: String,
    /// It is about the words as they are now.
    pub of_now: bool,
    /// The revision that it saw.
    pub revision: i64,
    pub at: DateTime<Utc>,
    pub outcome: Outcome,
    pub reason: String,
    /// Its words wait for whoever drafts.
    pub waits: bool,
}

/// The negotiation of an edition, for those who read it.
#[derive(Clone, Debug)]
pub struct NegotiationOf(pub Asked);

impl Read for NegotiationOf {
    const PERMISSION: Permission = Permission::ReadNegotiation;
    type Answer = Negotiation;

    async fn answer(&self, reader: &Reader<'_>) -> Result<Negotiation, Refusal> {
        let (edition, standing) = reader.agreement(Self::PERMISSION, &self.0).await?;
        let parties = parties(reader.db(), edition.edition_id).await?;
        let names = organisation::read::named(reader.db(), parties.iter().map(|party| party.organisation_id)).await?;
        let all_rounds = rounds(reader.db(), edition.edition_id).await?;
        let round = all_rounds.first();
        let reads = reads(reader, standing);
        let shown = round.is_some_and(|round| round.shown);
        let telling = Telling { reads, shown, parties: &parties, names: &names };
        let (revision, clauses) = clauses(reader.db(), &edition).await?;
        let own = reader.viewer().organisation();
        let own = own.filter(|own| parties.iter().any(|party| party.organisation_id == *own && !party.leaving));
        let open = edition.state == State::Negotiating && !edition.set_aside;
        let may_draft = open && reader.may(Permission::Draft, standing);
        let (mut rows, mut asked) = (Vec::with_capacity(clauses.len()), Vec::new());
        let mut progress: Vec<Progress> = Vec::new();
        for clause in &clauses {
            let stands = telling.stands(clause);
            if reads == Reads::All {
                count(&mut progress, &stands);
            }
            let standpoint = own.map(|own| clause.standpoint(own));
            if standpoint.is_some_and(Standpoint::is_asked) {
                asked.push(Shown {
                    anchor: clause.anchor.clone(),
                    hash: clause.hash.clone(),
                    said: clause.said.iter().rfind(|said| Some(said.organisation_id) == own).map_or(0, |said| said.id),
                });
            }
            rows.push(ClauseRow {
                anchor: clause.anchor.clone(),
                number: clause.number,
                heading: clause.heading.clone(),
                own: standpoint,
                counts: counted(&stands),
                all_agree: all_agree(&stands),
                waiting: if may_draft { clause.waiting(&parties).count() } else { 0 },
            });
        }
        let may_stand = open && own.is_some() && reader.may(Permission::ProposeWording, standing);
        Ok(Negotiation {
            state: edition.state,
            revision,
            round: round.map(|round| Round {
                number: round.number,
                opened_on: round.opened_on,
                closes: round.closes,
                closed_on: round.closed_on,
                shown: round.shown,
                version: round.version,
            }),
            rounds: i64::try_from(all_rounds.len()).unwrap_or(i64::MAX),
            clauses: rows,
            asked,
            progress,
            reads_all: reads == Reads::All,
            may_stand,
            may_draft,
            may_open_round: open && reader.may(Permission::OpenRound, standing),
            may_close_round: open && reader.may(Permission::WithdrawCommitment, standing),
        })
    }
}

/// How many parties stand where, if the reader is told of every one.
fn counted(stands: &[PartyStands]) -> Vec<(Standpoint, usize)> {
    let Some(all) = stands.iter().map(|row| row.stands).collect::<Option<Vec<_>>>() else { return Vec::new() };
    let mut counts: std::collections::BTreeMap<Standpoint, usize> = std::collections::BTreeMap::new();
    all.into_iter().for_each(|stands| *counts.entry(stands).or_default() += 1);
    counts.into_iter().collect()
}

/// One clause more of each party.
fn count(progress: &mut Vec<Progress>, stands: &[PartyStands]) {
    for (at, row) in stands.iter().enumerate() {
        if progress.len() == at {
            progress.push(Progress { party: row.party.clone(), speaks_as: row.speaks_as, said: 0, agrees: 0 });
        }
        let Some(standpoint) = row.stands else { continue };
        progress[at].said += usize::from(!standpoint.is_asked());
        progress[at].agrees += usize::from(standpoint == Standpoint::Agrees);
    }
}
