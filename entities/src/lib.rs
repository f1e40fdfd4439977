//! The register: its words, records and rules, and the only code that touches the database.
//!
//! Without the feature `orm` only words and rules are compiled: for the browser, and for tests that need no database.

pub mod access;
pub mod agreement;
pub mod clarification;
pub mod clause;
pub mod commitment;
pub mod contract;
pub mod engagement;
pub mod funding;
pub mod negotiation;
pub mod nomination;
pub mod organisation;
pub mod privacy;
pub mod procurement;
pub mod refusal;
pub mod registered_service;
pub mod service;
pub mod single_sign_on;
pub mod trace;
pub mod values;

#[cfg(feature = "orm")]
pub mod account;
#[cfg(feature = "orm")]
pub mod attachment;
#[cfg(feature = "orm")]
pub mod audit;
#[cfg(feature = "orm")]
pub mod backup;
#[cfg(feature = "orm")]
pub mod clock;
#[cfg(feature = "orm")]
pub mod demonstration;
#[cfg(feature = "orm")]
pub mod following;
#[cfg(feature = "orm")]
pub mod glance;
#[cfg(feature = "orm")]
pub mod held;
#[cfg(feature = "orm")]
mod house;
#[cfg(feature = "orm")]
pub mod import;
#[cfg(feature = "orm")]
mod kept;
#[cfg(feature = "orm")]
pub mod list;
#[cfg(feature = "orm")]
pub mod mail;
#[cfg(feature = "orm")]
pub mod ocds;
#[cfg(feature = "orm")]
pub mod paper;
#[cfg(feature = "orm")]
pub mod pipeline;
#[cfg(feature = "orm")]
pub mod provider;
#[cfg(feature = "orm")]
pub mod register;
#[cfg(feature = "orm")]
pub mod retention;
#[cfg(feature = "orm")]
pub mod search;
#[cfg(feature = "orm")]
pub mod secret;
#[cfg(feature = "orm")]
pub mod verification;
#[cfg(feature = "orm")]
pub mod work;

pub use refusal::{Fault, Refusal};
#[cfg(feature = "orm")]
pub use register::{Change, Deed, Read, Reader, Register};

#[cfg(feature = "orm")]
#[cfg(test)]
mod before;
#[cfg(test)]
mod floors;
#[cfg(feature = "orm")]
#[cfg(test)]
mod story;
