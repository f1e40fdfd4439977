//! A clause of one agreement is put into the text of another that is drafted; where it came from is kept.

use std::collections::BTreeSet;

use sea_orm::{Set, entity::prelude::*};

use crate::{
    Change, Deed, Refusal,
    access::{Permission, Standing},
    agreement::{
        Agreement,
        deeds::{Saved, open_to_drafting, save_text},
        draft,
        edition::{editions, paired},
        read, schedules,
        table::{self, clause_origin, edition},
    },
    audit::sha256,
    clause,
    values::Reference,
};

/// A clause in the text of an edition, as somebody read it.
#[derive(Clone, Debug)]
pub struct Source {
    pub agreement: Reference,
    pub edition: i64,
    pub revision: i64,
    pub anchor: String,
    /// SHA-256 over the words that were shown.
    pub hash: String,
}

/// Puts a clause into a text that is drafted, as the next revision. Whoever calls has read the clause for who acts.
#[derive(Clone, Debug)]
pub struct ReuseClause {
    pub agreement: Reference,
    /// The revision that it is put into; 0 if nothing is written yet.
    pub base: i64,
    pub source: Source,
    /// The anchor of the clause that it follows; `None` puts it at the end.
    pub after: Option<String>,
}

impl Deed for ReuseClause {
    const NAME: &'static str = "put a clause of another agreement into the text";
    const PERMISSION: Permission = Permission::Draft;
    type Subject = Agreement;
    type Done = Saved;

    async fn open(&self, change: &Change) -> Result<(Self::Subject, Standing), Refusal> {
        read::locked(change, &self.agreement).await
    }

    async fn act(&self, change: &Change, agreement: Self::Subject) -> Result<Saved, Refusal> {
        open_to_drafting(&agreement)?;
        let newest = schedules::newest(&change.tx, &agreement).await?;
        let (number, text) = newest.map_or((0, String::new()), |newest| (newest.number, newest.text));
        change.fresh(&agreement.reference, self.base, number).await?;
        let words = self.words(change).await?;
        let edition = agreement.edition_id;
        let before: BTreeSet<String> = clause::pieces(&text).into_iter().map(|piece| piece.anchor).collect();
        let with = match &self.after {
            None => format!("{}\n\n{}\n", text.trim_end(), words.text),
            Some(after) => clause::inserted(&text, after, &words.text)
                .ok_or_else(|| Refusal::field("after", "Choose a clause of the text as it is now"))?,
        };
        let saved = save_text(change, Self::NAME, agreement, &with).await?;
        draft::forget(change, edition).await?;
        let pieces = clause::pieces(&saved.text).into_iter();
        let new = pieces.map(|piece| piece.anchor).find(|anchor| !anchor.is_empty() && !before.contains(anchor));
        self.keep_origin(change, edition, new, &words).await?;
        Ok(Saved { revision: saved.number, hash: saved.hash, merged: false })
    }
}

impl ReuseClause {
    /// The words that were shown, as they stand in the revision that they were read in.
    async fn words(&self, change: &Change) -> Result<clause::Piece, Refusal> {
        let Source { agreement, edition: number, revision, anchor, hash } = &self.source;
        let gone =
            || Refusal::rule("The clause is not there any more as it was shown", "Open it again, and choose anew");
        let of = editions().filter(table::Column::Reference.eq(agreement.clone()));
        let of = of.filter(edition::Column::Number.eq(*number)).all(&change.tx).await?;
        let of = paired(of).pop().ok_or_else(gone)?;
        let text = schedules::numbered(&change.tx, &of, *revision).await?.ok_or_else(gone)?.text;
        let piece = clause::pieces(&text).into_iter().find(|piece| piece.anchor == *anchor);
        piece.filter(|piece| sha256(piece.text.trim()) == *hash).ok_or_else(gone)
    }

    async fn keep_origin(
        &self,
        change: &Change,
        edition: i64,
        anchor: Option<String>,
        words: &clause::Piece,
    ) -> Result<(), Refusal> {
        let anchor = anchor.ok_or_else(|| Refusal::broken("a clause that was put into a text is not there"))?;
        let of = clause::table::Entity::find().filter(clause::table::Column::EditionId.eq(edition));
        let found = of.filter(clause::table::Column::Anchor.eq(anchor)).one(&change.tx).await?;
        let clause = found.ok_or_else(|| Refusal::broken("a clause of a text has no row"))?;
        let row = clause_origin::ActiveModel {
            clause_id: Set(clause.id),
            reference: Set(self.source.agreement.to_string()),
            edition: Set(self.source.edition),
            anchor: Set(self.source.anchor.clone()),
            heading: Set(words.heading.clone()),
            revision: Set(self.source.revision),
            of_words: Set(self.source.hash.clone()),
            ..Default::default()
        };
        clause_origin::Entity::insert(row).exec_without_returning(&change.tx).await?;
        Ok(())
    }
}
