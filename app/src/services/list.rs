//! `/services`: what is jointly commissioned.

use entities::{access::Role, service::table::Model};
use leptos::prelude::*;

use crate::{
    http::{Answer, Ask, Page},
    ui::{ButtonLink, Column, EmptyState, Table},
};

/// The services that the viewer may read.
pub async fn page(ask: Ask) -> Answer {
    let services = ask.register.services(&ask.viewer).await?;
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
        }
    })
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
