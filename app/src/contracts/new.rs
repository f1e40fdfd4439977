//! `/contracts/new`: adding a contract.

use leptos::prelude::*;

use super::{
    edit::saved,
    fields::{Offered, contract},
};
use crate::{
    form::{self, submitted},
    http::{Answer, Ask, Page, Typed},
    ui::{Button, PostForm, Seen},
};

/// The form; the acting organisation buys unless somebody else is named.
pub async fn page(ask: Ask) -> Answer {
    let buyer = ask.person()?.organisation.name.clone();
    show(&ask, &Typed::filled([("buyer", buyer), ("published", "yes".into()), ("state", "active".into())])).await
}

/// Adds it and shows it.
pub async fn post(ask: Ask, typed: Typed) -> Answer {
    let deed = async { form::read(&typed, |fields| contract(fields, Offered::default(), None))?.found(&ask).await };
    submitted(&ask, &typed, deed, saved, async |typed| show(&ask, typed).await).await
}

async fn show(ask: &Ask, typed: &Typed) -> Answer {
    let offered = Offered::by(ask).await?;
    Page::new("Add a contract").crumb("Contracts", "/contracts").typed(typed).show(move || {
        view! {
            <PostForm action="/contracts/new" seen=Seen::Nothing>
                {form::shown(None, |fields| contract(fields, offered, None))}
                <Button>"Save the contract"</Button>
            </PostForm>
        }
    })
}
