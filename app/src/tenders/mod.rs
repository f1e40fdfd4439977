//! Tenders: the coming events as list, calendar and feed; a procurement with all its events; keeping them; interest.

pub mod calendar;
mod chosen;
pub mod edit;
pub mod event;
pub mod feed;
mod fields;
pub mod interest;
pub mod list;
pub mod new;
mod notice;
mod rows;
pub mod scope;
pub mod scope_of_many;
pub mod show;
mod words;
