//! What is done with organisations.

mod add;
mod add_successor;
mod ask_second_factor;
mod import;

pub use add::AddOrganisation;
pub use add_successor::AddSuccessor;
pub use ask_second_factor::AskSecondFactor;
pub use import::{ImportOrganisations, Imported};
