//! `/providers/{ref}`: what a provider is paid to do, and what a regulator has registered and judged. Its results stand on each
//! contract's page.

use entities::{provider::read::ProviderPage, registered_service::read::ServicesOf, values::day};
use leptos::prelude::*;

use super::services::{RegisteredServices, Services};
use crate::{
    contracts::rows::FirstContracts,
    http::{Answer, Ask, Page},
    list::NothingFollows,
    ui::{ListPages, SummaryList, SummaryRow},
};

/// The provider.
pub async fn page(ask: Ask) -> Answer {
    let provider = ask.register.read(&ask.viewer, &ProviderPage(ask.reference()?)).await?;
    let organisation = provider.organisation.organisation;
    let services = Services::of(&ask, &ServicesOf(organisation.reference.clone()), &ask.query().place()).await?;
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
        let (before, after) = (services.page.before.clone(), services.page.after.clone());
        let beyond = services.page.is_beyond.then(|| view! { <NothingFollows first=query.first(&path)/> });
        let all_contracts = format!("/contracts?provider={reference}");
        view! {
            <SummaryList rows/>
            {(!provider.contracts.is_empty()).then(|| view! {
                <FirstContracts rows=provider.contracts count=provider.contract_count all=all_contracts/>
            })}
            <RegisteredServices services/>
            {beyond}
            <ListPages path query before after/>
        }
    })
}
