//! Which duties an agreement that is being made gives rise to, from what its rows say. Pure: no database.

use std::collections::BTreeSet;

use super::{Task, short, table::Model as Duty, table::NO_DATE};
use crate::{
    agreement::{
        Agreement, State,
        rules::{Facts, Step},
        table::party::Model as Party,
    },
    commitment::{Commitment, Confirmation},
    funding::{FundingLine, Responsibility},
};

/// An edition with everything that its duties follow from.
pub struct Making<'a> {
    pub edition: &'a Agreement,
    pub facts: &'a Facts,
    pub parties: &'a [Party],
    pub commitments: &'a [Commitment],
    pub money: &'a [FundingLine],
    /// Who has signed the revision that is open for signing.
    pub signed: &'a BTreeSet<i64>,
}

/// The duties of an edition; none of one that is not being made, or is set aside.
pub fn of(making: &Making<'_>) -> Vec<Duty> {
    let edition = making.edition;
    if !edition.state.is_being_made() || edition.set_aside {
        return Vec::new();
    }
    let mut duties = Vec::new();
    duties.extend(making.answers());
    duties.extend(making.costs());
    duties.extend(making.at_the_table());
    duties.extend(making.signatures());
    duties.extend(making.rewording());
    duties.extend(making.next_step());
    duties
}

impl Making<'_> {
    fn duty(&self, task: Task, organisation: i64, record: impl ToString, words: String) -> Duty {
        Duty {
            id: 0,
            task,
            record: record.to_string(),
            edition_id: self.edition.edition_id,
            organisation_id: organisation,
            about_id: None,
            words,
            waits: false,
            due: self.edition.starts.unwrap_or(NO_DATE),
        }
    }

    fn of_lead(&self, task: Task, about: i64, record: impl ToString, words: String) -> Duty {
        Duty { about_id: Some(about), ..self.duty(task, self.edition.lead_id, record, words) }
    }

    /// Commitments that wait for their owner's answer. While it is drafted its parties are not at the table yet: of a variation
    /// they hear once it is negotiated.
    fn answers(&self) -> Vec<Duty> {
        if self.edition.state != State::Negotiating {
            return Vec::new();
        }
        let asked = self.commitments.iter().filter(|row| row.confirmation == Confirmation::Requested);
        let duty = |row: &Commitment| {
            let words = format!("Confirm or dispute: {}", short(&row.statement));
            self.duty(Task::Answer, row.owner_id, &row.reference, words)
        };
        asked.map(duty).collect()
    }

    /// Costs that nobody has accepted or disputed.
    fn costs(&self) -> Vec<Duty> {
        if !matches!(self.edition.state, State::Negotiating | State::Approvals) {
            return Vec::new();
        }
        let open = self.money.iter().filter(|line| line.responsibility == Responsibility::Unassigned);
        let duty = |line: &FundingLine| {
            let words = format!("Accept or dispute the cost of {} for {}", line.amount(), line.year);
            self.duty(Task::AnswerCost, line.organisation_id, &line.reference, words)
        };
        open.map(duty).collect()
    }

    /// What parties other than the lead approve, or wait for.
    fn at_the_table(&self) -> Vec<Duty> {
        let (task, begins) = match self.edition.state {
            State::Approvals => (Task::Approve, "Read what waits for approval, and let your organisation decide"),
            State::Negotiating => (Task::Negotiate, "The end of the negotiation"),
            _ => return Vec::new(),
        };
        let others = self.parties.iter().filter(|party| party.organisation_id != self.edition.lead_id);
        let duty = |party: &Party| {
            let words = format!("{begins}: {}", self.edition.title);
            let duty = self.duty(task, party.organisation_id, &self.edition.reference, words);
            Duty { waits: task == Task::Negotiate, ..duty }
        };
        others.map(duty).collect()
    }

    /// Who has yet to sign, and for the lead whom that waits for.
    fn signatures(&self) -> Vec<Duty> {
        if self.edition.state != State::Signing {
            return Vec::new();
        }
        let (title, reference) = (&self.edition.title, &self.edition.reference);
        let missing = self.parties.iter().filter(|party| party.signs && !self.signed.contains(&party.organisation_id));
        let duties = |party: &Party| {
            let waits = self.of_lead(Task::Wait, party.organisation_id, reference, format!("has yet to sign: {title}"));
            [
                self.duty(Task::Sign, party.organisation_id, reference, format!("Sign: {title}")),
                Duty { waits: true, ..waits },
            ]
        };
        missing.flat_map(duties).collect()
    }

    /// Commitments and costs whose owner said something other than yes, or has yet to say anything.
    fn rewording(&self) -> Vec<Duty> {
        if !self.edition.state.is_open_to_drafting() {
            return Vec::new();
        }
        let promised = self.commitments.iter().filter_map(|row| {
            let (task, says) = match row.confirmation {
                Confirmation::Requested => (Task::Wait, "has yet to answer"),
                Confirmation::Disputed => (Task::Reword, "disputes"),
                Confirmation::Declined => (Task::Reword, "declines"),
                Confirmation::ConfirmedWithChange => (Task::Reword, "proposes other words for"),
                _ => return None,
            };
            let words = format!("{says}: {}", short(&row.statement));
            Some(Duty { waits: task == Task::Wait, ..self.of_lead(task, row.owner_id, &row.reference, words) })
        });
        let disputed = self.money.iter().filter(|line| line.responsibility == Responsibility::Disputed);
        let money = disputed.map(|line| {
            let words = format!("disputes the cost of {} for {}", line.amount(), line.year);
            self.of_lead(Task::SettleCost, line.organisation_id, &line.reference, words)
        });
        promised.chain(money).collect()
    }

    /// The lead's next step, if nothing is lacking.
    fn next_step(&self) -> Option<Duty> {
        let offered = Step::offered_in(self.edition.edition, self.edition.state);
        let ready = |step: &Step| step.lacks(self.facts).is_empty() && !step.leads_to_an_earlier_state();
        let step = offered.into_iter().find(ready)?;
        let words = format!("{}: {}", step.label(), self.edition.title);
        Some(self.duty(Task::Step, self.edition.lead_id, &self.edition.reference, words))
    }
}
