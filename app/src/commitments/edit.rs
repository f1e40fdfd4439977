//! `/commitments/{ref}/edit`: rewording a commitment. What was confirmed lapses, and the page says so first.

use entities::{
    agreement::read::{Choices, ChoicesOf},
    commitment::{Confirmation, deeds::EditCommitment, read::CommitmentPage},
};
use leptos::prelude::*;

use super::wording::wording;
use crate::{
    agreements::not_open,
    form::{self, Said, Saved, submitted_to},
    http::{Answer, Ask, Page, Typed},
    ui::{Button, InsetText, PostForm, WarningText},
};

/// The form, as the commitment is.
pub async fn page(ask: Ask) -> Answer {
    show(&ask, &Typed::empty()).await
}

/// Saves the wording.
pub async fn post(ask: Ask, typed: Typed) -> Answer {
    let deed = async {
        let (commitment, seen) = (ask.reference()?, typed.seen()?);
        let wording = form::read(&typed, |fields| wording(fields, &Choices::default()))?;
        Ok(EditCommitment { commitment, seen, wording })
    };
    let saved = async |_| {
        let made = ask.register.read(&ask.viewer, &CommitmentPage(ask.made()?)).await?.edition;
        let edition = if made > 1 { format!("?edition={made}") } else { String::new() };
        let address = format!("/commitments/{}{edition}", ask.reference()?.in_address());
        Ok(Saved::at(address).saying(Said::WORDING_SAVED))
    };
    submitted_to(&ask, &typed, deed, saved, async |typed| show(&ask, typed).await).await
}

async fn show(ask: &Ask, typed: &Typed) -> Answer {
    let page = ask.register.read(&ask.viewer, &CommitmentPage(ask.made()?)).await?;
    if !page.may_draft {
        let why = "Commitments are worded by the lead commissioner and the coordinator, before it goes for approval";
        return Err(not_open(Some(page.state), why).into());
    }
    let choices = ask.register.read(&ask.viewer, &ChoicesOf(page.row.agreement.clone())).await?;
    let action = ask.path().to_owned();
    let filled = form::filled(&page, |fields| wording(fields, &choices));
    let reference = page.row.reference.to_string();
    Page::new(format!("Reword {reference}"))
        .heading("Reword the commitment")
        .caption(reference.clone())
        .crumb("Commitments", "/commitments")
        .crumb(reference, format!("/commitments/{}", page.row.reference.in_address()))
        .typed(typed)
        .show(move || {
            let commitment = &page.commitment;
            let owner = page.row.owner.name.clone();
            let proposed = commitment.proposed_words.clone().map(|words| {
                view! { <InsetText><strong>{owner}</strong>" would confirm: " {words}</InsetText> }
            });
            let lapses = (commitment.confirmation != Confirmation::Proposed).then(|| {
                view! { <WarningText text="If you change statement, measure, target or due date, its owner is asked again." /> }
            });
            view! {
                {proposed}
                {lapses}
                <PostForm action seen=commitment.version filled>
                    {form::shown(Some(&page), |fields| wording(fields, &choices))}
                    <Button>"Save the wording"</Button>
                </PostForm>
            }
        })
}
