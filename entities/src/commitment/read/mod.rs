//! What is read of commitments.

pub(crate) mod list;
mod page;

pub use list::{Filter, List, Row};
pub use page::{Cost, Page, Said};
