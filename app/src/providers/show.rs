//! `/providers/{ref}`: what a provider is paid to do. Its results stand on each contract's page.

use leptos::prelude::*;

use crate::{
    contracts::rows::ContractTable,
    http::{Answer, Ask, Page},
    ui::{SummaryList, SummaryRow, day_or},
};

/// The provider.
pub async fn page(ask: Ask) -> Answer {
    let provider = ask.register.provider(&ask.viewer, &ask.reference()?).await?;
    let organisation = provider.organisation.organisation;
    let (name, reference) = (organisation.name.clone(), organisation.reference.clone());
    Page::new(name).caption(reference.to_string()).crumb("Providers", "/providers").show(move || {
        let href = format!("/organisations/{}", reference.in_address());
        let yes_no = |is: bool| if is { "Yes" } else { "No" };
        let rows = vec![
            SummaryRow::new("Kind", organisation.kind.label()),
            SummaryRow::new("Small or medium-sized", yes_no(organisation.sme)),
            SummaryRow::new("Voluntary, community or social enterprise", yes_no(organisation.vcse)),
            SummaryRow::new("Opened", day_or(organisation.opened, "Not stated")),
            SummaryRow::new("Identifiers", view! { <a class="govuk-link" href=href>"Organisation’s page"</a> }),
        ];
        view! {
            <SummaryList rows/>
            <ContractTable caption="Contracts" rows=provider.contracts/>
        }
    })
}
