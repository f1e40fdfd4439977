//! What is decided about organisations without asking a database.

pub mod succession;
