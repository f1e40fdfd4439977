//! Agreements: memoranda of understanding and the other kinds in which a council and its partners promise each other things.

use chrono::NaiveDate;

#[cfg(feature = "orm")]
pub mod deeds;
#[cfg(feature = "orm")]
pub(crate) mod digest;
#[cfg(feature = "orm")]
mod digest_of_before;
#[cfg(feature = "orm")]
pub mod draft;
#[cfg(feature = "orm")]
#[cfg(test)]
mod drafting_story;
#[cfg(feature = "orm")]
mod edition;
#[cfg(feature = "orm")]
#[cfg(test)]
mod editions_story;
#[cfg(feature = "orm")]
#[cfg(test)]
mod ends_story;
#[cfg(feature = "orm")]
pub(crate) mod found_by;
#[cfg(feature = "orm")]
#[cfg(test)]
mod frozen_story;
#[cfg(feature = "orm")]
#[cfg(test)]
mod gone_story;
pub mod heads;
#[cfg(feature = "orm")]
#[cfg(test)]
mod leaving_story;
#[cfg(feature = "orm")]
pub(crate) mod listed;
pub mod placed;
#[cfg(feature = "orm")]
pub mod read;
#[cfg(feature = "orm")]
#[cfg(test)]
pub(crate) mod renewal_story;
#[cfg(feature = "orm")]
mod renewing;
#[cfg(feature = "orm")]
pub mod reuse;
#[cfg(feature = "orm")]
#[cfg(test)]
mod revisions_story;
pub mod rules;
#[cfg(feature = "orm")]
pub(crate) mod schedules;
#[cfg(feature = "orm")]
#[cfg(test)]
mod scope_story;
#[cfg(feature = "orm")]
#[cfg(test)]
mod shown_story;
#[cfg(feature = "orm")]
#[cfg(test)]
mod stays_story;
#[cfg(feature = "orm")]
#[cfg(test)]
pub(crate) mod story;
#[cfg(feature = "orm")]
pub(crate) mod table;
pub mod templates;
#[cfg(feature = "orm")]
#[cfg(test)]
mod variation_story;
#[cfg(feature = "orm")]
#[cfg(test)]
pub(crate) mod varying;
#[cfg(feature = "orm")]
#[cfg(test)]
mod years_story;

#[cfg(feature = "orm")]
pub use edition::Agreement;
#[cfg(feature = "orm")]
pub(crate) use edition::{editions, paired};

use crate::values::day;

crate::words! {
    /// What sort of agreement it is (register.md §3).
    Kind {
        Memorandum = "memorandum", "Memorandum of understanding";
        PooledFund = "s75_pooled_fund", "Section 75 pooled fund";
        LeadCommissioningCouncil = "s75_lead_council", "Section 75 lead commissioning by the council";
        LeadCommissioningNhs = "s75_lead_nhs", "Section 75 lead commissioning by the NHS";
        IntegratedProvision = "s75_integrated", "Section 75 integrated provision";
        ChildrenAct10 = "s10", "Children Act 2004 section 10 arrangement";
        PaymentToNhs = "s76", "Section 76 payment to the NHS";
        PaymentToCouncil = "s256", "Section 256 payment to the council";
        BetterCareFund = "better_care_fund", "Better Care Fund plan";
        Safeguarding = "safeguarding", "Multi-agency safeguarding arrangements";
        InformationSharing = "information_sharing", "Information sharing agreement";
        Police = "police", "Police collaboration or protocol";
        School = "school", "School agreement";
        ServiceLevel = "service_level", "Service level agreement";
        Other = "other", "Other agreement";
    }
}

impl Kind {
    /// The first letters of its references.
    pub const fn prefix(self) -> &'static str {
        match self {
            Self::Memorandum => "MOU",
            Self::PooledFund
            | Self::LeadCommissioningCouncil
            | Self::LeadCommissioningNhs
            | Self::IntegratedProvision => "STF",
            Self::ChildrenAct10 => "CAT",
            Self::PaymentToNhs | Self::PaymentToCouncil => "PAY",
            Self::BetterCareFund => "BCF",
            Self::Safeguarding => "SAF",
            Self::InformationSharing => "ISA",
            Self::Police => "POL",
            Self::School => "SCH",
            Self::ServiceLevel => "SLA",
            Self::Other => "AGR",
        }
    }

    /// Made under section 75 of the NHS Act 2006, where only NHS bodies and councils can be partners.
    pub const fn is_section_75(self) -> bool {
        matches!(
            self,
            Self::PooledFund | Self::LeadCommissioningCouncil | Self::LeadCommissioningNhs | Self::IntegratedProvision
        )
    }

    /// A memorandum has a coordinator, who converts the parties' dialogue into its text [32].
    pub const fn wants_coordinator(self) -> bool {
        matches!(self, Self::Memorandum)
    }
}

