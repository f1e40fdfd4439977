//! `/search`: what was found by words, kind by kind.

use entities::search::Hit;
use leptos::prelude::*;

use crate::{
    http::{Answer, Ask, Page},
    ui::{EmptyState, SearchBox},
};

/// The results.
pub async fn page(ask: Ask) -> Answer {
    let query = ask.query().get("q").unwrap_or_default().to_owned();
    let found = ask.register.search(&ask.viewer, &query).await?;
    let kinds = [
        ("Agreements", "/agreements/", found.agreements),
        ("Services", "/services/", found.services),
        ("Contracts", "/contracts/", found.contracts),
        ("Tenders", "/tenders/", found.procurements),
        ("Organisations", "/organisations/", found.organisations),
    ];
    let count: usize = kinds.iter().map(|(_, _, hits)| hits.len()).sum();
    let title = if query.is_empty() { "Search".to_owned() } else { format!("Search: {query}") };
    Page::new(title).heading("Search").show(move || {
        let empty = (count == 0 && !query.is_empty()).then(|| {
            view! {
                <EmptyState text=format!("Nothing was found for “{query}”.")>
                    <p class="govuk-body">"Try fewer words, or a reference like MOU-2015-001."</p>
                </EmptyState>
            }
        });
        view! {
            <SearchBox query=query.clone()/>
            {empty}
            {kinds.into_iter().map(|(kind, path, hits)| results(kind, path, hits)).collect_view()}
        }
    })
}

fn results(kind: &'static str, path: &'static str, hits: Vec<Hit>) -> impl IntoView {
    (!hits.is_empty()).then(|| {
        let items = hits
            .into_iter()
            .map(|hit| {
                let href = format!("{path}{}", hit.reference.in_address());
                view! {
                    <li>
                        <a class="govuk-link" href=href>{hit.title}</a>
                        " "
                        <span class="quiet">{hit.reference.to_string()}</span>
                    </li>
                }
            })
            .collect_view();
        view! {
            <h2 class="govuk-heading-m">{kind}</h2>
            <ul class="govuk-list govuk-list--spaced">{items}</ul>
        }
    })
}
