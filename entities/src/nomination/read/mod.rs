//! What is read of nominations, and who may confirm them.

mod confirming;
mod list;
mod own;
mod roles;

pub(crate) use confirming::{Confirms, confirmers, how_confirmed, members_with};
pub use list::{Nomination, Place};
pub use own::RolesWaiting;
pub(crate) use own::waiting_for;
pub use roles::{RolesOf, RolesPage};
