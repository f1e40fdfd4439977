//! What waits for a person, by due date, and what they are waiting for.

use chrono::NaiveDate;

use crate::{
    Refusal, Register,
    access::{Person, Role, Viewer},
    list::{Cursor, Place},
    nomination, organisation,
    values::Reference,
};

mod duties;
mod gathered;
pub(crate) mod kept;
mod list;
mod market;
#[cfg(test)]
mod market_story;
#[cfg(test)]
mod story;
pub mod table;

pub use list::Duties;
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
        /// Renew an agreement that ends, or say what becomes of it.
        Conclude = "conclude", "Renew it, or say what becomes of it";
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
    /// The number of the agreement's edition that it follows from, if it follows from one.
    pub edition: Option<i64>,
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
    /// The page that follows of what waits for them.
    pub more: Option<Cursor>,
    /// The page that follows of what they wait for.
    pub more_waiting: Option<Cursor>,
}

impl Register {
    /// The work of a person for the organisation they act for.
    pub async fn work(&self, person: &Person) -> Result<Work, Refusal> {
        let has = |role| person.roles.has(role);
        let viewer = Viewer::Person(person.clone());
        let [mine, waiting] = [false, true].map(|waits| Duties { waits });
        let mine = self.list(&viewer, &mine, &Place::First).await?;
        let waiting = self.list(&viewer, &waiting, &Place::First).await?;
        let (more, more_waiting) = (mine.after, waiting.after);
        let mut work = Work { mine: mine.rows, waiting_for: waiting.rows, more, more_waiting };
        if nomination::rules::confirming().into_iter().any(has) {
            self.roles_to_confirm(person, &mut work).await?;
        }
        if has(Role::Commissioner) || has(Role::Administrator) {
            self.merges_to_look_at(person, &mut work).await?;
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

    /// Roles that were given in an organisation and count for nothing yet.
    async fn roles_to_confirm(&self, person: &Person, work: &mut Work) -> Result<(), Refusal> {
        for (organisation, count) in self.nominations_for(person).await? {
            let what = if count == 1 { "a role".to_owned() } else { format!("{count} roles") };
            let words = format!("Confirm or refuse {what} for {}", organisation.name);
            let record = organisation.reference;
            work.mine.push(Item { task: Task::ConfirmRole, record, edition: None, words, due: None });
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
            work.mine.push(Item { task: Task::SecondLook, record, edition: None, words, due: None });
        }
        for (record, name, kind) in self.second_looks_proposed_by(person).await? {
            let words = match kind {
                organisation::Proposed::Merge => format!("Somebody else looks at the merge that you proposed: {name}"),
                organisation::Proposed::TakeApart => {
                    format!("Somebody else looks at the records that you want apart: {name}")
                }
            };
            work.waiting_for.push(Item { task: Task::Wait, record, edition: None, words, due: None });
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
