//! What administrators keep: people, organisations, and the mail that goes out. Never what the register is about.

pub mod invite;
pub mod mail;
pub mod membership;
pub mod organisation;
pub mod organisation_new;
pub mod organisations;
pub mod overview;
pub mod people;
pub mod person;
pub mod single_sign_on;
