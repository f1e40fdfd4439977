//! What is done with organisations.

mod add;
mod add_successor;
mod import;

pub use add::AddOrganisation;
pub use add_successor::AddSuccessor;
pub use import::{ImportOrganisations, Imported};
