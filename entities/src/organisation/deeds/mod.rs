//! What is done with organisations.

mod add;
mod add_successor;
mod ask_second_factor;
mod import;
mod import_successors;
mod matching;
mod merge;
#[cfg(test)]
mod renaming_story;
#[cfg(test)]
mod story;
#[cfg(test)]
mod succession_story;
mod withdraw_successor;

pub use add::AddOrganisation;
pub use add_successor::AddSuccessor;
pub use ask_second_factor::AskSecondFactor;
pub use import::{ImportOrganisations, Imported};
pub use import_successors::{ImportSuccessors, Linked, Successor};
pub use matching::{ProposeMatches, Proposed, SayTookOver, TellApart};
pub(super) use merge::has_people;
pub use merge::{Done, MergeOrganisations, TakeApart, TakeSecondLook};
pub(super) use merge::{Weight, waiting, weight};
pub use withdraw_successor::WithdrawSuccessor;
