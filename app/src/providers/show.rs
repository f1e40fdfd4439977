//! `/providers/{ref}`: what a provider is paid to do, and what a regulator has registered and judged. Its results stand on each
//! contract's page.

use entities::values::day;
use leptos::prelude::*;

use super::services::RegisteredServices;
use crate::{
    contracts::rows::FirstContracts,
    http::{Answer, Ask, Page},
    ui::{ListPages, SummaryList, SummaryRow},
};

/// The provider.
pub async fn page(ask: Ask) -> Answer {
    let provider = ask.register.provider(&ask.viewer, &ask.reference()?).await?;
    let organisation = provider.organisation.organisation;
    let services = ask.register.registered_services(&organisation.reference, ask.query().extent()).await?;
    let (path, query) = (ask.path().to_owned(), ask.query().clone());
    let (name, reference) = (organisation.name.clone(), organisation.reference.clone());
    Page::new(name).caption(reference.to_string()).crumb("Providers", "/providers").show(move || {
        let href = format!("/organisations/{}", reference.in_address());
        // What is not known of a body is not denied.
        let rows = [
            Some(SummaryRow::new("Kind", organisation.kind.label())),
            organisation.sme.then(|| SummaryRow::new("Small or medium-sized", "Yes")),
            organisation.vcse.then(|| SummaryRow::new("Voluntary, community or social enterprise", "Yes")),
            organisation.opened.map(|opened| SummaryRow::new("Opened", day::in_words(opened))),
            Some(SummaryRow::new("Identifiers", view! { <a class="govuk-link" href=href>"Organisation’s page"</a> })),
        ];
        let rows = rows.into_iter().flatten().collect();
        let all_contracts = format!("/contracts?provider={reference}");
        view! {
            <SummaryList rows/>
            {(!provider.contracts.rows.is_empty())
                .then(|| view! { <FirstContracts list=provider.contracts all=all_contracts/> })}
            <RegisteredServices services=services.clone()/>
            <ListPages path query count=services.count/>
        }
    })
}
