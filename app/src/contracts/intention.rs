//! `/contracts/{ref}/intention`: a commissioner says what is to become of the work when a contract ends.

use entities::contract::{
    Intention,
    deeds::Intend,
    read::{ContractPage, Ending},
};
use leptos::prelude::*;

use crate::{
    form::{self, Fields, Said, Saved, submitted},
    http::{Answer, Ask, Page, Typed},
    ui::{Button, PostForm},
};

/// The form as it is filled now.
pub async fn page(ask: Ask) -> Answer {
    show(&ask, &Typed::empty()).await
}

/// Says it.
pub async fn post(ask: Ask, typed: Typed) -> Answer {
    let contract = ask.reference()?;
    let saved = Saved::at(format!("/contracts/{}", contract.in_address())).saying(Said::INTENTION_SAVED);
    let deed = async {
        let (intention, note) = form::read(&typed, intention)?;
        Ok(Intend { contract, seen: typed.seen()?, intention, note })
    };
    submitted(&ask, &typed, deed, |()| saved, async |typed| show(&ask, typed).await).await
}

fn intention(fields: &mut Fields<'_, Ending>) -> Option<(Intention, String)> {
    let legend = "What is to become of the work when the contract ends?";
    let intention = fields.word::<Intention>("intention", legend).radios();
    let intention = intention.hint("Providers read it on the list of contracts that end").from(|of| of.intention);
    let intention = intention.required("Choose what is to become of the work");
    let note = fields.area("note", "What else should they know? (optional)", 3);
    let note = note.from(|of| of.intention_note.clone()).optional();
    Some((intention?, note?))
}

async fn show(ask: &Ask, typed: &Typed) -> Answer {
    let page = ask.register.read(&ask.viewer, &ContractPage(ask.reference()?)).await?;
    let (contract, ending) = (page.contract, page.ending);
    let (seen, filled) = (contract.version, form::filled(&ending, intention));
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
                    {form::shown(Some(&ending), intention)}
                    <Button>"Save"</Button>
                </PostForm>
            }
        })
}
