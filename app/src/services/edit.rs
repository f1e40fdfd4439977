//! `/services/{ref}/edit`: changing a service.

use entities::{Refusal, service::read::ServicePage};
use leptos::prelude::*;

use super::fields::{ServiceFields, filled, read};
use crate::{
    http::{Answer, Ask, Page, Typed, see_other},
    ui::{Button, PostForm},
};

/// The form, as the service is.
pub async fn page(ask: Ask) -> Answer {
    show(&ask, &Typed::empty()).await
}

/// Saves it.
pub async fn post(ask: Ask, typed: Typed) -> Answer {
    let saved = match (read(&typed, Some(ask.reference()?)), ask.actor(&typed)) {
        (Ok(deed), Ok(actor)) => ask.register.change(&actor, &deed).await,
        (Err(refusal), _) | (_, Err(refusal)) => Err(refusal),
    };
    match saved {
        Ok(reference) => see_other(format!("/services/{}", reference.in_address())),
        Err(refusal) => show(&ask, &typed.refused(refusal)?).await,
    }
}

async fn show(ask: &Ask, typed: &Typed) -> Answer {
    let page = ask.register.read(&ask.viewer, &ServicePage(ask.reference()?)).await?;
    if !page.may_keep {
        return Err(Refusal::Forbidden { why: "Services are kept by commissioners".into() }.into());
    }
    let (seen, filled) = (page.service.version, filled(&page.service));
    let action = ask.path().to_owned();
    let name = page.service.name;
    Page::new(format!("Change {name}"))
        .heading("Change the service")
        .crumb("Services", "/services")
        .crumb(name, format!("/services/{}", page.service.reference.in_address()))
        .typed(typed)
        .show(move || {
            view! {
                <PostForm action seen filled>
                    <ServiceFields/>
                    <Button>"Save the service"</Button>
                </PostForm>
            }
        })
}
