//! `/tenders/{ref}/questions/new`: a provider asks about a procurement.

use entities::{clarification::deeds::AskQuestion, clock, procurement::read::ProcurementPage};
use leptos::prelude::*;

use super::{
    frame::{address, below},
    questions::NoQuestionWords,
};
use crate::{
    form::{self, Fields, Said, Saved, submitted},
    http::{Answer, Ask, Typed},
    ui::{Button, EmptyState, PostForm, Seen},
};

/// The form.
pub async fn page(ask: Ask) -> Answer {
    show(&ask, &Typed::empty()).await
}

/// Asks.
pub async fn post(ask: Ask, typed: Typed) -> Answer {
    let procurement = ask.reference()?;
    let saved = Saved::at(format!("/tenders/{}#questions", procurement.in_address())).saying(Said::QUESTION_ASKED);
    let deed = async { Ok(AskQuestion { procurement, words: form::read(&typed, question)? }) };
    submitted(&ask, &typed, deed, |_| saved, async |typed| show(&ask, typed).await).await
}

fn question(fields: &mut Fields<'_, ()>) -> Option<String> {
    fields.area("words", "Your question", 6).hint("At most 4,000 characters").optional()
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
                {form::shown(None, question)}
                <Button>"Send the question"</Button>
            </PostForm>
        }
        .into_any()
    })
}
