//! Signing in at somebody else's: a council's own directory says who somebody is (OpenID Connect), and this register keeps
//! which account that is, which sign-ins have begun, and the rules by which administrators let groups of that directory
//! belong to organisations.
//!
//! What a provider says is verified before it comes here (the server's `sso`); here it is decided what follows from it.

pub mod rules;

#[cfg(feature = "orm")]
mod arrive;
#[cfg(feature = "orm")]
pub mod deeds;
#[cfg(feature = "orm")]
mod flow;
#[cfg(feature = "orm")]
mod place;
#[cfg(feature = "orm")]
pub mod read;
#[cfg(feature = "orm")]
#[cfg(test)]
mod story;
#[cfg(feature = "orm")]
pub mod table;

#[cfg(feature = "orm")]
pub use arrive::Arrival;
#[cfg(feature = "orm")]
pub use flow::{Begun, FLOW_MINUTES, Taken};

use chrono::{DateTime, Utc};

/// What a provider says of somebody, from a token that was verified. No `Debug`: it is personal data.
#[derive(Clone)]
pub struct Said {
    /// The provider, by its address.
    pub issuer: String,
    /// Who it is there: never given to anybody else (OpenID Connect Core, 2).
    pub subject: String,
    pub email: Option<String>,
    /// Whether the provider has found that the address is theirs; not every provider says.
    pub email_verified: Option<bool>,
    pub name: Option<String>,
    /// The groups they are in; `None` if the provider did not say, which is another thing than being in none.
    pub groups: Option<Vec<String>>,
    /// When they last showed the provider who they are.
    pub authenticated_at: Option<DateTime<Utc>>,
}
