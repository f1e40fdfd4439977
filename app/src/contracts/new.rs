//! `/contracts/new`: adding a contract.

use entities::{organisation::read::OrganisationNames, service::read::ServiceChoices};
use leptos::prelude::*;

use super::fields::{ContractFields, write};
use crate::{
    http::{Answer, Ask, Page, Typed, see_other},
    ui::{Button, PostForm, Seen},
};

/// The form; the acting organisation buys unless somebody else is named.
pub async fn page(ask: Ask) -> Answer {
    let buyer = ask.person()?.organisation.name.clone();
    show(&ask, &Typed::filled([("buyer", buyer), ("published", "yes".into()), ("state", "active".into())])).await
}

/// Adds it and shows it.
pub async fn post(ask: Ask, typed: Typed) -> Answer {
    match write(&ask, &typed, None).await {
        Ok(reference) => see_other(format!("/contracts/{}", reference.in_address())),
        Err(refusal) => show(&ask, &typed.refused(refusal)?).await,
    }
}

async fn show(ask: &Ask, typed: &Typed) -> Answer {
    let services = ask.register.read(&ask.viewer, &ServiceChoices).await?;
    let names = ask.register.read(&ask.viewer, &OrganisationNames(&[])).await?;
    Page::new("Add a contract").crumb("Contracts", "/contracts").typed(typed).show(move || {
        view! {
            <PostForm action="/contracts/new" seen=Seen::Nothing>
                <ContractFields services names/>
                <Button>"Save the contract"</Button>
            </PostForm>
        }
    })
}
