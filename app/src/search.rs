//! `/search`: what was found by words, kind by kind, the best first.

use entities::search::{Hit, Kind, marked};
use leptos::prelude::*;

use crate::{
    http::{Answer, Ask, Page},
    ui::{EmptyState, InsetText, SearchBox},
};

/// The results.
pub async fn page(ask: Ask) -> Answer {
    let query = ask.query().get("q").unwrap_or_default().to_owned();
    let found = ask.register.search(&ask.viewer, &query).await?;
    let title = if query.is_empty() { "Search".to_owned() } else { format!("Search: {query}") };
    Page::new(title).heading("Search").show(move || {
        let nothing = (found.kinds.is_empty() && !query.trim().is_empty()).then(|| {
            view! {
                <EmptyState text=format!("Nothing was found for “{query}”.")>
                    <p class="govuk-body">"Try fewer words, or a reference like MOU-2015-001."</p>
                </EmptyState>
            }
        });
        let looked_for = query.clone();
        let instead = found.instead.clone().map(|words| {
            view! {
                <InsetText>
                    "Nothing was found for “" {looked_for} "”. This is what was found for “" <strong>{words}</strong> "”."
                </InsetText>
            }
        });
        let words = found.instead.unwrap_or_else(|| query.clone());
        view! {
            <SearchBox query/>
            {nothing}
            {instead}
            {found.kinds.into_iter().map(|(kind, hits)| results(kind, hits, &words)).collect_view()}
        }
    })
}

const fn path(kind: Kind) -> &'static str {
    match kind {
        Kind::Agreement => "/agreements/",
        Kind::Commitment => "/commitments/",
        Kind::Service => "/services/",
        Kind::Contract => "/contracts/",
        Kind::Procurement => "/tenders/",
        Kind::Organisation => "/organisations/",
    }
}

fn results(kind: Kind, hits: Vec<Hit>, words: &str) -> impl IntoView {
    let item = |hit: Hit| {
        let href = format!("{}{}", path(kind), hit.reference.in_address());
        let parts = marked(&hit.title, words).into_iter().map(|part| match part.found {
            true => view! { <mark>{part.text}</mark> }.into_any(),
            false => part.text.into_any(),
        });
        view! {
            <li>
                <a class="govuk-link" href=href>{parts.collect_view()}</a>
                " "
                <span class="quiet">{hit.reference.to_string()}</span>
            </li>
        }
    };
    view! {
        <h2 class="govuk-heading-m">{kind.label()}</h2>
        <ul class="govuk-list govuk-list--spaced">{hits.into_iter().map(item).collect_view()}</ul>
    }
}
