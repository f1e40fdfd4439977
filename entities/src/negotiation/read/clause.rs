//! One clause in negotiation: its words, and where each party stands.

use super::{PartyStands, Telling, all_agree, reads};
use crate::{
    Read, Reader, Refusal,
    access::Permission,
    agreement::{
        State,
        read::{Asked, parties},
    },
    negotiation::{
        clauses::{clauses, rounds},
        deeds::Shown,
    },
    organisation,
};

/// What the page of a clause shows.
#[derive(Clone, Debug)]
pub struct ClausePage {
    /// The revision whose words these are.
    pub revision: i64,
    pub number: usize,
    pub heading: String,
    /// In Markdown, with its heading, without its anchor.
    pub text: String,
    /// As a form shows it.
    pub shown: Shown,
    pub stands: Vec<PartyStands>,
    pub all_agree: bool,
    /// The reader is told where every party stands.
    pub is_told_all: bool,
    /// The anchors of the clauses before and after.
    pub previous: Option<String>,
    pub next: Option<String>,
    /// The next clause of which the viewer's organisation is still to say where it stands, and how many there are with this one.
    pub next_asked: Option<String>,
    pub left: usize,
    pub may_stand: bool,
    pub may_draft: bool,
}

/// A clause of an edition, for those who read its negotiation.
#[derive(Clone, Debug)]
pub struct ClauseOf {
    pub asked: Asked,
    pub anchor: String,
}

impl Read for ClauseOf {
    const PERMISSION: Permission = Permission::ReadNegotiation;
    type Answer = ClausePage;

    async fn answer(&self, reader: &Reader<'_>) -> Result<ClausePage, Refusal> {
        let (edition, standing) = reader.agreement(Self::PERMISSION, &self.asked).await?;
        let parties = parties(reader.db(), edition.edition_id).await?;
        let names = organisation::read::named(reader.db(), parties.iter().map(|party| party.organisation_id)).await?;
        let round = rounds(reader.db(), edition.edition_id).await?.into_iter().next();
        let shown = round.is_some_and(|round| round.shown);
        let telling = Telling { reads: reads(reader, standing), shown, parties: &parties, names: &names };
        let (revision, all) = clauses(reader.db(), &edition).await?;
        let at = all.iter().position(|clause| clause.anchor == self.anchor).ok_or(Refusal::NotFound)?;
        let clause = &all[at];
        let own = reader.viewer().organisation();
        let own = own.filter(|own| parties.iter().any(|party| party.organisation_id == *own && !party.leaving));
        let asked = |at: usize| own.is_some_and(|own| all[at].standpoint(own).is_asked());
        let mut later = (at + 1..all.len()).chain(0..at);
        let stands = telling.stands(clause);
        let open = edition.state == State::Negotiating && !edition.set_aside;
        Ok(ClausePage {
            revision,
            number: clause.number,
            heading: clause.heading.clone(),
            text: clause.text.clone(),
            shown: Shown {
                anchor: clause.anchor.clone(),
                hash: clause.hash.clone(),
                said: clause.said.iter().rfind(|said| Some(said.organisation_id) == own).map_or(0, |said| said.id),
            },
            all_agree: all_agree(&stands),
            is_told_all: stands.iter().all(|row| row.stands.is_some()),
            stands,
            previous: at.checked_sub(1).map(|before| all[before].anchor.clone()),
            next: all.get(at + 1).map(|next| next.anchor.clone()),
            next_asked: later.find(|at| asked(*at)).map(|at| all[at].anchor.clone()),
            left: (0..all.len()).filter(|at| asked(*at)).count(),
            may_stand: open && own.is_some() && reader.may(Permission::ProposeWording, standing),
            may_draft: open && reader.may(Permission::Draft, standing),
        })
    }
}
