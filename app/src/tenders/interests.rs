//! What a provider is interested in.

use entities::procurement::read::OwnInterest;
use leptos::prelude::*;

/// The procurements, each with its buyer.
#[component]
pub fn Interests(
    /// The provider's own interests.
    interests: Vec<OwnInterest>,
) -> impl IntoView {
    let items = interests
        .into_iter()
        .map(|interest| {
            let href = format!("/tenders/{}", interest.procurement.in_address());
            view! {
                <li>
                    <a class="govuk-link" href=href>{interest.title}</a>
                    <span class="quiet quiet--block">{interest.buyer}</span>
                </li>
            }
        })
        .collect_view();
    view! { <ul class="govuk-list govuk-list--spaced">{items}</ul> }
}
