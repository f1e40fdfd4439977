//! Whoever drafts says which clause is for which head of terms.

use std::collections::BTreeMap;

use sea_orm::{Set, entity::prelude::*};

use super::open_to_drafting;
use crate::{
    Change, Deed, Refusal,
    access::{Permission, Standing},
    agreement::{Agreement, heads, read, table::clause_head},
    clause,
    values::Reference,
};

/// For each head the clause that is for it, by its anchor; heads that are not named have none.
#[derive(Clone, Debug)]
pub struct MarkHeads {
    pub agreement: Reference,
    /// SHA-256 over the marks that were shown.
    pub hash: String,
    pub marks: BTreeMap<String, String>,
}

impl Deed for MarkHeads {
    const NAME: &'static str = "said which clauses are for which heads of terms";
    const PERMISSION: Permission = Permission::Draft;
    type Subject = Agreement;
    type Done = ();

    async fn open(&self, change: &Change) -> Result<(Self::Subject, Standing), Refusal> {
        read::locked(change, &self.agreement).await
    }

    async fn act(&self, change: &Change, edition: Self::Subject) -> Result<(), Refusal> {
        open_to_drafting(&edition)?;
        let before = read::marks(&change.tx, edition.edition_id).await?;
        if read::fingerprint_of_marks(&before) != self.hash {
            return Err(change.stale(&edition.reference).await);
        }
        let known = heads::of(edition.kind);
        let clauses = clause::table::Entity::find().filter(clause::table::Column::EditionId.eq(edition.edition_id));
        let clauses = clauses.filter(clause::table::Column::Standing.eq(true)).all(&change.tx).await?;
        for (head, anchor) in &self.marks {
            let is_there = clauses.iter().any(|clause| clause.anchor == *anchor);
            if !is_there || !known.iter().any(|one| one.key == head) {
                return Err(Refusal::field(format!("head-{head}"), "Choose a clause of the text as it is now"));
            }
        }
        let old = clause_head::Entity::delete_many().filter(clause_head::Column::EditionId.eq(edition.edition_id));
        old.exec(&change.tx).await?;
        mark(change, edition.edition_id, &self.marks).await?;
        let told = |marks: &BTreeMap<String, String>| serde_json::json!({ "edition": edition.edition, "heads": marks });
        change.record(Self::NAME, &edition.reference, Some(&told(&before)), &told(&self.marks));
        Ok(())
    }
}

/// Writes marks into an edition that has none.
pub(super) async fn mark(change: &Change, edition: i64, marks: &BTreeMap<String, String>) -> Result<(), Refusal> {
    for (head, anchor) in marks {
        let row = clause_head::ActiveModel {
            edition_id: Set(edition),
            head: Set(head.clone()),
            anchor: Set(anchor.clone()),
            ..Default::default()
        };
        clause_head::Entity::insert(row).exec_without_returning(&change.tx).await?;
    }
    Ok(())
}
