//! `/services/new`: adding a service.

use entities::values::Reference;
use leptos::prelude::*;

use super::fields::service;
use crate::{
    form::{self, Said, Saved, submitted},
    http::{Answer, Ask, Page, Typed},
    ui::{Button, PostForm, Seen},
};

/// The form.
pub async fn page(_: Ask) -> Answer {
    show(&Typed::filled([("published", "yes".to_owned())]))
}

/// Adds it and shows it.
pub async fn post(ask: Ask, typed: Typed) -> Answer {
    let deed = async { form::read(&typed, |fields| service(fields, None)) };
    let added =
        |reference: Reference| Saved::at(format!("/services/{}", reference.in_address())).saying(Said::SERVICE_SAVED);
    submitted(&ask, &typed, deed, added, async |typed| show(typed)).await
}

fn show(typed: &Typed) -> Answer {
    Page::new("Add a service").crumb("Services", "/services").typed(typed).show(|| {
        view! {
            <PostForm action="/services/new" seen=Seen::Nothing>
                {form::shown(None, |fields| service(fields, None))}
                <Button>"Save the service"</Button>
            </PostForm>
        }
    })
}
