//! The rules, kind by kind. Pure: no database.

use chrono::TimeDelta;

use crate::{
    account::{
        SessionLimits, deeds::guess::DEVICE_DAYS, deeds::invite::LINK_HOURS, deeds::one_time_link::RESET_HOURS,
        tries::FORGOTTEN_AFTER,
    },
    agreement::draft::KEPT_DAYS,
    attachment::UPLOAD_HOURS,
    import::WAITING_HOURS,
    single_sign_on::FLOW_MINUTES,
};

crate::words! {
    /// A kind of personal data.
    Kind {
        Session = "sessions", "Sessions";
        FailedSignIn = "failed_sign_ins", "Sign-ins that failed";
        SignInTries = "sign_in_tries", "How often somebody tried to sign in";
        KnownDevice = "known_devices", "Browsers that somebody signed in with";
        SignInFlow = "sign_in_flows", "Sign-ins that were begun elsewhere";
        FormPress = "form_presses", "Forms that were answered";
        Draft = "drafts", "Texts that somebody wrote and did not save";
        OneTimeLink = "one_time_links", "One-time links";
        ResetLink = "reset_links", "Links to choose a new password";
        AddressChange = "address_changes", "Changes of an e-mail address that were not confirmed";
        Letter = "letters", "Letters that the register sent";
        InterestWords = "interest_words", "What providers write when they register interest";
        EndingInterestWords = "ending_interest_words", "The same, in a contract that ends";
        PlaceWords = "place_words", "Who comes to an event for providers";
        QuestionWords = "question_words", "Questions of providers, as they were asked";
        ImportFault = "import_faults", "Rows of imported files that could not be used";
        Import = "imports", "Notices that were read and never applied";
        Upload = "uploads", "Files that were sent with a form that was refused";
        Account = "accounts", "Accounts";
        Words = "words", "Signatures, answers and reports";
        Audit = "audit", "The audit trail";
    }
}

/// How long something is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kept {
    /// For so long, then the sweep takes it away.
    For(TimeDelta),
    /// As long as the register, because it is part of it.
    WithTheRegister,
}

impl Kept {
    /// In words: `12 hours`, `2 years`.
    pub fn in_words(self) -> String {
        let count = |number: i64, unit: &str| format!("{number} {unit}{}", if number == 1 { "" } else { "s" });
        match self {
            Self::WithTheRegister => "As long as the register".into(),
            Self::For(time) if time.num_days() >= 365 => count(time.num_days() / 365, "year"),
            Self::For(time) if time.num_hours() > 72 => count(time.num_days(), "day"),
            Self::For(time) if time.num_minutes() >= 60 => count(time.num_hours(), "hour"),
            Self::For(time) => count(time.num_minutes(), "minute"),
        }
    }
}

/// What is held of a kind, how long, and why so long.
#[derive(Clone, Copy, Debug)]
pub struct Rule {
    pub kind: Kind,
    /// What of a person is in it.
    pub holds: &'static str,
    pub kept: Kept,
    pub why: &'static str,
}

