//! `/services/{ref}/edit`: changing a service.

use entities::{Refusal, service::read::ServicePage};
use leptos::prelude::*;

use super::fields::service;
use crate::{
    form::{self, Said, Saved, submitted},
    http::{Answer, Ask, Page, Typed},
    ui::{Button, PostForm},
};

/// The form, as the service is.
pub async fn page(ask: Ask) -> Answer {
    show(&ask, &Typed::empty()).await
}

/// Saves it.
pub async fn post(ask: Ask, typed: Typed) -> Answer {
    let deed = async {
        let existing = Some((ask.reference()?, typed.seen()?));
        form::read(&typed, |fields| service(fields, existing))
    };
    let saved = |reference: entities::values::Reference| {
        Saved::at(format!("/services/{}", reference.in_address())).saying(Said::SERVICE_SAVED)
    };
    submitted(&ask, &typed, deed, saved, async |typed| show(&ask, typed).await).await
}

async fn show(ask: &Ask, typed: &Typed) -> Answer {
    let page = ask.register.read(&ask.viewer, &ServicePage(ask.reference()?)).await?;
    if !page.may_keep {
        return Err(Refusal::Forbidden { why: "Services are kept by commissioners".into() }.into());
    }
    let was = page.service;
    let (seen, filled) = (was.version, form::filled(&was, |fields| service(fields, None)));
    let action = ask.path().to_owned();
    Page::new(format!("Change {}", was.name))
        .heading("Change the service")
        .crumb("Services", "/services")
        .crumb(was.name.clone(), format!("/services/{}", was.reference.in_address()))
        .typed(typed)
        .show(move || {
            view! {
                <PostForm action seen filled>
                    {form::shown(Some(&was), |fields| service(fields, None))}
                    <Button>"Save the service"</Button>
                </PostForm>
            }
        })
}
