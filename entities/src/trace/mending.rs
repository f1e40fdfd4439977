//! Who can mend a missing link, and how, in words that are the same for everybody. Pure: no database.

use super::Break;
use crate::{agreement::State, organisation::read::Named};

crate::words! {
    /// What a body is to the record at which a link is missing.
    Part {
        Owner = "owner", "owner of the commitment";
        Lead = "lead", "lead commissioner";
        Coordinator = "coordinator", "coordinator";
        Buyer = "buyer", "buyer";
        Provider = "provider", "provider";
    }
}

/// Somebody who can mend a missing link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mender {
    Body(Named, Part),
    /// Any commissioner.
    Keeper,
}

impl Mender {
    /// The body, if it is one.
    pub const fn named(&self) -> Option<&Named> {
        match self {
            Self::Body(organisation, _) => Some(organisation),
            Self::Keeper => None,
        }
    }

    /// "Birmingham City Council, lead commissioner".
    pub fn in_words(&self) -> String {
        match self {
            Self::Body(organisation, part) => format!("{}, {part}", organisation.name),
            Self::Keeper => KEEPER.to_owned(),
        }
    }
}

/// What stands in the place of a body.
pub const KEEPER: &str = "Whoever keeps the register";

/// How it is mended; where the link is missing in an edition, as that edition's state lets it be.
pub fn how(kind: Break, state: Option<State>) -> String {
    let mending = match kind {
        Break::Unconfirmed => "Its owner confirms it, or the lead commissioner withdraws it.",
        Break::Unfunded => "Whoever drafts the agreement adds money that pays for it, or says why it needs none.",
        Break::Unexplained => "Whoever drafts the agreement says which commitments this money pays for.",
        Break::Undecided => "A commissioner says on the service’s page who delivers it.",
        Break::Unmeasured => "A commissioner gives the contract an outcome measure.",
        Break::Unobserved => "The provider reports the figure of the last quarter.",
    };
    match state {
        None | Some(State::Drafting | State::Negotiating) => mending.to_owned(),
        Some(State::Approvals | State::Signing) => format!("Once the wording is reopened. {mending}"),
        Some(State::Signed) => format!("By a variation. {mending}"),
        Some(State::Withdrawn) => "Nobody has to: it was withdrawn.".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_signed_is_mended_by_a_variation_and_what_is_open_as_it_stands() {
        for kind in [Break::Unconfirmed, Break::Unfunded, Break::Unexplained] {
            let open = how(kind, Some(State::Negotiating));
            assert_eq!(how(kind, Some(State::Signed)), format!("By a variation. {open}"));
            assert_eq!(how(kind, Some(State::Drafting)), open);
        }
        assert!(how(Break::Unfunded, Some(State::Approvals)).starts_with("Once the wording is reopened. "));
    }

    #[test]
    fn how_a_commitment_is_mended_says_nothing_of_a_dispute() {
        for state in State::ALL {
            let told = how(Break::Unconfirmed, Some(*state)).to_lowercase();
            assert!(!["disput", "declin", "object"].iter().any(|word| told.contains(word)), "{told}");
        }
    }
}
