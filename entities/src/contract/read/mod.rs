//! What is read of contracts and of who provides.

use chrono::NaiveDate;
use sea_orm::{Condition, ExprTrait, QuerySelect, QueryTrait, entity::prelude::*, sea_query::Expr};

use super::{Part, table};
use crate::access::{Permission, Standing, Viewer};

mod ending;
mod list;
mod measures;
mod page;

pub use ending::{Ending, EndingOrder, Expiring, InterestedProvider};
pub use list::{Contracts, Order, Row};
pub use measures::{MeasureRow, Observed};
pub use page::{ContractPage, Page};

/// The contracts a viewer may read: the published ones; all for those who keep or watch over the register; a provider its own.
pub(crate) fn visible(viewer: &Viewer) -> Condition {
    visible_by(viewer, table::Column::Published, table::Column::Id)
}

/// Rows that know of a contract its key, and whether it is published, of those that a viewer may read.
pub(crate) fn visible_by(viewer: &Viewer, published: impl ColumnTrait, key: impl ColumnTrait) -> Condition {
    if viewer.watches() {
        return Condition::all();
    }
    let published = Condition::any().add(published.eq(true));
    let takes_part = viewer.may(Permission::TakePart, Standing::OWN);
    match viewer.organisation().filter(|_| takes_part) {
        Some(own) => published.add(key.in_subquery(of_organisation(&[own], Part::Provider))),
        None => published,
    }
}

/// The keys of the contracts that a body has a part in, by the keys under which it stands.
fn of_organisation(body: &[i64], part: Part) -> sea_orm::sea_query::SelectStatement {
    use table::organisation::{Column, Entity};
    Entity::find()
        .select_only()
        .column(Column::ContractId)
        .filter(Column::OrganisationId.is_in(body.iter().copied()))
        .filter(Column::Part.eq(part))
        .into_query()
}

/// Those that end on one of these days; written as lists are sorted, so that they are found by the same index.
pub(crate) fn ends_between(first: NaiveDate, last: NaiveDate) -> Expr {
    ends().between(first, last)
}

/// The day on which one ends, as lists are sorted by it.
pub(crate) fn ends() -> Expr {
    Expr::cust("COALESCE(contract.ends, '9999-12-31')")
}

/// How a viewer stands to a contract: its provider owns it.
pub(crate) async fn standing(
    db: &impl ConnectionTrait,
    viewer: &Viewer,
    contract: &table::Model,
) -> Result<Standing, DbErr> {
    let key = table::Entity::find_by_id(contract.id).filter(visible(viewer)).one(db).await?;
    let organisation = viewer.organisation().unwrap_or_default();
    let provides = table::organisation::Entity::find_by_id((contract.id, organisation, Part::Provider)).one(db).await?;
    Ok(Standing { visible: key.is_some(), owns: provides.is_some(), ..Standing::default() })
}
