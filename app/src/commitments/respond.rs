//! `/commitments/{ref}/respond`: the owner answers the statement and each cost of its own.

use entities::commitment::read::CommitmentPage;
use leptos::prelude::*;

use super::answer::{Answered, Asked, answer, says};
use crate::{
    agreements::not_open,
    form::{self, Said, Saved, submitted},
    http::{Answer, Ask, Page, Typed},
    ui::{Button, PostForm},
};

/// The form.
pub async fn page(ask: Ask) -> Answer {
    show(&ask, &Typed::empty()).await
}

/// Answers, and goes back to what waits.
pub async fn post(ask: Ask, typed: Typed) -> Answer {
    let deed = async {
        let (of, costs) = ((ask.reference()?, typed.seen()?), Asked::sent(&typed)?);
        form::read(&typed, |fields| answer(fields, Some(of), LEGEND, &costs))
    };
    let sent = |_| Saved::at("/work").saying(Said::ANSWER_SENT);
    submitted(&ask, &typed, deed, sent, async |typed| show(&ask, typed).await).await
}

const LEGEND: &str = "Your answer";

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
                    {form::shown(Some(&shown), |fields| answer(fields, None, LEGEND, &Asked::shown(&shown)))}
                    <Button>"Send your answer"</Button>
                </PostForm>
            }
        })
}
