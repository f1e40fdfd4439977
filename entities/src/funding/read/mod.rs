//! What is read of money.

mod lines;
mod year;

pub use lines::{Line, LinePage, ShareRow};
pub use year::{PartnerRow, ServiceRow, Year};

use sea_orm::{Condition, entity::prelude::*};

use super::table;
use crate::{access::Viewer, agreement};

/// The funding lines a viewer may read: those published by themselves, and those of agreements they may read.
pub(crate) fn visible(viewer: &Viewer) -> Condition {
    Condition::any()
        .add(table::Column::Published.eq(true))
        .add(table::Column::AgreementId.in_subquery(agreement::read::visible_keys(viewer)))
}
