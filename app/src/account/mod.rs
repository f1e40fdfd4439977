//! Signing in and out, the organisation acted for, one's own account.

pub mod code;
pub mod confirm_email;
pub mod data;
pub mod email;
pub mod forgotten;
mod new_password;
pub mod overview;
pub mod password;
pub mod proof;
pub mod second_factor;
pub mod set_password;
pub mod sign_in;
pub mod sign_out;
pub mod single;
pub mod single_back;
