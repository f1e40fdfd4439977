//! `/funding/{ref}/edit`: changing a funding line. A changed amount asks its party again.

use entities::{
    Refusal,
    commitment::read::Row,
    funding::{
        deeds::EditFunding,
        read::{LineOf, LinePage},
    },
};
use leptos::prelude::*;

use super::{figures::figures, new::payable};
use crate::{
    agreements::not_open,
    form::{self, Said, Saved, submitted_to},
    http::{Answer, Ask, Page, Typed},
    ui::{Button, PostForm, WarningText},
};

/// The form, as the line is.
pub async fn page(ask: Ask) -> Answer {
    show(&ask, &Typed::empty()).await
}

/// Saves the figures.
pub async fn post(ask: Ask, typed: Typed) -> Answer {
    let deed = async {
        let (line, seen) = (ask.reference()?, typed.seen()?);
        let page = ask.register.read(&ask.viewer, &LineOf(ask.made()?)).await?;
        let commitments = payable_of(&ask, &page).await?;
        Ok(EditFunding { line, seen, figures: form::read(&typed, |fields| figures(fields, &commitments))? })
    };
    let saved = async |()| {
        let made = ask.register.read(&ask.viewer, &LineOf(ask.made()?)).await?.edition.unwrap_or(1);
        let edition = if made > 1 { format!("?edition={made}") } else { String::new() };
        let address = format!("/funding/{}{edition}", ask.reference()?.in_address());
        Ok(Saved::at(address).saying(Said::MONEY_SAVED))
    };
    submitted_to(&ask, &typed, deed, saved, async |typed| show(&ask, typed).await).await
}

/// What the line can pay for.
async fn payable_of(ask: &Ask, page: &LinePage) -> Result<Vec<Row>, Refusal> {
    match &page.agreement {
        Some(agreement) => payable(ask, agreement).await,
        None => Ok(Vec::new()),
    }
}

async fn show(ask: &Ask, typed: &Typed) -> Answer {
    let page = ask.register.read(&ask.viewer, &LineOf(ask.made()?)).await?;
    if !page.may_draft {
        let why = "Money is changed by the lead commissioner and the coordinator, before it goes for approval";
        return Err(not_open(page.state, why).into());
    }
    let commitments = payable_of(ask, &page).await?;
    let action = ask.path().to_owned();
    let filled = form::filled(&page.line, |fields| figures(fields, &commitments));
    let line = page.line.line.clone();
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
                    {form::shown(Some(&page.line), |fields| figures(fields, &commitments))}
                    <Button>"Save the money"</Button>
                </PostForm>
            }
        })
}
