//! `/services/new`: adding a service.

use leptos::prelude::*;

use super::fields::{ServiceFields, read};
use crate::{
    http::{Answer, Ask, Page, Typed, see_other},
    ui::{Button, PostForm, Seen},
};

/// The form.
pub async fn page(ask: Ask) -> Answer {
    show(&ask, &Typed::filled([("published", "yes".to_owned())])).await
}

/// Adds it and shows it.
pub async fn post(ask: Ask, typed: Typed) -> Answer {
    let written = match (read(&typed, None), ask.actor(&typed)) {
        (Ok(deed), Ok(actor)) => ask.register.change(&actor, &deed).await,
        (Err(refusal), _) | (_, Err(refusal)) => Err(refusal),
    };
    match written {
        Ok(reference) => see_other(format!("/services/{}", reference.in_address())),
        Err(refusal) => show(&ask, &typed.refused(refusal)?).await,
    }
}

async fn show(_: &Ask, typed: &Typed) -> Answer {
    Page::new("Add a service").crumb("Services", "/services").typed(typed).show(|| {
        view! {
            <PostForm action="/services/new" seen=Seen::Nothing>
                <ServiceFields/>
                <Button>"Save the service"</Button>
            </PostForm>
        }
    })
}
