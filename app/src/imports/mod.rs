//! Importing notices: a file is read, looked at, and then applied; what people wrote waits for their decision.

pub mod differences;
pub mod list;
pub mod show;
