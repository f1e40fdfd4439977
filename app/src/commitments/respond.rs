//! `/commitments/{ref}/respond`: the owner answers the statement and each cost of its own.

use entities::{Refusal, commitment::read::CommitmentPage};
use leptos::prelude::*;

use super::answer::{AnswerFields, Answered, read_answer, says};
use crate::{
    agreements::not_open,
    http::{Answer, Ask, Page, Typed, see_other},
    ui::{Button, PostForm},
};

/// The form.
pub async fn page(ask: Ask) -> Answer {
    show(&ask, &Typed::empty()).await
}

/// Answers, and goes back to what waits.
pub async fn post(ask: Ask, typed: Typed) -> Answer {
    match answer(&ask, &typed).await {
        Ok(()) => see_other("/work"),
        Err(refusal) => show(&ask, &typed.refused(refusal)?).await,
    }
}

async fn answer(ask: &Ask, typed: &Typed) -> Result<(), Refusal> {
    let (actor, commitment) = (ask.actor(typed)?, ask.reference()?);
    let mut read = typed.read();
    let answer = read_answer(&mut read, commitment)?;
    let deed = read.finish(|| answer)?;
    ask.register.change(&actor, &deed).await.map(|_| ())
}

async fn show(ask: &Ask, typed: &Typed) -> Answer {
    let shown = ask.register.read(&ask.viewer, &CommitmentPage(ask.made()?)).await?;
    if !shown.may_answer {
        let why =
            "Only its owner answers a commitment, once confirmation was requested and before it goes for approval";
        return Err(not_open(Some(shown.state), why).into());
    }
    let action = ask.path().to_owned();
    let reference = shown.row.reference.to_string();
    Page::new(format!("Answer {reference}"))
        .heading("Answer the commitment")
        .caption(reference.clone())
        .crumb("Your work", "/work")
        .crumb(reference, format!("/commitments/{}", shown.row.reference.in_address()))
        .typed(typed)
        .show(move || {
            view! {
                <Answered shown=shown.clone() promise="You promise".to_owned()/>
                <PostForm action seen=shown.commitment.version says=says(&shown) agrees=true>
                    <AnswerFields shown legend="Your answer".to_owned()/>
                    <Button>"Send your answer"</Button>
                </PostForm>
            }
        })
}
