//! `/tenders/{ref}/questions/{id}`: a commissioner answers a question for everybody, or puts an answer right.

use entities::{
    Refusal,
    clarification::{deeds::AnswerQuestion, read::Question},
    procurement::read::{Page, ProcurementPage},
};
use leptos::prelude::*;

use super::{
    event_change::id,
    frame::{address, below},
};
use crate::{
    http::{Answer, Ask, Typed, see_other},
    ui::{Button, InsetText, PlainText, PostForm, TextArea, moment},
};

/// The form: the question as it was asked, to be made anonymous, and the answer.
pub async fn page(ask: Ask) -> Answer {
    show(&ask, &Typed::empty()).await
}

/// Answers.
pub async fn post(ask: Ask, typed: Typed) -> Answer {
    match answer(&ask, &typed).await {
        Ok(()) => see_other(format!("/tenders/{}?answered#questions", ask.reference()?.in_address())),
        Err(refusal) => show(&ask, &typed.refused(refusal)?).await,
    }
}

async fn answer(ask: &Ask, typed: &Typed) -> Result<(), Refusal> {
    let text = |name: &str| typed.get(name).trim().to_owned();
    let deed = AnswerQuestion {
        procurement: ask.reference()?,
        question: id(ask)?,
        seen: typed.seen()?,
        published_words: text("published_words"),
        answer: text("answer"),
    };
    ask.register.change(&ask.actor(typed)?, &deed).await
}

async fn found(ask: &Ask) -> Result<(Page, Question), Refusal> {
    let page = ask.register.read(&ask.viewer, &ProcurementPage(ask.reference()?)).await?;
    let id = id(ask)?;
    let question = page.clarifications.questions.iter().find(|question| question.id == id).cloned();
    question.map(|question| (page, question)).ok_or(Refusal::NotFound)
}

async fn show(ask: &Ask, typed: &Typed) -> Answer {
    let (page, question) = found(ask).await?;
    let action = format!("{}/questions/{}", address(&page), question.id);
    let answer = question.answer.map(|(answer, _)| answer).unwrap_or_default();
    let filled = Typed::filled([("published_words", question.words), ("answer", answer)]);
    let by = question.by.map(|by| format!("{} asked on {}:", by.name, moment(question.asked_at)));
    below("Answer a question", &page).typed(typed).show(move || {
        view! {
            <InsetText>
                <p class="govuk-body govuk-!-font-weight-bold">{by}</p>
                <PlainText text=question.asked.unwrap_or_default()/>
            </InsetText>
            <PostForm action seen=question.version filled>
                <TextArea
                    name="published_words"
                    label="The question as everybody will read it"
                    hint="Take out what tells who asked"
                    rows=5
                />
                <TextArea name="answer" label="Your answer" hint="Everybody can read it. At most 4,000 characters" rows=6/>
                <Button>"Publish question and answer"</Button>
            </PostForm>
        }
    })
}
