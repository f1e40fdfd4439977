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
    Said::AGREEMENT_PUBLISHED,
    Said::AGREEMENT_SAVED,
    Said::AGREEMENT_TAKEN_BACK,
    Said::AMBITION_JUDGED,
    Said::ANSWER_SENT,
    Said::CALENDAR_MADE,
    Said::CALENDAR_REVOKED,
    Said::COMMITMENT_SAVED,
    Said::COMMITMENT_WITHDRAWN,
    Said::CONCLUDED,
    Said::CONFIRMATION_REQUESTED,
    Said::DETAILS_SAVED,
    Said::EDITION_OPENED,
    Said::EDITION_SET_ASIDE,
    Said::EDITION_TAKEN_UP,
    Said::FILE_ATTACHED,
    Said::FILE_PUBLISHED,
    Said::FILE_TAKEN_BACK,
    Said::MONEY_SAVED,
    Said::NEED_SAVED,
    Said::PAPER_CHECKED,
    Said::PAPER_ENTERED,
    Said::PARTY_ADDED,
    Said::PARTY_REMOVED,
    Said::RENEWAL_DRAFTED,
    Said::REVIEW_DAYS_SAVED,
    Said::SAVED,
    Said::SEARCH_FORGOTTEN,
    Said::SEARCH_SAVED,
    Said::SERVICE_PUT_IN,
    Said::SERVICE_SAVED,
    Said::SERVICE_TAKEN_OUT,
    Said::SIGNED,
    Said::STEP_TAKEN,
    Said::TAKEN_OVER,
    Said::TEXT_SAVED,
    Said::UNFOLLOWED,
    Said::VARIATION_WITHDRAWN,
    Said::WORDING_SAVED,
];

impl Said {
    /// An edition becomes for everybody.
    pub const AGREEMENT_PUBLISHED: Self =
        Self { code: "published", words: "Everybody can read this edition once it is signed" };
    /// An agreement was begun.
    pub const AGREEMENT_SAVED: Self =
        Self { code: "agreement", words: "The agreement is saved. Its parties see it once you open negotiation" };
    /// An edition stays among the parties.
    pub const AGREEMENT_TAKEN_BACK: Self = Self { code: "kept", words: "Only the parties can read this edition" };
    /// What became of an ambition.
    pub const AMBITION_JUDGED: Self = Self { code: "judged", words: "What you said of the ambition is saved" };
    /// A commitment or a cost was answered.
    pub const ANSWER_SENT: Self = Self { code: "answered", words: "Your answer is sent" };
    /// A calendar of one's own has an address.
    pub const CALENDAR_MADE: Self = Self { code: "calendar", words: "Your calendar has an address" };
    /// And has none any more.
    pub const CALENDAR_REVOKED: Self =
        Self { code: "no-calendar", words: "The calendar’s address does not work any more" };
    /// A commitment was written.
    pub const COMMITMENT_SAVED: Self = Self { code: "commitment", words: "The commitment is saved" };
    /// A commitment was withdrawn.
    pub const COMMITMENT_WITHDRAWN: Self = Self { code: "withdrawn", words: "The commitment is withdrawn" };
    /// What becomes of an agreement at its end.
    pub const CONCLUDED: Self = Self { code: "concluded", words: "What becomes of it is saved" };
    /// The owner of a commitment was asked.
    pub const CONFIRMATION_REQUESTED: Self = Self { code: "requested", words: "Confirmation is requested" };
    /// The frame of an agreement.
    pub const DETAILS_SAVED: Self = Self { code: "details", words: "The details are saved" };
    /// A variation was begun.
    pub const EDITION_OPENED: Self = Self { code: "edition", words: "The next edition is open" };
    /// A variation waits for an urgent one.
    pub const EDITION_SET_ASIDE: Self = Self { code: "set-aside", words: "This edition is set aside" };
    /// And waits no more.
    pub const EDITION_TAKEN_UP: Self = Self { code: "taken-up", words: "This edition is taken up again" };
    /// A file came to an agreement.
    pub const FILE_ATTACHED: Self = Self { code: "file", words: "The file is attached" };
    /// A file became for everybody.
    pub const FILE_PUBLISHED: Self = Self { code: "file-published", words: "Everybody can read the file" };
    /// A file is for the negotiation alone.
    pub const FILE_TAKEN_BACK: Self = Self { code: "file-kept", words: "Only those who negotiate can read the file" };
    /// A funding line was written or changed.
    pub const MONEY_SAVED: Self = Self { code: "money", words: "The money is saved" };
    /// What a service needs in a year.
    pub const NEED_SAVED: Self = Self { code: "need", words: "What it needs is saved" };
    /// Somebody compared what was entered with the paper.
    pub const PAPER_CHECKED: Self = Self { code: "checked", words: "Your comparison is saved" };
    /// What a paper says was entered.
    pub const PAPER_ENTERED: Self =
        Self { code: "entered", words: "It is entered. Somebody else compares it with the paper" };
    /// A party joins.
    pub const PARTY_ADDED: Self = Self { code: "party", words: "The party is added" };
    /// A party is taken out.
    pub const PARTY_REMOVED: Self = Self { code: "no-party", words: "The party is removed" };
    /// Next year's agreement was drafted.
    pub const RENEWAL_DRAFTED: Self = Self { code: "renewal", words: "The renewal is drafted" };
    /// The days of review.
    pub const REVIEW_DAYS_SAVED: Self = Self { code: "reviews", words: "The review days are saved" };
    /// Something was saved.
    pub const SAVED: Self = Self { code: "saved", words: "Saved" };
    /// A saved search was given up.
    pub const SEARCH_FORGOTTEN: Self = Self { code: "forgotten", words: "The search is forgotten" };
    /// A search was saved or changed.
    pub const SEARCH_SAVED: Self = Self { code: "search", words: "The search is saved" };
    /// A service came into scope.
    pub const SERVICE_PUT_IN: Self = Self { code: "in-scope", words: "The service is in scope" };
    /// A service was written or changed.
    pub const SERVICE_SAVED: Self = Self { code: "service", words: "The service is saved" };
    /// A service went out of scope.
    pub const SERVICE_TAKEN_OUT: Self = Self { code: "out-of-scope", words: "The service is out of scope" };
    /// A party signed.
    pub const SIGNED: Self = Self { code: "signed", words: "You have signed" };
    /// An agreement went a step on, or back.
    pub const STEP_TAKEN: Self = Self { code: "step", words: "It is done" };
    /// What changed meanwhile was taken over.
    pub const TAKEN_OVER: Self = Self { code: "taken-over", words: "What you chose is taken over" };
    /// A revision of a text.
    pub const TEXT_SAVED: Self = Self { code: "text", words: "The text is saved" };
    /// A procurement is followed no more.
    pub const UNFOLLOWED: Self = Self { code: "unfollowed", words: "You no longer follow that procurement" };
    /// A variation was given up.
    pub const VARIATION_WITHDRAWN: Self = Self { code: "no-variation", words: "The variation is withdrawn" };
    /// A commitment was reworded.
    pub const WORDING_SAVED: Self = Self { code: "wording", words: "The wording is saved" };

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
