//! Accounts of people, the organisations they belong to, their sessions and how they sign in.

pub mod deeds;
pub mod password;
pub mod read;
pub mod secret;
pub mod table;

pub use deeds::{
    add_person::{AddPerson, Added, Email},
    session::SignedIn,
};
