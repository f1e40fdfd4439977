//! The fields of a service, for adding and changing it.

use entities::{
    Refusal,
    service::{AreaOfNeed, ClientGroup, Delivery, Service, deeds::WriteService},
    values::Reference,
};
use leptos::prelude::*;

use crate::{
    http::Typed,
    ui::{Checkboxes, Choice, Select, TextArea, TextInput},
};

/// The fields.
#[component]
pub fn ServiceFields() -> impl IntoView {
    view! {
        <TextInput name="name" label="Name"/>
        <Select name="area" label="Area of need" choices={Choice::words::<AreaOfNeed>()} empty="Choose"/>
        <Select name="clients" label="For whom" choices={Choice::words::<ClientGroup>()}/>
        <Select name="delivery" label="Who delivers it?" choices={Choice::words::<Delivery>()}/>
        <TextInput
            name="independent_of"
            label="Its delivery must be independent of"
            hint="Leave empty if nothing of the kind is required"
        />
        <TextArea name="description" label="Description" rows=4/>
        <Checkboxes name="published" legend="Publication" choices=vec![Choice::new("yes", "Everybody can read it")]/>
    }
}

/// Reads the fields.
pub fn read(typed: &Typed, existing: Option<Reference>) -> Result<WriteService, Refusal> {
    let mut read = typed.read();
    let name = read.required("name", "Enter the service's name");
    let area_of_need = read.word::<AreaOfNeed>("area", "Choose the area of need");
    let client_group = read.word::<ClientGroup>("clients", "Choose for whom it is");
    let delivery = read.word::<Delivery>("delivery", "Choose who delivers it");
    let seen = match &existing {
        Some(_) => read.seen(),
        None => Some(0),
    };
    let independent_of = Some(read.text("independent_of").to_owned()).filter(|text| !text.is_empty());
    let (description, published) = (read.text("description").to_owned(), read.text("published") == "yes");
    read.finish(|| {
        let seen = seen?;
        Some(WriteService {
            existing: existing.map(|reference| (reference, seen)),
            name: name?,
            area_of_need: area_of_need?,
            client_group: client_group?,
            delivery: delivery?,
            independent_of,
            description,
            published,
        })
    })
}

/// The fields as a service fills them.
pub fn filled(service: &Service) -> Typed {
    Typed::filled([
        ("name", service.name.clone()),
        ("area", service.area_of_need.code().to_owned()),
        ("clients", service.client_group.code().to_owned()),
        ("delivery", service.delivery.code().to_owned()),
        ("independent_of", service.independent_of.clone().unwrap_or_default()),
        ("description", service.description.clone()),
        ("published", if service.published { "yes" } else { "" }.to_owned()),
    ])
}
