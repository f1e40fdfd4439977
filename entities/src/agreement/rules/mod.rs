//! What an agreement's state allows, what it still lacks, and who may be its partner. Pure: no database.

mod ends;
mod force;
mod of_record;
mod renewal;
mod scope;
pub mod shown;
mod variation;

pub use ends::{End, NOTICE_DAYS, Succession, status, waits};
pub use force::Force;
pub use of_record::may_be_of_record;
pub use renewal::{begins_after, may_renew, next as next_year, runs_in, service_days};
pub use scope::{
    Days, InScope, MOST_REVIEWS, may_come_into_scope, may_host, may_review_on, may_run, may_stop_hosting, misfits,
    review_field,
};
pub use variation::{may_be_effective, may_open};

use chrono::NaiveDate;

use super::{Kind, State};
use crate::{Refusal, organisation, values::Reference};

crate::words! {
    /// A step the commissioner takes. Signing is not one: the last signature makes the agreement signed.
    Step {
        Negotiate = "negotiate", "Open negotiation";
        Approve = "approve", "Send for approval";
        OpenSigning = "open_signing", "Open for signing";
        Reopen = "reopen", "Reopen the wording";
        Withdraw = "withdraw", "Withdraw";
    }
}

/// What the steps look at.
#[derive(Clone, Debug, Default)]
pub struct Facts {
    pub has_text: bool,
    /// The newest revision is the one that bodies approve.
    pub frozen: bool,
    pub clauses: usize,
    pub parties: usize,
    pub signing_parties: usize,
    pub wants_coordinator: bool,
    pub has_coordinator: bool,
    pub starts: Option<NaiveDate>,
    pub ends: Option<NaiveDate>,
    pub commitments: usize,
    /// Of each party that is closed by the day on which this begins: when it closed, and who acts for it.
    pub gone: Vec<String>,
    /// Services in scope and review days that do not fit it any more, each as something to do.
    pub misfits: Vec<String>,
    /// Commitments that were written but never put to their owner.
    pub unasked: Vec<Reference>,
    /// Commitments that wait for their owner's answer, with the owner's name.
    pub unanswered: Vec<(Reference, String)>,
    /// Commitments whose owner proposed other words, with the owner's name.
    pub changes_proposed: Vec<(Reference, String)>,
}

impl Step {
    /// The steps that a state offers, whether or not anything is lacking.
    pub fn offered(state: State) -> &'static [Step] {
        match state {
            State::Drafting => &[Self::Negotiate, Self::Withdraw],
            State::Negotiating => &[Self::Approve, Self::Withdraw],
            State::Approvals => &[Self::OpenSigning, Self::Reopen, Self::Withdraw],
            State::Signing => &[Self::Reopen, Self::Withdraw],
            _ => &[],
        }
    }

    /// The steps that an edition offers in a state: a variation is withdrawn by a deed of its own, with its reason.
    pub fn offered_in(edition: i64, state: State) -> Vec<Step> {
        let offered = Self::offered(state).iter().copied();
        offered.filter(|step| edition == 1 || *step != Self::Withdraw).collect()
    }

    /// Where the step leads.
    pub const fn leads_to(self) -> State {
        match self {
            Self::Negotiate | Self::Reopen => State::Negotiating,
            Self::Approve => State::Approvals,
            Self::OpenSigning => State::Signing,
            Self::Withdraw => State::Withdrawn,
        }
    }

    /// True of steps that undo: they are never what waits to be done.
    pub const fn leads_to_an_earlier_state(self) -> bool {
        matches!(self, Self::Reopen | Self::Withdraw)
    }

    /// What is missing for the step, each as something to do.
    pub fn lacks(self, facts: &Facts) -> Vec<String> {
        match self {
            Self::Negotiate => facts.lacks_for_talks(),
            // Approvals open with the very revision that is signed: whatever stands in it is there by then.
            Self::Approve => [facts.lacks_for_talks(), facts.lacks_for_approval(), facts.lacks_for_signing()].concat(),
            Self::OpenSigning if facts.frozen => Vec::new(),
            Self::OpenSigning => {
                vec!["Reopen the wording and send it for approval again: what bodies approved was not kept".into()]
            }
            Self::Reopen | Self::Withdraw => Vec::new(),
        }
    }
}

impl Facts {
    fn lacks_for_talks(&self) -> Vec<String> {
        let mut lacks = Vec::new();
        if !self.has_text {
            lacks.push("Write the text".into());
        }
        if self.parties < 2 {
            lacks.push("Add another party: an agreement has at least two".into());
        }
        if self.wants_coordinator && !self.has_coordinator {
            lacks.push("Name the coordinator who brings the parties together".into());
        }
        lacks
    }

