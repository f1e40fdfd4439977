//! Which duties records give rise to, from what their rows say. Pure: no database.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::{
    Task, short,
    table::{ALWAYS, ANYBODY, Model as Duty, NO_DATE},
};
use crate::{
    access::{Role, Roles},
    agreement::{
        Agreement, State,
        rules::{self, End, Facts, Step, Succession},
        table::party::Model as Party,
    },
    clarification::table::Model as Question,
    commitment::{Commitment, Confirmation},
    funding::{FundingLine, Responsibility},
    negotiation,
    procurement::table::{Model as Procurement, difference::Model as Difference},
    trace::unobserved_from,
};

/// Those who speak for a party.
const SPEAKERS: Roles = Roles::NONE.with(Role::Partner).with(Role::Signatory).with(Role::Commissioner);
const SPEAKERS_AND_COORDINATORS: Roles = SPEAKERS.with(Role::Coordinator);
const SIGNATORIES: Roles = Roles::NONE.with(Role::Signatory);
const COMMISSIONERS: Roles = Roles::NONE.with(Role::Commissioner);
const COORDINATORS: Roles = Roles::NONE.with(Role::Coordinator);
const PROVIDERS: Roles = Roles::NONE.with(Role::Provider);

/// A duty from now on, without a day by which it is due.
fn duty(task: Task, roles: Roles, organisation: i64, record: impl ToString, words: String) -> Duty {
    Duty {
        id: 0,
        task,
        record: record.to_string(),
        edition_id: None,
        procurement_id: None,
        contract_id: None,
        organisation_id: organisation,
        roles: roles.bits(),
        account_id: None,
        not_account_id: None,
        about_id: None,
        words,
        waits: false,
        from_day: ALWAYS,
        until_day: NO_DATE,
        due: NO_DATE,
    }
}

/// Questions that providers asked about a procurement, and that its buyer has yet to answer; until when.
pub fn of_questions<'a>(
    procurement: &Procurement,
    open: impl IntoIterator<Item = &'a Question>,
    until: Option<NaiveDate>,
) -> Vec<Duty> {
    let Some(buyer) = procurement.buyer_id else { return Vec::new() };
    let answer = |question: &Question| {
        let words = format!("Answer a question: {}", short(&question.words));
        let answer = duty(Task::AnswerQuestion, COMMISSIONERS, buyer, &procurement.reference, words);
        Duty { procurement_id: Some(procurement.id), due: until.unwrap_or(NO_DATE), ..answer }
    };
    open.into_iter().map(answer).collect()
}

/// What notices say of a procurement otherwise than a person wrote, and nobody has decided about: whoever keeps the register does.
pub fn of_differences<'a>(procurement: &Procurement, waiting: impl IntoIterator<Item = &'a Difference>) -> Vec<Duty> {
    let decide = |difference: &Difference| {
        let field = difference.field.label().to_lowercase();
        let words = format!("Decide about the {field} of {}", short(&procurement.title));
        let decide = duty(Task::Decide, COMMISSIONERS, ANYBODY, &procurement.reference, words);
        Duty { procurement_id: Some(procurement.id), ..decide }
    };
    waiting.into_iter().map(decide).collect()
}

/// A measure of a contract, and the last day that something was reported of.
pub struct Reported {
    pub contract_id: i64,
    pub contract: String,
    /// When the contract starts.
    pub starts: Option<NaiveDate>,
    pub statement: String,
    pub last: Option<NaiveDate>,
}

/// The next figure of a measure, once it is missing: whoever provides the contract reports it. The words are what is measured.
pub fn of_reports(measure: &Reported, providers: &[i64]) -> Vec<Duty> {
    let (due, from_day) = unobserved_from(measure.starts, measure.last).unwrap_or((ALWAYS, ALWAYS));
    let report = |provider: &i64| {
        let report = duty(Task::Report, PROVIDERS, *provider, &measure.contract, short(&measure.statement));
        Duty { contract_id: Some(measure.contract_id), from_day, due, ..report }
    };
    providers.iter().map(report).collect()
}

/// What was entered from paper and nobody has compared with it.
pub struct Entered {
    pub reference: String,
    /// Whose word it is.
    pub organisation: i64,
    /// What it says, and is to be checked.
    pub what: EnteredWhat,
    pub by: i64,
}

/// What was entered from paper.
pub enum EnteredWhat {
    /// An answer to a commitment, by its reference.
    Answer(String),
    Signature,
    Record,
}

