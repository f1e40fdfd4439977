//! `/tenders/{ref}/events/new`: a commissioner adds an event.

use entities::procurement::read::ProcurementPage;
use leptos::prelude::*;

use super::{
    event_fields::{EventFields, write},
    frame::{address, below},
};
use crate::{
    http::{Answer, Ask, Typed, see_other},
    ui::{Button, PostForm, Seen},
};

/// The form.
pub async fn page(ask: Ask) -> Answer {
    show(&ask, &Typed::empty()).await
}

/// Adds it.
pub async fn post(ask: Ask, typed: Typed) -> Answer {
    match write(&ask, &typed, None).await {
        Ok(_) => see_other(format!("/tenders/{}?added", ask.reference()?.in_address())),
        Err(refusal) => show(&ask, &typed.refused(refusal)?).await,
    }
}

async fn show(ask: &Ask, typed: &Typed) -> Answer {
    let page = ask.register.read(&ask.viewer, &ProcurementPage(ask.reference()?)).await?;
    let action = format!("{}/events/new", address(&page));
    below("Add an event", &page).typed(typed).show(move || {
        view! {
            <PostForm action seen=Seen::Nothing>
                <EventFields/>
                <Button>"Add the event"</Button>
            </PostForm>
        }
    })
}
