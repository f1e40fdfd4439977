//! The services that a regulator has registered for a body, with what it judged and when.

use entities::{
    Refusal,
    list::{Count, Listed, Place},
    registered_service::{
        Judgement, Status,
        read::{PlacesOf, RegisteredService, ServicesOf},
    },
    values::day,
};
use leptos::prelude::*;

use crate::{
    http::Ask,
    list::counted,
    ui::{Column, Table, Tag, Tone},
};

/// A page of the services of a body.
#[derive(Debug)]
pub struct Services {
    /// The page.
    pub page: Listed<RegisteredService>,
    /// How many there are in all.
    pub count: Count,
    places: i64,
}

impl Services {
    /// Those of an owner.
    ///
    /// # Errors
    /// [`Refusal::NotFound`] if there is no such organisation.
    pub async fn of(ask: &Ask, of: &ServicesOf, place: &Place) -> Result<Self, Refusal> {
        let page = ask.register.list(&ask.viewer, of, place).await?;
        let count = ask.register.count(&ask.viewer, of).await?;
        let places = ask.register.read(&ask.viewer, &PlacesOf(of.0.clone())).await?;
        Ok(Self { page, count, places })
    }
}

/// A page of them, with how many there are and for how many children; nothing for a body that owns none.
#[component]
pub fn RegisteredServices(services: Services) -> impl IntoView {
    let Services { page: Listed { rows, .. }, count, places } = services;
    (!count.is_none()).then(|| {
        let services = counted(count, "registered service", "registered services");
        let caption = match places {
            0 => services,
            1 => format!("{services} with 1 place"),
            places => format!("{services} with {places} places"),
        };
        let columns = vec![
            Column::head("Service"),
            Column::text("Judged"),
            Column::number("Places"),
            Column::text("Where"),
            Column::text("Registered"),
        ];
        view! { <Table caption columns rows={rows.into_iter().map(row).collect()}/> }
    })
}

fn row(service: RegisteredService) -> Vec<AnyView> {
    let urn = format!("URN {}", service.urn);
    let (title, about) = match service.name {
        Some(name) => (name, format!("{}, {urn}", service.provision)),
        None => (service.provision.label().to_owned(), urn),
    };
    let status =
        (service.status != Status::Active).then(|| view! { <Tag text=service.status.label() tone=Tone::Alarm/> });
    let place = service.town.into_iter().chain(service.postcode).collect::<Vec<_>>().join(" ");
    let place = Some(place).filter(|place| !place.is_empty()).or(service.constituency).or(service.local_authority);
    let inspected = service.inspected_on.map(|on| format!("inspected {}", day::in_words(on)));
    vec![
        view! { {title} <span class="quiet quiet--block">{about}</span> }.into_any(),
        view! { {judged(service.judgement)} <span class="quiet quiet--block">{inspected}</span> }.into_any(),
        service.places.map(|places| places.to_string()).into_any(),
        place.into_any(),
        view! { {service.registered_on.map(day::in_words)} " " {status} }.into_any(),
    ]
}

fn judged(judgement: Option<Judgement>) -> AnyView {
    let Some(judgement) = judgement else { return "Not yet judged".into_any() };
    view! { <Tag text=judgement.label() tone=tone(judgement)/> }.into_any()
}

/// The tone of a judgement; its words say the same.
fn tone(judgement: Judgement) -> Tone {
    match judgement {
        Judgement::Outstanding | Judgement::Good | Judgement::ConsistentlyStrong => Tone::Good,
        Judgement::RequiresImprovement | Judgement::Inconsistent => Tone::Waiting,
        Judgement::Inadequate | Judgement::SeriousWeaknesses => Tone::Alarm,
    }
}
