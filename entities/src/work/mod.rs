//! What waits for a person, by due date, and what they are waiting for.

use chrono::NaiveDate;
use sea_orm::{QueryOrder, QuerySelect, QueryTrait, entity::prelude::*};

use crate::{
    Refusal, Register,
    access::{Person, Role, Viewer},
    agreement::{
        self, Agreement, State,
        read::At,
        table::{edition, party},
    },
    clarification,
    commitment::{self, Commitment, Confirmation, table::wording},
    contract,
    extent::Extent,
    funding::{self, table::terms},
    nomination, organisation, procurement,
    trace::{is_unobserved, last_period_end},
    values::{Reference, day},
};

mod market;
#[cfg(test)]
mod market_story;
#[cfg(test)]
mod story;

pub use market::{Coming, Market, OwnQuestion, What};

/// What is to be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Task {
    /// Confirm, change or dispute a commitment.
    Answer,
    /// Accept or dispute a cost.
    AnswerCost,
    /// Decide within one's own organisation whether it approves an agreement.
    Approve,
    /// Sign an agreement.
    Sign,
    /// Reword a commitment that its owner disputes, declines or would change.
    Reword,
    /// Take an agreement's next step: nothing is lacking.
    Step,
    /// Report what a measure read.
    Report,
    /// Decide about what notices say otherwise than a person wrote.
    Decide,
    /// Compare with the paper what somebody else entered from it.
    Check,
    /// Answer a provider's question.
    AnswerQuestion,
    /// Confirm a role that somebody was given in one's own organisation, or in one that has nobody yet.
    ConfirmRole,
    /// Look at a merge that somebody else proposed.
    SecondLook,
    /// Wait for somebody else.
    Wait,
    /// Wait for the end of a negotiation at whose table one's own organisation sits.
    Negotiate,
}

/// One thing that waits.
#[derive(Clone, Debug)]
pub struct Item {
    pub task: Task,
    /// The record it is about.
    pub record: Reference,
    /// What it is, as a sentence without its full stop.
    pub words: String,
    /// When it is due: an agreement's start, the end of a report's quarter.
    pub due: Option<NaiveDate>,
}

/// What waits for a person, and what the person waits for.
#[derive(Clone, Debug, Default)]
pub struct Work {
    pub mine: Vec<Item>,
    pub waiting_for: Vec<Item>,
}

impl Register {
    /// The work of a person for the organisation they act for.
    pub async fn work(&self, person: &Person) -> Result<Work, Refusal> {
        let mut work = Work::default();
        let has = |role| person.roles.has(role);
        if has(Role::Partner) || has(Role::Signatory) || has(Role::Commissioner) {
            self.answers(person, &mut work).await?;
            self.negotiations(person, &mut work).await?;
        }
        if has(Role::Signatory) {
            self.signatures_due(person, &mut work).await?;
        }
        if has(Role::Commissioner) {
            self.steering(person, &mut work).await?;
            self.questions(person, &mut work).await?;
            self.decisions(person, &mut work).await?;
        }
        if has(Role::Commissioner) || has(Role::Coordinator) {
            self.checks(person, &mut work).await?;
        }
        if nomination::rules::confirming().into_iter().any(has) {
            self.roles_to_confirm(person, &mut work).await?;
        }
        if has(Role::Commissioner) || has(Role::Administrator) {
            self.merges_to_look_at(person, &mut work).await?;
        }
        if has(Role::Provider) {
            self.reports(person, &mut work).await?;
        }
        for list in [&mut work.mine, &mut work.waiting_for] {
            list.sort_by(|one, other| {
                (one.due.is_none(), one.due, one.task, &one.record).cmp(&(
                    other.due.is_none(),
                    other.due,
                    other.task,
                    &other.record,
                ))
            });
        }
        Ok(work)
    }

    /// Commitments and costs of one's own that wait for an answer.
    async fn answers(&self, person: &Person, work: &mut Work) -> Result<(), Refusal> {
        let db = self.reader();
        let asked = wording::Entity::find()
            .filter(wording::Column::OwnerId.eq(person.organisation.id))
            .filter(wording::Column::Confirmation.eq(Confirmation::Requested))
            .find_also_related(edition::Entity)
            .all(db)
            .await?;
        for (wording, made) in asked {
            // While it is drafted its parties are not at the table yet: of a variation they hear once it is negotiated.
            let Some(agreement) = made.filter(|made| made.state == State::Negotiating && !made.set_aside) else {
                continue;
            };
            let identity = commitment::table::Entity::find_by_id(wording.commitment_id).one(db).await?;
            let Some(row) = identity.map(|identity| Commitment::new(identity, wording)) else { continue };
            let words = format!("Confirm or dispute: {}", short(&row.statement));
            work.mine.push(Item { task: Task::Answer, record: row.reference, words, due: agreement.starts });
        }
        let unassigned = funding::lines()
            .filter(terms::Column::OrganisationId.eq(person.organisation.id))
            .filter(terms::Column::Responsibility.eq(funding::Responsibility::Unassigned))
            .all(db)
            .await?;
        for line in funding::paired(unassigned) {
            let Some(edition) = line.edition_id else { continue };
            let agreement = agreement::read::edition(db, edition).await?;
            if agreement.set_aside || !matches!(agreement.state, State::Negotiating | State::Approvals) {
                continue;
            }
            let words = format!("Accept or dispute the cost of {} for {}", line.amount(), line.year);
            work.mine.push(Item { task: Task::AnswerCost, record: line.reference, words, due: agreement.starts });
        }
        Ok(())
    }

