//! The suppliers of an award that the register does not have: what is asked of each, and which of those that somebody typed as
//! providers they are.

use entities::{
    organisation::{Kind, read::which_of},
    procurement::{
        deeds::NewSupplier,
        read::{ContractDraft, UnknownSupplier},
    },
    values::{Reference, text},
};
use leptos::prelude::*;

use crate::{
    contracts::fields::Written,
    form::Fields,
    http::{Reading, Typed},
    ui::{Checkboxes, Choice, Select},
};

/// Asks of each what sort of body it is and, where the register has its name already, whether it is another.
#[component]
fn NewSuppliers(
    /// Those that the register does not have.
    unknown: Vec<UnknownSupplier>,
) -> impl IntoView {
    let asked = |(supplier, number): (UnknownSupplier, usize)| {
        let UnknownSupplier { name, namesakes } = supplier;
        let kind = view! {
            <Select
                name=kind_field(number)
                label=format!("What sort of body is {name}?")
                hint="Not in the register yet. It will be added under that name, with the identifiers that the notice gives. \
                      If it is there under another name, enter that as the provider instead"
                choices={Choice::words::<Kind>()}
                empty="Choose"
            />
        };
        let another = (!namesakes.is_empty()).then(|| {
            view! {
                <Checkboxes
                    name=another_field(number)
                    legend=format!("Is {name} in the register?")
                    hint=which_of(&namesakes)
                    choices=vec![Choice::new("yes", "It is another body with the same name")]
                />
            }
        });
        view! { {kind}{another} }
    };
    unknown.into_iter().zip(1..).map(asked).collect_view()
}

/// Asks of the suppliers that the register does not have, and reads them.
pub fn suppliers(fields: &mut Fields<'_, Written>, draft: &ContractDraft) -> Option<Providers> {
    let show = || view! { <NewSuppliers unknown=draft.unknown.clone()/> }.into_any();
    fields.field(Vec::new(), show, |reading| providers(reading, draft))
}

/// The providers that were typed.
#[derive(Debug, Default)]
pub struct Providers {
    /// Suppliers of the award that the register has.
    pub known: Vec<Reference>,
    /// Suppliers of the award that come into it with the contract.
    pub add: Vec<NewSupplier>,
    /// Organisations to be found by what was typed, each with its field.
    pub others: Vec<(String, String)>,
}

/// Tells the award's suppliers, by the names that it gives them, from other organisations. A second press of the same form finds
/// the suppliers that the first has added by their identifiers, and whatever it finds is the same deed.
fn providers(read: &mut Reading<'_>, draft: &ContractDraft) -> Option<Providers> {
    let (mut providers, mut complete) = (Providers::default(), true);
    for (field, typed) in read.typed().numbered("provider") {
        let key = text::folded(typed);
        let mut known = draft.award.suppliers.iter().filter(|supplier| text::folded(&supplier.name) == key);
        let mut unknown = draft.unknown.iter().zip(1..).filter(|(supplier, _)| text::folded(&supplier.name) == key);
        if let Some(reference) = known.find_map(|supplier| supplier.organisation.clone()) {
            providers.known.push(reference);
        } else if let Some((supplier, number)) = unknown.next() {
            if !providers.add.iter().any(|new| new.name == supplier.name) {
                let new = new(read, field, supplier, number);
                complete &= new.is_some();
                providers.add.extend(new);
            }
        } else if !key.is_empty() {
            providers.others.push((field, typed.to_owned()));
        }
    }
    complete.then_some(providers)
}

fn new(read: &mut Reading<'_>, field: String, supplier: &UnknownSupplier, number: usize) -> Option<NewSupplier> {
    let kind = kind_field(number);
    let is_another = read.text(&another_field(number)) == "yes";
    if read.text(&kind).is_empty() && !is_another && !supplier.namesakes.is_empty() {
        // Which it is comes before what sort of body it is.
        return read.fault(field, which_of(&supplier.namesakes));
    }
    let kind = read.word::<Kind>(kind, "Choose what sort of body it is")?;
    Some(NewSupplier { field: field.into(), name: supplier.name.clone(), kind, is_another })
}

fn kind_field(number: usize) -> String {
    Typed::numbered_name("supplier_kind", number)
}

fn another_field(number: usize) -> String {
    Typed::numbered_name("another_body", number)
}
