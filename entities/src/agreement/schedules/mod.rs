//! What is printed of a revision besides its text, generated from the records: the particulars above it, and two schedules,
//! the commitments and the money with who is responsible. What binds is printed; what is not printed does not bind.

mod commitments;
mod hash;
mod money;
mod particulars;
mod table;

pub(crate) use hash::is_as_hashed;
pub use hash::{FORMAT, hash};

use sea_orm::{Set, entity::prelude::*};

use super::table as rows;
use crate::{Change, Refusal, values::text};

/// The newest revision of an agreement.
pub(crate) async fn newest(
    db: &impl ConnectionTrait,
    agreement: &rows::Model,
) -> Result<Option<rows::revision::Model>, DbErr> {
    match agreement.revision_id {
        Some(id) => rows::revision::Entity::find_by_id(id).one(db).await,
        None => Ok(None),
    }
}

/// Makes the next revision of an agreement from a text and the records as they are now.
pub(crate) async fn revision(
    change: &Change,
    agreement: &rows::Model,
    newest: Option<&rows::revision::Model>,
    text: &str,
    frozen: bool,
) -> Result<rows::revision::Model, Refusal> {
    let number = newest.map_or(0, |revision| revision.number) + 1;
    let head = particulars::printed(&change.tx, agreement, number).await?;
    let commitments = commitments::printed(&change.tx, agreement).await?;
    let money = money::printed(&change.tx, agreement).await?;
    let row = rows::revision::ActiveModel {
        agreement_id: Set(agreement.id),
        number: Set(number),
        format: Set(FORMAT),
        text: Set(text.into()),
        hash: Set(hash(FORMAT, &head, text, &commitments, &money)),
        head: Set(head),
        commitments_schedule: Set(commitments),
        money_schedule: Set(money),
        frozen: Set(frozen),
        account_id: Set(change.actor().account()),
        at: Set(change.now()),
        ..Default::default()
    };
    Ok(row.insert(&change.tx).await?)
}

/// A schedule with what is agreed, and below it what is not.
fn schedule(title: &str, agreed: Option<String>, open: Option<String>) -> String {
    let agreed = agreed.unwrap_or_else(|| "Nothing yet.\n".into());
    let open = open.map(|open| format!("\n### Not agreed\n\n{open}")).unwrap_or_default();
    text::document(&format!("# {title}\n\n{agreed}{open}"))
}
