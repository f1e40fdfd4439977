//! Commitments: what one party promises for one financial year, under one clause of an agreement.

pub mod ambition;
#[cfg(feature = "orm")]
pub mod deeds;
#[cfg(feature = "orm")]
pub(crate) mod found_by;
#[cfg(feature = "orm")]
pub mod read;
pub mod rules;
#[cfg(feature = "orm")]
#[cfg(test)]
mod story;
#[cfg(feature = "orm")]
pub(crate) mod table;
#[cfg(feature = "orm")]
mod worded;

#[cfg(feature = "orm")]
pub use worded::Commitment;
#[cfg(feature = "orm")]
pub(crate) use worded::{of_edition, open_in, paired, standing_in, worded};

crate::words! {
    /// What the owner says of a commitment.
    Confirmation {
        Proposed = "proposed", "Proposed";
        Requested = "requested", "Confirmation requested";
        Confirmed = "confirmed", "Confirmed";
        ConfirmedWithChange = "confirmed_with_change", "Confirmed with a change";
        Disputed = "disputed", "Disputed";
        Declined = "declined", "Declined";
        Withdrawn = "withdrawn", "Withdrawn";
    }
}

impl Confirmation {
    /// As a reader sees it: that something is disputed is told inside the negotiation only.
    pub const fn shown(self, inside: bool) -> &'static str {
        match self {
            Self::Confirmed | Self::Withdrawn => self.label(),
            _ if inside => self.label(),
            _ => "Not agreed",
        }
    }

    /// As a reader is told it: outside the negotiation, all that is not agreed looks like a question that is still open.
    #[must_use]
    pub const fn as_told(self, inside: bool) -> Self {
        match self {
            Self::Confirmed | Self::Withdrawn => self,
            _ if inside => self,
            _ => Self::Requested,
        }
    }

    /// Of which somebody has yet to speak: the owner, or the commissioner about the owner's words.
    pub const OPEN: [Self; 3] = [Self::Proposed, Self::Requested, Self::ConfirmedWithChange];
}

crate::words! {
    /// What an owner can answer.
    Answer {
        Confirm = "confirm", "Confirm it as it is";
        ConfirmWithChange = "confirm_with_change", "Confirm it with a change";
        Dispute = "dispute", "Dispute it";
        Decline = "decline", "Decline it";
    }
}

impl Answer {
    /// What it makes of the commitment.
    pub const fn leads_to(self) -> Confirmation {
        match self {
            Self::Confirm => Confirmation::Confirmed,
            Self::ConfirmWithChange => Confirmation::ConfirmedWithChange,
            Self::Dispute => Confirmation::Disputed,
            Self::Decline => Confirmation::Declined,
        }
    }
}

crate::words! {
    /// Whether an ambition line grew from one year to the next.
    Judgement {
        Raised = "raised", "Raised";
        Held = "held", "Held";
        Lowered = "lowered", "Lowered";
    }
}
