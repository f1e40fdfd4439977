//! What the next page says once of what was done. It comes by a cookie that the answer to the form sets and that page takes away: a
//! link cannot bring it, whoever made it.

use http::{HeaderMap, HeaderValue, header};

use crate::http::{Answer, see_other};

/// What was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Said {
    code: &'static str,
    /// In words.
    pub words: &'static str,
}

/// Everything that can be said: each with the code that the cookie has.
pub const ALL: &[Said] = &[
    Said::ATTENDANCE_NOTED,
    Said::AWARD_ENTERED,
    Said::AWARD_WITHDRAWN,
    Said::CONTRACT_SAVED,
    Said::DECISION_KEPT,
    Said::DEPUTY_ENDED,
    Said::DEPUTY_NAMED,
    Said::DOMAIN_DISTRUSTED,
    Said::DOMAIN_TRUSTED,
    Said::EVENT_ADDED,
    Said::EVENT_CANCELLED,
    Said::EVENT_MOVED,
    Said::FOLLOWED,
    Said::IMPORT_BEGUN,
    Said::IMPORT_DISCARDED,
    Said::INTENTION_SAVED,
    Said::INTERESTED,
    Said::INVITED,
    Said::IN_SCOPE,
    Said::LAST_DAY_SAVED,
    Said::LETTERS_SENT,
    Said::MEASURE_SAVED,
    Said::MERGED,
    Said::NEED_SAVED,
    Said::ORGANISATION_ADDED,
    Said::PASSWORD_SAVED,
    Said::PLACE_GIVEN_UP,
    Said::PLACE_TAKEN,
    Said::PLACE_WAITS,
    Said::PROCUREMENT_SAVED,
    Said::QUESTION_ANSWERED,
    Said::QUESTION_ASKED,
    Said::RESULT_REPORTED,
    Said::ROLES_SAVED,
    Said::RULE_ADDED,
    Said::RULE_REMOVED,
    Said::SAVED,
    Said::SECOND_FACTOR_GONE,
    Said::SERVICE_SAVED,
    Said::SESSIONS_ENDED,
    Said::SUCCESSOR_NAMED,
    Said::SUCCESSOR_WITHDRAWN,
    Said::TAKEN_APART,
    Said::UNFOLLOWED,
    Said::WAITS_FOR_A_LOOK,
];