    fn lacks_for_approval(&self) -> Vec<String> {
        let mut lacks: Vec<String> = self.gone.iter().map(|gone| format!("Take a party out: {gone}")).collect();
        lacks.extend(self.misfits.iter().cloned());
        if self.clauses == 0 {
            lacks.push("Give the text at least one clause: a line that starts with ##".into());
        }
        if self.commitments == 0 {
            lacks.push("Write at least one commitment".into());
        }
        lacks.extend(self.unasked.iter().map(|c| format!("Request confirmation of {c}, or withdraw it")));
        lacks.extend(self.unanswered.iter().map(|(c, who)| format!("Wait for {who} to answer {c}, or withdraw it")));
        lacks.extend(
            self.changes_proposed.iter().map(|(c, who)| format!("Answer the words that {who} proposes for {c}")),
        );
        lacks
    }

    fn lacks_for_signing(&self) -> Vec<String> {
        let mut lacks = Vec::new();
        match (self.starts, self.ends) {
            (None, _) => lacks.push("Enter the day it starts".into()),
            (Some(starts), Some(ends)) if ends < starts => {
                lacks.push("Enter an end that is not before the start".into())
            }
            _ => {}
        }
        if self.signing_parties < 2 {
            lacks.push("Mark at least two parties as signing".into());
        }
        lacks
    }
}

/// Takes a step from a state.
///
/// # Errors
/// [`Refusal::NotAllowed`] with what the state allows, or with what is missing.
pub fn take(step: Step, state: State, facts: &Facts) -> Result<State, Refusal> {
    if !Step::offered(state).contains(&step) {
        let allowed: Vec<&str> = Step::offered(state).iter().map(Step::label).collect();
        let instead = match allowed.as_slice() {
            [] => "Nothing more can be done with it here".to_string(),
            steps => format!("From here you can: {}", steps.join(", ").to_lowercase()),
        };
        let why =
            format!("“{}” is not possible while the agreement is: {}", step.label(), state.label().to_lowercase());
        return Err(Refusal::rule(why, instead));
    }
    match step.lacks(facts).as_slice() {
        [] => Ok(step.leads_to()),
        lacks => Err(Refusal::rule(format!("“{}” is not possible yet", step.label()), lacks.join(". "))),
    }
}

/// Judges whether a body may be a party of a kind of agreement.
///
/// # Errors
/// [`Refusal::NotAllowed`] for a body that is neither NHS nor council in a section 75 kind, with the kinds that would do
/// (NHS Act 2006 s.75; SI 2000/617 reg 3; Children Act 2004 s.10).
pub fn may_be_party(kind: Kind, name: &str, body: organisation::Kind) -> Result<(), Refusal> {
    if !kind.is_section_75() || body.may_pool_under_section_75() {
        return Ok(());
    }
    let would_do: &[Kind] = match body {
        organisation::Kind::PoliceForce | organisation::Kind::PoliceCrimeCommissioner => {
            &[Kind::ChildrenAct10, Kind::Police, Kind::Memorandum]
        }
        organisation::Kind::School | organisation::Kind::AcademyTrust => {
            &[Kind::ChildrenAct10, Kind::School, Kind::Memorandum]
        }
        _ => &[Kind::ServiceLevel, Kind::Memorandum],
    };
    let would_do: Vec<&str> = would_do.iter().map(Kind::label).collect();
    Err(Refusal::rule(
        format!(
            "{name} cannot be a partner in a section 75 agreement: only NHS bodies and councils can (NHS Act 2006, section 75), and it is: {}",
            body.label().to_lowercase()
        ),
        format!("These kinds would do: {}", would_do.join("; ")),
    ))
}

/// Judges the term.
///
/// # Errors
/// [`Refusal::Invalid`] for an end before the start.
pub fn term(starts: Option<NaiveDate>, ends: Option<NaiveDate>) -> Result<(), Refusal> {
    match (starts, ends) {
        (Some(starts), Some(ends)) if ends < starts => {
            Err(Refusal::field("ends", "Enter an end date that is not before the start date"))
        }
        _ => Ok(()),
    }
}

