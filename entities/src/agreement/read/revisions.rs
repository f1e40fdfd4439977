//! Old revisions of an agreement's text: which of them a viewer may read, and one of them.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use sea_orm::{QueryOrder, QuerySelect, entity::prelude::*};

use super::{Printed, Text, by_reference, readable_editions, text::tables_of};
use crate::{
    Read, Reader, Refusal,
    access::{Permission, Standing},
    agreement::{Agreement, State, rules::Force, schedules, table::revision},
    negotiation,
    organisation::read::Named,
    values::Reference,
};

/// A revision in the list of an agreement's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RevisionRow {
    /// From 1, counted through all editions.
    pub number: i64,
    /// Of which edition it is.
    pub edition: i64,
    pub at: DateTime<Utc>,
    /// It was sent for approval.
    pub frozen: bool,
    /// It is what was signed of its edition.
    pub signed: bool,
    /// The parties whose proposed words it took over; only for readers of the negotiation who may know what they said.
    pub took_words_of: Vec<Named>,
}

/// A revision to read.
#[derive(Clone, Debug)]
pub struct Revision {
    pub row: RevisionRow,
    /// True if it is what is in force on the day of the reading.
    pub in_force: bool,
    /// With what was printed around it, if it was sent for approval.
    pub text: Text,
}

/// The revisions of an agreement that a viewer may read, the newest first. Who drafts it reads them all, and so does who keeps or
/// watches over the register; its parties read what was on the table, and everybody what was signed and is published.
#[derive(Clone, Debug)]
pub struct RevisionsOf(pub Reference);

impl Read for RevisionsOf {
    const PERMISSION: Permission = Permission::ReadPublished;
    type Answer = Vec<RevisionRow>;

    async fn answer(&self, reader: &Reader<'_>) -> Result<Vec<RevisionRow>, Refusal> {
        let (_, rows) = reader.revisions(Self::PERMISSION, &self.0).await?;
        Ok(rows.into_iter().map(|(_, row)| row).collect())
    }
}

/// One of the revisions of an agreement that a viewer may read.
#[derive(Clone, Debug)]
pub struct RevisionOf {
    pub agreement: Reference,
    pub number: i64,
}

impl Read for RevisionOf {
    const PERMISSION: Permission = Permission::ReadPublished;
    type Answer = Revision;

    async fn answer(&self, reader: &Reader<'_>) -> Result<Revision, Refusal> {
        let (agreement, rows) = reader.revisions(Self::PERMISSION, &self.agreement).await?;
        let found = rows.into_iter().find(|(_, row)| row.number == self.number);
        let (id, row) = found.ok_or(Refusal::NotFound)?;
        let revision = reader.revision(id).await?;
        let editions = reader.editions_of(&agreement).await?;
        let is_in_force = editions.number(row.edition).is_some_and(|edition| edition.force == Some(Force::InForce));
        let text = Text {
            number: revision.number,
            tables: tables_of(&revision),
            text: revision.text.clone(),
            hash: revision.hash.clone(),
            has_its_hash: schedules::is_as_hashed(&revision),
            frozen: revision.frozen,
            at: revision.at,
            printed: revision.frozen.then(|| Printed::of(revision)),
        };
        Ok(Revision { in_force: row.signed && is_in_force, row, text })
    }
}

/// Which revisions of an edition a reader may read.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Which {
    All,
    Tabled,
    Signed,
}

impl Reader<'_> {
    /// The revisions of an agreement that the reader may read, the newest first, each with its key; with the newest of the editions
    /// that they may read.
    ///
    /// # Errors
    /// [`Refusal::NotFound`] if it is not there or not for them.
    pub(super) async fn revisions(
        &self,
        permission: Permission,
        reference: &Reference,
    ) -> Result<(Agreement, Vec<(i64, RevisionRow)>), Refusal> {
        let agreement = by_reference(self.db(), reference).await?.ok_or(Refusal::NotFound)?;
        let editions = readable_editions(self.db(), self.viewer(), agreement.id).await?;
        let (newest, standing) = editions.first().cloned().ok_or(Refusal::NotFound)?;
        self.need(permission, standing)?;
        let keys = editions.iter().map(|(edition, _)| edition.edition_id);
        // Without their texts, which may be long and many.
        let kept: Vec<(i64, i64, i64, DateTime<Utc>, bool, bool)> = revision::Entity::find()
            .select_only()
            .columns([
                revision::Column::Id,
                revision::Column::EditionId,
                revision::Column::Number,
                revision::Column::At,
                revision::Column::Frozen,
                revision::Column::Tabled,
            ])
            .filter(revision::Column::EditionId.is_in(keys))
            .order_by_desc(revision::Column::Number)
            .into_tuple()
            .all(self.db())
            .await?;
        let mut rows = Vec::with_capacity(kept.len());
        let mut taken = HashMap::new();
        for (edition, standing) in editions.iter().filter(|(_, standing)| self.reads_negotiation(*standing)) {
            taken.extend(negotiation::read::words_taken(self, *standing, edition.edition_id).await?);
        }
        for (id, edition, number, at, frozen, tabled) in kept {
            let Some((edition, standing)) = editions.iter().find(|(other, _)| other.edition_id == edition) else {
                continue;
            };
            let signed = edition.state == State::Signed && edition.revision_id == Some(id);
            let reads = match self.which(*standing) {
                Which::All => true,
                Which::Tabled => tabled || signed,
                Which::Signed => signed,
            };
            if reads {
                let took_words_of = taken.remove(&id).unwrap_or_default();
                rows.push((id, RevisionRow { number, edition: edition.edition, at, frozen, signed, took_words_of }));
            }
        }
        Ok((newest, rows))
    }

    fn which(&self, standing: Standing) -> Which {
        // Who reads every negotiation, party or not, reads all that was written in it.
        let watches = self.may(Permission::ReadNegotiation, Standing { visible: true, ..Standing::default() });
        if watches || self.may(Permission::Draft, standing) {
            Which::All
        } else if self.reads_negotiation(standing) {
            Which::Tabled
        } else {
            Which::Signed
        }
    }

    /// A revision by its key.
    pub(super) async fn revision(&self, id: i64) -> Result<revision::Model, Refusal> {
        revision::Entity::find_by_id(id).one(self.db()).await?.ok_or(Refusal::NotFound)
    }
}
