//! `/commitments/{ref}/edit`: rewording a commitment. What was confirmed lapses, and the page says so first.

use entities::{
    Refusal,
    agreement::read::ChoicesOf,
    commitment::{Confirmation, deeds::EditCommitment, read::CommitmentPage},
};
use leptos::prelude::*;

use super::wording::{WordingFields, filled, read_wording};
use crate::{
    agreements::not_open,
    http::{Answer, Ask, Page, Typed, see_other},
    ui::{Button, InsetText, PostForm, WarningText},
};

/// The form, as the commitment is.
pub async fn page(ask: Ask) -> Answer {
    show(&ask, &Typed::empty()).await
}

/// Saves the wording.
pub async fn post(ask: Ask, typed: Typed) -> Answer {
    match edit(&ask, &typed).await {
        Ok(()) => {
            let made = ask.register.read(&ask.viewer, &CommitmentPage(ask.made()?)).await?.edition;
            let edition = if made > 1 { format!("?edition={made}") } else { String::new() };
            see_other(format!("/commitments/{}{edition}", ask.reference()?.in_address()))
        }
        Err(refusal) => show(&ask, &typed.refused(refusal)?).await,
    }
}

async fn edit(ask: &Ask, typed: &Typed) -> Result<(), Refusal> {
    let (actor, commitment) = (ask.actor(typed)?, ask.reference()?);
    let mut read = typed.read();
    let seen = read.seen();
    let wording = read_wording(&mut read);
    let deed = read.finish(|| Some(EditCommitment { commitment, seen: seen?, wording: wording? }))?;
    ask.register.change(&actor, &deed).await.map(|_| ())
}

async fn show(ask: &Ask, typed: &Typed) -> Answer {
    let page = ask.register.read(&ask.viewer, &CommitmentPage(ask.made()?)).await?;
    if !page.may_draft {
        let why = "Commitments are worded by the lead commissioner and the coordinator, before it goes for approval";
        return Err(not_open(Some(page.state), why).into());
    }
    let choices = ask.register.read(&ask.viewer, &ChoicesOf(page.row.agreement.clone())).await?;
    let action = ask.path().to_owned();
    let filled = filled(&page.commitment, &page.anchor);
    let reference = page.row.reference.to_string();
    Page::new(format!("Reword {reference}"))
        .heading("Reword the commitment")
        .caption(reference.clone())
        .crumb("Commitments", "/commitments")
        .crumb(reference, format!("/commitments/{}", page.row.reference.in_address()))
        .typed(typed)
        .show(move || {
            let commitment = page.commitment;
            let proposed = commitment.proposed_words.map(|words| {
                view! { <InsetText><strong>{page.row.owner.name.clone()}</strong>" would confirm: " {words}</InsetText> }
            });
            let lapses = (commitment.confirmation != Confirmation::Proposed).then(|| {
                view! { <WarningText text="If you change statement, measure, target or due date, its owner is asked again." /> }
            });
            view! {
                {proposed}
                {lapses}
                <PostForm action seen=commitment.version filled>
                    <WordingFields choices/>
                    <Button>"Save the wording"</Button>
                </PostForm>
            }
        })
}
