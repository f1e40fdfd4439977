//! What is read of commitments.

pub(crate) mod list;
mod page;

pub use list::{Commitments, ConfirmedAs, Order, Row};
pub use page::{CommitmentPage, Cost, Page, Said};

use chrono::NaiveDate;
use sea_orm::{ColumnTrait, Condition};

use super::table::wording;
use crate::{access::Viewer, agreement};

/// The wordings of the editions that a viewer is shown.
pub(crate) fn visible(viewer: &Viewer, today: NaiveDate) -> Condition {
    Condition::all().add(wording::Column::EditionId.in_subquery(agreement::read::shown(viewer, today)))
}
