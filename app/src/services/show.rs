//! `/services/{ref}`: a service, its money, its contracts.

use entities::{
    pipeline::Appetite,
    service::{
        Need,
        read::{self, ServicePage},
    },
};
use leptos::prelude::*;

use crate::{
    contracts::rows::FirstContracts,
    funding::rows::LineTable,
    http::{Answer, Ask, Page},
    ui::{ButtonLink, Column, PlainText, SummaryList, SummaryRow, Table},
};

/// The service.
pub async fn page(ask: Ask) -> Answer {
    let page = ask.register.read(&ask.viewer, &ServicePage(ask.reference()?)).await?;
    let inside = ask.viewer.person().is_some();
    let name = page.service.name.clone();
    let caption = page.service.reference.to_string();
    Page::new(name).caption(caption).crumb("Services", "/services").show(move || {
        let base = format!("/services/{}", page.service.reference.in_address());
        let keep = page.may_keep.then(|| {
            view! {
                <div class="govuk-button-group">
                    <ButtonLink href=format!("{base}/need")>"Say what it needs"</ButtonLink>
                    <ButtonLink href=format!("{base}/edit") secondary=true>"Change"</ButtonLink>
                </div>
            }
        });
        let read::Page { service, needs, funding, contracts, contract_count, appetite, .. } = page;
        let all_contracts = format!("/contracts?service={}", service.reference);
        let independent = service.independent_of.map(|of| SummaryRow::new("Independent of", of));
        let rows = [
            SummaryRow::new("Area of need", service.area_of_need.label()),
            SummaryRow::new("For", service.client_group.label()),
            SummaryRow::new("Delivered by", service.delivery.label()),
        ];
        view! {
            <PlainText text=service.description/>
            {keep}
            <SummaryList rows=rows.into_iter().chain(independent).collect()/>
            {(!needs.is_empty()).then(|| view! { <Needs needs/> })}
            {(!funding.is_empty()).then(|| view! { <LineTable caption="Money and help in kind" lines=funding inside/> })}
            {(!contracts.is_empty())
                .then(|| view! { <FirstContracts rows=contracts count=contract_count all=all_contracts/> })}
            {appetite.map(|appetite| view! { <AppetiteOf appetite/> })}
        }
    })
}

#[component]
fn Needs(needs: Vec<Need>) -> impl IntoView {
    let rows = needs
        .into_iter()
        .map(|need| {
            let href = format!("/funding?year={}", need.year.in_address());
            vec![
                view! { <a class="govuk-link" href=href>{need.year.to_string()}</a> }.into_any(),
                need.amount.to_string().into_any(),
                need.note.into_any(),
            ]
        })
        .collect();
    let columns = vec![Column::head("Year"), Column::number("Need"), Column::text("How it is known")];
    view! { <Table caption="What it needs" columns rows/> }
}

/// Which providers are interested in what is to be bought for it [29, 30].
#[component]
fn AppetiteOf(appetite: Vec<Appetite>) -> impl IntoView {
    if appetite.is_empty() {
        return view! {
            <h2 class="govuk-heading-m">"Appetite of providers"</h2>
            <p class="govuk-body">"No provider has registered interest in what is bought for this service."</p>
        }
        .into_any();
    }
    let row = |appetite: Appetite| {
        let href = format!("/providers/{}", appetite.organisation.reference.in_address());
        let about = appetite.interests.into_iter().map(|(reference, title)| {
            let folder = if reference.as_str().starts_with("CON-") { "contracts" } else { "tenders" };
            let href = format!("/{folder}/{}", reference.in_address());
            view! { <span class="stacked"><a class="govuk-link" href=href>{title}</a></span> }
        });
        vec![
            view! { <a class="govuk-link" href=href>{appetite.organisation.name}</a> }.into_any(),
            about.collect::<Vec<_>>().into_any(),
        ]
    };
    let rows = appetite.into_iter().map(row).collect();
    let columns = vec![Column::head("Provider"), Column::text("Interested in")];
    view! { <Table caption="Appetite of providers" columns rows/> }.into_any()
}
