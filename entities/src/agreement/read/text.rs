//! The text of an agreement: as it may be read, as it is drafted, as it was sent for approval.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

use super::{
    Asked, At,
    heads::{HeadOf, heads_of},
};
use crate::{
    Read, Reader, Refusal,
    access::Permission,
    agreement::{
        deeds::{self, open_to_drafting},
        draft::{self, Draft},
        placed::Tables,
        rules::Step,
        schedules, table,
        templates::{self, Offered},
    },
    clause::{self, Merged},
    values::{Reference, text},
};

/// A revision to read.
#[derive(Clone, Debug)]
pub struct Text {
    pub number: i64,
    pub text: String,
    /// What fills the tables within it, if it has any.
    pub tables: Option<Tables>,
    /// What is printed around it, once approvals have opened: before, it moves with the records.
    pub printed: Option<Printed>,
    pub hash: String,
    /// False if something else was hashed: then nobody may rely on it.
    pub has_its_hash: bool,
    pub frozen: bool,
    pub at: DateTime<Utc>,
}

/// What is approved and signed besides the text.
#[derive(Clone, Debug)]
pub struct Printed {
    /// The particulars; none for a revision of before they were printed.
    pub head: String,
    pub commitments: String,
    pub money: String,
}

impl Printed {
    pub(super) fn of(revision: table::revision::Model) -> Self {
        Self { head: revision.head, commitments: revision.commitments_schedule, money: revision.money_schedule }
    }
}

/// What fills the tables of a revision that was frozen with its schedules.
pub(super) fn tables_of(revision: &table::revision::Model) -> Option<Tables> {
    let (commitments, money) = (revision.commitments_schedule.clone(), revision.money_schedule.clone());
    Tables::are_in(&revision.text).then_some(Tables { commitments, money })
}

/// A revision that was sent for approval, whole.
#[derive(Clone, Debug)]
pub struct Frozen {
    pub text: String,
    pub printed: Printed,
}

impl Frozen {
    /// All of it, one after the other, as it is printed.
    pub fn whole(&self) -> String {
        let Printed { head, commitments, money } = &self.printed;
        let tables = Tables { commitments: commitments.clone(), money: money.clone() };
        let text = Tables::placed(Some(&tables), &self.text);
        [head.as_str(), &text, commitments, money].join("\n")
    }
}

/// What the drafting page needs.
#[derive(Clone, Debug)]
pub struct Drafting {
    /// The newest revision's number; 0 if there is none.
    pub base: i64,
    pub text: String,
    /// What the next step still lacks.
    pub lacks: Vec<String>,
    /// What the reader wrote and did not save, if it is not what was saved.
    pub draft: Option<Draft>,
    /// What the text is expected to say, and the clause that says it.
    pub heads: Vec<HeadOf>,
    /// Starter texts for its kind; offered while nothing is written.
    pub templates: Vec<Offered>,
}

/// The newest text of an agreement; `None` if nothing has been written.
#[derive(Clone, Debug)]
pub struct TextOf(pub Asked);

impl Read for TextOf {
    const PERMISSION: Permission = Permission::ReadPublished;
    type Answer = Option<Text>;

    async fn answer(&self, reader: &Reader<'_>) -> Result<Option<Text>, Refusal> {
        let (agreement, _) = reader.agreement(Self::PERMISSION, &self.0).await?;
        let newest = schedules::newest(reader.db(), &agreement).await?;
        // Reopened, it is a draft again, and what was printed of it is history.
        let frozen = |revision: &table::revision::Model| revision.frozen && !agreement.state.is_open_to_drafting();
        let tables = match &newest {
            Some(revision) if Tables::are_in(&revision.text) && !frozen(revision) => {
                let Frozen { printed, .. } = schedules::as_it_stands(reader.db(), &agreement).await?;
                Some(Tables { commitments: printed.commitments, money: printed.money })
            }
            Some(revision) => tables_of(revision),
            None => None,
        };
        Ok(newest.map(|revision| Text {
            tables,
            has_its_hash: schedules::is_as_hashed(&revision),
            number: revision.number,
            frozen: frozen(&revision),
            hash: revision.hash.clone(),
            at: revision.at,
            text: revision.text.clone(),
            printed: frozen(&revision).then(|| Printed::of(revision)),
        }))
    }
}

