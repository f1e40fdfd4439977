//! What a position counts for, and who is told of it. Pure: no database.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::{Outcome, Stand};
use crate::{Refusal, values::day};

/// What decides of a position what it counts for and whom it is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Said<'a> {
    pub organisation: i64,
    pub stand: Stand,
    /// Hash of the clause's words that were shown.
    pub of_words: &'a str,
    /// Hash of the words that are proposed; empty if none are.
    pub of_proposed: &'a str,
}

impl Said<'_> {
    /// True if it says where its party stands on these words: it saw them, or proposed them.
    pub fn is_about(&self, words: &str) -> bool {
        self.of_words == words || (self.stand == Stand::Proposes && self.of_proposed == words)
    }
}

/// Where a party stands on a clause as it is worded now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standpoint {
    Agrees,
    Objects,
    Proposes,
    /// It said something of the words before, and is asked again.
    OfWordsBefore,
    NotSaid,
}

impl Standpoint {
    /// From the newest that a party said of a clause. Whoever proposed the very words that the clause has now agrees with them.
    pub fn of(said: Option<Said<'_>>, words: &str) -> Self {
        let Some(said) = said else { return Self::NotSaid };
        match said.stand {
            Stand::Proposes if said.of_proposed == words => Self::Agrees,
            _ if said.of_words != words => Self::OfWordsBefore,
            Stand::Agrees => Self::Agrees,
            Stand::Objects => Self::Objects,
            Stand::Proposes => Self::Proposes,
        }
    }

    /// True if the party is still to say where it stands.
    pub const fn is_asked(self) -> bool {
        matches!(self, Self::OfWordsBefore | Self::NotSaid)
    }

    /// As pages call it.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Agrees => "Agrees",
            Self::Objects => "Objects",
            Self::Proposes => "Proposes other words",
            Self::OfWordsBefore => "Said of the words before",
            Self::NotSaid => "Has not said",
        }
    }
}

/// How far somebody reads what parties say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reads {
    /// The commissioner, the coordinator, and those who watch over the register: everything.
    All,
    /// A party: what others say of the words of which it has said itself where it stands.
    AsParty(i64),
}

impl Reads {
    /// Whether a position is told, of all that was said of its clause. `shown`: the round was opened to all.
    pub fn is_told(self, of: &Said<'_>, all: &[Said<'_>], shown: bool) -> bool {
        let Self::AsParty(own) = self else { return true };
        let is_own = |said: &Said<'_>| said.organisation == own;
        shown || is_own(of) || all.iter().any(|said| is_own(said) && said.is_about(of.of_words))
    }

    /// Whether it is told where every other party stands on a clause's words, also that one has said nothing.
    pub fn hears_of_all(self, words: &str, all: &[Said<'_>], shown: bool) -> bool {
        let Self::AsParty(own) = self else { return true };
        shown || all.iter().any(|said| said.organisation == own && said.is_about(words))
    }
}

/// What decides of a comment whom it is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Comment<'a> {
    /// Whose it is.
    pub organisation: i64,
    /// Who opened the thread that it stands in.
    pub thread_of: i64,
    /// Hash of the clause's words of which it was said.
    pub of_words: &'a str,
}

impl Reads {
    /// Whether a comment is told, `said` being all that was said of where parties stand on its clause: as a position is, and
    /// whoever opened a thread reads what is answered there.
    pub fn is_told_comment(self, of: &Comment<'_>, said: &[Said<'_>], shown: bool) -> bool {
        let Self::AsParty(own) = self else { return true };
        let has_said = || said.iter().any(|said| said.organisation == own && said.is_about(of.of_words));
        shown || of.organisation == own || of.thread_of == own || has_said()
    }
}

/// What was said last by each party, of what was said of one clause, the oldest first.
pub fn newest<'a>(said: impl IntoIterator<Item = Said<'a>>) -> BTreeMap<i64, Said<'a>> {
    said.into_iter().map(|said| (said.organisation, said)).collect()
}

/// What is said has to fit how one stands.
///
/// # Errors
/// [`Refusal::Invalid`] by field: `words`, `proposed`.
pub fn may_stand(stand: Stand, words: &str, proposed: &str, current: &str) -> Result<(), Refusal> {
    match stand {
        Stand::Objects if words.trim().is_empty() => Err(Refusal::field("words", "Enter what you object to, and why")),
        Stand::Proposes if proposed.trim().is_empty() => {
            Err(Refusal::field("proposed", "Enter the words that you propose"))
        }
        Stand::Proposes if proposed == current => Err(Refusal::field(
            "proposed",
            "These are the words as they are: change them, or choose “Agrees” or “Objects”",
        )),
        _ => Ok(()),
    }
}

