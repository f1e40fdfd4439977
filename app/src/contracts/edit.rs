//! `/contracts/{ref}/edit`: changing a contract.

use entities::{Refusal, contract::read::ContractPage, values::Reference};
use leptos::prelude::*;

use super::fields::{Offered, Written, contract};
use crate::{
    form::{self, Said, Saved, submitted},
    http::{Answer, Ask, Page, Typed},
    ui::{Button, PostForm},
};

/// The form, as the contract is.
pub async fn page(ask: Ask) -> Answer {
    show(&ask, &Typed::empty()).await
}

/// Saves it.
pub async fn post(ask: Ask, typed: Typed) -> Answer {
    let deed = async {
        let existing = Some((ask.reference()?, typed.seen()?));
        form::read(&typed, |fields| contract(fields, Offered::default(), existing))?.found(&ask).await
    };
    submitted(&ask, &typed, deed, saved, async |typed| show(&ask, typed).await).await
}

/// On to the contract, which is saved.
pub fn saved(reference: Reference) -> Saved {
    Saved::at(format!("/contracts/{}", reference.in_address())).saying(Said::CONTRACT_SAVED)
}

async fn show(ask: &Ask, typed: &Typed) -> Answer {
    let page = ask.register.read(&ask.viewer, &ContractPage(ask.reference()?)).await?;
    if !page.may_keep {
        return Err(Refusal::Forbidden { why: "Contracts are kept by commissioners".into() }.into());
    }
    let (offered, was) = (Offered::by(ask).await?, Written::of(&page));
    let (seen, filled) =
        (page.contract.version, form::filled(&was, |fields| contract(fields, Offered::default(), None)));
    let (action, title) = (ask.path().to_owned(), page.contract.title);
    Page::new(format!("Change {title}"))
        .heading("Change the contract")
        .crumb("Contracts", "/contracts")
        .crumb(title, format!("/contracts/{}", page.contract.reference.in_address()))
        .typed(typed)
        .show(move || {
            view! {
                <PostForm action seen filled>
                    {form::shown(Some(&was), |fields| contract(fields, offered, None))}
                    <Button>"Save the contract"</Button>
                </PostForm>
            }
        })
}