/// What is held of every kind of personal data in a register whose sessions end so.
pub fn rules(sessions: SessionLimits) -> [Rule; Kind::ALL.len()] {
    [
        Rule {
            kind: Kind::Session,
            holds: "Who signed in, when, when they last came, with which browser, and for which organisation they act",
            kept: Kept::For(sessions.longest()),
            why: "A session ends after that, whatever happens",
        },
        Rule {
            kind: Kind::FailedSignIn,
            holds: "The e-mail address that was tried, and when",
            kept: Kept::For(TimeDelta::hours(1)),
            why: "So that its owner can see them; nothing else is done with them",
        },
        Rule {
            kind: Kind::SignInTries,
            holds: "How often somebody tried, under a digest of the account, the network address or the session",
            kept: Kept::For(FORGOTTEN_AFTER),
            why: "Too many in a short time make the next wait",
        },
        Rule {
            kind: Kind::KnownDevice,
            holds: "That somebody signed in to an account with a browser, by a digest of its cookie, and when last",
            kept: Kept::For(TimeDelta::days(DEVICE_DAYS)),
            why: "Whoever guesses elsewhere does not make this browser wait",
        },
        Rule {
            kind: Kind::SignInFlow,
            holds: "That somebody is on their way to single sign-on and back, and where they wanted to be",
            kept: Kept::For(TimeDelta::minutes(FLOW_MINUTES)),
            why: "It works for so long, and once",
        },
        Rule {
            kind: Kind::FormPress,
            holds: "Which account pressed the button of which form, and what it was told",
            kept: Kept::For(TimeDelta::hours(48)),
            why: "A button that is pressed twice does its deed once",
        },
        Rule {
            kind: Kind::Draft,
            holds: "What somebody wrote of an agreement’s text and has not saved; nobody else reads it",
            kept: Kept::For(TimeDelta::days(KEPT_DAYS)),
            why: "So that nothing is lost that was written; saving it, or leaving it, takes it away",
        },
        Rule {
            kind: Kind::OneTimeLink,
            holds: "The digest of a link by which a person sets a password",
            kept: Kept::For(TimeDelta::hours(LINK_HOURS)),
            why: "It works for so long, and once",
        },
        Rule {
            kind: Kind::ResetLink,
            holds: "The digest of a link by which a person chooses a new password",
            kept: Kept::For(TimeDelta::hours(RESET_HOURS)),
            why: "It works for so long, and once",
        },
        Rule {
            kind: Kind::AddressChange,
            holds: "The address that a person wants to sign in with",
            kept: Kept::For(TimeDelta::hours(LINK_HOURS)),
            why: "So long both addresses can confirm it",
        },
        Rule {
            kind: Kind::Letter,
            holds: "To which address a letter went, about what, and what became of it; its text only until it is sent",
            kept: Kept::For(TimeDelta::days(30)),
            why: "Long enough to find out why a letter did not come",
        },
        Rule {
            kind: Kind::InterestWords,
            holds: "What a provider wanted the commissioner to know, often with whom to call",
            kept: Kept::For(TimeDelta::days(2 * 365)),
            why: "By then what it was about is awarded; that the organisation was interested stays",
        },
        Rule {
            kind: Kind::EndingInterestWords,
            holds: "What a provider wanted the commissioner to know, often with whom to call",
            kept: Kept::For(TimeDelta::days(2 * 365)),
            why: "By then the contract has ended; that the organisation was interested stays",
        },
        Rule {
            kind: Kind::PlaceWords,
            holds: "Who comes for a provider, as it wrote when it asked for a place",
            kept: Kept::For(TimeDelta::days(365)),
            why: "By then the event is over; that the organisation had a place stays",
        },
        Rule {
            kind: Kind::QuestionWords,
            holds: "A question in the asker’s own words; the answer and the question as everybody reads it stay",
            kept: Kept::For(TimeDelta::days(2 * 365)),
            why: "By then what it was about is awarded",
        },
        Rule {
            kind: Kind::ImportFault,
            holds: "The text of a row of somebody else’s file, as it was; the reason stays",
            kept: Kept::For(TimeDelta::days(365)),
            why: "Long enough to have the file put right",
        },
        Rule {
            kind: Kind::Import,
            holds: "Published notices, whose contact persons were taken out",
            kept: Kept::For(TimeDelta::hours(WAITING_HOURS)),
            why: "Long enough to look at them and decide",
        },
        Rule {
            kind: Kind::Upload,
            holds: "A letter or scan that did not become part of the register",
            kept: Kept::For(TimeDelta::hours(UPLOAD_HOURS)),
            why: "Nobody can read it; it waits to be swept",
        },
        Rule {
            kind: Kind::Account,
            holds: "Name, e-mail address, the hash of the password, the secret of a second factor, the number by which single \
                sign-on knows the person, organisations and roles, what the person follows, saved searches, the secret of a \
                calendar address",
            kept: Kept::WithTheRegister,
            why: "What a person did in an organisation’s name stays theirs",
        },
        Rule {
            kind: Kind::Words,
            holds: "Who signed, confirmed, disputed or reported what, with their words and the letters and scans attached",
            kept: Kept::WithTheRegister,
            why: "They are what was agreed",
        },
        Rule {
            kind: Kind::Audit,
            holds: "Who changed which record when, and the record as they left it",
            kept: Kept::WithTheRegister,
            why: "It proves that nothing was changed unseen; an administrator can redact the record that an entry kept",
        },
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_has_one_rule_in_its_place() {
        let kinds: Vec<Kind> = rules(SessionLimits::default()).iter().map(|rule| rule.kind).collect();
        assert_eq!(kinds, Kind::ALL);
    }

    #[test]
    fn how_long_is_said_in_words() {
        let said: Vec<String> = rules(SessionLimits::default()).iter().map(|rule| rule.kept.in_words()).collect();
        let register = "As long as the register";
        assert_eq!(
            said,
            [
                "12 hours",
                "1 hour",
                "2 hours",
                "180 days",
                "10 minutes",
                "48 hours",
                "90 days",
                "72 hours",
                "1 hour",
                "72 hours",
                "30 days",
                "2 years",
                "2 years",
                "1 year",
                "2 years",
                "1 year",
                "72 hours",
                "24 hours",
                register,
                register,
                register
            ]
        );
    }
}
