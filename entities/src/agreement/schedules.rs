//! The two schedules of a revision, generated from the records: commitments, and money with who is responsible.
//!
//! What is disputed stands under "Not agreed". The hash of a revision is SHA-256 over the whole: text and schedules.

use std::fmt::Write as _;

use sea_orm::{QueryOrder, Set, entity::prelude::*};

use super::table;
use crate::{
    Change, Refusal, audit, clause,
    commitment::{self, Confirmation},
    funding::{self, Responsibility},
    organisation,
    values::{day, text},
};

/// The newest revision of an agreement.
pub(crate) async fn newest(
    db: &impl ConnectionTrait,
    agreement: &table::Model,
) -> Result<Option<table::revision::Model>, DbErr> {
    match agreement.revision_id {
        Some(id) => table::revision::Entity::find_by_id(id).one(db).await,
        None => Ok(None),
    }
}

/// Makes the next revision of an agreement from a text and the records as they are now.
pub(crate) async fn revision(
    change: &Change,
    agreement: &table::Model,
    newest: Option<&table::revision::Model>,
    text: &str,
    frozen: bool,
) -> Result<table::revision::Model, Refusal> {
    let (commitments, money) = (commitments(change, agreement).await?, money(change, agreement).await?);
    let row = table::revision::ActiveModel {
        agreement_id: Set(agreement.id),
        number: Set(newest.map_or(0, |revision| revision.number) + 1),
        text: Set(text.into()),
        hash: Set(hash(text, &commitments, &money)),
        commitments_schedule: Set(commitments),
        money_schedule: Set(money),
        frozen: Set(frozen),
        account_id: Set(change.actor().account()),
        at: Set(change.now()),
        ..Default::default()
    };
    Ok(row.insert(&change.tx).await?)
}

/// SHA-256 over text and schedules: UTF-8, NFC, LF, one final newline each.
pub fn hash(words: &str, commitments: &str, money: &str) -> String {
    audit::sha256([words, commitments, money].map(text::document).concat())
}

/// True if a revision has the hash that is recorded of it: recomputed over all that was hashed, as its format says.
pub(crate) fn verify_hash(revision: &table::revision::Model) -> bool {
    hash(&revision.text, &revision.commitments_schedule, &revision.money_schedule) == revision.hash
}

async fn commitments(change: &Change, agreement: &table::Model) -> Result<String, Refusal> {
    let rows = commitment::table::Entity::find()
        .filter(commitment::table::Column::AgreementId.eq(agreement.id))
        .filter(commitment::table::Column::Confirmation.ne(Confirmation::Withdrawn))
        .order_by_asc(commitment::table::Column::Reference)
        .all(&change.tx)
        .await?;
    let (mut agreed, mut open) = (String::new(), String::new());
    for row in &rows {
        let owner = organisation::read::by_id(&change.tx, row.owner_id).await?;
        let clause = clause::table::Entity::find_by_id(row.clause_id).one(&change.tx).await?;
        let heading = clause.map(|clause| clause.heading).unwrap_or_default();
        let mut line = format!("- **{}** — {} ({}): {}", row.reference, owner.name, heading, sentence(&row.statement));
        if !row.target.is_empty() {
            write!(line, " Target: {}", sentence(&row.target)).unwrap_or_default();
        }
        if let Some(due) = row.due {
            write!(line, " Due {}.", day::in_words(due)).unwrap_or_default();
        }
        match row.confirmation {
            Confirmation::Confirmed => agreed.push_str(&format!("{line}\n")),
            _ => open.push_str(&format!("{line}\n")),
        }
    }
    Ok(schedule("Schedule 1: commitments", &agreed, &open))
}

async fn money(change: &Change, agreement: &table::Model) -> Result<String, Refusal> {
    let rows = funding::table::Entity::find()
        .filter(funding::table::Column::AgreementId.eq(agreement.id))
        .order_by_asc(funding::table::Column::Reference)
        .all(&change.tx)
        .await?;
    let (mut agreed, mut open) = (String::new(), String::new());
    for row in &rows {
        let party = organisation::read::by_id(&change.tx, row.organisation_id).await?;
        let service = crate::service::table::Entity::find_by_id(row.service_id).one(&change.tx).await?;
        let service = service.map(|service| service.name).unwrap_or_default();
        let line = format!(
            "- **{}** — {}: {} for {} in {}, {}, {}, {}",
            row.reference,
            party.name,
            row.amount(),
            service,
            row.year,
            row.arrangement.label().to_lowercase(),
            row.recurrence.label().to_lowercase(),
            row.certainty.label().to_lowercase(),
        );
        match row.responsibility {
            Responsibility::Accepted => agreed.push_str(&format!("{line}\n")),
            _ => open.push_str(&format!("{line}\n")),
        }
    }
    Ok(schedule("Schedule 2: money and who is responsible", &agreed, &open))
}

fn schedule(title: &str, agreed: &str, open: &str) -> String {
    let agreed = if agreed.is_empty() { "Nothing yet.\n" } else { agreed };
    let not_agreed = if open.is_empty() { String::new() } else { format!("\n### Not agreed\n\n{open}") };
    text::document(&format!("# {title}\n\n{agreed}{not_agreed}"))
}

/// Words of a record on one line, so that they cannot start a list or a heading of the schedule, ended as a sentence is.
fn sentence(words: &str) -> String {
    let line = words.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.ends_with(['.', '!', '?']) { line } else { format!("{line}.") }
}
