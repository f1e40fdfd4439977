//! A party says where it stands on a clause, or that it agrees with all the rest.

use std::collections::{BTreeMap, BTreeSet};

use sea_orm::{Set, entity::prelude::*};

use super::{negotiating, party, record};
use crate::{
    Change, Deed, Refusal,
    access::{Permission, Standing},
    agreement::{Agreement, read, schedules},
    clause,
    negotiation::{
        LONGEST_PROPOSAL, LONGEST_WORDS, Outcome, Stand,
        clauses::{self, Clause},
        rules,
        table::position,
    },
    values::{Reference, text},
};

/// A clause as a form showed it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    pub anchor: String,
    /// SHA-256 over its words.
    pub hash: String,
    /// The key of what one's own organisation had said of it last; 0 if nothing.
    pub said: i64,
}

/// What a party says of a clause.
#[derive(Clone, Debug)]
pub struct TakeStand {
    pub agreement: Reference,
    /// The number of the revision that was shown.
    pub revision: i64,
    pub clause: Shown,
    pub stand: Stand,
    /// Why; needed of an objection.
    pub words: String,
    /// The whole clause as it should read, in Markdown, with its heading. Read only of who proposes words.
    pub proposed: String,
}

impl Deed for TakeStand {
    const NAME: &'static str = "said where it stands on a clause";
    const PERMISSION: Permission = Permission::ProposeWording;
    type Subject = Agreement;
    type Done = ();

    async fn open(&self, change: &Change) -> Result<(Self::Subject, Standing), Refusal> {
        read::locked(change, &self.agreement).await
    }

    async fn act(&self, change: &Change, edition: Self::Subject) -> Result<(), Refusal> {
        negotiating(&edition)?;
        let party = party(change, &edition).await?;
        let (revision, clause) = shown(change, &edition, &self.clause.anchor).await?;
        is_as_shown(change, &edition, party, (self.revision, &self.clause), (revision, &clause)).await?;
        let proposed = match self.stand {
            Stand::Proposes => one_clause(&self.proposed, &whole(change, &edition).await?)?,
            Stand::Agrees | Stand::Objects => String::new(),
        };
        rules::may_stand(self.stand, &self.words, &proposed, clause.text.trim())?;
        let words = text::normalised(&self.words);
        if words.chars().count() > LONGEST_WORDS {
            return Err(Refusal::field("words", format!("Shorten it to at most {LONGEST_WORDS} characters")));
        }
        say(change, Self::NAME, &edition, party, revision, &clause, (self.stand, words, proposed)).await
    }
}

/// A party agrees with each of these clauses, of which it had not said where it stands.
#[derive(Clone, Debug)]
pub struct AgreeWithRest {
    pub agreement: Reference,
    /// The number of the revision that was shown.
    pub revision: i64,
    /// Every clause with which it agrees, as it was shown.
    pub clauses: Vec<Shown>,
}

impl Deed for AgreeWithRest {
    const NAME: &'static str = "agreed with all the rest";
    const PERMISSION: Permission = Permission::ProposeWording;
    type Subject = Agreement;
    /// With how many.
    type Done = usize;

    async fn open(&self, change: &Change) -> Result<(Self::Subject, Standing), Refusal> {
        read::locked(change, &self.agreement).await
    }

    async fn act(&self, change: &Change, edition: Self::Subject) -> Result<usize, Refusal> {
        negotiating(&edition)?;
        let party = party(change, &edition).await?;
        if self.clauses.is_empty() {
            return Err(Refusal::rule("You have said where you stand on every clause", "Nothing needs to be done"));
        }
        let (revision, all) = clauses::clauses(&change.tx, &edition).await?;
        let all: BTreeMap<&str, &Clause> = all.iter().map(|clause| (clause.anchor.as_str(), clause)).collect();
        let mut agreed = BTreeSet::new();
        for shown in self.clauses.iter().filter(|shown| agreed.insert(shown.anchor.as_str())) {
            let Some(clause) = all.get(shown.anchor.as_str()) else {
                return Err(change.stale(&edition.reference).await);
            };
            is_as_shown(change, &edition, party, (self.revision, shown), (revision, clause)).await?;
            let agrees = (Stand::Agrees, String::new(), String::new());
            say(change, Self::NAME, &edition, party, revision, clause, agrees).await?;
        }
        Ok(agreed.len())
    }
}

