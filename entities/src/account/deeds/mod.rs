//! What is done with accounts.

pub mod add_person;
pub mod session;
pub mod set_password;
