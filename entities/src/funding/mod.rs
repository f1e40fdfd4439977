//! Funding lines: one party's money or help in kind for one service in one financial year, and which commitments it pays for.

#[cfg(feature = "orm")]
pub mod deeds;
#[cfg(feature = "orm")]
mod line;
#[cfg(feature = "orm")]
pub(crate) mod listed;
#[cfg(feature = "orm")]
pub mod read;
pub mod rules;
#[cfg(feature = "orm")]
#[cfg(test)]
pub(crate) mod story;
#[cfg(feature = "orm")]
pub(crate) mod table;

#[cfg(feature = "orm")]
pub use line::FundingLine;
#[cfg(feature = "orm")]
pub(crate) use line::{lines, of_edition, paired};

crate::words! {
    /// How the money is put together.
    Arrangement {
        Pooled = "pooled", "Pooled";
        Aligned = "aligned", "Aligned";
        LeadCommissioned = "lead_commissioned", "Lead commissioned";
        Grant = "grant", "Grant";
        InKind = "in_kind", "In kind";
        SingleAgency = "single_agency", "Single agency";
    }
}

crate::words! {
    /// What it may be spent on.
    Spending {
        Revenue = "revenue", "Revenue";
        Capital = "capital", "Capital";
    }
}

crate::words! {
    /// In which years it counts [9].
    Recurrence {
        OneOff = "one_off", "One-off";
        Recurrent = "recurrent", "Recurrent, agreed year by year";
        /// Counted in every later year too: £6m a year for three years is 6, 12, 18.
        BaseRise = "base_rise", "A rise in the base, counted in every later year";
    }
}

crate::words! {
    /// How sure it is.
    Certainty {
        Estimate = "estimate", "Estimate";
        Provisional = "provisional", "Provisional";
        Agreed = "agreed", "Agreed";
        Paid = "paid", "Paid";
    }
}

crate::words! {
    /// Whether its party takes it on [32].
    Responsibility {
        Accepted = "accepted", "Accepted";
        Disputed = "disputed", "Disputed";
        Unassigned = "unassigned", "Unassigned";
    }
}

impl Responsibility {
    /// As a reader is told it: who is outside the negotiation is told that disputed money is not agreed, not that it is
    /// disputed.
    #[must_use]
    pub const fn as_told(self, inside: bool) -> Self {
        match self {
            Self::Disputed if !inside => Self::Unassigned,
            _ => self,
        }
    }
}

crate::words! {
    /// A party's stand on a cost.
    Stand {
        Agrees = "agrees", "Accepts it";
        Objects = "objects", "Disputes it";
    }
}
