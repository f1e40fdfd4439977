//! `/agreements/{ref}/details`: changing the frame of an agreement while it is being drafted.

use entities::{Refusal, agreement::deeds::EditAgreement, organisation::read::Named};
use http::StatusCode;
use leptos::prelude::*;

use super::{
    edition_line::made_address,
    frame::{FrameFields, coordinators, read_frame},
    head,
};
use crate::{
    http::{Answer, Ask, Typed, see_other},
    ui::{Button, PostForm, TextInput, WarningText, day_values},
};

/// The form, as the agreement is.
pub async fn page(ask: Ask) -> Answer {
    let overview = ask.register.agreement(&ask.viewer, ask.made()?).await?;
    let agreement = &overview.agreement;
    let values = [
        (Typed::SEEN, agreement.version.to_string()),
        ("title", agreement.title.clone()),
        ("binding", if agreement.binding { "yes" } else { "no" }.to_owned()),
        ("coordinator", overview.coordinator.as_ref().map(Named::in_field).unwrap_or_default()),
        ("aims", agreement.aims.clone()),
    ];
    let values = values.map(|(name, value)| (name.to_owned(), value)).into_iter();
    let term = [day_values("starts", agreement.starts), day_values("ends", agreement.ends)].concat();
    show(&ask, &Typed::filled(values.chain(term))).await
}

/// Saves it.
pub async fn post(ask: Ask, typed: Typed) -> Answer {
    match edit(&ask, &typed).await {
        Ok(()) => see_other(made_address(&ask, "").await?),
        Err(refusal) => show(&ask, &typed.refused(refusal)?).await,
    }
}

async fn edit(ask: &Ask, typed: &Typed) -> Result<(), Refusal> {
    let (actor, agreement) = (ask.actor(typed)?, ask.reference()?);
    let mut read = typed.read();
    let seen = read.seen();
    let title = read.required("title", "Enter a title");
    let frame = read_frame(ask, &mut read).await?;
    let deed = read.finish(|| {
        let (seen, title, frame) = (seen?, title?, frame?);
        Some(EditAgreement {
            agreement,
            seen,
            title,
            binding: frame.binding,
            coordinator: frame.coordinator,
            starts: frame.starts,
            ends: frame.ends,
            aims: frame.aims,
        })
    })?;
    ask.register.change(&actor, &deed).await
}

async fn show(ask: &Ask, typed: &Typed) -> Answer {
    let overview = ask.register.agreement(&ask.viewer, ask.made()?).await?;
    if !overview.may_draft {
        let why = "The details are changed by the lead commissioner and the coordinator, before it goes for approval";
        return Err(Refusal::Forbidden { why: why.into() }.into());
    }
    let names = coordinators(ask).await?;
    let stale = typed.status() == StatusCode::CONFLICT;
    let seen = overview.agreement.version;
    let action = ask.path().to_owned();
    head::task(&overview, "Change the details").typed(typed).show(move || {
        let warning = "It was changed meanwhile. To save yours in its place, press the button again.";
        view! {
            {stale.then(|| view! { <WarningText text=warning/> })}
            <PostForm action seen>
                <TextInput name="title" label="Title"/>
                <FrameFields names/>
                <Button>"Save the details"</Button>
            </PostForm>
        }
    })
}
