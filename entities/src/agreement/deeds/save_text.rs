//! Saving the text: an immutable revision with its hash. A save on an old base is put together with what was saved since, unless both
//! changed the same clause: then it is refused, and nothing is lost.

use sea_orm::Set;
use serde::{Deserialize, Serialize};

use super::{open_to_drafting, write};
use crate::{
    Change, Deed, Fault, Refusal,
    access::{Permission, Standing},
    account::secret,
    agreement::{Agreement, draft, found_by, read, schedules, table::revision},
    audit::Rows,
    clause,
    values::{Reference, text},
};

/// The most characters of a text, as it is kept: with the anchors of its clauses.
pub const LONGEST: usize = 400_000;
/// The most clauses of a text.
pub const MOST_CLAUSES: usize = 2_000;

/// A text, written on a revision (0 if there was none).
#[derive(Clone, Debug)]
pub struct SaveText {
    pub agreement: Reference,
    pub base: i64,
    pub text: String,
}

/// The revision it became; the newest one unchanged if the text was the same.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Saved {
    pub revision: i64,
    pub hash: String,
    /// With it what somebody else saved meanwhile.
    #[serde(default)]
    pub merged: bool,
}

impl Deed for SaveText {
    const NAME: &'static str = "saved the text";
    const PERMISSION: Permission = Permission::Draft;
    type Subject = Agreement;
    type Done = Saved;

    async fn open(&self, change: &Change) -> Result<(Self::Subject, Standing), Refusal> {
        read::locked(change, &self.agreement).await
    }

    async fn act(&self, change: &Change, agreement: Self::Subject) -> Result<Saved, Refusal> {
        open_to_drafting(&agreement)?;
        let newest = schedules::newest(&change.tx, &agreement).await?;
        let number = newest.as_ref().map_or(0, |revision| revision.number);
        let typed = clause::tidied(&text::document(&self.text));
        let together = match newest {
            Some(newest) if self.base != number => Some(self.put_together(change, &agreement, &typed, &newest).await?),
            _ => None,
        };
        if together.is_none() {
            change.fresh(&agreement.reference, self.base, number).await?;
        }
        let (edition, merged) = (agreement.edition_id, together.is_some());
        let saved = save(change, Self::NAME, agreement, together.as_deref().unwrap_or(&typed)).await?;
        draft::forget(change, edition).await?;
        Ok(Saved { revision: saved.number, hash: saved.hash, merged })
    }
}

impl SaveText {
    /// This text and what others saved since its base, clause by clause.
    ///
    /// # Errors
    /// [`Refusal::Stale`] if both changed the same clause, or nobody knows any more what it was written on.
    async fn put_together(
        &self,
        change: &Change,
        agreement: &Agreement,
        typed: &str,
        newest: &revision::Model,
    ) -> Result<String, Refusal> {
        let Some(base) = schedules::numbered(&change.tx, agreement, self.base).await? else {
            return Err(change.stale(&agreement.reference).await);
        };
        let merged = clause::merged(&base.text, typed, &newest.text);
        if merged.conflicts.is_empty() { Ok(merged.text) } else { Err(change.stale(&agreement.reference).await) }
    }
}

/// Makes the next revision from a text as it was typed: each clause with its anchor, all of it shown.
///
/// # Errors
/// [`Refusal::Invalid`] of the field `text`.
pub(crate) async fn save(
    change: &Change,
    deed: &'static str,
    agreement: Agreement,
    typed: &str,
) -> Result<revision::Model, Refusal> {
    let typed = clause::tidied(&text::document(typed));
    if typed.trim().is_empty() {
        return Err(Refusal::field("text", "Write the text"));
    }
    let clauses = clause::count(&typed);
    if clauses > MOST_CLAUSES {
        let advice = format!(
            "The text has {clauses} clauses: make at most {MOST_CLAUSES}, with ### for what stands below a clause"
        );
        return Err(Refusal::field("text", advice));
    }
    let seed = secret::hexadecimal::<16>()?;
    let mut number = 0_u32;
    let (anchored, headings) = clause::anchored(&typed, || {
        loop {
            number += 1;
            let anchor = format!("c-{}", &crate::audit::sha256(format!("{seed}{number}"))[..8]);
            if !typed.contains(&anchor) {
                break anchor;
            }
        }
    });
    if headings.iter().any(|heading| heading.words.is_empty()) {
        return Err(Refusal::field("text", "Give every clause a heading: there is a line with ## and no words"));
    }
    let length = anchored.chars().count();
    if length > LONGEST {
        let over = length - LONGEST;
        let advice = format!("Shorten the text by {over} characters: with its anchors it has more than {LONGEST}");
        return Err(Refusal::field("text", advice));
    }
    // As it was typed first: anchors take the place of what stands in braces behind a heading.
    for text in [&typed, &anchored] {
        let unseen = clause::unseen(text);
        if !unseen.is_empty() {
            let fault = |unseen: clause::Unseen| Fault::new("text", unseen.in_words(text));
            return Err(Refusal::Invalid(unseen.into_iter().map(fault).collect()));
        }
    }
    clause::keep::keep(change, agreement.edition_id, &headings).await?;
    let revision = schedules::revision(change, &agreement, &anchored, false).await?;
    let id = revision.id;
    let beside = [Rows::new("revisions", &[&revision])?];
    let after = write(change, deed, agreement, &beside, |row| row.revision_id = Set(Some(id))).await?;
    change.found_by(found_by::document(&after, &revision.text));
    Ok(revision)
}
