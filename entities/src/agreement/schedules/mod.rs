//! What is printed of a revision besides its text, generated from the records: the particulars above it, and two schedules,
//! the commitments and the money with who is responsible. What binds is printed; what is not printed does not bind.

mod commitments;
mod contributions;
mod hash;
mod money;
mod particulars;
mod scope;
mod table;

pub(crate) use hash::is_as_hashed;
pub use hash::{FORMAT, hash};

use sea_orm::{QuerySelect, QueryTrait, Set, entity::prelude::*};

use super::{
    Agreement,
    read::{Frozen, Printed},
    table as rows,
};
use crate::{Change, Refusal, values::text};

/// The newest revision of an agreement.
pub(crate) async fn newest(
    db: &impl ConnectionTrait,
    agreement: &Agreement,
) -> Result<Option<rows::revision::Model>, DbErr> {
    match agreement.revision_id {
        Some(id) => rows::revision::Entity::find_by_id(id).one(db).await,
        None => Ok(None),
    }
}

/// A revision of an agreement's edition by its number.
pub(crate) async fn numbered(
    db: &impl ConnectionTrait,
    agreement: &Agreement,
    number: i64,
) -> Result<Option<rows::revision::Model>, DbErr> {
    use rows::revision::{Column, Entity};
    let of_edition = Entity::find().filter(Column::EditionId.eq(agreement.edition_id));
    of_edition.filter(Column::Number.eq(number)).one(db).await
}

/// Makes the next revision of an agreement from a text and the records as they are now.
pub(crate) async fn revision(
    change: &Change,
    agreement: &Agreement,
    text: &str,
    frozen: bool,
) -> Result<rows::revision::Model, Refusal> {
    let number = next_number(&change.tx, agreement).await?;
    let head = particulars::printed(&change.tx, agreement, number).await?;
    let commitments = commitments::printed(&change.tx, agreement).await?;
    let money = money::printed(&change.tx, agreement).await?;
    let edition = rows::edition::Entity::find_by_id(agreement.edition_id).one(&change.tx).await?;
    let row = rows::revision::ActiveModel {
        edition_id: Set(agreement.edition_id),
        number: Set(number),
        format: Set(FORMAT),
        text: Set(text.into()),
        hash: Set(hash(FORMAT, &head, text, &commitments, &money)),
        head: Set(head),
        commitments_schedule: Set(commitments),
        money_schedule: Set(money),
        frozen: Set(frozen),
        tabled: Set(edition.is_some_and(|edition| edition.opened)),
        account_id: Set(change.actor().account()),
        at: Set(change.stamp()),
        ..Default::default()
    };
    Ok(row.insert(&change.tx).await?)
}

/// What would be printed of an agreement if it were frozen now.
pub(crate) async fn as_it_stands(db: &impl ConnectionTrait, agreement: &Agreement) -> Result<Frozen, Refusal> {
    let text = newest(db, agreement).await?.map(|revision| revision.text).unwrap_or_default();
    let head = particulars::printed(db, agreement, next_number(db, agreement).await?).await?;
    let (commitments, money) = (commitments::printed(db, agreement).await?, money::printed(db, agreement).await?);
    Ok(Frozen { text, printed: Printed { head, commitments, money } })
}

/// SHA-256 over both schedules as they are now, and over services in scope and review days if there are any: by it a form says with
/// which promises and which money it was shown, and for what.
pub(crate) async fn fingerprint(db: &impl ConnectionTrait, agreement: &Agreement) -> Result<String, Refusal> {
    let commitments = commitments::printed(db, agreement).await?;
    let money = money::printed(db, agreement).await?;
    let lengths = match scope::printed(db, agreement).await? {
        scope if scope.is_empty() => commitments.len().to_string(),
        scope => format!("{} {}\n{scope}", commitments.len(), money.len()),
    };
    Ok(crate::audit::sha256(format!("{lengths}\n{commitments}{money}")))
}

/// The number of an agreement's next revision: they are counted through all its editions.
async fn next_number(db: &impl ConnectionTrait, agreement: &Agreement) -> Result<i64, DbErr> {
    let editions = rows::edition::Entity::find().select_only().column(rows::edition::Column::Id);
    let editions = editions.filter(rows::edition::Column::AgreementId.eq(agreement.id)).into_query();
    let newest: Option<Option<i64>> = rows::revision::Entity::find()
        .select_only()
        .column_as(rows::revision::Column::Number.max(), "newest")
        .filter(rows::revision::Column::EditionId.in_subquery(editions))
        .into_tuple()
        .one(db)
        .await?;
    Ok(newest.flatten().unwrap_or_default() + 1)
}

/// A schedule with what is agreed, and below it what is not.
fn schedule(title: &str, agreed: Option<String>, open: Option<String>) -> String {
    let agreed = agreed.unwrap_or_else(|| "Nothing yet.\n".into());
    let open = open.map(|open| format!("\n### Not agreed\n\n{open}")).unwrap_or_default();
    text::document(&format!("# {title}\n\n{agreed}{open}"))
}
