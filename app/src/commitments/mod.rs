//! Commitments: the list, one of them, writing it, and the owner's answer.

pub mod edit;
pub mod list;
pub mod new;
pub mod respond;
pub mod rows;
pub mod show;
mod wording;
