//! Accounts of people, the organisations they belong to, who stands in for whom, their sessions and how they sign in.

pub mod deeds;
#[cfg(test)]
mod guess_story;
pub mod password;
pub mod read;
pub mod second_factor;
#[cfg(test)]
mod story;
pub mod table;
mod telling;
pub mod tries;

pub use crate::{register::SessionLimits, secret};
pub use deeds::{
    add_person::{AddPerson, Added, Email},
    guess::Visitor,
    session::SignedIn,
};
pub(crate) use telling::{News, ask_person, names, tell, tell_person};
