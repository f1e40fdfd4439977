//! Merges that wait for the second look of another person: what would move, for whoever may look.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use sea_orm::{ExprTrait, QueryOrder, QuerySelect, entity::prelude::*};

use super::{Hindrance, Kept, Named, Page, hindrances, page::page_of};
use crate::{
    Read, Reader, Refusal,
    access::{Permission, Person, Standing, Viewer},
    account,
    agreement::{self, table::edition},
    organisation::{
        LookState, Proposed,
        deeds::{Weight, waiting, weight},
        table,
    },
    values::Reference,
};

/// What waits, as whoever may look at it sees it.
#[derive(Clone, Debug)]
pub struct SecondLook {
    pub kind: Proposed,
    pub kept: Page,
    pub merged: Page,
    /// How whoever proposed it knows.
    pub why: String,
    /// `None` for the operator.
    pub by: Option<String>,
    pub at: DateTime<Utc>,
    /// How many of what would move, of all there is.
    pub moves: Vec<(&'static str, usize)>,
    /// The agreements that it touches, of those that the viewer may read: reference and title.
    pub agreements: Vec<(Reference, String)>,
    /// How many it touches besides.
    pub other_agreements: usize,
    /// What stands in the way by now.
    pub hindrances: Vec<Hindrance>,
    /// Exactly what would move; a form carries it back.
    pub seen: String,
    /// True for whoever proposed it: somebody else decides.
    pub is_own: bool,
}

/// The organisation that leads every one of these editions, if there is one.
pub(crate) async fn lead_of_all(db: &impl ConnectionTrait, editions: &BTreeSet<i64>) -> Result<Option<i64>, DbErr> {
    let leads: Vec<i64> = edition::Entity::find()
        .select_only()
        .column(edition::Column::LeadId)
        .filter(edition::Column::Id.is_in(editions.iter().copied()))
        .into_tuple()
        .all(db)
        .await?;
    let kept = Kept::of_all(db, leads.iter().copied()).await?;
    let leads: BTreeSet<i64> = leads.into_iter().map(|lead| kept.of(lead)).collect();
    Ok(leads.first().copied().filter(|_| leads.len() == 1))
}

/// How a viewer stands to what would move: it is their own if they lead every agreement that is touched.
pub(crate) async fn looks(db: &impl ConnectionTrait, viewer: &Viewer, weight: &Weight) -> Result<Standing, DbErr> {
    let lead = lead_of_all(db, &weight.editions(db).await?).await?;
    Ok(Standing { leads: lead.is_some() && lead == viewer.organisation(), ..Standing::OPEN })
}

/// What waits for a second look about a record that is to be merged, or is; not found for whoever may not look.
#[derive(Clone, Debug)]
pub struct SecondLookAt(pub Reference);

impl Read for SecondLookAt {
    const PERMISSION: Permission = Permission::SecondLook;
    type Answer = SecondLook;