/// The clause of a form; if the text has it no more, it was changed meanwhile.
async fn shown(change: &Change, edition: &Agreement, anchor: &str) -> Result<(i64, Clause), Refusal> {
    match clauses::clause(&change.tx, edition, anchor).await {
        Err(Refusal::NotFound) => Err(change.stale(&edition.reference).await),
        found => found,
    }
}

/// Refuses what is said of other words than the clause has, or after a colleague said something else. That other clauses were changed
/// meanwhile is no hindrance.
async fn is_as_shown(
    change: &Change,
    edition: &Agreement,
    party: i64,
    (seen, shown): (i64, &Shown),
    (revision, clause): (i64, &Clause),
) -> Result<(), Refusal> {
    if shown.hash != clause.hash {
        change.fresh(&edition.reference, seen, revision).await?;
        return Err(change.stale(&edition.reference).await);
    }
    let own = clause.said.iter().rfind(|said| said.organisation_id == party).map_or(0, |said| said.id);
    // Nobody is named: it might have been said by a party of which this one is not told.
    if own == shown.said { Ok(()) } else { Err(Refusal::Stale { by: None, at: None }) }
}

/// The words of one clause, as they are kept: a heading and what stands under it, all of which will be shown. Links may lead to any
/// clause of the whole text.
pub(super) fn one_clause(typed: &str, whole: &str) -> Result<String, Refusal> {
    let refused = |message: String| Err(Refusal::field("proposed", message));
    let words = clause::tidied(&text::document(typed)).trim().to_owned();
    if words.is_empty() {
        return Ok(words);
    }
    if words.chars().count() > LONGEST_PROPOSAL {
        return refused(format!("Shorten it to at most {LONGEST_PROPOSAL} characters"));
    }
    let Some(words) = clause::one_clause(&words) else {
        return refused(
            "Write one clause: its heading in the first line, with ## before it, no other line with ##, and nothing left open, as with \
             ``` or <!--"
                .into(),
        );
    };
    match clause::unseen_within(&words, whole).first() {
        Some(unseen) => refused(unseen.in_words(&words)),
        None => Ok(words.trim().to_owned()),
    }
}

/// The newest text of an edition.
pub(super) async fn whole(change: &Change, edition: &Agreement) -> Result<String, Refusal> {
    Ok(schedules::newest(&change.tx, edition).await?.ok_or(Refusal::NotFound)?.text)
}

async fn say(
    change: &Change,
    deed: &'static str,
    edition: &Agreement,
    party: i64,
    revision: i64,
    clause: &Clause,
    (stand, words, proposed): (Stand, String, String),
) -> Result<(), Refusal> {
    let proposes = stand == Stand::Proposes;
    let row = position::ActiveModel {
        edition_id: Set(edition.edition_id),
        clause_id: Set(clause.id),
        organisation_id: Set(party),
        account_id: Set(change.actor().account()),
        stand: Set(stand),
        words: Set(words),
        of_words: Set(clause.hash.clone()),
        of_proposed: Set(if proposes { clauses::hash(&proposed) } else { String::new() }),
        proposed: Set(proposed),
        revision: Set(revision),
        at: Set(change.stamp()),
        outcome: Set(if proposes { Outcome::Waiting } else { Outcome::None }),
        reason: Set(String::new()),
        ..Default::default()
    };
    let after = row.insert(&change.tx).await?;
    change.record(deed, record(edition, clause), None, &after);
    change.touches(&edition.reference);
    Ok(())
}
