//! `/tenders/new`: a commissioner adds a procurement by hand.

use entities::{organisation::read::OrganisationNames, procurement::State, service::read::ServiceChoices};
use leptos::prelude::*;

use super::fields::{ProcurementFields, write};
use crate::{
    http::{Answer, Ask, Page, Typed, see_other},
    ui::{Button, Hidden, InsetText, PostForm, Seen},
};

/// The form; the acting organisation buys unless somebody else is named.
pub async fn page(ask: Ask) -> Answer {
    let buyer = ask.person()?.organisation.name.clone();
    // The pipeline comes with what it knows of the contract that ends or the service that is to be changed.
    let said = |name: &str| ask.query().get(name).unwrap_or_default().to_owned();
    let values = [
        ("buyer", buyer),
        ("published", "yes".into()),
        ("in_scope", "yes".into()),
        ("state", "planned".into()),
        ("title", said("title")),
        ("service", said("service")),
        ("follows", said("follows")),
    ];
    show(&ask, &Typed::filled(values)).await
}

/// Adds it and shows it.
pub async fn post(ask: Ask, typed: Typed) -> Answer {
    match write(&ask, &typed, None).await {
        Ok(reference) => see_other(format!("/tenders/{}?saved", reference.in_address())),
        Err(refusal) => show(&ask, &typed.refused(refusal)?).await,
    }
}

async fn show(ask: &Ask, typed: &Typed) -> Answer {
    let services = ask.register.read(&ask.viewer, &ServiceChoices).await?;
    let names = ask.register.read(&ask.viewer, &OrganisationNames(&[])).await?;
    let follows = typed.get("follows").to_owned();
    Page::new("Add a procurement").crumb("Tenders", "/tenders").typed(typed).show(move || {
        let says =
            (!follows.is_empty()).then(|| view! { <InsetText>{format!("It is to follow {follows}.")}</InsetText> });
        view! {
            {says}
            <PostForm action="/tenders/new" seen=Seen::Nothing>
                <Hidden name="follows" value=follows/>
                <ProcurementFields services names states=State::ALL/>
                <Button>"Save the procurement"</Button>
            </PostForm>
        }
    })
}
