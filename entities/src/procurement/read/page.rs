//! One procurement with all its events.

use sea_orm::{QueryFilter, QueryOrder, entity::prelude::*};

use super::{Awarded, Interested, by_reference, expiry_is_coming, may_read};
use crate::{
    Refusal, Register,
    access::{Permission, Standing, Viewer},
    clarification::read::Clarifications,
    contract,
    engagement::read::Places,
    ocds::Notice,
    organisation::{self, read::Named},
    procurement::{
        EventKind, State, When, rules,
        table::{self, event, interest, release, succession},
    },
    service,
    values::Reference,
};

/// What the page of a procurement shows.
#[derive(Clone, Debug)]
pub struct Page {
    pub procurement: table::Model,
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
    /// How many releases it was merged from.
    pub releases: u64,
    /// Who is interested, for those who keep the register; `None` for others.
    pub interested: Option<Vec<Interested>>,
    /// The own interest of the provider who reads.
    pub own_interest: Option<interest::Model>,
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

impl Register {
    /// The page of a procurement.
    ///
    /// # Errors
    /// [`Refusal::NotFound`] if it is not there or not for this viewer.
    pub async fn procurement(&self, viewer: &Viewer, reference: &Reference) -> Result<Page, Refusal> {
        let (db, now) = (self.reader(), self.clock().register_now());
        let found = by_reference(db, reference).await?;
        let procurement = found.filter(|row| may_read(viewer, viewer.roles(), row)).ok_or(Refusal::NotFound)?;
        let rows = event::Entity::find()
            .filter(event::Column::ProcurementId.eq(procurement.id))
            .order_by_asc(event::Column::OverAt)
            .order_by_asc(event::Column::Id)
            .all(db)
            .await?;
        let deadlines = rows.iter().filter(|row| row.kind == EventKind::Deadline && !row.cancelled);
        let state = rules::state_at(procurement.state, deadlines.map(|row| row.over_at).max(), now);
        let buyer = match procurement.buyer_id {
            Some(id) => organisation::read::by_id(db, id)
                .await
                .map(|row| Some(Named { reference: row.reference, name: row.name }))?,
            None => None,
        };
        let services = service::read::named(db, viewer, procurement.service_id).await?;
        let may_take_part = viewer.may(Permission::TakePart, Standing::OWN);
        let keeps = viewer.may(Permission::KeepRegister, Standing::OWN);
        let notice = procurement.notice()?;
        Ok(Page {
            places: self.places(viewer, &rows).await?,
            clarifications: self.clarifications(viewer, &procurement, state).await?,
            awards: self.awards(&procurement, &notice).await?,
            contracts: self.contracts_of(viewer, procurement.id).await?,
            follows: self.contracts_before(viewer, procurement.id).await?,
            may_award: keeps && rules::may_follow(procurement.state).contains(&State::Awarded),
            state,
            buyer,
            service: procurement.service_id.and_then(|id| services.get(&id).cloned()),
            events: rows.into_iter().map(|row| EventRow::of(row, now)).collect(),
            notice,
            releases: release::Entity::find()
                .filter(release::Column::ProcurementId.eq(procurement.id))
                .count(db)
                .await?,
            interested: if viewer.watches() { Some(self.interested(procurement.id).await?) } else { None },
            own_interest: if may_take_part { self.own_interest(viewer, procurement.id).await? } else { None },
            no_interest: rules::no_interest(procurement.state, expiry_is_coming(db, procurement.id, now).await?),
            may_take_part,
            may_keep: keeps,
            procurement,
        })
    }

    /// The contracts that a procurement is to follow, of those that the viewer may read.
    async fn contracts_before(&self, viewer: &Viewer, procurement: i64) -> Result<Vec<(Reference, String)>, Refusal> {
        let its = succession::Entity::find().filter(succession::Column::ProcurementId.eq(procurement));
        let keys: Vec<i64> = its.all(self.reader()).await?.into_iter().map(|row| row.contract_id).collect();
        let rows = contract::table::Entity::find()
            .filter(contract::read::visible(viewer))
            .filter(contract::table::Column::Id.is_in(keys))
            .all(self.reader())
            .await?;
        Ok(rows.into_iter().map(|row| (row.reference, row.title)).collect())
    }

    async fn own_interest(&self, viewer: &Viewer, procurement: i64) -> Result<Option<interest::Model>, Refusal> {
        let Some(organisation) = viewer.organisation() else { return Ok(None) };
        let own = interest::Entity::find()
            .filter(interest::Column::ProcurementId.eq(procurement))
            .filter(interest::Column::OrganisationId.eq(organisation));
        Ok(own.one(self.reader()).await?)
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
