//! `/tenders/{ref}/events/new`: a commissioner adds an event.

use entities::procurement::read::ProcurementPage;
use leptos::prelude::*;

use super::{
    event_fields::event,
    frame::{address, below, saved},
};
use crate::{
    form::{self, Said, submitted},
    http::{Answer, Ask, Typed},
    ui::{Button, PostForm, Seen},
};

/// The form.
pub async fn page(ask: Ask) -> Answer {
    show(&ask, &Typed::empty()).await
}

/// Adds it.
pub async fn post(ask: Ask, typed: Typed) -> Answer {
    let (procurement, saved) = (ask.reference()?, saved(&ask, Said::EVENT_ADDED)?);
    let deed = async { form::read(&typed, |fields| event(fields, procurement, None)) };
    submitted(&ask, &typed, deed, |_| saved, async |typed| show(&ask, typed).await).await
}

async fn show(ask: &Ask, typed: &Typed) -> Answer {
    let page = ask.register.read(&ask.viewer, &ProcurementPage(ask.reference()?)).await?;
    let action = format!("{}/events/new", address(&page));
    let procurement = page.procurement.reference.clone();
    below("Add an event", &page).typed(typed).show(move || {
        view! {
            <PostForm action seen=Seen::Nothing>
                {form::shown(None, |fields| event(fields, procurement, None))}
                <Button>"Add the event"</Button>
            </PostForm>
        }
    })
}
