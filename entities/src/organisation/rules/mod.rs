//! What is decided about organisations without asking a database.

pub mod matching;
pub mod pointers;
pub mod succession;
