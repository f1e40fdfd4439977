//! Who may do what: register.md §6, once, for every page, command and export. What is not in the table is refused.

use serde::{Deserialize, Serialize};

#[cfg(feature = "orm")]
#[cfg(test)]
pub(crate) mod matrix;
mod standing;
mod table;
mod viewer;

pub use standing::{Standing, Verdict, judge};
pub use table::{Cell, cell};
pub use viewer::{ActingFor, Actor, FormId, Person, Viewer};

crate::words! {
    /// What a membership makes of a person. A membership has a set of them.
    Role {
        Provider = "provider", "Provider";
        Partner = "partner", "Partner";
        Signatory = "signatory", "Signatory";
        Coordinator = "coordinator", "Coordinator";
        Commissioner = "commissioner", "Commissioner";
        Accountable = "accountable", "Accountable body";
        Scrutineer = "scrutineer", "Scrutineer";
        Administrator = "administrator", "Administrator";
    }
}

crate::words! {
    /// A row of the table: what somebody wants to do.
    Permission {
        ReadPublished = "read_published", "Read what is published";
        ReadNegotiation = "read_negotiation", "Read an agreement in negotiation, with positions";
        ReadPositions = "read_positions", "Read every position of a negotiation, before one's own is given";
        Draft = "draft", "Draft";
        ProposeWording = "propose_wording", "Propose wording";
        OpenRound = "open_round", "Open a round to all parties";
        RecordMeetings = "record_meetings", "Record meetings and notes";
        Steer = "steer", "Request confirmation, open and close steps, vary, renew, publish";
        Answer = "answer", "Confirm, change or dispute a commitment or cost; record own approvals";
        Sign = "sign", "Sign";
        Report = "report", "Report progress, spend and evidence";
        KeepRegister = "keep_register", "Keep services, contracts, procurements, ratings, imports and merges";
        TakePart = "take_part", "Observe, comment on a rating, ask, register, show interest";
        ReadUnpublishedRating = "read_unpublished_rating", "Read an unpublished rating";
        DeclareOutOfArrangement = "declare_out_of_arrangement", "Declare an out-of-arrangement contract";
        Challenge = "challenge", "Challenge, and close one's own challenge";
        AnswerChallenge = "answer_challenge", "Answer a challenge";
        ConfirmRole = "confirm_role", "Confirm a role in one’s own organisation";
        WithdrawCommitment = "withdraw_commitment", "Withdraw a commitment";
        SecondLook = "second_look", "Take the second look at a merge that moves what a party promised or signed";
        Administer = "administer", "Keep people, organisations and settings";
        KeepOwnAccount = "keep_own_account", "Keep one's own account";
    }
}

/// A set of roles.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Roles(u16);

impl Roles {
    /// Nobody's roles: the public's.
    pub const NONE: Self = Self(0);

    /// The set with one more role.
    #[must_use]
    pub const fn with(self, role: Role) -> Self {
        Self(self.0 | 1 << role as u16)
    }

    /// True if the role is in the set.
    pub const fn has(self, role: Role) -> bool {
        self.0 & 1 << role as u16 != 0
    }

    /// As a number, of which each role is a bit: for rows that say whom they are for.
    pub const fn bits(self) -> i64 {
        self.0 as i64
    }

    /// True of those who keep or watch over the register, and so read what is not published: who reads every rating before it is.
    pub fn watch(self) -> bool {
        self.iter().any(|role| cell(Permission::ReadUnpublishedRating, Some(role)) == Cell::Yes)
    }

    /// The roles of the set, in the table's order.
    pub fn iter(self) -> impl Iterator<Item = Role> {
        Role::ALL.iter().copied().filter(move |role| self.has(*role))
    }
}

impl FromIterator<Role> for Roles {
    fn from_iter<I: IntoIterator<Item = Role>>(roles: I) -> Self {
        roles.into_iter().fold(Self::NONE, Self::with)
    }
}
