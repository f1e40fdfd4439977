//! A provider asks about a procurement. Those who keep the register for its buyer are told.

use sea_orm::{Set, entity::prelude::*};

use super::checked;
use crate::{
    Change, Deed, Refusal,
    access::{Permission, Role, Standing},
    account::{News, tell},
    clarification::{read, rules, table},
    procurement::{deeds::locked, table::Model as Procurement},
    values::Reference,
};

/// A question of the organisation acted for.
#[derive(Clone, Debug)]
pub struct AskQuestion {
    pub procurement: Reference,
    pub words: String,
}

impl Deed for AskQuestion {
    const NAME: &'static str = "asked a question";
    const PERMISSION: Permission = Permission::TakePart;
    type Subject = Procurement;
    type Done = i64;

    async fn open(&self, change: &Change) -> Result<(Self::Subject, Standing), Refusal> {
        locked(change, &self.procurement).await
    }

    async fn act(&self, change: &Change, procurement: Self::Subject) -> Result<i64, Refusal> {
        let organisation = change.organisation()?;
        let cut_off = read::cut_off(&change.tx, procurement.id).await?;
        let elsewhere = read::elsewhere(&procurement);
        let no = rules::no_question(procurement.state, cut_off, change.clock().register_now(), elsewhere);
        if let Some(no) = no {
            return Err(Refusal::rule(no.why, no.instead));
        }
        checked("words", &self.words, "Enter your question")?;
        let row = table::ActiveModel {
            procurement_id: Set(procurement.id),
            organisation_id: Set(organisation),
            account_id: Set(change.actor().account()),
            words: Set(self.words.clone()),
            asked_at: Set(change.now()),
            published_words: Set(String::new()),
            answer: Set(String::new()),
            answered_at: Set(None),
            ..Default::default()
        };
        let asked = row.insert(&change.tx).await?;
        if let Some(buyer) = procurement.buyer_id {
            let news = News {
                event: format!("question {}", asked.id),
                roles: &[Role::Commissioner],
                subject: "A question about a procurement",
                text: "A provider has asked a question about a procurement of your organisation.",
            };
            tell(change, buyer, &news).await?;
        }
        change.record(Self::NAME, &procurement.reference, None, &asked);
        Ok(asked.id)
    }
}
