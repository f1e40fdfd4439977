//! `/commitments/{ref}/letter`: entering what the owner of a commitment answered by letter.

use entities::{
    Refusal, agreement::read::At, attachment::read::AttachmentsOf, commitment::read::CommitmentPage,
    paper::deeds::EnterAnswer, values::Reference,
};
use leptos::prelude::*;

use super::answer::{AnswerFields, Answered, read_answer, says};
use crate::{
    agreements::not_open,
    agreements::{self, signed_on_paper::Scan},
    http::{Answer, Ask, Page, Typed, see_other},
    ui::{Button, InsetText, PostForm},
};

/// The form.
pub async fn page(ask: Ask) -> Answer {
    show(&ask, &Typed::empty()).await
}

/// Enters it, to be checked by somebody else.
pub async fn post(ask: Ask, typed: Typed) -> Answer {
    match enter(&ask, &typed).await {
        Ok(paper) => see_other(format!("/papers/{}", paper.in_address())),
        Err(refusal) => show(&ask, &typed.refused(refusal)?).await,
    }
}

async fn enter(ask: &Ask, typed: &Typed) -> Result<Reference, Refusal> {
    let (actor, commitment) = (ask.actor(typed)?, ask.reference()?);
    let mut read = typed.read();
    let attachment = read.parsed("attachment", "Choose the letter", str::parse::<Reference>);
    let answer = read_answer(&mut read, commitment)?;
    let deed = read.finish(|| Some(EnterAnswer { attachment: attachment?, answer: answer? }))?;
    ask.register.change(&actor, &deed).await
}

async fn show(ask: &Ask, typed: &Typed) -> Answer {
    let shown = ask.register.read(&ask.viewer, &CommitmentPage(ask.made()?)).await?;
    if !shown.may_enter {
        let why = "Only the lead commissioner and the coordinator enter letters of others, once confirmation was requested and before it goes for approval";
        return Err(not_open(Some(shown.state), why).into());
    }
    let attachments = ask.register.read(&ask.viewer, &AttachmentsOf(At::Made.of(shown.row.agreement.clone()))).await?;
    let (action, reference) = (ask.path().to_owned(), shown.row.reference.to_string());
    Page::new(format!("Enter a letter about {reference}"))
        .heading("Enter an answer from a letter")
        .caption(reference.clone())
        .crumb("Commitments", "/commitments")
        .crumb(reference, format!("/commitments/{}", shown.row.reference.in_address()))
        .typed(typed)
        .show(move || {
            let owner = shown.row.owner.name.clone();
            let promise = format!("{owner} promises");
            let files = agreements::address(&shown.row.agreement) + "/attachments";
            view! {
                <InsetText>
                    {owner} " answered by letter. Enter what the letter says. Somebody else compares it with the letter; until then it does not count."
                </InsetText>
                <Answered shown=shown.clone() promise/>
                <PostForm action seen=shown.commitment.version says=says(&shown) agrees=true>
                    <Scan attachments label="Letter" files/>
                    <AnswerFields shown legend="What the letter answers".to_owned()/>
                    <Button>"Enter the answer"</Button>
                </PostForm>
            }
        })
}