impl Said {
    /// Who came to an event.
    pub const ATTENDANCE_NOTED: Self = Self { code: "came", words: "Who came is noted" };
    /// An award was entered by hand.
    pub const AWARD_ENTERED: Self = Self { code: "awarded", words: "The award is entered" };
    /// An award was taken back.
    pub const AWARD_WITHDRAWN: Self =
        Self { code: "withdrawn", words: "The award is withdrawn, and what came with it cancelled" };
    /// A contract was written, changed or made of an award.
    pub const CONTRACT_SAVED: Self = Self { code: "contract", words: "The contract is saved" };
    /// Something was decided about what waited.
    pub const DECISION_KEPT: Self = Self { code: "decided", words: "Your decision is kept" };
    /// Nobody stands in any more.
    pub const DEPUTY_ENDED: Self = Self { code: "no-deputy", words: "Nobody stands in any more" };
    /// Somebody stands in.
    pub const DEPUTY_NAMED: Self = Self { code: "deputy", words: "Who stands in is saved" };
    /// Addresses of a domain count no longer.
    pub const DOMAIN_DISTRUSTED: Self =
        Self { code: "distrusted", words: "Addresses of the domain are no longer trusted" };
    /// Addresses of a domain count.
    pub const DOMAIN_TRUSTED: Self = Self { code: "trusted", words: "Addresses of the domain are trusted" };
    /// An event of a procurement.
    pub const EVENT_ADDED: Self = Self { code: "event", words: "The event is in the calendar" };
    /// An event was cancelled.
    pub const EVENT_CANCELLED: Self = Self { code: "cancelled", words: "The event is cancelled, in the calendar too" };
    /// An event was changed.
    pub const EVENT_MOVED: Self = Self { code: "moved", words: "The event is changed, in the calendar too" };
    /// A procurement is followed.
    pub const FOLLOWED: Self = Self {
        code: "followed",
        words: "You follow this procurement: its events are among your work and in your calendar",
    };
    /// An import is being applied.
    pub const IMPORT_BEGUN: Self = Self { code: "applying", words: "The import is being applied" };
    /// An import was discarded.
    pub const IMPORT_DISCARDED: Self = Self { code: "discarded", words: "The import is discarded" };
    /// What is to become of a contract's work.
    pub const INTENTION_SAVED: Self = Self { code: "intended", words: "What follows this contract is saved" };
    /// Interest was registered or changed.
    pub const INTERESTED: Self =
        Self { code: "interested", words: "The commissioners can now see that you are interested" };
    /// Somebody was invited, or invited again.
    pub const INVITED: Self = Self { code: "invited", words: "A letter goes to them" };
    /// Several procurements were brought into scope.
    pub const IN_SCOPE: Self = Self { code: "in-scope", words: "They are brought into scope" };
    /// When somebody leaves.
    pub const LAST_DAY_SAVED: Self = Self { code: "last-day", words: "The last day is saved" };
    /// A change of address is to be confirmed.
    pub const LETTERS_SENT: Self = Self { code: "letters", words: "A letter goes to both addresses" };
    /// A measure was added or changed.
    pub const MEASURE_SAVED: Self = Self { code: "measure", words: "The measure is saved" };
    /// Two records became one.
    pub const MERGED: Self = Self { code: "merged", words: "The two records are merged" };
    /// What a service needs in a year.
    pub const NEED_SAVED: Self = Self { code: "need", words: "What it needs is saved" };
    /// A body was added.
    pub const ORGANISATION_ADDED: Self = Self { code: "organisation", words: "The organisation is added" };
    /// A password was chosen.
    pub const PASSWORD_SAVED: Self = Self { code: "password", words: "Your password is saved. Sign in with it" };
    /// A place at an event was given up.
    pub const PLACE_GIVEN_UP: Self = Self { code: "gave-up", words: "Your organisation’s place is given up" };
    /// A place at an event was taken.
    pub const PLACE_TAKEN: Self = Self { code: "place", words: "Your organisation has a place" };
    /// There was no place left.
    pub const PLACE_WAITS: Self = Self { code: "waiting", words: "Your organisation is on the waiting list" };
    /// A procurement was written or changed.
    pub const PROCUREMENT_SAVED: Self = Self { code: "procurement", words: "The procurement is saved" };
    /// A question was answered for everybody.
    pub const QUESTION_ANSWERED: Self = Self { code: "answered", words: "Question and answer are published" };
    /// A question was asked.
    pub const QUESTION_ASKED: Self =
        Self { code: "asked", words: "Your question is sent. You get a letter when it is answered" };
    /// What a measure read.
    pub const RESULT_REPORTED: Self = Self { code: "result", words: "The result is reported" };
    /// What somebody may do.
    pub const ROLES_SAVED: Self = Self { code: "roles", words: "The roles are saved" };
    /// A group was given a place.
    pub const RULE_ADDED: Self = Self { code: "rule", words: "The rule is added" };
    /// A group lost its place.
    pub const RULE_REMOVED: Self = Self { code: "no-rule", words: "The rule is taken away" };
    /// Something was saved.
    pub const SAVED: Self = Self { code: "saved", words: "Saved" };
    /// The second factor was taken away.
    pub const SECOND_FACTOR_GONE: Self = Self { code: "no-factor", words: "The second factor is taken away" };
    /// A service was written or changed.
    pub const SERVICE_SAVED: Self = Self { code: "service", words: "The service is saved" };
    /// Sessions were ended elsewhere.
    pub const SESSIONS_ENDED: Self = Self { code: "signed-out", words: "You are signed out there" };
    /// A successor was named.
    pub const SUCCESSOR_NAMED: Self = Self { code: "successor", words: "The successor is named" };
    /// A successor was withdrawn.
    pub const SUCCESSOR_WITHDRAWN: Self = Self { code: "no-successor", words: "The successor is withdrawn" };
    /// A merge was undone.
    pub const TAKEN_APART: Self = Self { code: "apart", words: "The two records are taken apart" };
    /// A procurement is no longer followed.
    pub const UNFOLLOWED: Self = Self { code: "unfollowed", words: "You no longer follow this procurement" };
    /// Somebody else looks at it first.
    pub const WAITS_FOR_A_LOOK: Self = Self { code: "second-look", words: "Your proposal is kept" };