    /// Agreements of others that one's own organisation is a party of and that are not open for signing: it approves what is
    /// fixed, and otherwise waits for the negotiation's end.
    async fn negotiations(&self, person: &Person, work: &mut Work) -> Result<(), Refusal> {
        let own = party::Entity::find().filter(party::Column::OrganisationId.eq(person.organisation.id));
        let own = own.select_only().column(party::Column::EditionId).into_query();
        let made = agreement::editions()
            .filter(edition::Column::Id.in_subquery(own))
            .filter(edition::Column::LeadId.ne(person.organisation.id))
            .filter(edition::Column::State.is_in([State::Negotiating, State::Approvals]))
            .filter(edition::Column::SetAside.eq(false))
            .all(self.reader())
            .await?;
        for agreement in agreement::paired(made) {
            let (record, due) = (agreement.reference.clone(), agreement.starts);
            if agreement.state == State::Approvals {
                let words = format!("Decide whether your organisation approves: {}", agreement.title);
                work.mine.push(Item { task: Task::Approve, record, words, due });
            } else {
                let words = format!("The end of the negotiation: {}", agreement.title);
                work.waiting_for.push(Item { task: Task::Negotiate, record, words, due });
            }
        }
        Ok(())
    }

    /// Agreements that are open for signing: one's own signature is missing, or somebody else's.
    async fn signatures_due(&self, person: &Person, work: &mut Work) -> Result<(), Refusal> {
        let viewer = Viewer::Person(person.clone());
        let open = agreement::editions()
            .filter(edition::Column::Id.in_subquery(agreement::read::inside_keys(&viewer)))
            .filter(edition::Column::State.eq(State::Signing))
            .all(self.reader())
            .await?;
        for agreement in agreement::paired(open) {
            let signatures =
                self.signatures(&viewer, At::Edition(agreement.edition).of(agreement.reference.clone())).await?;
            if signatures.waiting.iter().any(|party| party.reference == person.organisation.reference) {
                let words = format!("Sign: {}", agreement.title);
                work.mine.push(Item { task: Task::Sign, record: agreement.reference, words, due: agreement.starts });
            }
        }
        Ok(())
    }

    /// What the lead commissioner has to do for its agreements, and whom it waits for.
    async fn steering(&self, person: &Person, work: &mut Work) -> Result<(), Refusal> {
        let viewer = Viewer::Person(person.clone());
        let led = agreement::editions()
            .filter(edition::Column::LeadId.eq(person.organisation.id))
            .filter(edition::Column::State.is_in(State::BEING_MADE))
            .filter(edition::Column::SetAside.eq(false))
            .order_by_asc(edition::Column::Id)
            .all(self.reader())
            .await?;
        for agreement in agreement::paired(led) {
            if agreement.state.is_open_to_drafting() {
                self.rewording(&agreement, work).await?;
            }
            let overview =
                self.agreement(&viewer, At::Edition(agreement.edition).of(agreement.reference.clone())).await?;
            let ready =
                overview.steps.iter().find(|offer| offer.lacks.is_empty() && !offer.step.leads_to_an_earlier_state());
            if let Some(offer) = ready {
                let words = format!("{}: {}", offer.step.label(), agreement.title);
                work.mine.push(Item {
                    task: Task::Step,
                    record: agreement.reference.clone(),
                    words,
                    due: agreement.starts,
                });
            }
            if agreement.state == State::Signing {
                for party in self
                    .signatures(&viewer, At::Edition(agreement.edition).of(agreement.reference.clone()))
                    .await?
                    .waiting
                {
                    let words = format!("{} has yet to sign: {}", party.name, agreement.title);
                    let record = agreement.reference.clone();
                    work.waiting_for.push(Item { task: Task::Wait, record, words, due: agreement.starts });
                }
            }
        }
        Ok(())
    }

    /// Commitments whose owner said something other than yes, or has yet to say anything.
    async fn rewording(&self, agreement: &Agreement, work: &mut Work) -> Result<(), Refusal> {
        for row in commitment::of_edition(self.reader(), agreement.edition_id).await? {
            let owner = organisation::read::by_id(self.reader(), row.owner_id).await?.name;
            let (task, says) = match row.confirmation {
                Confirmation::Requested => (Task::Wait, "has yet to answer"),
                Confirmation::Disputed => (Task::Reword, "disputes"),
                Confirmation::Declined => (Task::Reword, "declines"),
                Confirmation::ConfirmedWithChange => (Task::Reword, "proposes other words for"),
                _ => continue,
            };
            let words = format!("{owner} {says}: {}", short(&row.statement));
            let item = Item { task, record: row.reference, words, due: agreement.starts };
            if task == Task::Wait { work.waiting_for.push(item) } else { work.mine.push(item) }
        }
        let lines = funding::of_edition(self.reader(), agreement.edition_id).await?;
        for line in lines.into_iter().filter(|line| line.responsibility == funding::Responsibility::Disputed) {
            let party = organisation::read::by_id(self.reader(), line.organisation_id).await?.name;
            let words = format!("{party} disputes the cost of {} for {}", line.amount(), line.year);
            work.mine.push(Item { task: Task::AnswerCost, record: line.reference, words, due: agreement.starts });
        }
        Ok(())
    }