/// What was entered of an edition from paper: its lead or its coordinator checks it, and not who entered it.
pub fn of_papers(edition: &Agreement, waiting: &[Entered]) -> Vec<Duty> {
    let check = |entered: &Entered, roles: Roles, organisation: i64| {
        let words = match &entered.what {
            EnteredWhat::Answer(commitment) => format!("answered by letter: check what was entered about {commitment}"),
            EnteredWhat::Signature => "signed on paper: check what was entered".to_owned(),
            EnteredWhat::Record => "has an agreement of before this register: check what was entered".to_owned(),
        };
        Duty {
            edition_id: Some(edition.edition_id),
            about_id: Some(entered.organisation),
            not_account_id: Some(entered.by),
            due: begins(edition),
            ..duty(Task::Check, roles, organisation, &entered.reference, words)
        }
    };
    let checks = |entered: &Entered| {
        let lead = check(entered, COMMISSIONERS, edition.lead_id);
        let coordinator = edition.coordinator_id.map(|coordinator| check(entered, COORDINATORS, coordinator));
        [Some(lead), coordinator].into_iter().flatten().collect::<Vec<_>>()
    };
    waiting.iter().flat_map(checks).collect()
}

/// What an edition that was signed says of its ends: its lead renews it, or says what becomes of it. `name_of` tells what a service in
/// its scope is called.
pub fn of_ends(
    edition: &Agreement,
    ends: &[End],
    succession: Succession,
    name_of: impl Fn(i64) -> String,
) -> Vec<Duty> {
    let waiting = |end: &End| {
        let (from_day, until) = rules::waits(*end, succession)?;
        let words = match end.service {
            Some(service) => format!("{}, in {}", name_of(service), edition.title),
            None => edition.title.clone(),
        };
        Some(Duty {
            edition_id: Some(edition.edition_id),
            from_day,
            until_day: until.unwrap_or(NO_DATE),
            due: end.on,
            ..duty(Task::Conclude, COMMISSIONERS, edition.lead_id, &edition.reference, words)
        })
    };
    ends.iter().filter_map(waiting).collect()
}

/// An edition with everything that its duties follow from.
pub struct Making<'a> {
    pub edition: &'a Agreement,
    pub facts: &'a Facts,
    pub parties: &'a [Party],
    pub commitments: &'a [Commitment],
    pub money: &'a [FundingLine],
    /// Who has signed the revision that is open for signing.
    pub signed: &'a BTreeSet<i64>,
    /// What its negotiation asks.
    pub negotiation: &'a negotiation::kept::Open,
}

/// The day on which an edition is to begin: what it asks is due by then.
fn begins(edition: &Agreement) -> NaiveDate {
    edition.effective_on.or(edition.starts).unwrap_or(NO_DATE)
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
    duties.extend(making.stands());
    duties.extend(making.at_the_table());
    duties.extend(making.signatures());
    duties.extend(making.rewording());
    duties.extend(making.next_step());
    duties
}

impl Making<'_> {
    fn duty(&self, task: Task, organisation: i64, record: impl ToString, words: String) -> Duty {
        let roles = match task {
            Task::Sign => SIGNATORIES,
            Task::SettleCost | Task::Reword | Task::DecideWords | Task::Step | Task::Wait => COMMISSIONERS,
            _ => SPEAKERS,
        };
        let due = begins(self.edition);
        Duty { edition_id: Some(self.edition.edition_id), due, ..duty(task, roles, organisation, record, words) }
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

    /// Clauses of which a party is still to say where it stands, while a round is open; and words that wait for whoever drafts. No party
    /// is told what others have said.
    fn stands(&self) -> Vec<Duty> {
        let (title, reference) = (&self.edition.title, &self.edition.reference);
        let clauses = |count: usize| if count == 1 { "a clause".to_owned() } else { format!("{count} clauses") };
        let asked = self.negotiation.round.into_iter().flat_map(|(_, closes)| {
            self.negotiation.silent.iter().map(move |(party, count)| {
                let words = format!("Say where you stand on {} of {title}", clauses(*count));
                Duty { due: closes, ..self.duty(Task::TakeStand, *party, reference, words) }
            })
        });
        let waiting = (self.negotiation.waiting > 0).then(|| {
            let words = format!("Decide about proposed words in {title}: {}", self.negotiation.waiting);
            self.duty(Task::DecideWords, self.edition.lead_id, reference, words)
        });
        let actions = self.negotiation.actions.iter().map(|(organisation, words, due)| {
            let words = format!("{}: {title}", short(words));
            let roles =
                if Some(*organisation) == self.edition.coordinator_id { SPEAKERS_AND_COORDINATORS } else { SPEAKERS };
            let act = self.duty(Task::Act, *organisation, reference, words);
            Duty { due: *due, roles: roles.bits(), ..act }
        });
        let mentions = self.negotiation.mentions.iter().map(|mention| {
            let words = format!("asks you to read a comment on clause {}: {title}", mention.clause);
            let reply = self.duty(Task::Reply, mention.organisation, reference, words);
            let roles = SPEAKERS_AND_COORDINATORS.bits();
            Duty { account_id: Some(mention.account), about_id: Some(mention.of), roles, due: NO_DATE, ..reply }
        });
        asked.chain(waiting).chain(actions).chain(mentions).collect()
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
