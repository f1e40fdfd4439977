//! Which edition of an agreement a reader is shown: this chooses, and nothing else does.
//!
//! Who reads the negotiation is shown what is in force, or the first edition until one is; who is not, what was published of it.
//! Whoever joins by an edition that is still being made is shown that; whoever left, the last that they were a party of.

use chrono::NaiveDate;
use sea_orm::{
    Condition, ExprTrait, QueryOrder, QuerySelect, QueryTrait,
    entity::prelude::*,
    sea_query::{ColumnRef, Expr, Func, Query, SelectStatement},
};

use super::super::{
    State,
    listed::listed_edition,
    table::{self, edition},
};
use crate::{
    access::{ActingFor, Cell, Permission, Standing, Viewer, cell},
    register::there_is,
};

/// Who reads, as far as it decides which editions they are shown.
pub(crate) enum Audience {
    /// Everybody: what was published.
    Public,
    /// Those who read every negotiation.
    Everything,
    /// Those who read the negotiations of these editions.
    Some(Condition),
}

impl Audience {
    pub(crate) fn of(viewer: &Viewer) -> Self {
        let reads = |role| cell(Permission::ReadNegotiation, Some(role));
        match inside(viewer) {
            None => Self::Public,
            Some(_) if viewer.roles().iter().any(|role| reads(role) == Cell::Yes) => Self::Everything,
            Some(inside) => Self::Some(inside),
        }
    }
}

/// The keys of the editions that a reader is shown: one of each agreement that they may read.
pub(crate) fn shown(viewer: &Viewer, today: NaiveDate) -> SelectStatement {
    let inside = match Audience::of(viewer) {
        Audience::Public => return listed(public_on(today)),
        Audience::Everything => return listed(inside_on(today)),
        Audience::Some(inside) => inside,
    };
    let current = edition::Column::Id.in_subquery(of_this(inside_on(today)));
    let made =
        Condition::all().add(edition::Column::State.is_in(State::BEING_MADE)).add(edition::Column::SetAside.eq(false));
    let signed = edition::Column::State.eq(State::Signed);
    let of = |condition: Condition| scalar(of_agreement(condition.add(inside.clone())));
    let choices = [
        of(Condition::all().add(current)),
        scalar(of_this(public_on(today))),
        of(made),
        of(Condition::all().add(signed)),
    ];
    let mut shown = Query::select();
    shown.expr(Func::coalesce(choices)).from(table::Entity);
    shown
}

/// A column names an edition that a reader is shown: looked up by its key where that is enough.
pub(crate) fn is_shown(viewer: &Viewer, today: NaiveDate, edition: ColumnRef) -> Expr {
    let on = match Audience::of(viewer) {
        Audience::Public => public_on(today),
        Audience::Everything => inside_on(today),
        Audience::Some(_) => return Expr::col(edition).in_subquery(shown(viewer, today)),
    };
    let mut this = listed(on);
    this.and_where(Expr::col((listed_edition::Entity, listed_edition::Column::EditionId)).equals(edition));
    there_is(this)
}

/// On a day that everybody is shown it.
pub(crate) fn public_on(today: NaiveDate) -> Condition {
    use listed_edition::Column::{PublicFrom, PublicUntil};
    Condition::all().add(PublicFrom.lte(today)).add(PublicUntil.gt(today))
}

/// On a day that those who read its negotiation are shown it.
pub(crate) fn inside_on(today: NaiveDate) -> Condition {
    use listed_edition::Column::{InsideFrom, InsideUntil};
    Condition::all().add(InsideFrom.lte(today)).add(InsideUntil.gt(today))
}

fn listed(on: Condition) -> SelectStatement {
    let all = listed_edition::Entity::find().select_only().column(listed_edition::Column::EditionId);
    all.filter(on).into_query()
}

/// That of the agreement that is asked about; there is one at most.
fn of_this(on: Condition) -> SelectStatement {
    let agreement = Expr::col((listed_edition::Entity, listed_edition::Column::AgreementId));
    listed(on.add(agreement.equals((table::Entity, table::Column::Id))))
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
    let nobody = || Condition::all().add(Expr::cust("1 = 0"));
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

fn scalar(select: SelectStatement) -> Expr {
    Expr::SubQuery(None, Box::new(select.into()))
}
