//! What is read of contracts and of who provides.

use sea_orm::{Condition, QuerySelect, QueryTrait, entity::prelude::*};

use super::{Part, table};
use crate::access::{Permission, Standing, Viewer};

mod ending;
mod list;
mod measures;
mod page;
mod providers;

pub use ending::{Ending, EndingFilter, EndingList, EndingOrder, InterestedProvider};
pub use list::{Filter, List, Order, Row};
pub use measures::{MeasureRow, Observed};
pub use page::{ContractPage, Page};
pub use providers::{Provider, ProviderFilter, ProviderOrder, ProviderPage, Providers};

/// The contracts a viewer may read: the published ones; all for those who keep or watch over the register; a provider its own.
pub(crate) fn visible(viewer: &Viewer) -> Condition {
    let mut any = Condition::any().add(table::Column::Published.eq(true));
    if viewer.watches() {
        any = any.add(table::Column::Id.is_not_null());
    }
    let takes_part = viewer.may(Permission::TakePart, Standing::OWN);
    if let (true, Some(organisation)) = (takes_part, viewer.organisation()) {
        any = any.add(table::Column::Id.in_subquery(of_organisation(organisation, Part::Provider)));
    }
    any
}

/// The keys of the contracts an organisation has a part in.
fn of_organisation(organisation: i64, part: Part) -> sea_orm::sea_query::SelectStatement {
    use table::organisation::{Column, Entity};
    Entity::find()
        .select_only()
        .column(Column::ContractId)
        .filter(Column::OrganisationId.eq(organisation))
        .filter(Column::Part.eq(part))
        .into_query()
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
