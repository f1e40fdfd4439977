//! Which breaks a viewer may read. Twice, for the two ways in which they are found: counted, by the editions and services of all; listed in
//! order, each looked up by its keys. A story holds that `/` counts what `/breaks` lists, whoever reads.

use chrono::NaiveDate;
use sea_orm::{
    Condition, ExprTrait, QuerySelect, QueryTrait,
    entity::prelude::*,
    sea_query::{Expr, IntoColumnRef, SelectStatement},
};

use super::{
    Break,
    table::{
        Column::{ContractId, EditionId, Kind, Published, Record, ServiceId, Since},
        Entity,
    },
};
use crate::{
    access::Viewer,
    agreement::{self, State, table::edition},
    commitment::table::{self as commitment, wording},
    contract::{self, Part, table::organisation},
    funding::table::terms,
    register::there_is,
    service,
};

/// The missing links at what the editions promise and pay that a viewer is shown on a day.
pub(super) fn promised(viewer: &Viewer, today: NaiveDate) -> Expr {
    EditionId.in_subquery(agreement::read::shown(viewer, today))
}

/// The missing links beyond: at the services that a viewer may read and some money reaches, and at their contracts; each once,
/// however many promises lead to it.
pub(super) fn beyond(viewer: &Viewer, today: NaiveDate) -> Condition {
    let shown = terms::Column::EditionId.in_subquery(agreement::read::shown(viewer, today));
    Condition::all()
        .add(ServiceId.in_subquery(reached(viewer, shown)))
        .add(contract::read::visible_by(viewer, Published, ContractId))
        .add(Since.lte(today))
}

/// What a viewer may read of a kind on a day: each break is judged by what its keys lead to.
pub(super) fn readable(kind: Break, viewer: &Viewer, today: NaiveDate) -> Condition {
    use service::table as services;
    let is_shown = |edition| agreement::read::is_shown(viewer, today, edition);
    if kind.is_promised() {
        return Condition::all().add(is_shown((Entity, EditionId).into_column_ref()));
    }
    let mut service = service::read::visible_keys(viewer);
    service.and_where(Expr::col((services::Entity, services::Column::Id)).equals((Entity, ServiceId)));
    let money = is_shown((terms::Entity, terms::Column::EditionId).into_column_ref());
    let mut reaches = terms::Entity::find().select_only().column(terms::Column::Id).filter(money).into_query();
    reaches
        .and_where(terms::Column::Withdrawn.eq(false))
        .and_where(Expr::col((terms::Entity, terms::Column::ServiceId)).equals((Entity, ServiceId)));
    Condition::all()
        .add(there_is(service))
        .add(there_is(reaches))
        .add(contract::read::visible_by(viewer, Published, ContractId))
        .add(Since.lte(today))
}

/// The keys of the services that a viewer may read, and that some money reaches.
fn reached(viewer: &Viewer, money: Expr) -> SelectStatement {
    use service::table::{Column, Entity};
    let find = terms::Entity::find().select_only().column(terms::Column::Id);
    let mut reaches = find.filter(money).filter(terms::Column::Withdrawn.eq(false)).into_query();
    reaches.and_where(Expr::col((terms::Entity, terms::Column::ServiceId)).equals((Entity, Column::Id)));
    let mut services = service::read::visible_keys(viewer);
    services.and_where(there_is(reaches));
    services
}

/// Those of an agreement: in its editions, and where money goes of the edition that the viewer is shown.
pub(super) fn in_agreement(viewer: &Viewer, today: NaiveDate, editions: &SelectStatement) -> Condition {
    let money = Condition::all()
        .add(terms::Column::EditionId.in_subquery(agreement::read::shown(viewer, today)))
        .add(terms::Column::EditionId.in_subquery(editions.clone()));
    let beyond = Condition::all().add(EditionId.is_null()).add(ServiceId.in_subquery(reached(viewer, money.into())));
    Condition::any().add(EditionId.in_subquery(editions.clone())).add(beyond)
}

/// Those that a body is named for as who can mend them, by the keys under which it stands; as the rows of the list name them.
pub(super) fn mended_by(body: &[i64]) -> Condition {
    let stands = edition::Column::State.ne(State::Withdrawn);
    let leads = editions(Condition::all().add(edition::Column::LeadId.is_in(body.iter().copied())).add(stands.clone()));
    let coordinates = Condition::all()
        .add(edition::Column::CoordinatorId.is_in(body.iter().copied()))
        .add(edition::Column::State.is_in([State::Drafting, State::Negotiating]));
    let coordinates = Condition::all()
        .add(Kind.is_in([Break::Unfunded, Break::Unexplained]))
        .add(EditionId.in_subquery(editions(coordinates)));
    let promises = Condition::all()
        .add(Kind.eq(Break::Unconfirmed))
        .add(EditionId.in_subquery(editions(Condition::all().add(stands))))
        .add(promised_by(body));
    let with = |kind: Break, part: Part| {
        Condition::all().add(Kind.eq(kind)).add(ContractId.in_subquery(contracts_of(body, part)))
    };
    Condition::any()
        .add(EditionId.in_subquery(leads))
        .add(coordinates)
        .add(promises)
        .add(with(Break::Unmeasured, Part::Buyer))
        .add(with(Break::Unobserved, Part::Provider))
}

fn editions(which: Condition) -> SelectStatement {
    edition::Entity::find().select_only().column(edition::Column::Id).filter(which).into_query()
}

/// The break is at a promise of the body's.
fn promised_by(body: &[i64]) -> Expr {
    let find = wording::Entity::find().inner_join(commitment::Entity).select_only().column(wording::Column::Id);
    let mut promised = find.filter(wording::Column::OwnerId.is_in(body.iter().copied())).into_query();
    promised
        .and_where(Expr::col((wording::Entity, wording::Column::EditionId)).equals((Entity, EditionId)))
        .and_where(Expr::col((commitment::Entity, commitment::Column::Reference)).equals((Entity, Record)));
    Expr::exists(promised)
}

fn contracts_of(body: &[i64], part: Part) -> SelectStatement {
    organisation::Entity::find()
        .select_only()
        .column(organisation::Column::ContractId)
        .filter(organisation::Column::OrganisationId.is_in(body.iter().copied()))
        .filter(organisation::Column::Part.eq(part))
        .into_query()
}
