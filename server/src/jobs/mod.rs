//! What runs beside the server, in tasks of its own that end when it ends.

pub mod sweep;
