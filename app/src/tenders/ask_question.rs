//! `/tenders/{ref}/questions/new`: a provider asks about a procurement.

use entities::{Refusal, clarification::deeds::AskQuestion, clock, procurement::read::ProcurementPage};
use leptos::prelude::*;

use super::{
    frame::{address, below},
    questions::NoQuestionWords,
};
use crate::{
    http::{Answer, Ask, Typed, see_other},
    ui::{Button, EmptyState, PostForm, Seen, TextArea},
};

/// The form.
pub async fn page(ask: Ask) -> Answer {
    show(&ask, &Typed::empty()).await
}

/// Asks.
pub async fn post(ask: Ask, typed: Typed) -> Answer {
    match send(&ask, &typed).await {
        Ok(_) => see_other(format!("/tenders/{}?asked#questions", ask.reference()?.in_address())),
        Err(refusal) => show(&ask, &typed.refused(refusal)?).await,
    }
}

async fn send(ask: &Ask, typed: &Typed) -> Result<i64, Refusal> {
    let deed = AskQuestion { procurement: ask.reference()?, words: typed.get("words").trim().to_owned() };
    ask.register.change(&ask.actor(typed)?, &deed).await
}

async fn show(ask: &Ask, typed: &Typed) -> Answer {
    let page = ask.register.read(&ask.viewer, &ProcurementPage(ask.reference()?)).await?;
    let action = format!("{}/questions/new", address(&page));
    below("Ask a question", &page).typed(typed).show(move || {
        if let Some(no) = page.clarifications.no_question.clone() {
            let has_notices = !page.notice.documents.is_empty();
            return view! {
                <EmptyState text="No question can be asked here">
                    <p class="govuk-body"><NoQuestionWords no base=address(&page) has_notices/></p>
                </EmptyState>
            }
            .into_any();
        }
        let until = page.clarifications.cut_off.map(|at| format!("Questions are taken until {}. ", clock::in_words(at)));
        view! {
            <PostForm action seen=Seen::Nothing>
                <p class="govuk-body">
                    {until}
                    "The buyer sees who asks. When it answers, everybody can read question and answer, without your name: \
                     leave out what only you would say."
                </p>
                <TextArea name="words" label="Your question" hint="At most 4,000 characters" rows=6/>
                <Button>"Send the question"</Button>
            </PostForm>
        }
        .into_any()
    })
}