crate::words! {
    /// Where an edition is in its life, as it is kept. What people read is [`Status`].
    State {
        Drafting = "drafting", "Drafting";
        Negotiating = "negotiating", "In negotiation";
        Approvals = "approvals", "Waiting for approvals";
        Signing = "signing", "Open for signing";
        Signed = "signed", "Signed";
        Withdrawn = "withdrawn", "Withdrawn";
    }
}

impl State {
    /// In which an edition is still being made.
    pub const BEING_MADE: [Self; 4] = [Self::Drafting, Self::Negotiating, Self::Approvals, Self::Signing];

    /// True until it is signed or withdrawn.
    pub const fn is_being_made(self) -> bool {
        !matches!(self, Self::Signed | Self::Withdrawn)
    }

    /// True before approvals open: from then on bodies approve what is frozen, and nothing of it moves.
    pub const fn is_open_to_drafting(self) -> bool {
        matches!(self, Self::Drafting | Self::Negotiating)
    }
}

/// Where an agreement is on a day, in words: what is signed comes into force by its start date, with no further deed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    At(State),
    Starts(NaiveDate),
    InForce,
    PastItsEnd(NaiveDate),
    /// All that renew it are in force.
    Renewed,
    /// Past its end, and one of those that renew it is in force, while another is being made.
    RenewedInPart,
    /// Past its end, and somebody said what became of it.
    Ended(NaiveDate),
    /// Its term, or a service in its scope, is past its end, and nobody said what became of it: an alarm.
    Lapsed(NaiveDate),
    /// Of an edition: another has taken its place.
    Replaced,
    /// Of an edition: another took its place before its day.
    Overtaken,
    /// Of an edition: it waits while another is made.
    SetAside,
}

impl Status {
    /// The status of an agreement with this state and term, on a day.
    pub fn on(today: NaiveDate, state: State, starts: Option<NaiveDate>, ends: Option<NaiveDate>) -> Self {
        match (state, starts, ends) {
            (State::Signed, Some(starts), _) if starts > today => Self::Starts(starts),
            (State::Signed, _, Some(ends)) if ends < today => Self::PastItsEnd(ends),
            (State::Signed, ..) => Self::InForce,
            (state, ..) => Self::At(state),
        }
    }

    /// As pages say it.
    pub fn in_words(self) -> String {
        match self {
            Self::At(state) => state.label().into(),
            Self::Starts(on) => format!("Signed, starts {}", day::in_words(on)),
            Self::InForce => "In force".into(),
            Self::PastItsEnd(on) => format!("Past its end, {}", day::in_words(on)),
            Self::Renewed => "Renewed".into(),
            Self::RenewedInPart => "Renewed in part".into(),
            Self::Ended(on) => format!("Ended {}", day::in_words(on)),
            Self::Lapsed(on) => format!("Lapsed, still operating: past its end of {}", day::in_words(on)),
            Self::Replaced => "Replaced".into(),
            Self::Overtaken => "Overtaken".into(),
            Self::SetAside => "Set aside".into(),
        }
    }
}

crate::words! {
    /// Why an edition is made (register.md §3).
    Reason {
        First = "first", "The agreement is made";
        Extension = "extension", "It is extended";
        Money = "money", "The money changes";
        Scope = "scope", "What is in scope changes";
        JoiningOrLeaving = "joining_or_leaving", "A party joins or leaves";
        Law = "law", "The law changed";
        Other = "other", "Another reason";
    }
}

impl Reason {
    /// Those for which an agreement is varied.
    pub const OF_VARIATIONS: [Self; 6] =
        [Self::Extension, Self::Money, Self::Scope, Self::JoiningOrLeaving, Self::Law, Self::Other];
}

crate::words! {
    /// How long an edition runs.
    Term {
        Fixed = "fixed", "For a fixed term";
        Rolling = "rolling", "Until notice is given";
        Options = "options", "For a fixed term that can be extended";
    }
}

impl Term {
    /// That of an edition with this end, or with none.
    pub fn of(ends: Option<NaiveDate>) -> Self {
        if ends.is_some() { Self::Fixed } else { Self::Rolling }
    }
}

crate::words! {
    /// For whom an agreement is [30].
    Clients {
        Children = "children", "Children and young people";
        Adults = "adults", "Adults";
        Both = "both", "Children and adults";
    }
}

crate::words! {
    /// What part a party takes.
    PartyRole {
        Host = "host", "Host";
        LeadCommissioner = "lead_commissioner", "Lead commissioner";
        Partner = "partner", "Partner";
        ProviderPartner = "provider_partner", "Provider partner";
        Observer = "observer", "Observer";
    }
}

crate::words! {
    /// On which side of the standing argument a party speaks [32].
    SpeaksAs {
        NhsCommissioner = "nhs_commissioner", "NHS commissioner";
        NhsProvider = "nhs_provider", "NHS provider";
        Council = "council", "Council";
        Police = "police", "Police";
        School = "school", "School";
        Other = "other", "Other";
    }
}

crate::words! {
    /// What becomes of an agreement, or of a service in its scope, at its end.
    Conclusion {
        Ended = "ended", "It ended, and nothing takes its place";
        Elsewhere = "elsewhere", "It goes on outside this register";
    }
}
