//! Heads of terms: what the text of each kind of agreement is expected to say, and where that is written (register.md §3). A
//! checklist with its sources for whoever drafts; never legal advice, and nothing that a step waits for.

mod information;
mod memorandum;
mod others;
mod safeguarding;
mod section_75;

use super::Kind;

/// One thing that a text of some kind is expected to say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Head {
    /// Kebab-case, unique in its list. It stays the same for good: templates name it, and so will what is kept about a text.
    pub key: &'static str,
    /// At most 80 characters, in plain English.
    pub name: &'static str,
    /// What to write, in a sentence or two.
    pub guidance: &'static str,
    /// Where it comes from: a law to its paragraph, a paragraph of the report, guidance by its name, or "Good practice" and whose.
    pub source: &'static str,
}

impl Head {
    const fn new(key: &'static str, name: &'static str, guidance: &'static str, source: &'static str) -> Self {
        Self { key, name, guidance, source }
    }

    /// The head as another law or guidance asks for it.
    const fn after(self, source: &'static str) -> Self {
        Self { source, ..self }
    }
}

/// The heads of a kind, in the order in which its source has them.
pub fn of(kind: Kind) -> &'static [Head] {
    match kind {
        Kind::Memorandum => memorandum::HEADS,
        Kind::PooledFund => section_75::POOLED_FUND,
        Kind::LeadCommissioningCouncil => section_75::BY_THE_COUNCIL,
        Kind::LeadCommissioningNhs => section_75::BY_THE_NHS,
        Kind::IntegratedProvision => section_75::INTEGRATED_PROVISION,
        Kind::ChildrenAct10 => safeguarding::SECTION_10,
        Kind::Safeguarding => safeguarding::ARRANGEMENTS,
        Kind::InformationSharing => information::HEADS,
        Kind::PaymentToNhs => others::PAYMENT_TO_NHS,
        Kind::PaymentToCouncil => others::PAYMENT_TO_COUNCIL,
        Kind::BetterCareFund => others::BETTER_CARE_FUND,
        Kind::Police => others::POLICE,
        Kind::School => others::SCHOOL,
        Kind::ServiceLevel => others::SERVICE_LEVEL,
        Kind::Other => others::OTHER,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    fn is_kebab_case(key: &str) -> bool {
        let parts = || key.split('-');
        parts().all(|part| !part.is_empty() && part.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit()))
    }

    fn every_head() -> impl Iterator<Item = (Kind, &'static Head)> {
        Kind::ALL.iter().flat_map(|kind| of(*kind).iter().map(move |head| (*kind, head)))
    }

    #[test]
    fn every_kind_has_heads_whose_keys_are_unique() {
        for kind in Kind::ALL {
            let keys: HashSet<&str> = of(*kind).iter().map(|head| head.key).collect();
            assert!(!keys.is_empty(), "{kind} has no heads");
            assert_eq!(keys.len(), of(*kind).len(), "{kind} has a key twice");
        }
    }

    #[test]
    fn keys_are_kebab_case() {
        for (kind, head) in every_head() {
            assert!(is_kebab_case(head.key), "{kind}: {}", head.key);
        }
        assert!(!is_kebab_case("Who-pays") && !is_kebab_case("who_pays") && !is_kebab_case("who--pays"));
    }

    #[test]
    fn names_are_short_and_no_head_is_without_guidance_and_source() {
        for (kind, head) in every_head() {
            let letters = head.name.chars().count();
            assert!((1..=80).contains(&letters), "{kind}: “{}” has {letters} characters", head.name);
            assert!(head.guidance.ends_with('.'), "{kind}: guidance for {} is no sentence", head.key);
            assert!(!head.source.trim().is_empty(), "{kind}: {} has no source", head.key);
        }
    }

    #[test]
    fn good_practice_says_whose() {
        for (kind, head) in every_head().filter(|(_, head)| head.source.starts_with("Good practice")) {
            assert!(head.source.starts_with("Good practice, after "), "{kind}: {} says “{}”", head.key, head.source);
        }
    }

    #[test]
    fn a_pooled_fund_has_the_seven_heads_of_regulation_7_in_its_order_and_joint_consultation() {
        let sources: Vec<&str> = of(Kind::PooledFund).iter().map(|head| head.source).collect();
        for (letter, source) in ('a'..='g').zip(&sources) {
            assert_eq!(*source, format!("SI 2000/617, regulation 7(3)({letter})"));
        }
        assert_eq!(sources[7..], ["SI 2000/617, regulation 4"]);
    }

    #[test]
    fn every_section_75_kind_has_the_same_keys() {
        let keys = |kind| of(kind).iter().map(|head| head.key).collect::<Vec<_>>();
        for kind in Kind::ALL.iter().filter(|kind| kind.is_section_75()) {
            assert_eq!(keys(*kind), keys(Kind::PooledFund), "{kind}");
        }
    }
}
