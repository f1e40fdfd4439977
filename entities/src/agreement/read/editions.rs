//! The editions of an agreement: which there are, why each was made, and from when to when it is in force.

use chrono::NaiveDate;
use sea_orm::{QueryOrder, QuerySelect, entity::prelude::*};

use super::{Asked, reads_negotiation, standing};
use crate::{
    Read, Reader, Refusal,
    access::{Permission, Standing, Viewer},
    agreement::{Agreement, Reason, State, editions, paired, rules::Force, table::edition},
};

/// An edition in the list of an agreement's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EditionRow {
    pub number: i64,
    pub reason: Reason,
    pub words: String,
    pub state: State,
    pub set_aside: bool,
    pub effective_on: Option<NaiveDate>,
    pub signed_on: Option<NaiveDate>,
    pub withdrawn_because: String,
    /// What became of it; `None` until it is signed.
    pub force: Option<Force>,
    /// The end of its term, once that has passed.
    pub ended: Option<NaiveDate>,
    pub version: i64,
}

/// The editions of an agreement that a viewer may read, the newest first.
#[derive(Clone, Debug, Default)]
pub struct Editions {
    pub rows: Vec<EditionRow>,
}

impl Editions {
    /// The one that is in force on the day of the reading.
    pub fn in_force(&self) -> Option<&EditionRow> {
        self.rows.iter().find(|row| row.force == Some(Force::InForce))
    }

    /// The one that is being made.
    pub fn made(&self) -> Option<&EditionRow> {
        self.rows.iter().find(|row| row.state.is_being_made() && !row.set_aside)
    }

    /// By its number.
    pub fn number(&self, number: i64) -> Option<&EditionRow> {
        self.rows.iter().find(|row| row.number == number)
    }

    /// The signed edition that reaches back to a day: it was signed after it, and is in force from it or before.
    pub fn reaching_back_to(&self, day: NaiveDate) -> Option<&EditionRow> {
        let reaches = |row: &&EditionRow| {
            row.state == State::Signed
                && row.signed_on.is_some_and(|signed| signed > day)
                && row.effective_on.is_some_and(|effective| effective <= day)
        };
        self.rows.iter().find(reaches)
    }
}

/// The editions of an agreement that a viewer may read, the newest first, with how the viewer stands to each.
pub(crate) async fn readable_editions(
    db: &impl ConnectionTrait,
    viewer: &Viewer,
    agreement: i64,
) -> Result<Vec<(Agreement, Standing)>, DbErr> {
    let all =
        editions().filter(edition::Column::AgreementId.eq(agreement)).order_by_desc(edition::Column::Number).all(db);
    let mut read = Vec::new();
    for edition in paired(all.await?) {
        let standing = standing(db, viewer, &edition).await?;
        // Of what was withdrawn or set aside only who negotiated it hears.
        if standing.visible && (edition.state == State::Signed || reads_negotiation(viewer, standing)) {
            read.push((edition, standing));
        }
    }
    Ok(read)
}

/// The editions of an agreement, of those that the viewer may read.
#[derive(Clone, Debug)]
pub struct EditionsOf(pub Asked);

impl Read for EditionsOf {
    const PERMISSION: Permission = Permission::ReadPublished;
    type Answer = Editions;

    async fn answer(&self, reader: &Reader<'_>) -> Result<Editions, Refusal> {
        let (agreement, _) = reader.agreement(Self::PERMISSION, &self.0).await?;
        reader.editions_of(&agreement).await
    }
}

impl Reader<'_> {
    /// The editions of an agreement that is read already.
    pub(crate) async fn editions_of(&self, agreement: &Agreement) -> Result<Editions, Refusal> {
        let today = self.today();
        let read: Vec<Agreement> = readable_editions(self.db(), self.viewer(), agreement.id)
            .await?
            .into_iter()
            .map(|(edition, _)| edition)
            .collect();
        let mut rows = Vec::with_capacity(read.len());
        // Also those that the reader may not read: what they took the place of is not in force.
        let signed: Vec<(i64, Option<NaiveDate>)> = edition::Entity::find()
            .select_only()
            .columns([edition::Column::Number, edition::Column::EffectiveOn])
            .filter(edition::Column::AgreementId.eq(agreement.id))
            .filter(edition::Column::State.eq(State::Signed))
            .into_tuple()
            .all(self.db())
            .await?;
        for edition in read {
            rows.push(EditionRow {
                force: (edition.state == State::Signed).then(|| Force::of(edition.edition, &signed, today)),
                ended: edition.ends.filter(|ends| *ends < today),
                number: edition.edition,
                reason: edition.reason,
                words: edition.reason_words,
                state: edition.state,
                set_aside: edition.set_aside,
                effective_on: edition.effective_on,
                signed_on: edition.signed_on,
                withdrawn_because: edition.withdrawn_because,
                version: edition.version,
            });
        }
        Ok(Editions { rows })
    }
}
