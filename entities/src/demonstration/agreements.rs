//! The frames of the demonstration's agreements, and how a commitment of theirs is worded.

use chrono::NaiveDate;

use super::{
    Birmingham,
    words::{day, illustrative, year},
};
use crate::{
    agreement::{Kind, deeds::CreateAgreement},
    commitment::deeds::Wording,
};

/// An agreement before it is created, and its first text.
pub(super) struct Draft {
    pub create: CreateAgreement,
    pub text: &'static str,
}

impl Birmingham<'_> {
    /// The memorandum that both parties agreed to aim for [32].
    pub(super) fn memorandum_draft(&self) -> Draft {
        let create = CreateAgreement {
            title: "Memorandum of Understanding between the local NHS and Birmingham City Council 2015/16".into(),
            kind: Kind::Memorandum,
            coordinator: Some(self.organisations.nhs_england.clone()),
            aims: "What the parties agree to do in partnership in 2015/16 for children who need help and protection, \
                 and which services they commission and fund together (report, paragraph 32)"
                .into(),
            ..frame(2015)
        };
        Draft { create, text: include_str!("memorandum.md") }
    }

    /// The hub, from the end of July 2014 [15].
    pub(super) fn mash_draft(&self) -> Draft {
        let create = CreateAgreement {
            title: "Multi-Agency Safeguarding Hub: arrangement 2014/15 (illustrative text)".into(),
            kind: Kind::ChildrenAct10,
            binding: true,
            starts: day(2014, 7, 31),
            aims: "One front door, with partner agencies on the same site, so that children are safer (report, paragraph 15)".into(),
            ..frame(2014)
        };
        Draft { create, text: include_str!("mash.md") }
    }

    /// What the hub's partners may tell each other.
    pub(super) fn information_draft(&self) -> Draft {
        let create = CreateAgreement {
            title: "Information sharing in the Multi-Agency Safeguarding Hub (illustrative text)".into(),
            kind: Kind::InformationSharing,
            starts: day(2015, 1, 1),
            aims: "Practitioners on the same site know what they may tell each other".into(),
            ..frame(2014)
        };
        Draft { create, text: include_str!("information.md") }
    }
}

/// A memorandum for a financial year, not binding, without coordinator.
fn frame(starts: i32) -> CreateAgreement {
    let year = year(starts);
    CreateAgreement {
        title: String::new(),
        kind: Kind::Memorandum,
        year,
        binding: false,
        coordinator: None,
        starts: Some(year.first_day()),
        ends: Some(year.last_day()),
        aims: String::new(),
    }
}

/// A commitment under a clause, marked as invented; what is measured, the target, when it is due.
pub(super) fn promise(clause: &str, statement: &str, measured: (&str, &str), due: Option<NaiveDate>) -> Wording {
    Wording {
        clause: clause.into(),
        statement: illustrative(statement),
        measure: measured.0.into(),
        target: measured.1.into(),
        due,
        no_money_because: None,
    }
}

/// The same, with the reason why it needs no money.
pub(super) fn free(because: &str, wording: Wording) -> Wording {
    Wording { no_money_because: Some(because.into()), ..wording }
}