/// A revision that was sent for approval, by its number, for those who read the negotiation; not found if there is none.
#[derive(Clone, Debug)]
pub struct FrozenTextOf {
    pub asked: Asked,
    pub number: i64,
}

impl Read for FrozenTextOf {
    const PERMISSION: Permission = Permission::ReadNegotiation;
    type Answer = Frozen;

    async fn answer(&self, reader: &Reader<'_>) -> Result<Frozen, Refusal> {
        let (agreement, _) = reader.agreement(Self::PERMISSION, &self.asked).await?;
        let revision = table::revision::Entity::find()
            .filter(table::revision::Column::EditionId.eq(agreement.edition_id))
            .filter(table::revision::Column::Number.eq(self.number))
            .filter(table::revision::Column::Frozen.eq(true))
            .one(reader.db())
            .await?;
        let revision = revision.ok_or(Refusal::NotFound)?;
        Ok(Frozen { text: revision.text.clone(), printed: Printed::of(revision) })
    }
}

/// What is there to draft on, of an agreement as it is being made; not allowed once it is frozen.
#[derive(Clone, Debug)]
pub struct DraftingOf(pub Reference);

impl Read for DraftingOf {
    const PERMISSION: Permission = Permission::Draft;
    type Answer = Drafting;

    async fn answer(&self, reader: &Reader<'_>) -> Result<Drafting, Refusal> {
        let (agreement, _) = reader.agreement(Self::PERMISSION, &At::Made.of(self.0.clone())).await?;
        open_to_drafting(&agreement)?;
        let newest = schedules::newest(reader.db(), &agreement).await?;
        let facts = deeds::facts(reader.db(), &agreement, reader.today()).await?;
        let lacks = Step::offered(agreement.state).first().map(|step| step.lacks(&facts)).unwrap_or_default();
        let (base, text) = newest.map_or((0, String::new()), |revision| (revision.number, revision.text));
        let draft = draft::own(reader, &agreement).await?.filter(|draft| draft.text.trim() != text.trim());
        let heads = heads_of(reader.db(), &agreement, &text).await?;
        let templates = templates::kept::offered(reader.db(), agreement.kind).await?;
        Ok(Drafting { base, text, lacks, draft, heads, templates })
    }
}

/// A text that was written on one revision, beside the newest: put together, with what has to be chosen.
#[derive(Clone, Debug)]
pub struct MergedWith {
    pub agreement: Reference,
    /// The number of the revision that the text was written on.
    pub base: i64,
    pub text: String,
}

/// Two texts put together on the newest revision.
#[derive(Clone, Debug)]
pub struct PutTogether {
    /// The number of the newest revision.
    pub newest: i64,
    /// The newest text.
    pub theirs: String,
    /// Both, with one's own wording of what both changed; `None` if nobody knows any more what it was written on.
    pub merged: Option<Merged>,
}

impl Read for MergedWith {
    const PERMISSION: Permission = Permission::Draft;
    type Answer = PutTogether;

    async fn answer(&self, reader: &Reader<'_>) -> Result<PutTogether, Refusal> {
        let (agreement, _) = reader.agreement(Self::PERMISSION, &At::Made.of(self.agreement.clone())).await?;
        let newest = schedules::newest(reader.db(), &agreement).await?.ok_or(Refusal::NotFound)?;
        let base = schedules::numbered(reader.db(), &agreement, self.base).await?;
        let mine = clause::tidied(&text::document(&self.text));
        let merged = base.map(|base| clause::merged(&base.text, &mine, &newest.text));
        Ok(PutTogether { newest: newest.number, theirs: newest.text, merged })
    }
}
