//! Contracts: the register of them, one with its measures, keeping it, reporting its results.

pub mod edit;
mod fields;
mod line;
pub mod list;
pub mod measure;
pub mod new;
pub mod observe;
pub mod rows;
pub mod show;
