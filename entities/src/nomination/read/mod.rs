//! What is read of nominations, and who may confirm them.

mod confirming;
mod list;

pub(crate) use confirming::{Confirms, confirmers, how_confirmed, members_with};
pub use list::{Nomination, Place, RolesPage};
