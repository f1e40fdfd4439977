//! One procurement with all its events.

use sea_orm::{QueryFilter, QueryOrder, entity::prelude::*};

use super::{
    Awarded, Difference, Interested,
    award::{awards, buyer},
    expiry_is_coming,
};
use crate::{
    Read, Reader, Refusal,
    access::{Permission, Standing},
    clarification::read::Clarifications,
    contract,
    engagement::read::Places,
    ocds::Notice,
    organisation::read::Named,
    procurement::{
        EventKind, Interest, Procurement, State, When, rules,
        table::{event, release, succession},
    },
    service,
    values::Reference,
};

/// What the page of a procurement shows.
#[derive(Clone, Debug)]
pub struct Page {
    pub procurement: Procurement,
    /// Where it is at the register's instant.
    pub state: State,
    /// The buyer, if it is an organisation of the register.
    pub buyer: Option<Named>,
    pub service: Option<(Reference, String)>,
    /// In order of time.
    pub events: Vec<EventRow>,
    /// Places at its market engagements.
    pub places: Vec<Places>,
    /// What was asked and answered.
    pub clarifications: Clarifications,
    /// To whom it was awarded.
    pub awards: Vec<Awarded>,
    /// The contracts that it has become.
    pub contracts: Vec<(Reference, String)>,
    /// The contracts that it is to follow.
    pub follows: Vec<(Reference, String)>,
    /// It may be awarded now.
    pub may_award: bool,
    /// The rest of the published notice; empty for a procurement written by hand.
    pub notice: Notice,
    /// Where notices say something else than a person wrote, for those who keep the register.
    pub differences: Vec<Difference>,
    /// How many releases it was merged from.
    pub releases: u64,
    /// Who is interested, for those who keep the register; `None` for others.
    pub interested: Option<Vec<Interested>>,
    /// The own interest of the provider who reads.
    pub own_interest: Option<Interest>,
    /// Why no interest can be registered, and what to do instead; `None` if it can.
    pub no_interest: Option<(&'static str, &'static str)>,
    /// May register interest for the own organisation.
    pub may_take_part: bool,
    pub may_keep: bool,
}

/// An event on the page.
#[derive(Clone, Debug)]
pub struct EventRow {
    pub id: i64,
    pub kind: EventKind,
    pub when: When,
    pub place: String,
    pub note: String,
    pub agenda: String,
    pub sequence: i64,
    pub cancelled: bool,
    pub is_past: bool,
    /// Added by a person of the register.
    pub by_hand: bool,
}

impl Page {
    /// What comes next.
    pub fn next(&self) -> Option<&EventRow> {
        self.events.iter().find(|event| !event.is_past && !event.cancelled)
    }
}

/// The page of a procurement.
#[derive(Clone, Debug)]
pub struct ProcurementPage(pub Reference);

impl Read for ProcurementPage {
    const PERMISSION: Permission = Permission::ReadPublished;
    type Answer = Page;

    async fn answer(&self, reader: &Reader<'_>) -> Result<Page, Refusal> {
        let (db, now) = (reader.db(), reader.register().clock().register_now());
        let procurement = reader.procurement(Self::PERMISSION, &self.0).await?;
        let rows = event::Entity::find()
            .filter(event::Column::ProcurementId.eq(procurement.id))
            .order_by_asc(event::Column::OverAt)
            .order_by_asc(event::Column::Id)
            .all(db)
            .await?;
        let deadlines = rows.iter().filter(|row| row.kind == EventKind::Deadline && !row.cancelled);
        let state = rules::state_at(procurement.state, deadlines.map(|row| row.over_at).max(), now);
        let services = service::read::named(db, reader.viewer(), procurement.service_id).await?;
        let keeps = reader.may(Permission::KeepRegister, Standing::OPEN);
        let notice = procurement.notice()?;
        Ok(Page {
            places: reader.places(&rows).await?,
            clarifications: reader.clarifications(&procurement, state).await?,
            awards: awards(db, &procurement, &notice).await?,
            contracts: reader.contracts_of(procurement.id).await?,
            follows: reader.contracts_before(procurement.id).await?,
            may_award: keeps && rules::may_follow(procurement.state).contains(&State::Awarded),
            state,
            buyer: buyer(db, &procurement).await?,
            service: procurement.service_id.and_then(|id| services.get(&id).cloned()),
            events: rows.into_iter().map(|row| EventRow::of(row, now)).collect(),
            notice,
            releases: release::Entity::find()
                .filter(release::Column::ProcurementId.eq(procurement.id))
                .count(db)
                .await?,
            differences: reader.differences_of(&procurement).await?,
            interested: reader.interested(procurement.id).await?,
            own_interest: reader.own_interest(procurement.id).await?,
            no_interest: rules::no_interest(procurement.state, expiry_is_coming(db, procurement.id, now).await?),
            may_take_part: reader.may(Permission::TakePart, Standing::OWN),
            may_keep: keeps,
            procurement: procurement.into(),
        })
    }
}

impl Reader<'_> {
    /// The contracts that a procurement is to follow, of those that the reader may read.
    async fn contracts_before(&self, procurement: i64) -> Result<Vec<(Reference, String)>, Refusal> {
        let its = succession::Entity::find().filter(succession::Column::ProcurementId.eq(procurement));
        let keys: Vec<i64> = its.all(self.db()).await?.into_iter().map(|row| row.contract_id).collect();
        let rows = contract::table::Entity::find()
            .filter(contract::read::visible(self.viewer()))
            .filter(contract::table::Column::Id.is_in(keys))
            .all(self.db())
            .await?;
        Ok(rows.into_iter().map(|row| (row.reference, row.title)).collect())
    }
}

impl EventRow {
    fn of(row: event::Model, now: chrono::DateTime<chrono::Utc>) -> Self {
        Self {
            id: row.id,
            kind: row.kind,
            when: row.when(),
            is_past: row.over_at <= now,
            by_hand: !row.imported,
            place: row.place,
            note: row.note,
            agenda: row.agenda,
            sequence: row.sequence,
            cancelled: row.cancelled,
        }
    }
}
