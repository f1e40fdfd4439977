//! Services: the list, one of them, keeping it, and what it needs.

pub mod edit;
mod fields;
pub mod list;
pub mod need;
pub mod new;
pub mod show;

use entities::values::Reference;
use leptos::prelude::*;

/// A link to a service that money or a contract is for; words without one for a service its reader may not see.
pub fn link(service: Option<(Reference, String)>) -> AnyView {
    match service {
        Some((reference, name)) => {
            let href = format!("/services/{}", reference.in_address());
            view! { <a class="govuk-link" href=href>{name}</a> }.into_any()
        }
        None => UNPUBLISHED.into_any(),
    }
}

/// What stands in the place of the name.
pub const UNPUBLISHED: &str = "A service that is not published";
