//! Commitments: the list, one of them, writing it, and the owner's answer.

mod answer;
pub mod edit;
pub mod letter;
pub mod list;
pub mod new;
pub mod respond;
pub mod rows;
pub mod show;
mod wording;
