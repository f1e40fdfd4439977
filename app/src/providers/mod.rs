//! Providers: who provides, and what came of it.

pub mod list;
pub mod market;
pub mod services;
pub mod show;
