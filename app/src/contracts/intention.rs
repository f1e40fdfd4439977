//! `/contracts/{ref}/intention`: a commissioner says what is to become of the work when a contract ends.

use entities::{
    Refusal,
    contract::{Intention, deeds::Intend, read::ContractPage},
};
use leptos::prelude::*;

use crate::{
    http::{Answer, Ask, Page, Typed, see_other},
    ui::{Button, Choice, PostForm, Radios, TextArea},
};

/// The form as it is filled now.
pub async fn page(ask: Ask) -> Answer {
    show(&ask, &Typed::empty()).await
}

/// Says it.
pub async fn post(ask: Ask, typed: Typed) -> Answer {
    match intend(&ask, &typed).await {
        Ok(()) => see_other(format!("/contracts/{}?intended", ask.reference()?.in_address())),
        Err(refusal) => show(&ask, &typed.refused(refusal)?).await,
    }
}

async fn intend(ask: &Ask, typed: &Typed) -> Result<(), Refusal> {
    let (actor, contract) = (ask.actor(typed)?, ask.reference()?);
    let mut read = typed.read();
    let intention = read.word::<Intention>("intention", "Choose what is to become of the work");
    let note = read.text("note").to_owned();
    let seen = read.seen();
    let deed = read.finish(|| Some(Intend { contract, seen: seen?, intention: intention?, note }))?;
    ask.register.change(&actor, &deed).await
}

async fn show(ask: &Ask, typed: &Typed) -> Answer {
    let page = ask.register.read(&ask.viewer, &ContractPage(ask.reference()?)).await?;
    let (contract, ending) = (page.contract, page.ending);
    let values = [("intention", ending.intention.code().to_owned()), ("note", ending.intention_note)];
    let (seen, filled) = (contract.version, Typed::filled(values));
    let (action, title) = (ask.path().to_owned(), contract.title);
    Page::new(format!("What follows: {title}"))
        .heading("What follows this contract?")
        .caption(title.clone())
        .crumb("Contracts", "/contracts")
        .crumb(title, format!("/contracts/{}", contract.reference.in_address()))
        .typed(typed)
        .show(move || {
            view! {
                <PostForm action seen filled>
                    <Radios
                        name="intention"
                        legend="What is to become of the work when the contract ends?"
                        hint="Providers read it on the list of contracts that end"
                        choices={Choice::words::<Intention>()}
                    />
                    <TextArea name="note" label="What else should they know? (optional)" rows=3/>
                    <Button>"Save"</Button>
                </PostForm>
            }
        })
}