/// Head, text and schedules are written until approvals open: what bodies approve and sign is frozen.
///
/// # Errors
/// [`Refusal::NotAllowed`] with what to do instead.
pub fn may_draft(state: State) -> Result<(), Refusal> {
    if state.is_open_to_drafting() {
        return Ok(());
    }
    let instead = match state {
        State::Approvals | State::Signing => {
            "The commissioner can reopen the wording: every party is told, and signatures already given stay as history"
        }
        _ => "What was signed changes only by a variation",
    };
    let why = format!("What is promised cannot be changed while the agreement is: {}", state.label().to_lowercase());
    Err(Refusal::rule(why, instead))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn complete() -> Facts {
        Facts {
            has_text: true,
            clauses: 3,
            parties: 4,
            signing_parties: 2,
            wants_coordinator: true,
            has_coordinator: true,
            starts: NaiveDate::from_ymd_opt(2015, 4, 1),
            ends: NaiveDate::from_ymd_opt(2016, 3, 31),
            commitments: 2,
            frozen: true,
            ..Facts::default()
        }
    }

    fn instead(result: Result<State, Refusal>) -> String {
        match result {
            Err(Refusal::NotAllowed { instead, .. }) => instead,
            other => panic!("expected a rule to say no, got {other:?}"),
        }
    }

    #[test]
    fn a_complete_agreement_goes_from_drafting_to_signing() {
        let mut state = State::Drafting;
        for step in [Step::Negotiate, Step::Approve, Step::OpenSigning] {
            state = take(step, state, &complete()).unwrap();
        }
        assert_eq!(state, State::Signing);
        assert_eq!(take(Step::Reopen, state, &complete()).unwrap(), State::Negotiating);
    }

    #[test]
    fn each_refusal_says_what_is_missing() {
        let com = Reference::numbered("COM", 2015, 1);
        for (step, state, spoil, says) in [
            (Step::Negotiate, State::Drafting, Facts { has_text: false, ..complete() }, "Write the text"),
            (Step::Negotiate, State::Drafting, Facts { parties: 1, ..complete() }, "Add another party"),
            (Step::Negotiate, State::Drafting, Facts { has_coordinator: false, ..complete() }, "Name the coordinator"),
            (Step::Approve, State::Negotiating, Facts { clauses: 0, ..complete() }, "at least one clause"),
            (Step::Approve, State::Negotiating, Facts { commitments: 0, ..complete() }, "at least one commitment"),
            (
                Step::Approve,
                State::Negotiating,
                Facts { unasked: vec![com.clone()], ..complete() },
                "Request confirmation of COM",
            ),
            (
                Step::Approve,
                State::Negotiating,
                Facts { unanswered: vec![(com.clone(), "the police".into())], ..complete() },
                "Wait for the police to answer COM-2015-001",
            ),
            (
                Step::Approve,
                State::Negotiating,
                Facts { changes_proposed: vec![(com, "the police".into())], ..complete() },
                "Answer the words that the police proposes",
            ),
            (
                Step::Approve,
                State::Negotiating,
                Facts { gone: vec!["The school closed".into()], ..complete() },
                "Take a party out: The school closed",
            ),
            (
                Step::Approve,
                State::Negotiating,
                Facts { misfits: vec!["Change the days of the hub".into()], ..complete() },
                "Change the days of the hub",
            ),
            (Step::OpenSigning, State::Approvals, Facts { frozen: false, ..complete() }, "send it for approval again"),
            (Step::Approve, State::Negotiating, Facts { starts: None, ..complete() }, "Enter the day it starts"),
            (
                Step::Approve,
                State::Negotiating,
                Facts { signing_parties: 1, ..complete() },
                "at least two parties as signing",
            ),
        ] {
            let said = instead(take(step, state, &spoil));
            assert!(said.contains(says), "{step}: {said}");
        }
    }

    #[test]
    fn a_step_that_the_state_does_not_offer_names_those_it_does() {
        assert!(instead(take(Step::OpenSigning, State::Drafting, &complete())).contains("open negotiation"));
        assert!(instead(take(Step::Withdraw, State::Signed, &complete())).contains("Nothing more"));
    }

    #[test]
    fn the_police_and_schools_cannot_pool_under_section_75_and_learn_what_would_do() {
        let police = may_be_party(Kind::PooledFund, "West Midlands Police", organisation::Kind::PoliceForce);
        let Err(Refusal::NotAllowed { why, instead }) = police else { panic!("the police were let in") };
        assert!(why.contains("only NHS bodies and councils"), "{why}");
        assert!(instead.contains("section 10") && instead.contains("Memorandum"), "{instead}");
        assert!(may_be_party(Kind::IntegratedProvision, "A school", organisation::Kind::School).is_err());
        assert!(may_be_party(Kind::PooledFund, "A trust", organisation::Kind::NhsTrust).is_ok());
        assert!(may_be_party(Kind::Memorandum, "West Midlands Police", organisation::Kind::PoliceForce).is_ok());
    }

    #[test]
    fn what_is_signed_comes_into_force_by_its_start_date() {
        use crate::agreement::Status;
        let day = |y, m, d| NaiveDate::from_ymd_opt(y, m, d).unwrap();
        let on = |today| Status::on(today, State::Signed, Some(day(2015, 4, 1)), Some(day(2016, 3, 31)));
        assert_eq!(on(day(2015, 3, 31)).in_words(), "Signed, starts 1 April 2015");
        assert_eq!(on(day(2015, 4, 1)), Status::InForce);
        assert_eq!(on(day(2016, 4, 1)).in_words(), "Past its end, 31 March 2016");
    }
}
