//! Agreements: the list, the sides of one, drafting, parties, services in scope, signing, renewing.

#[cfg(feature = "ssr")]
pub mod attachments;
#[cfg(feature = "ssr")]
pub mod changes;
#[cfg(feature = "ssr")]
pub mod commitments;
#[cfg(feature = "ssr")]
pub mod compare;
#[cfg(feature = "ssr")]
pub mod conclude;
#[cfg(feature = "ssr")]
pub mod details;
#[cfg(feature = "ssr")]
pub mod drafting;
#[cfg(feature = "ssr")]
pub(crate) mod edition_line;
#[cfg(feature = "ssr")]
pub mod editions;
#[cfg(feature = "ssr")]
mod frame;
#[cfg(feature = "ssr")]
pub mod funding;
#[cfg(feature = "ssr")]
pub(crate) mod head;
#[cfg(feature = "ssr")]
pub mod heads;
#[cfg(feature = "ssr")]
pub mod history;
pub mod islands;
#[cfg(feature = "ssr")]
pub mod list;
#[cfg(feature = "ssr")]
pub(crate) mod making;
#[cfg(feature = "ssr")]
pub mod negotiate;
#[cfg(feature = "ssr")]
pub mod negotiate_clause;
#[cfg(feature = "ssr")]
pub mod negotiate_proposal;
#[cfg(feature = "ssr")]
pub mod new;
#[cfg(feature = "ssr")]
mod not_open;
#[cfg(feature = "ssr")]
pub mod of_record;
#[cfg(feature = "ssr")]
pub mod overview;
#[cfg(feature = "ssr")]
pub mod paper;
#[cfg(feature = "ssr")]
pub mod parties;
#[cfg(feature = "ssr")]
pub mod renew;
#[cfg(feature = "ssr")]
mod renewals;
#[cfg(feature = "ssr")]
pub mod reviews;
#[cfg(feature = "ssr")]
pub mod revision;
#[cfg(feature = "ssr")]
pub mod revisions;
#[cfg(feature = "ssr")]
mod scope;
#[cfg(feature = "ssr")]
pub mod services;
#[cfg(feature = "ssr")]
pub mod sign;
#[cfg(feature = "ssr")]
pub mod signatures;
#[cfg(feature = "ssr")]
pub mod signed_on_paper;
#[cfg(feature = "ssr")]
pub mod take_over;
#[cfg(feature = "ssr")]
pub mod text;
#[cfg(feature = "ssr")]
pub mod trace;
#[cfg(feature = "ssr")]
pub mod vary;
#[cfg(feature = "ssr")]
pub mod withdraw_variation;
#[cfg(feature = "ssr")]
pub mod years;
#[cfg(feature = "ssr")]
pub(crate) mod years_lines;
#[cfg(feature = "ssr")]
mod years_money;

#[cfg(feature = "ssr")]
pub use head::{address, task};
#[cfg(feature = "ssr")]
pub(crate) use not_open::not_open;
