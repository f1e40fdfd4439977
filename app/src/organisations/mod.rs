//! Organisations: the list of them, one with what is known of it and its agreements, who took over from it; and choosing one
//! while typing.

#[cfg(feature = "ssr")]
pub mod answering;
pub mod islands;
#[cfg(feature = "ssr")]
pub mod list;
#[cfg(feature = "ssr")]
pub mod matches;
#[cfg(feature = "ssr")]
pub mod merge;
#[cfg(feature = "ssr")]
mod parts;
#[cfg(feature = "ssr")]
pub mod roles;
#[cfg(feature = "ssr")]
pub mod second_look;
#[cfg(feature = "ssr")]
pub mod show;
#[cfg(feature = "ssr")]
pub mod successors;