/// Words that were proposed are decided about once.
///
/// # Errors
/// [`Refusal::NotAllowed`] if nothing waits.
pub fn may_decide(outcome: Outcome) -> Result<(), Refusal> {
    match outcome {
        Outcome::Waiting => Ok(()),
        Outcome::None => Err(Refusal::rule("No other words were proposed here", "Read where the parties stand")),
        _ => Err(Refusal::rule(
            format!("This proposal was decided about already: {}", outcome.label().to_lowercase()),
            "Nothing needs to be done",
        )),
    }
}

/// A round closes on the day it opens, or later, and before the agreement is to begin.
///
/// # Errors
/// [`Refusal::Invalid`] of the field `closes`.
pub fn closing_day(closes: NaiveDate, today: NaiveDate, begins: Option<NaiveDate>) -> Result<(), Refusal> {
    if closes < today {
        return Err(Refusal::field("closes", "The closing day has passed: choose today or a later day"));
    }
    match begins {
        Some(begins) if closes >= begins => Err(Refusal::field(
            "closes",
            format!("The agreement is to begin on {}: choose an earlier day", day::in_words(begins)),
        )),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(organisation: i64, stand: Stand, of_words: &'static str) -> Said<'static> {
        let of_proposed = if stand == Stand::Proposes { "other" } else { "" };
        Said { organisation, stand, of_words, of_proposed }
    }

    #[test]
    fn a_position_is_about_the_words_it_saw() {
        for stand in Stand::ALL {
            assert_eq!(Standpoint::of(Some(said(1, *stand, "now")), "now").label(), stand.label());
            assert_eq!(Standpoint::of(Some(said(1, *stand, "before")), "now"), Standpoint::OfWordsBefore);
        }
        assert_eq!(Standpoint::of(None, "now"), Standpoint::NotSaid);
    }

    #[test]
    fn whoever_proposed_the_words_is_not_asked_again() {
        assert_eq!(Standpoint::of(Some(said(1, Stand::Proposes, "before")), "other"), Standpoint::Agrees);
        assert!(Standpoint::of(Some(said(2, Stand::Agrees, "before")), "other").is_asked());
    }

    #[test]
    fn a_party_hears_of_others_once_it_has_said_where_it_stands_on_the_same_words() {
        let other = said(2, Stand::Objects, "now");
        let silent = [other];
        let before = [other, said(1, Stand::Agrees, "before")];
        let given = [other, said(1, Stand::Agrees, "now")];
        let party = Reads::AsParty(1);
        assert!(!party.is_told(&other, &silent, false) && !party.hears_of_all("now", &silent, false));
        assert!(!party.is_told(&other, &before, false) && !party.hears_of_all("now", &before, false));
        assert!(party.is_told(&other, &given, false) && party.hears_of_all("now", &given, false));
        assert!(party.is_told(&other, &silent, true) && party.hears_of_all("now", &silent, true));
        assert!(Reads::All.is_told(&other, &silent, false));
        assert!(Reads::AsParty(2).is_told(&other, &silent, false), "its own");
        let proposed = [Said { of_words: "other", ..other }, said(1, Stand::Proposes, "before")];
        assert!(party.is_told(&proposed[0], &proposed, false) && party.hears_of_all("other", &proposed, false));
    }

    #[test]
    fn a_party_reads_comments_as_it_reads_positions_and_answers_to_its_own_question() {
        let comment = Comment { organisation: 2, thread_of: 3, of_words: "now" };
        let party = Reads::AsParty(1);
        assert!(!party.is_told_comment(&comment, &[said(1, Stand::Agrees, "before")], false));
        assert!(party.is_told_comment(&comment, &[said(1, Stand::Agrees, "now")], false));
        assert!(party.is_told_comment(&comment, &[], true));
        assert!(party.is_told_comment(&Comment { organisation: 1, ..comment }, &[], false), "its own");
        assert!(party.is_told_comment(&Comment { thread_of: 1, ..comment }, &[], false), "an answer to it");
        assert!(Reads::All.is_told_comment(&comment, &[], false));
    }

    #[test]
    fn an_objection_says_why_and_a_proposal_changes_something() {
        assert!(may_stand(Stand::Agrees, "", "", "now").is_ok());
        assert!(may_stand(Stand::Objects, " ", "", "now").is_err());
        assert!(may_stand(Stand::Objects, "Too much", "", "now").is_ok());
        assert!(may_stand(Stand::Proposes, "", "now", "now").is_err());
        assert!(may_stand(Stand::Proposes, "", "", "now").is_err());
        assert!(may_stand(Stand::Proposes, "", "then", "now").is_ok());
    }

    #[test]
    fn a_round_closes_before_the_agreement_begins() {
        let day = |day| NaiveDate::from_ymd_opt(2015, 3, day).unwrap();
        assert!(closing_day(day(1), day(2), None).is_err());
        assert!(closing_day(day(2), day(2), None).is_ok());
        assert!(closing_day(day(9), day(2), Some(day(9))).is_err());
        assert!(closing_day(day(8), day(2), Some(day(9))).is_ok());
    }
}