    /// What a request to a path should say, by its cookie.
    pub fn of(headers: &HeaderMap, path: &str, secure: bool) -> Option<Self> {
        let name = cookie_name(secure);
        let cookies = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
        let pairs = cookies.flat_map(|value| value.split(';')).filter_map(|pair| pair.trim().split_once('='));
        let said = pairs.filter(|(key, _)| *key == name).find_map(|(_, value)| value.split_once(':'));
        let (code, for_path) = said?;
        ALL.iter().find(|said| said.code == code && for_path == path).copied()
    }

    /// The `Set-Cookie` value that brings it to a page of ours.
    pub fn cookie(self, address: &str, secure: bool) -> Option<HeaderValue> {
        let path = address.split(['?', '#']).next().unwrap_or_default();
        cookie(&format!("{}:{path}", self.code), 60, secure)
    }

    /// The `Set-Cookie` value that takes it away.
    pub fn taken_away(secure: bool) -> Option<HeaderValue> {
        cookie("", 0, secure)
    }
}

fn cookie_name(secure: bool) -> &'static str {
    if secure { "__Host-concordat-said" } else { "concordat-said" }
}

fn cookie(value: &str, seconds: u32, secure: bool) -> Option<HeaderValue> {
    let (name, flags) = (cookie_name(secure), if secure { "; Secure" } else { "" });
    HeaderValue::try_from(format!("{name}={value}; Path=/; HttpOnly; SameSite=Lax; Max-Age={seconds}{flags}")).ok()
}

/// Where a form leads that was taken, and what is said there.
#[derive(Debug)]
pub struct Saved {
    address: String,
    said: Option<Said>,
}

impl Saved {
    /// On to an address of ours, which shows by itself what was done.
    pub fn at(address: impl Into<String>) -> Self {
        Self { address: address.into(), said: None }
    }

    /// And says so.
    #[must_use]
    pub fn saying(self, said: Said) -> Self {
        Self { said: Some(said), ..self }
    }

    /// As an answer.
    ///
    /// # Errors
    /// The address is not our own.
    pub fn answer(self) -> Answer {
        let reply = see_other(self.address)?;
        Ok(match self.said {
            Some(said) => reply.saying(said),
            None => reply,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn request(cookie: &str) -> HeaderMap {
        HeaderMap::from_iter([(header::COOKIE, HeaderValue::from_str(cookie).unwrap())])
    }

    #[test]
    fn it_is_said_once_on_the_page_that_it_is_for_and_nowhere_else() {
        let set = Said::SAVED.cookie("/services/svc-2014-001?edition=2", false).unwrap();
        let set = set.to_str().unwrap().split(';').next().unwrap().to_owned();
        assert_eq!(set, "concordat-said=saved:/services/svc-2014-001");
        assert_eq!(Said::of(&request(&set), "/services/svc-2014-001", false), Some(Said::SAVED));
        assert_eq!(Said::of(&request(&set), "/services", false), None);
        assert_eq!(Said::of(&request(&set), "/services/svc-2014-001", true), None, "a host has its own");
    }

    #[test]
    fn words_of_somebody_else_are_not_said() {
        for cookie in ["concordat-said=You owe £5:/x", "concordat-said=:/x", "concordat-said=saved", "concordat-said="]
        {
            assert_eq!(Said::of(&request(cookie), "/x", false), None, "{cookie}");
        }
    }

    #[test]
    fn every_code_is_one_message() {
        for (at, said) in ALL.iter().enumerate() {
            assert!(!said.words.is_empty() && ALL[..at].iter().all(|other| other.code != said.code), "{said:?}");
        }
    }
}
