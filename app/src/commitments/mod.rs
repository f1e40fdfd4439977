//! Commitments: the list, one of them, writing it, the owner's answer, and whether it grew.

mod answer;
pub mod edit;
pub mod judge;
pub mod letter;
pub mod list;
pub mod new;
pub mod respond;
pub mod rows;
pub mod show;
mod wording;
