//! What is read of commitments.

pub(crate) mod list;
mod page;

pub use list::{Filter, List, Order, Row};
pub use page::{Cost, Page, Said};

use sea_orm::{ColumnTrait, Condition};

use super::table;
use crate::{access::Viewer, agreement};

/// The commitments of agreements that a viewer may read.
pub(crate) fn visible(viewer: &Viewer) -> Condition {
    Condition::all().add(table::Column::AgreementId.in_subquery(agreement::read::visible_keys(viewer)))
}
