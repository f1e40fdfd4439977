//! Nominations: roles, deputies and rules of single sign-on that an administrator gives in somebody else's organisation. Each
//! waits until somebody who speaks for that organisation, or watches over it, confirms it; until then it gives nothing. An
//! administrator keeps people and never speaks for a body: not for another, and not by making oneself its signatory.

#[cfg(feature = "orm")]
pub mod deeds;
#[cfg(feature = "orm")]
pub mod read;
pub mod rules;
#[cfg(feature = "orm")]
#[cfg(test)]
mod story;
#[cfg(feature = "orm")]
pub(crate) mod table;

crate::words! {
    /// What is given once it is confirmed.
    Kind {
        Roles = "roles", "Roles";
        Deputy = "deputy", "Stands in for somebody";
        Rule = "rule", "Roles for a group of single sign-on";
    }
}

crate::words! {
    /// What became of a nomination.
    State {
        Waiting = "waiting", "Waiting";
        Confirmed = "confirmed", "Confirmed";
        Refused = "refused", "Refused";
        Withdrawn = "withdrawn", "Withdrawn";
    }
}
