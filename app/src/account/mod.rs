//! Signing in and out, the organisation acted for, the first password.

pub mod acting;
pub mod data;
pub mod set_password;
pub mod sign_in;
pub mod sign_out;
