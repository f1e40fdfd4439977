//! What waits for a person, by due date, and what they are waiting for.

use chrono::NaiveDate;

use crate::{
    Read, Reader, Refusal,
    access::{Permission, Person, Standing},
    list::{Cursor, Place},
    organisation::{Proposed, read::Named},
    values::Reference,
};

mod duties;
mod gathered;
pub(crate) mod kept;
mod list;
mod market;
#[cfg(test)]
mod market_story;
mod reminders;
#[cfg(test)]
mod reminders_story;
#[cfg(test)]
mod story;
pub mod table;

pub use list::Duties;
pub use market::{Coming, Market, OwnMarket, OwnQuestion, What};

crate::words! {
    /// What is to be done, in the order in which it is told.
    Task {
        /// Confirm, change or dispute a commitment.
        Answer = "answer", "Answer a commitment";
        /// Accept or dispute a cost.
        AnswerCost = "answer_cost", "Answer a cost";
        /// Say where one's organisation stands on the clauses of an agreement.
        TakeStand = "take_stand", "Say where you stand";
        /// Read what somebody says about a clause, and answer.
        Reply = "reply", "Read a comment";
        /// Take over the words that parties propose, or leave them.
        DecideWords = "decide_words", "Decide about proposed words";
        /// Do what a meeting asked for.
        Act = "act", "Do what a meeting asked for";
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

/// The work of whoever asks, for the organisation they act for.
#[derive(Clone, Copy, Debug)]
pub struct OwnWork;

impl Read for OwnWork {
    const PERMISSION: Permission = Permission::KeepOwnAccount;
    type Answer = Work;

    async fn answer(&self, reader: &Reader<'_>) -> Result<Work, Refusal> {
        let person = reader.oneself()?;
        let mine = reader.list(&Duties { waits: false }, &Place::First).await?;
        let waiting = reader.list(&Duties { waits: true }, &Place::First).await?;
        let (more, more_waiting) = (mine.after, waiting.after);
        let mut work = Work { mine: mine.rows, waiting_for: waiting.rows, more, more_waiting };
        if reader.may(Permission::ConfirmRole, Standing::OWN) {
            work.mine.extend(roles_to_confirm(reader, person).await?);
        }
        if reader.may(Permission::SecondLook, Standing::OWN) {
            work.mine.extend(merges_to_look_at(reader, person).await?);
            work.waiting_for.extend(merges_proposed(reader, person).await?);
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
}

/// Roles that were given in an organisation and count for nothing yet.
async fn roles_to_confirm(reader: &Reader<'_>, person: &Person) -> Result<Vec<Item>, Refusal> {
    let item = |(organisation, count): (Named, usize)| {
        let what = if count == 1 { "a role".to_owned() } else { format!("{count} roles") };
        let words = format!("Confirm or refuse {what} for {}", organisation.name);
        Item { task: Task::ConfirmRole, record: organisation.reference, edition: None, words, due: None }
    };
    Ok(reader.nominations_for(person).await?.into_iter().map(item).collect())
}

/// Merges that move what a party promised or signed, which somebody else proposed.
async fn merges_to_look_at(reader: &Reader<'_>, person: &Person) -> Result<Vec<Item>, Refusal> {
    let item = |(organisation, proposed): (Named, Proposed)| {
        let Named { reference: record, name } = organisation;
        let words = match proposed {
            Proposed::Merge => format!("Look at a merge that somebody proposed: {name}"),
            Proposed::TakeApart => format!("Look at taking records apart: {name}"),
        };
        Item { task: Task::SecondLook, record, edition: None, words, due: None }
    };
    Ok(reader.second_looks_for(person).await?.into_iter().map(item).collect())
}

/// Merges that the person proposed, at which somebody else has to look.
async fn merges_proposed(reader: &Reader<'_>, person: &Person) -> Result<Vec<Item>, Refusal> {
    let item = |(organisation, proposed): (Named, Proposed)| {
        let Named { reference: record, name } = organisation;
        let words = match proposed {
            Proposed::Merge => format!("Somebody else looks at the merge that you proposed: {name}"),
            Proposed::TakeApart => format!("Somebody else looks at the records that you want apart: {name}"),
        };
        Item { task: Task::Wait, record, edition: None, words, due: None }
    };
    Ok(reader.second_looks_proposed_by(person).await?.into_iter().map(item).collect())
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