    /// Questions of providers about procurements of one's own organisation.
    async fn questions(&self, person: &Person, work: &mut Work) -> Result<(), Refusal> {
        use procurement::table::Column as Of;
        let own = procurement::table::Entity::find().filter(Of::BuyerId.eq(person.organisation.id)).select_only();
        let open = clarification::table::Entity::find()
            .filter(clarification::table::Column::AnsweredAt.is_null())
            .filter(clarification::table::Column::ProcurementId.in_subquery(own.column(Of::Id).into_query()))
            .order_by_asc(clarification::table::Column::Id)
            .all(self.reader())
            .await?;
        for question in open {
            let find = procurement::table::Entity::find_by_id(question.procurement_id);
            let Some(procurement) = find.one(self.reader()).await? else { continue };
            let cut_off = clarification::read::cut_off(self.reader(), procurement.id).await?;
            let words = format!("Answer a question: {}", short(&question.words));
            let record = procurement.reference.clone();
            work.mine.push(Item { task: Task::AnswerQuestion, record, words, due: cut_off.map(crate::clock::day_of) });
        }
        Ok(())
    }

    /// What imports brought otherwise than somebody wrote: the longest waiting.
    async fn decisions(&self, person: &Person, work: &mut Work) -> Result<(), Refusal> {
        let (differences, _) = self.differences(&Viewer::Person(person.clone()), Extent::default()).await?;
        for difference in differences {
            let field = difference.field.label().to_lowercase();
            let words = format!("Decide about the {field} of {}", short(&difference.title));
            work.mine.push(Item { task: Task::Decide, record: difference.reference, words, due: None });
        }
        Ok(())
    }

    /// What others entered from letters and scans.
    async fn checks(&self, person: &Person, work: &mut Work) -> Result<(), Refusal> {
        for (paper, agreement) in self.papers_to_check(person).await? {
            let what = paper.commitment.map_or("signature on paper".to_owned(), |of| format!("letter about {of}"));
            let words = format!("Check what was entered: {}, {what}", paper.organisation.name);
            work.mine.push(Item { task: Task::Check, record: paper.reference, words, due: agreement.starts });
        }
        Ok(())
    }

    /// Roles that were given in an organisation and count for nothing yet.
    async fn roles_to_confirm(&self, person: &Person, work: &mut Work) -> Result<(), Refusal> {
        for (organisation, count) in self.nominations_for(person).await? {
            let what = if count == 1 { "a role".to_owned() } else { format!("{count} roles") };
            let words = format!("Confirm or refuse {what} for {}", organisation.name);
            let record = organisation.reference;
            work.mine.push(Item { task: Task::ConfirmRole, record, words, due: None });
        }
        Ok(())
    }

    /// Merges that move what a party promised or signed, which somebody else proposed.
    async fn merges_to_look_at(&self, person: &Person, work: &mut Work) -> Result<(), Refusal> {
        for (record, name, kind) in self.second_looks_for(person).await? {
            let words = match kind {
                organisation::Proposed::Merge => format!("Look at a merge that somebody proposed: {name}"),
                organisation::Proposed::TakeApart => format!("Look at taking records apart: {name}"),
            };
            work.mine.push(Item { task: Task::SecondLook, record, words, due: None });
        }
        Ok(())
    }

    /// The provider's measures that nothing was reported of for the last quarter.
    async fn reports(&self, person: &Person, work: &mut Work) -> Result<(), Refusal> {
        let filter = contract::read::Filter {
            provider: Some(person.organisation.reference.clone()),
            extent: Extent::Whole,
            ..contract::read::Filter::default()
        };
        let today = self.clock().today();
        let viewer = Viewer::Person(person.clone());
        for (row, statement, last) in self.measures_of(self.contracts(&viewer, &filter).await?.rows).await? {
            if is_unobserved(today, row.starts, last) {
                let due = last_period_end(today);
                let words = format!("Report to {}: {}", day::in_words(due), short(&statement));
                work.mine.push(Item { task: Task::Report, record: row.reference.clone(), words, due: Some(due) });
            }
        }
        Ok(())
    }
}

/// The beginning of a text, up to 90 characters, ended at a word.
fn short(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(90) {
        None => line,
        Some((at, _)) => {
            let cut = &line[..at];
            format!("{}…", cut.rfind(' ').map_or(cut, |space| &cut[..space]))
        }
    }
}
