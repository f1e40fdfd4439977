//! `/services/{ref}`: a service, its money, its contracts.

use entities::service::{read, table::need};
use leptos::prelude::*;

use crate::{
    contracts::rows::ContractTable,
    funding::rows::LineTable,
    http::{Answer, Ask, Page},
    ui::{ButtonLink, Column, PlainText, SummaryList, SummaryRow, Table},
};

/// The service.
pub async fn page(ask: Ask) -> Answer {
    let page = ask.register.service(&ask.viewer, &ask.reference()?).await?;
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
        let read::Page { service, needs, funding, contracts, .. } = page;
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
            {(!contracts.is_empty()).then(|| view! { <ContractTable caption="Contracts" rows=contracts/> })}
        }
    })
}

#[component]
fn Needs(needs: Vec<need::Model>) -> impl IntoView {
    let rows = needs
        .into_iter()
        .map(|need| {
            let href = format!("/funding?year={}", need.year.in_address());
            let amount = entities::values::Amount { pence: need.pence, precision: need.precision };
            vec![
                view! { <a class="govuk-link" href=href>{need.year.to_string()}</a> }.into_any(),
                amount.to_string().into_any(),
                need.note.into_any(),
            ]
        })
        .collect();
    let columns = vec![Column::head("Year"), Column::number("Need"), Column::text("How it is known")];
    view! { <Table caption="What it needs" columns rows/> }
}