    async fn answer(&self, reader: &Reader<'_>) -> Result<SecondLook, Refusal> {
        let (db, viewer, today) = (reader.db(), reader.viewer(), reader.today());
        let row = super::by_reference(db, &self.0).await?.ok_or(Refusal::NotFound)?;
        let look = waiting(db, row.id).await?.ok_or(Refusal::NotFound)?;
        let weight = weight(db, &look).await?;
        if !may_look(viewer, looks(db, viewer, &weight).await?) {
            return Err(Refusal::NotFound);
        }
        let kept = super::by_id(db, look.kept_id).await?;
        let hindrances = match look.kind {
            Proposed::Merge => hindrances(db, viewer, &kept, &row, today).await?,
            Proposed::TakeApart => Vec::new(),
        };
        let (agreements, other_agreements) = touched(reader, &weight).await?;
        let by = match look.proposed_by {
            Some(id) => account::table::Entity::find_by_id(id).one(db).await?.map(|account| account.name),
            None => None,
        };
        Ok(SecondLook {
            kind: look.kind,
            kept: page_of(reader, kept).await?,
            merged: page_of(reader, row).await?,
            why: look.why,
            by,
            at: look.at,
            moves: weight.counts(),
            agreements,
            other_agreements,
            hindrances,
            seen: weight.fingerprint(),
            is_own: look.proposed_by.is_some() && look.proposed_by == viewer.person().map(|person| person.account),
        })
    }
}

/// The agreements that a merge touches, of those that the reader may read, and how many others.
async fn touched(reader: &Reader<'_>, weight: &Weight) -> Result<(Vec<(Reference, String)>, usize), Refusal> {
    let db = reader.db();
    let of = edition::Entity::find().select_only().column(edition::Column::AgreementId);
    let of = of.filter(edition::Column::Id.is_in(weight.editions(db).await?));
    let touched: BTreeSet<i64> = of.into_tuple::<i64>().all(db).await?.into_iter().collect();
    let read = agreement::editions()
        .filter(edition::Column::AgreementId.is_in(touched.iter().copied()))
        .filter(agreement::read::visible(reader.viewer(), reader.today()))
        .order_by_asc(agreement::table::Column::Reference);
    let read = agreement::paired(read.all(db).await?).into_iter();
    let read: Vec<_> = read.map(|agreement| (agreement.reference, agreement.title)).collect();
    let others = touched.len() - read.len();
    Ok((read, others))
}

/// Whether a merge with a record, or taking it apart, waits for a second look: for whoever may merge.
#[derive(Clone, Debug)]
pub struct WaitsForASecondLook(pub Reference);

impl Read for WaitsForASecondLook {
    const PERMISSION: Permission = Permission::KeepRegister;
    type Answer = bool;

    async fn answer(&self, reader: &Reader<'_>) -> Result<bool, Refusal> {
        reader.need(Self::PERMISSION, Standing::OPEN)?;
        let row = super::by_reference(reader.db(), &self.0).await?.ok_or(Refusal::NotFound)?;
        Ok(waiting(reader.db(), row.id).await?.is_some())
    }
}

impl Reader<'_> {
    /// The bodies about which something waits for a person to look at, and what.
    pub(crate) async fn second_looks_for(&self, person: &Person) -> Result<Vec<(Named, Proposed)>, Refusal> {
        use table::second_look::{Column, Entity};
        let db = self.db();
        let others = Column::ProposedBy.is_null().or(Column::ProposedBy.ne(person.account));
        let waiting = Entity::find().filter(Column::State.eq(LookState::Waiting)).filter(others);
        let mut found = Vec::new();
        for look in waiting.order_by_asc(Column::Id).all(db).await? {
            let weight = weight(db, &look).await?;
            if may_look(self.viewer(), looks(db, self.viewer(), &weight).await?) {
                found.push((merged(db, &look).await?, look.kind));
            }
        }
        Ok(found)
    }

    /// What a person proposed, and waits for somebody else's look: the body that would be merged or taken apart.
    pub(crate) async fn second_looks_proposed_by(&self, person: &Person) -> Result<Vec<(Named, Proposed)>, Refusal> {
        use table::second_look::{Column, Entity};
        let waiting = Entity::find().filter(Column::State.eq(LookState::Waiting));
        let own = waiting.filter(Column::ProposedBy.eq(person.account)).order_by_asc(Column::Id);
        let mut found = Vec::new();
        for look in own.all(self.db()).await? {
            found.push((merged(self.db(), &look).await?, look.kind));
        }
        Ok(found)
    }
}

/// The body that would be merged or taken apart.
async fn merged(db: &impl ConnectionTrait, look: &table::second_look::Model) -> Result<Named, DbErr> {
    let merged = super::by_id(db, look.merged_id).await?;
    Ok(Named { reference: merged.reference, name: merged.name })
}

fn may_look(viewer: &Viewer, standing: Standing) -> bool {
    viewer.may(Permission::SecondLook, standing)
}
