//! What is done with registered services: they come from the regulator's list, and from nowhere else.

mod import;
#[cfg(test)]
pub(crate) mod story;

pub use import::{FiledService, ImportServices, ImportedServices};
