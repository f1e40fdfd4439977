//! Which edition of an agreement a reader is shown: this chooses, and nothing else does.
//!
//! Who reads the negotiation is shown what is in force, or the first edition until one is; who is not, what was published of it.
//! Whoever joins by an edition that is still being made is shown that; whoever left, the last that they were a party of.

use chrono::NaiveDate;
use sea_orm::{
    Condition, ExprTrait, QueryOrder, QuerySelect, QueryTrait,
    entity::prelude::*,
    sea_query::{Alias, Expr, Func, Order, Query, SelectStatement},
};

use super::super::{
    State,
    table::{self, edition},
};
use crate::access::{ActingFor, Cell, Permission, Standing, Viewer, cell};

/// The keys of the editions that a reader is shown: one of each agreement that they may read.
pub(crate) fn shown(viewer: &Viewer, today: NaiveDate) -> SelectStatement {
    let inside = inside(viewer);
    let published = scalar(in_force(today, true));
    let first_published = scalar(first(true));
    let choices = match inside {
        None => vec![published, first_published],
        Some(inside) => {
            let in_force = Func::coalesce([scalar(in_force(today, false)), scalar(first(false))]);
            let current = Condition::all().add(Expr::col(edition::Column::Id.as_column_ref()).eq(Expr::from(in_force)));
            let made = Condition::all()
                .add(edition::Column::State.is_in(State::BEING_MADE))
                .add(edition::Column::SetAside.eq(false));
            let signed = Condition::all().add(edition::Column::State.eq(State::Signed));
            let of = |condition: Condition| scalar(of_agreement(condition.add(inside.clone())));
            vec![of(current), published, first_published, of(made), of(signed)]
        }
    };
    let mut shown = Query::select();
    shown.expr(Func::coalesce(choices)).from(table::Entity);
    shown
}

/// The editions whose negotiation a viewer may read, with positions and disputes; `None` if of none.
pub(crate) fn inside(viewer: &Viewer) -> Option<Condition> {
    let person = viewer.person()?;
    let cells = person.roles.iter().map(|role| cell(Permission::ReadNegotiation, Some(role)));
    let any = cells.filter_map(|cell| meant(cell, &person.organisation)).fold(Condition::any(), Condition::add);
    (!any.is_empty()).then_some(any)
}

/// The editions that a cell of the access table means for who acts for an organisation; `None` if none. What lists show and what
/// each record allows both follow from this.
fn meant(cell: Cell, acting: &ActingFor) -> Option<Condition> {
    use edition::Column::{CoordinatorId, Id, LeadId, Opened};
    let keys = acting.keys();
    match cell {
        Cell::Yes => Some(Condition::all().add(Id.is_not_null())),
        // Parties see it once negotiation has been opened: until then they are not at the table.
        Cell::Party | Cell::Own => Some(Condition::all().add(Id.in_subquery(editions_with(keys))).add(Opened.eq(true))),
        Cell::Coordinates => Some(Condition::all().add(CoordinatorId.is_in(keys))),
        Cell::Leads => Some(Condition::all().add(LeadId.is_in(keys))),
        Cell::No | Cell::Escalated => None,
    }
}

/// How who acts for an organisation stands to an edition, whether or not they may read it.
pub(super) async fn stands(db: &impl ConnectionTrait, acting: &ActingFor, edition: i64) -> Result<Standing, DbErr> {
    let is = |cell| match meant(cell, acting) {
        Some(meant) => Expr::case(meant, true).finally(false).into(),
        None => Expr::value(false),
    };
    let found = edition::Entity::find_by_id(edition).select_only();
    let found = found.expr_as(is(Cell::Party), "party").expr_as(is(Cell::Own), "owns");
    let found = found.expr_as(is(Cell::Coordinates), "coordinates").expr_as(is(Cell::Leads), "leads");
    let (party, owns, coordinates, leads) = found.into_tuple().one(db).await?.unwrap_or_default();
    Ok(Standing { party, owns, coordinates, leads, ..Standing::default() })
}

/// Their keys.
pub(crate) fn inside_keys(viewer: &Viewer) -> SelectStatement {
    let nobody = || Condition::all().add(edition::Column::Id.is_null());
    let inside = inside(viewer).unwrap_or_else(nobody);
    edition::Entity::find().select_only().column(edition::Column::Id).filter(inside).into_query()
}

/// The keys of the editions with a party, by the keys under which it stands.
pub(crate) fn editions_with(party: Vec<i64>) -> SelectStatement {
    table::party::Entity::find()
        .select_only()
        .column(table::party::Column::EditionId)
        .filter(table::party::Column::OrganisationId.is_in(party))
        .into_query()
}

/// The newest edition of an agreement that fulfils a condition.
fn of_agreement(condition: Condition) -> SelectStatement {
    edition::Entity::find()
        .select_only()
        .column(edition::Column::Id)
        .filter(Expr::col((edition::Entity, edition::Column::AgreementId)).equals((table::Entity, table::Column::Id)))
        .filter(condition)
        .order_by_desc(edition::Column::Number)
        .limit(1)
        .into_query()
}

/// The edition that is in force on a day: the newest that is signed and whose day has come.
fn in_force(today: NaiveDate, published: bool) -> SelectStatement {
    let mut select = other(published);
    select
        .and_where(Expr::col((another(), edition::Column::State)).eq(State::Signed))
        .and_where(Expr::col((another(), edition::Column::EffectiveOn)).lte(today));
    select
}

/// The first edition; for everybody, only once it is signed.
fn first(published: bool) -> SelectStatement {
    let mut select = other(published);
    select.and_where(Expr::col((another(), edition::Column::Number)).eq(1));
    if published {
        select.and_where(Expr::col((another(), edition::Column::State)).eq(State::Signed));
    }
    select
}

/// The newest of an agreement's editions, beside one that is asked about.
fn other(published: bool) -> SelectStatement {
    let mut select = Query::select();
    select
        .column((another(), edition::Column::Id))
        .from_as(edition::Entity, another())
        .and_where(Expr::col((another(), edition::Column::AgreementId)).equals((table::Entity, table::Column::Id)))
        .order_by((another(), edition::Column::Number), Order::Desc)
        .limit(1);
    if published {
        select.and_where(Expr::col((another(), edition::Column::Published)).eq(true));
    }
    select
}

fn another() -> Alias {
    Alias::new("another")
}

fn scalar(select: SelectStatement) -> Expr {
    Expr::SubQuery(None, Box::new(select.into()))
}
