//! What waits for a person, by due date, and what they are waiting for.

use chrono::NaiveDate;
use sea_orm::{QueryOrder, QuerySelect, QueryTrait, entity::prelude::*};

use crate::{
    Refusal, Register,
    access::{Person, Role, Viewer},
    clarification, contract,
    extent::Extent,
    nomination, organisation, paper, procurement,
    trace::{is_unobserved, last_period_end},
    values::{Reference, day},
};

mod duties;
pub(crate) mod kept;
mod market;
#[cfg(test)]
mod market_story;
#[cfg(test)]
mod story;
pub mod table;

pub use market::{Coming, Market, OwnQuestion, What};

crate::words! {
    /// What is to be done, in the order in which it is told.
    Task {
        /// Confirm, change or dispute a commitment.
        Answer = "answer", "Answer a commitment";
        /// Accept or dispute a cost.
        AnswerCost = "answer_cost", "Answer a cost";
        /// Find out about a cost that its party disputes.
        SettleCost = "settle_cost", "Settle a cost";
        /// Decide within one's own organisation whether it approves an agreement.
        Approve = "approve", "Approve an agreement";
        /// Sign an agreement.
        Sign = "sign", "Sign an agreement";
        /// Reword a commitment that its owner disputes, declines or would change.
        Reword = "reword", "Reword a commitment";
        /// Take an agreement's next step: nothing is lacking.
        Step = "step", "Take the next step";
        /// Report what a measure read.
        Report = "report", "Report a result";
        /// Decide about what notices say otherwise than a person wrote.
        Decide = "decide", "Decide about a difference";
        /// Compare with the paper what somebody else entered from it.
        Check = "check", "Check what was entered";
        /// Answer a provider's question.
        AnswerQuestion = "answer_question", "Answer a question";
        /// Confirm a role that somebody was given in one's own organisation, or in one that has nobody yet.
        ConfirmRole = "confirm_role", "Confirm a role";
        /// Look at a merge that somebody else proposed.
        SecondLook = "second_look", "Look at a merge";
        /// Wait for somebody else.
        Wait = "wait", "Wait for somebody";
        /// Wait for the end of a negotiation at whose table one's own organisation sits.
        Negotiate = "negotiate", "Wait for a negotiation";
    }
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
    /// How many more there are, due later.
    pub left_out: u64,
}

impl Register {
    /// The work of a person for the organisation they act for.
    pub async fn work(&self, person: &Person) -> Result<Work, Refusal> {
        let has = |role| person.roles.has(role);
        let ((mine, mine_count), (waiting_for, waiting_count)) =
            (self.duties(person, false).await?, self.duties(person, true).await?);
        let left_out = mine_count.saturating_sub(kept::MOST) + waiting_count.saturating_sub(kept::MOST);
        let mut work = Work { mine, waiting_for, left_out };
        if has(Role::Commissioner) {
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
        for (entered, agreement) in self.papers_to_check(person).await? {
            let what = match entered.kind {
                paper::read::Kind::AnswerTo(commitment) => format!("letter about {commitment}"),
                paper::read::Kind::Signature => "signature on paper".into(),
                paper::read::Kind::Record => "agreement of before this register".into(),
            };
            let words = format!("Check what was entered: {}, {what}", entered.organisation.name);
            work.mine.push(Item { task: Task::Check, record: entered.reference, words, due: agreement.starts });
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
        for (record, name, kind) in self.second_looks_proposed_by(person).await? {
            let words = match kind {
                organisation::Proposed::Merge => format!("Somebody else looks at the merge that you proposed: {name}"),
                organisation::Proposed::TakeApart => {
                    format!("Somebody else looks at the records that you want apart: {name}")
                }
            };
            work.waiting_for.push(Item { task: Task::Wait, record, words, due: None });
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
