//! What an edition changes, in the words of the page that tells it.

use chrono::NaiveDate;

use crate::{
    agreement::{Reason, State},
    clause::comparison::Comparison,
    organisation::read::Named,
    values::{FinancialYear, Pence, Reference},
};

/// What an edition changes.
#[derive(Clone, Debug)]
pub struct Changes {
    /// Of which edition, and of which it is told what changes.
    pub edition: i64,
    pub base: i64,
    pub reason: Reason,
    pub words: String,
    pub state: State,
    /// Editions that were signed and would never come into force by it, with the day that was theirs.
    pub overtakes: Vec<(i64, NaiveDate)>,
    /// Title, coordinator, term, whether it binds, aims: what it is called, before, after.
    pub particulars: Vec<Altered>,
    pub joining: Vec<Named>,
    pub leaving: Vec<Named>,
    /// Parties that stay with another role or place: before and after in words.
    pub parties: Vec<Altered>,
    pub services: Vec<ScopeChange>,
    /// Review days that are new or gone.
    pub reviews: Vec<(NaiveDate, Fate)>,
    /// Both texts, compared.
    pub clauses: Comparison,
    pub commitments: Vec<CommitmentChange>,
    pub money: Vec<MoneyChange>,
    /// What each party gives more or less in each year, in exact pence; only where it is something.
    pub effect: Vec<Effect>,
}

/// Something that was one thing and is another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Altered {
    pub what: String,
    pub before: String,
    pub after: String,
}

/// A service that comes into scope, leaves it, or has other days or another host.
#[derive(Clone, Debug)]
pub struct ScopeChange {
    /// Its reference and name; `None` for a service that the viewer may not read.
    pub service: Option<(Reference, String)>,
    pub fate: Fate,
    pub changes: Vec<Altered>,
}

/// A commitment that is new, gone, or worded otherwise.
#[derive(Clone, Debug)]
pub struct CommitmentChange {
    pub reference: Reference,
    pub owner: Named,
    pub fate: Fate,
    pub changes: Vec<Altered>,
}

/// A funding line that is new, gone, or on other terms.
#[derive(Clone, Debug)]
pub struct MoneyChange {
    pub reference: Reference,
    pub party: Named,
    pub year: FinancialYear,
    pub fate: Fate,
    pub changes: Vec<Altered>,
}

/// What became of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    New,
    Changed,
    Gone,
}

/// What a party gives in a year, before and after.
#[derive(Clone, Debug)]
pub struct Effect {
    pub party: Named,
    pub year: FinancialYear,
    pub before: Pence,
    pub after: Pence,
}

impl Changes {
    /// True if it changes nothing yet.
    pub fn is_empty(&self) -> bool {
        self.particulars.is_empty()
            && self.joining.is_empty()
            && self.leaving.is_empty()
            && self.parties.is_empty()
            && self.services.is_empty()
            && self.reviews.is_empty()
            && self.clauses.is_empty()
            && self.commitments.is_empty()
            && self.money.is_empty()
    }
}
