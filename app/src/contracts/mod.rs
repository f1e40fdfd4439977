//! Contracts: the register of them, one with its measures, keeping it, reporting its results.

pub mod counted;
pub mod edit;
pub mod expiring;
pub mod fields;
mod follows;
pub mod intention;
pub mod interest;
mod line;
pub mod list;
pub mod measure;
pub mod new;
pub mod observe;
pub mod parts;
pub mod rows;
pub mod show;
