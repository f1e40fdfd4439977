//! Providers: whoever has a contract that the register holds, or a service that a regulator has registered. What lists sort and filter
//! them by is kept, and brought in step by every deed that changes a contract, a registered service or the body itself.

pub(crate) mod kept;
pub mod read;
#[cfg(test)]
mod story;
pub(crate) mod table;
