//! What is done with the audit trail itself.

mod redact;

pub use redact::RedactEntry;
