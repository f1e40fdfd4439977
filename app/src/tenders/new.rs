//! `/tenders/new`: a commissioner adds a procurement by hand.

use entities::{procurement::State, values::Reference};
use leptos::prelude::*;

use super::{
    edit::saved,
    fields::{procurement, written},
};
use crate::{
    contracts::fields::Offered,
    form::{self, submitted},
    http::{Answer, Ask, Page, Typed},
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
    let deed = async {
        let mut read = typed.read();
        let follows = read.optional("follows", str::parse::<Reference>);
        let mut deed = written(&ask, &typed, None).await?;
        deed.follows = read.finish(|| follows)?;
        Ok(deed)
    };
    submitted(&ask, &typed, deed, saved, async |typed| show(&ask, typed).await).await
}

async fn show(ask: &Ask, typed: &Typed) -> Answer {
    let offered = Offered::by(ask).await?;
    let follows = typed.get("follows").to_owned();
    Page::new("Add a procurement").crumb("Tenders", "/tenders").typed(typed).show(move || {
        let says =
            (!follows.is_empty()).then(|| view! { <InsetText>{format!("It is to follow {follows}.")}</InsetText> });
        view! {
            {says}
            <PostForm action="/tenders/new" seen=Seen::Nothing>
                <Hidden name="follows" value=follows/>
                {form::shown(None, |fields| procurement(fields, offered, State::ALL, None))}
                <Button>"Save the procurement"</Button>
            </PostForm>
        }
    })
}
