//! An agreement beside those that it renews: whether ambition grew, line by line, and what each partner gives. Worked out and never
//! typed, but for what figures do not say: there a person does, and it is shown as said.

use sea_orm::EntityTrait;

use super::{Asked, At, readable};
use crate::{
    Read, Reader, Refusal,
    access::Permission,
    agreement::{Agreement, State, schedules, table},
    clause::comparison::{Comparison, Patience, compare},
    values::{FinancialYear, Reference},
};

mod lines;
mod money;
mod summary;

pub use lines::{Growth, Judged, Line, Promised};
pub(crate) use lines::{fingerprint, worked_out};
pub use money::{Money, PartnersMoney};
pub use summary::{Summary, YearsSummary};

/// An agreement beside those that it renews, or beside one that somebody names.
#[derive(Clone, Debug)]
pub struct YearsCompared {
    pub asked: Asked,
    pub with: Option<Reference>,
}

/// An agreement, as a side of a comparison.
#[derive(Clone, Debug)]
pub struct Side {
    pub reference: Reference,
    pub title: String,
    pub edition: i64,
    pub year: FinancialYear,
    pub state: State,
}

/// Two years beside each other.
#[derive(Debug)]
pub struct Years {
    /// What it is compared with: what it renews, of that which the reader may read.
    pub before: Vec<Side>,
    pub after: Side,
    pub clauses: Comparison,
    pub lines: Vec<Line>,
    pub money: Money,
    /// May say of a line what figures do not.
    pub may_judge: bool,
}

impl Read for YearsCompared {
    const PERMISSION: Permission = Permission::ReadPublished;
    /// `None` if there is nothing to compare it with.
    type Answer = Option<Years>;

    async fn answer(&self, reader: &Reader<'_>) -> Result<Option<Years>, Refusal> {
        let (asked, own) = reader.agreement(Self::PERMISSION, &self.asked).await?;
        let (before, after, standing) = match &self.with {
            Some(with) => {
                let (other, others) = reader.agreement(Self::PERMISSION, &with.into()).await?;
                if other.id == asked.id {
                    return Ok(None);
                }
                // Whichever is asked about, the earlier year comes first.
                let is_later = (other.year, other.begins(), other.id) > (asked.year, asked.begins(), asked.id);
                if is_later { (vec![asked], other, others) } else { (vec![other], asked, own) }
            }
            None => (reader.renewed(&asked).await?, asked, own),
        };
        if before.is_empty() {
            return Ok(None);
        }
        let mut texts = Vec::new();
        for edition in &before {
            texts.push(reader.words(edition).await?);
        }
        let was = crate::agreement::renewing::joined_to_compare(&texts);
        Ok(Some(Years {
            clauses: compare(&was, &reader.words(&after).await?, Patience::of_a_page()),
            lines: reader.ambition_lines(&before, &after).await?,
            money: reader.partners_money(&before, &after).await?,
            may_judge: after.state != State::Withdrawn && reader.may(Permission::Draft, standing),
            before: before.iter().map(Side::of).collect(),
            after: Side::of(&after),
        }))
    }
}

impl Side {
    fn of(edition: &Agreement) -> Self {
        Self {
            reference: edition.reference.clone(),
            title: edition.title.clone(),
            edition: edition.edition,
            year: edition.year,
            state: edition.state,
        }
    }
}

impl Reader<'_> {
    /// The agreements that one renews, of those that the reader may read, each as it is shown to them.
    async fn renewed(&self, agreement: &Agreement) -> Result<Vec<Agreement>, Refusal> {
        let mut all = Vec::new();
        for key in super::renewed(self.db(), agreement.id).await? {
            let Some(identity) = table::Entity::find_by_id(key).one(self.db()).await? else { continue };
            match readable(self.db(), self.viewer(), self.today(), &At::Shown.of(identity.reference)).await {
                Ok((edition, _)) => all.push(edition),
                Err(Refusal::NotFound) => {}
                Err(other) => return Err(other),
            }
        }
        Ok(all)
    }

    async fn words(&self, edition: &Agreement) -> Result<String, Refusal> {
        Ok(schedules::newest(self.db(), edition).await?.map(|revision| revision.text).unwrap_or_default())
    }
}
