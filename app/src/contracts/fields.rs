//! The fields of a contract, for adding and changing it.

use entities::{
    Refusal,
    contract::{Origin, State, deeds::WriteContract, read},
    organisation::read::Named,
    service::Service,
    values::{Amount, CpvCode, Precision, Reference},
};
use leptos::prelude::*;

use super::parts;
use crate::{
    http::{Ask, Reading, Typed},
    ui::{
        Checkboxes, Choice, DateInput, MoneyInput, OrganisationInputs, Select, TextArea, TextInput, day_values,
        organisation_values,
    },
};

/// The fields.
#[component]
pub fn ContractFields(
    /// The services it can be for.
    services: Vec<Service>,
    /// Names of organisations to offer.
    names: Vec<String>,
) -> impl IntoView {
    let services =
        services.into_iter().map(|service| Choice::new(service.reference.to_string(), service.name)).collect();
    view! {
        <TextInput name="title" label="Title"/>
        <OrganisationInputs name="provider" label="Provider" names=names.clone()/>
        <OrganisationInputs name="buyer" label="Buyer" names/>
        <Select name="service" label="Service" choices=services empty="None"/>
        <Select name="origin" label="How did the work come to the provider?" choices={Choice::words::<Origin>()} empty="Choose"/>
        <DateInput name="council_ran_until" legend="If it was outsourced: until when did the council run it?"/>
        <MoneyInput name="price" label="Price of the whole contract" hint="In pounds. Leave empty if it is not known"/>
        <Select name="precision" label="How precisely is it known?" choices={Choice::words::<Precision>()}/>
        <DateInput name="starts" legend="Starts"/>
        <DateInput name="ends" legend="Ends"/>
        <TextInput name="cpv" label="CPV code" hint="8 figures, like 85311300" width=10/>
        <Select name="state" label="Status" choices={Choice::words::<State>()}/>
        <TextArea name="description" label="Description" rows=4/>
        <Checkboxes name="published" legend="Publication" choices=vec![Choice::new("yes", "Everybody can read it")]/>
    }
}

/// What was typed: the contract without its parties, and those by the fields that name them.
#[derive(Debug)]
pub struct Written {
    pub contract: WriteContract,
    pub providers: Vec<(String, String)>,
    pub buyers: Vec<(String, String)>,
}

impl Written {
    /// The contract with its parties, which the register has; every name that is wrong is told at its field.
    ///
    /// # Errors
    /// [`Refusal::Invalid`] with all of them.
    pub async fn found(self, ask: &Ask) -> Result<WriteContract, Refusal> {
        let (mut faults, mut contract) = (Vec::new(), self.contract);
        contract.providers = parts::found(ask, self.providers, &mut faults).await?;
        contract.buyers = parts::found(ask, self.buyers, &mut faults).await?;
        if faults.is_empty() { Ok(contract) } else { Err(Refusal::Invalid(faults)) }
    }
}

/// Reads the fields.
pub fn written(read: &mut Reading<'_>, existing: Option<Reference>) -> Option<Written> {
    let title = read.required("title", "Enter the contract's title");
    let providers = read.organisations("provider", "Enter who provides");
    let buyers = read.organisations("buyer", "Enter who buys");
    let service = read.optional("service", str::parse::<Reference>);
    let origin = read.word::<Origin>("origin", "Choose how the work came to the provider");
    let ran_until = read.optional_day("council_ran_until");
    let price = read.optional_pounds("price");
    let precision = read.word::<Precision>("precision", "Choose how precisely the price is known");
    let (starts, ends) = (read.optional_day("starts"), read.optional_day("ends"));
    let cpv = read.optional("cpv", str::parse::<CpvCode>);
    let state = read.word::<State>("state", "Choose a status");
    let seen = match &existing {
        Some(_) => read.seen(),
        None => Some(0),
    };
    let (description, published) = (read.text("description").to_owned(), read.text("published") == "yes");
    let (seen, precision) = (seen?, precision?);
    let contract = WriteContract {
        existing: existing.map(|reference| (reference, seen)),
        procurement: None,
        title: title?,
        description,
        service: service?,
        buyers: Vec::new(),
        providers: Vec::new(),
        price: price?.map(|pence| Amount { pence, precision }),
        cpv: cpv?,
        starts: starts?,
        ends: ends?,
        origin: origin?,
        council_ran_until: ran_until?,
        state: state?,
        published,
    };
    Some(Written { contract, providers: providers?, buyers: buyers? })
}

/// Reads the fields and saves.
pub async fn write(ask: &Ask, typed: &Typed, existing: Option<Reference>) -> Result<Reference, Refusal> {
    let actor = ask.actor(typed)?;
    let mut read = typed.read();
    let written = written(&mut read, existing);
    let contract = read.finish(|| written)?.found(ask).await?;
    ask.register.change(&actor, &contract).await
}

/// The fields as a contract fills them.
pub fn filled(page: &read::Page) -> Typed {
    let contract = &page.contract;
    let names = |list: &[Named]| list.iter().map(Named::in_field).collect::<Vec<_>>();
    let mut values = vec![
        ("title".to_owned(), contract.title.clone()),
        ("service".into(), page.row.service.as_ref().map(|(reference, _)| reference.to_string()).unwrap_or_default()),
        ("origin".into(), contract.origin.code().into()),
        ("price".into(), contract.price.map(|price| price.pence.in_field()).unwrap_or_default()),
        ("precision".into(), contract.price.map_or(Precision::Exact, |price| price.precision).code().into()),
        ("cpv".into(), contract.cpv.as_ref().map(ToString::to_string).unwrap_or_default()),
        ("state".into(), contract.state.code().into()),
        ("description".into(), contract.description.clone()),
        ("published".into(), if contract.published { "yes" } else { "" }.into()),
    ];
    values.extend(organisation_values("provider", names(&page.row.providers)));
    values.extend(organisation_values("buyer", names(&page.buyers)));
    values.extend(day_values("starts", contract.starts));
    values.extend(day_values("ends", contract.ends));
    values.extend(day_values("council_ran_until", contract.council_ran_until));
    Typed::filled(values)
}
