//! A commissioner answers a question for everybody, or puts an answer right. Whoever asked is told.

use sea_orm::{IntoActiveModel, Set, entity::prelude::*};

use super::checked;
use crate::{
    Change, Deed, Refusal,
    access::{Permission, Role, Standing},
    account::{News, tell},
    clarification::table,
    procurement::{deeds::locked, table::Model as Procurement},
    values::Reference,
};

/// An answer, and the question as everybody will read it.
#[derive(Clone, Debug)]
pub struct AnswerQuestion {
    pub procurement: Reference,
    pub question: i64,
    /// The version of the question that was shown.
    pub seen: i64,
    /// The question without what tells who asked.
    pub published_words: String,
    pub answer: String,
}

impl Deed for AnswerQuestion {
    const NAME: &'static str = "answered a question";
    const PERMISSION: Permission = Permission::KeepRegister;
    type Subject = Procurement;
    type Done = ();

    async fn open(&self, change: &Change) -> Result<(Self::Subject, Standing), Refusal> {
        locked(change, &self.procurement).await
    }

    async fn act(&self, change: &Change, procurement: Self::Subject) -> Result<(), Refusal> {
        let found = table::Entity::find_by_id(self.question).one(&change.tx).await?;
        let before = found.filter(|row| row.procurement_id == procurement.id).ok_or(Refusal::NotFound)?;
        change.fresh(&procurement.reference, self.seen, before.version).await?;
        checked("published_words", &self.published_words, "Enter the question as everybody will read it")?;
        checked("answer", &self.answer, "Enter the answer")?;
        let mut row = before.clone().into_active_model();
        row.published_words = Set(self.published_words.clone());
        row.answer = Set(self.answer.clone());
        row.answered_at = Set(Some(change.now()));
        row.version = Set(before.version + 1);
        let after = row.update(&change.tx).await?;
        let news = News {
            event: format!("answer {} {}", after.id, change.now().timestamp_micros()),
            roles: &[Role::Provider],
            subject: "Your question was answered",
            text: "A question that your organisation asked about a procurement was answered, for everybody to read.",
        };
        tell(change, after.organisation_id, &news).await?;
        change.record(Self::NAME, &procurement.reference, Some(&before), &after);
        Ok(())
    }
}
