//! The fields of a procurement, for adding and changing it.

use entities::{
    Refusal,
    organisation::read::{Named, OrganisationNamed},
    procurement::{State, deeds::WriteProcurement, read},
    service::Service,
    values::{CpvCode, Reference},
};
use leptos::prelude::*;

use crate::{
    http::{Ask, Typed},
    ui::{Checkboxes, Choice, MoneyInput, OrganisationInput, Select, TextArea, TextInput},
};

/// The fields.
#[component]
pub fn ProcurementFields(
    /// The services it can be for.
    services: Vec<Service>,
    /// Names of organisations to offer.
    names: Vec<String>,
    /// The states it can be in.
    states: &'static [State],
) -> impl IntoView {
    let services =
        services.into_iter().map(|service| Choice::new(service.reference.to_string(), service.name)).collect();
    let states = states.iter().map(|state| Choice::new(state.code(), state.label())).collect();
    let scope = Choice::new("yes", "It belongs to this register’s services").hint("Listed before other notices");
    let published = Choice::new("yes", "Everybody can read it");
    view! {
        <TextInput name="title" label="Title"/>
        <OrganisationInput name="buyer" label="Buyer" names/>
        <Select name="service" label="Service" choices=services empty="None"/>
        <Select name="state" label="Status" choices=states/>
        <MoneyInput name="value_low" label="Lowest value (optional)" hint="In pounds, for the whole contract"/>
        <MoneyInput name="value_high" label="Highest value (optional)" hint="In pounds, for the whole contract"/>
        <TextInput name="cpv" label="CPV code (optional)" hint="8 figures, like 85311300" width=10/>
        <TextInput name="procedure" label="Procedure (optional)" hint="For example, Open procedure or Light touch"/>
        <TextArea name="description" label="Description" rows=6/>
        <Checkboxes name="in_scope" legend="Scope" choices=vec![scope]/>
        <Checkboxes name="published" legend="Publication" choices=vec![published]/>
    }
}

/// Reads the fields and saves.
pub async fn write(ask: &Ask, typed: &Typed, existing: Option<Reference>) -> Result<Reference, Refusal> {
    let actor = ask.actor(typed)?;
    let mut read = typed.read();
    let title = read.required("title", "Enter a title");
    let buyer = match &existing {
        // An imported notice may name a buyer that is not in the register.
        Some(_) => Some(read.text("buyer").to_owned()),
        None => read.required("buyer", "Enter who buys"),
    };
    let service = read.optional("service", str::parse::<Reference>);
    let state = read.word::<State>("state", "Choose a status");
    let (low, high) = (read.optional_pounds("value_low"), read.optional_pounds("value_high"));
    let cpv = read.optional("cpv", str::parse::<CpvCode>);
    let procedure = Some(read.text("procedure").to_owned()).filter(|text| !text.is_empty());
    let seen = match &existing {
        Some(_) => read.seen(),
        None => Some(0),
    };
    let follows = read.optional("follows", str::parse::<Reference>);
    let description = read.text("description").to_owned();
    let (in_scope, published) = (read.text("in_scope") == "yes", read.text("published") == "yes");
    let (mut deed, buyer) = read.finish(|| {
        let seen = seen?;
        let deed = WriteProcurement {
            existing: existing.map(|reference| (reference, seen)),
            follows: follows?,
            title: title?,
            description,
            buyer: None,
            service: service?,
            cpv: cpv?,
            value_low: low?,
            value_high: high?,
            procedure,
            state: state?,
            in_scope,
            published,
        };
        Some((deed, buyer?))
    })?;
    if !buyer.is_empty() {
        deed.buyer = Some(ask.register.read(&ask.viewer, &OrganisationNamed::new("buyer", &buyer)).await?);
    }
    ask.register.change(&actor, &deed).await
}

/// The fields as a procurement fills them.
pub fn filled(page: &read::Page) -> Typed {
    let procurement = &page.procurement;
    let yes = |is: bool| if is { "yes" } else { "" }.to_owned();
    Typed::filled([
        ("title", procurement.title.clone()),
        ("buyer", page.buyer.as_ref().map(Named::in_field).unwrap_or_default()),
        ("service", page.service.as_ref().map(|(reference, _)| reference.to_string()).unwrap_or_default()),
        ("state", procurement.state.code().into()),
        ("value_low", procurement.value_low.map(|pence| pence.in_field()).unwrap_or_default()),
        ("value_high", procurement.value_high.map(|pence| pence.in_field()).unwrap_or_default()),
        ("cpv", procurement.cpv.as_ref().map(ToString::to_string).unwrap_or_default()),
        ("procedure", procurement.procedure.clone().unwrap_or_default()),
        ("description", procurement.description.clone()),
        ("in_scope", yes(procurement.in_scope)),
        ("published", yes(procurement.published)),
    ])
}
