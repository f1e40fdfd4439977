//! What pages need of a provider of single sign-on. The server has the one that speaks OpenID Connect; without it there is
//! none, and no page shows one.

use std::{future::Future, pin::Pin};

use chrono::TimeDelta;
use entities::single_sign_on::{Begun, Said, Taken};

/// What will come.
pub type Later<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// Why a provider did not help. In the log it stands by these words, never by what the provider sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotHelped(pub &'static str);

/// A provider that says who somebody is.
pub trait Provider: Send + Sync {
    /// As people know it: "Birmingham staff sign-in".
    fn name(&self) -> &str;

    /// Its address, by which identities and rules are kept.
    fn issuer(&self) -> &str;

    /// By how much its clock may differ.
    fn leeway(&self) -> TimeDelta;

    /// The address of the provider where this sign-in goes on; `again` asks people who they are, even if they are signed in
    /// there.
    fn way_to<'a>(&'a self, begun: &'a Begun, again: bool) -> Later<'a, Result<String, NotHelped>>;

    /// What it says of whoever came back with a code, its token verified.
    fn says<'a>(&'a self, flow: &'a Taken, code: String) -> Later<'a, Result<Said, NotHelped>>;
}
