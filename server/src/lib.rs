//! The program around the register: command line, settings, HTTP. A library, so that tests can send requests to the
//! very stack that serves.

pub mod archive;
pub mod commands;
pub mod http;
#[cfg(feature = "https")]
mod https;
pub mod imports;
pub mod jobs;
pub mod logging;
pub mod settings;
pub mod single_sign_on;
pub mod storage;
