//! `/contracts/{ref}/edit`: changing a contract.

use entities::{
    Refusal, contract::read::ContractPage, organisation::read::OrganisationNames, service::read::ServiceChoices,
};
use leptos::prelude::*;

use super::fields::{ContractFields, filled, write};
use crate::{
    http::{Answer, Ask, Page, Typed, see_other},
    ui::{Button, PostForm},
};

/// The form, as the contract is.
pub async fn page(ask: Ask) -> Answer {
    show(&ask, &Typed::empty()).await
}

/// Saves it.
pub async fn post(ask: Ask, typed: Typed) -> Answer {
    match write(&ask, &typed, Some(ask.reference()?)).await {
        Ok(reference) => see_other(format!("/contracts/{}", reference.in_address())),
        Err(refusal) => show(&ask, &typed.refused(refusal)?).await,
    }
}

async fn show(ask: &Ask, typed: &Typed) -> Answer {
    let page = ask.register.read(&ask.viewer, &ContractPage(ask.reference()?)).await?;
    if !page.may_keep {
        return Err(Refusal::Forbidden { why: "Contracts are kept by commissioners".into() }.into());
    }
    let services = ask.register.read(&ask.viewer, &ServiceChoices).await?;
    let names = ask.register.read(&ask.viewer, &OrganisationNames(&[])).await?;
    let (seen, filled) = (page.contract.version, filled(&page));
    let (action, title) = (ask.path().to_owned(), page.contract.title);
    Page::new(format!("Change {title}"))
        .heading("Change the contract")
        .crumb("Contracts", "/contracts")
        .crumb(title, format!("/contracts/{}", page.contract.reference.in_address()))
        .typed(typed)
        .show(move || {
            view! {
                <PostForm action seen filled>
                    <ContractFields services names/>
                    <Button>"Save the contract"</Button>
                </PostForm>
            }
        })
}
