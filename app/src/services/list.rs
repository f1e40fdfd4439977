//! `/services`: what is jointly commissioned.

use entities::{
    Refusal,
    access::{Permission, Standing},
    extent::Extent,
    service::{
        AreaOfNeed, Delivery, Service,
        read::{Order, Services},
    },
};
use leptos::prelude::*;

use crate::{
    http::{Answer, Ask, Page, Query, Sheet},
    ui::{ButtonLink, Choice, Column, EmptyState, FilteredList, Select, SortBy, Table, TextInput},
};

/// The services that the viewer may read.
pub async fn page(ask: Ask) -> Answer {
    let query = ask.query().clone();
    let filter = filter(&query, query.extent());
    let (list, typed) = ask.listed(filter, async |filter| ask.register.read(&ask.viewer, &filter).await).await?;
    let may_keep = ask.viewer.may(Permission::KeepRegister, Standing::OPEN);
    Page::new("Services").typed(&typed).show(move || {
        let rows = if list.rows.is_empty() {
            view! {
                <EmptyState text="No services match.">
                    <p class="govuk-body">
                        "Try fewer filters. A service is what partners commission together: a safeguarding hub, an early years offer."
                    </p>
                </EmptyState>
            }
            .into_any()
        } else {
            let caption = if list.count == 1 { "1 service".to_owned() } else { format!("{} services", list.count) };
            let rows = list.rows.into_iter().map(row).collect();
            let columns = vec![Column::head("Service"), Column::text("Area of need"), Column::text("Delivered by")];
            view! { <Table caption columns rows/> }.into_any()
        };
        view! {
            {may_keep.then(|| view! { <ButtonLink href="/services/new">"Add a service"</ButtonLink> })}
            <FilteredList path="/services" query count=list.count found=rows>
                <TextInput name="q" label="Words in the name"/>
                <Select name="need" label="Area of need" choices={Choice::words::<AreaOfNeed>()} empty="Any need"/>
                <Select name="delivery" label="Delivered by" choices={Choice::words::<Delivery>()} empty="Anybody"/>
                <SortBy orders=Order::ALL/>
            </FilteredList>
        }
    })
}

/// The same as CSV.
pub async fn csv(ask: Ask) -> Answer {
    let list = ask.register.read(&ask.viewer, &filter(ask.query(), Extent::Whole)?).await?;
    Sheet::of(list.rows)
        .column("Reference", |row| row.reference.to_string())
        .column("Service", |row| row.name.clone())
        .column("Area of need", |row| row.area_of_need.to_string())
        .column("For whom", |row| row.client_group.to_string())
        .column("Delivered by", |row| row.delivery.to_string())
        .column("Published", |row| if row.published { "Yes" } else { "No" }.to_owned())
        .column("Page", |row| ask.site.address_of("/services", &row.reference))
        .named("services.csv")
}

fn filter(query: &Query, extent: Extent) -> Result<Services, Refusal> {
    let mut read = query.narrowing();
    let filter = Services {
        words: read.words(),
        area_of_need: read.value("need", "Choose one of the list"),
        delivery: read.value("delivery", "Choose one of the list"),
        order: read.order(),
        extent,
    };
    read.read(filter)
}

fn row(service: Service) -> Vec<AnyView> {
    let href = format!("/services/{}", service.reference.in_address());
    let unpublished = (!service.published).then(|| view! { <span class="quiet quiet--block">"Not published"</span> });
    vec![
        view! { <a class="govuk-link" href=href>{service.name}</a> {unpublished} }.into_any(),
        service.area_of_need.label().into_any(),
        service.delivery.label().into_any(),
    ]
}
