//! `/services`: what is jointly commissioned.

use entities::{access::Role, service::table::Model};
use leptos::prelude::*;

use crate::{
    http::{Answer, Ask, Page, Sheet},
    ui::{ButtonLink, Column, EmptyState, ListFile, Table},
};

/// The services that the viewer may read.
pub async fn page(ask: Ask) -> Answer {
    let services = ask.register.services(&ask.viewer).await?;
    let (query, count) = (ask.query().clone(), services.len() as u64);
    let may_keep = ask.viewer.has(Role::Commissioner);
    Page::new("Services").show(move || {
        let list = if services.is_empty() {
            view! {
                <EmptyState text="The register has no service yet.">
                    <p class="govuk-body">"A service is what partners commission together: a safeguarding hub, an early years offer."</p>
                </EmptyState>
            }
            .into_any()
        } else {
            let rows = services.into_iter().map(row).collect();
            let columns = vec![Column::head("Service"), Column::text("Area of need"), Column::text("Delivered by")];
            view! { <Table caption="Services" caption_hidden=true columns rows/> }.into_any()
        };
        view! {
            {may_keep.then(|| view! { <ButtonLink href="/services/new">"Add a service"</ButtonLink> })}
            {list}
            <ListFile file="/services.csv" query count/>
        }
    })
}

/// The same as CSV.
pub async fn csv(ask: Ask) -> Answer {
    let services = ask.register.services(&ask.viewer).await?;
    Sheet::of(services)
        .column("Reference", |row| row.reference.to_string())
        .column("Service", |row| row.name.clone())
        .column("Area of need", |row| row.area_of_need.to_string())
        .column("For whom", |row| row.client_group.to_string())
        .column("Delivered by", |row| row.delivery.to_string())
        .column("Published", |row| if row.published { "Yes" } else { "No" }.to_owned())
        .column("Page", |row| ask.site.address_of("/services", &row.reference))
        .named("services.csv")
}

fn row(service: Model) -> Vec<AnyView> {
    let href = format!("/services/{}", service.reference.in_address());
    let unpublished = (!service.published).then(|| view! { <span class="quiet quiet--block">"Not published"</span> });
    vec![
        view! { <a class="govuk-link" href=href>{service.name}</a> {unpublished} }.into_any(),
        service.area_of_need.label().into_any(),
        service.delivery.label().into_any(),
    ]
}
