//! `/funding/{ref}/edit`: changing a funding line. A changed amount asks its party again.

use entities::{
    Refusal,
    funding::{deeds::EditFunding, read::LineOf},
};
use leptos::prelude::*;

use super::{
    figures::{FigureFields, filled, read_figures},
    new::payable,
};
use crate::{
    agreements::not_open,
    http::{Answer, Ask, Page, Typed, see_other},
    ui::{Button, PostForm, WarningText},
};

/// The form, as the line is.
pub async fn page(ask: Ask) -> Answer {
    show(&ask, &Typed::empty()).await
}

/// Saves the figures.
pub async fn post(ask: Ask, typed: Typed) -> Answer {
    match edit(&ask, &typed).await {
        Ok(()) => {
            let made = ask.register.read(&ask.viewer, &LineOf(ask.made()?)).await?.edition.unwrap_or(1);
            let edition = if made > 1 { format!("?edition={made}") } else { String::new() };
            see_other(format!("/funding/{}{edition}", ask.reference()?.in_address()))
        }
        Err(refusal) => show(&ask, &typed.refused(refusal)?).await,
    }
}

async fn edit(ask: &Ask, typed: &Typed) -> Result<(), Refusal> {
    let (actor, line) = (ask.actor(typed)?, ask.reference()?);
    let page = ask.register.read(&ask.viewer, &LineOf(ask.made()?)).await?;
    let commitments = match &page.agreement {
        Some(agreement) => payable(ask, agreement).await?,
        None => Vec::new(),
    };
    let mut read = typed.read();
    let seen = read.seen();
    let figures = read_figures(&mut read, &commitments);
    let deed = read.finish(|| Some(EditFunding { line, seen: seen?, figures: figures? }))?;
    ask.register.change(&actor, &deed).await
}

async fn show(ask: &Ask, typed: &Typed) -> Answer {
    let page = ask.register.read(&ask.viewer, &LineOf(ask.made()?)).await?;
    if !page.may_draft {
        let why = "Money is changed by the lead commissioner and the coordinator, before it goes for approval";
        return Err(not_open(page.state, why).into());
    }
    let commitments = match &page.agreement {
        Some(agreement) => payable(ask, agreement).await?,
        None => Vec::new(),
    };
    let action = ask.path().to_owned();
    let filled = filled(&page.line);
    let line = page.line.line;
    let reference = line.reference.to_string();
    Page::new(format!("Change {reference}"))
        .heading("Change the money")
        .caption(reference.clone())
        .crumb("Money", "/funding")
        .crumb(reference, format!("/funding/{}", line.reference.in_address()))
        .typed(typed)
        .show(move || {
            view! {
                <WarningText text="If you change anything, its party is asked again whether it accepts it."/>
                <PostForm action seen=line.version filled>
                    <FigureFields commitments/>
                    <Button>"Save the money"</Button>
                </PostForm>
            }
        })
}
