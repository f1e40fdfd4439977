//! `/services`: what is jointly commissioned.

use entities::{
    access::{Permission, Standing},
    service::{
        AreaOfNeed, Delivery, Service,
        read::{Order, Services},
    },
};
use leptos::prelude::*;

use crate::{
    http::{Answer, Ask},
    list::List,
    ui::ButtonLink,
};

/// The services that the viewer may read.
pub async fn page(ask: Ask) -> Answer {
    declared(&ask).page(ask).await
}

/// The same as CSV.
pub async fn csv(ask: Ask) -> Answer {
    declared(&ask).csv(ask).await
}

fn declared(ask: &Ask) -> List<Services> {
    let may_keep = ask.viewer.may(Permission::KeepRegister, Standing::OPEN);
    let site = ask.site.clone();
    List::<Services>::at("/services", "Services", ["service", "services"])
        .above(move || may_keep.then(|| view! { <ButtonLink href="/services/new">"Add a service"</ButtonLink> }))
        .advice("Try fewer filters. A service is what partners commission together: a safeguarding hub, an early years offer.")
        .filters(
            |filters| filters
                .words("Words in the name", |list, words| list.words = words)
                .choice("need", "Area of need", "Any need", |list, need: Option<AreaOfNeed>| list.area_of_need = need)
                .choice("delivery", "Delivered by", "Anybody", |list, delivery: Option<Delivery>| list.delivery = delivery)
                .order(|list, order: Order| list.order = order),
        )
        .columns(
            |columns| columns
                .file("Reference", |row| row.reference.to_string())
                .head("Service", name).filed(|row| row.name.clone())
                .words("Area of need", |row| row.area_of_need.to_string())
                .file("For whom", |row| row.client_group.to_string())
                .words("Delivered by", |row| row.delivery.to_string())
                .file("Published", |row| if row.published { "Yes" } else { "No" }.to_owned())
                .file("Page", move |row| site.address_of("/services", &row.reference)),
        )
}

fn name(service: &Service) -> impl IntoView + use<> {
    let href = format!("/services/{}", service.reference.in_address());
    let unpublished = (!service.published).then(|| view! { <span class="quiet quiet--block">"Not published"</span> });
    view! { <a class="govuk-link" href=href>{service.name.clone()}</a> {unpublished} }
}
