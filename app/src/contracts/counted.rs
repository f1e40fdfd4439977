//! `/contracts/{ref}/measures/{id}`: saying whether a measure counts children, of which small numbers are hidden.

use entities::{
    Refusal,
    contract::{
        deeds::SayWhatIsCounted,
        read::{ContractPage, MeasureRow},
    },
};
use leptos::prelude::*;

use super::measure::{CountedFields, choice, counted};
use crate::{
    http::{Answer, Ask, Page, Typed, see_other},
    ui::{Button, PostForm},
};

/// The form.
pub async fn page(ask: Ask) -> Answer {
    show(&ask, &Typed::empty()).await
}

/// Saves it.
pub async fn post(ask: Ask, typed: Typed) -> Answer {
    match say(&ask, &typed).await {
        Ok(()) => see_other(format!("/contracts/{}", ask.reference()?.in_address())),
        Err(refusal) => show(&ask, &typed.refused(refusal)?).await,
    }
}

async fn say(ask: &Ask, typed: &Typed) -> Result<(), Refusal> {
    let (actor, contract) = (ask.actor(typed)?, ask.reference()?);
    let measure = ask.param("id").parse().map_err(|_| Refusal::NotFound)?;
    let mut read = typed.read();
    let seen = read.seen();
    let counted = counted(&mut read);
    let (seen, (counts_children, zero_may_be_shown)) = read.finish(|| Some((seen?, counted?)))?;
    let deed = SayWhatIsCounted { contract, measure, seen, counts_children, zero_may_be_shown };
    ask.register.change(&actor, &deed).await
}

async fn show(ask: &Ask, typed: &Typed) -> Answer {
    let page = ask.register.read(&ask.viewer, &ContractPage(ask.reference()?)).await?;
    let id = ask.param("id").parse::<i64>().map_err(|_| Refusal::NotFound)?;
    let found = page.measures.into_iter().find(|row| row.measure.id == id);
    let MeasureRow { measure, .. } = found.ok_or(Refusal::NotFound)?;
    let (action, title) = (ask.path().to_owned(), page.contract.title);
    Page::new(format!("What is counted: {}", measure.statement))
        .heading("What is counted")
        .caption(measure.statement)
        .crumb("Contracts", "/contracts")
        .crumb(title, format!("/contracts/{}", page.contract.reference.in_address()))
        .typed(typed)
        .show(move || {
            let now = choice(measure.counts_children, measure.zero_may_be_shown);
            let filled = Typed::filled([("counts", now.to_owned())]);
            view! {
                <PostForm action seen=measure.version filled>
                    <CountedFields/>
                    <Button>"Save"</Button>
                </PostForm>
            }
        })
}
