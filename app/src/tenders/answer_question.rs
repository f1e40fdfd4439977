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
    form::{self, Fields, Said, Saved, submitted},
    http::{Answer, Ask, Typed},
    ui::{Button, InsetText, PlainText, PostForm, moment},
};

/// The form: the question as it was asked, to be made anonymous, and the answer.
pub async fn page(ask: Ask) -> Answer {
    show(&ask, &Typed::empty()).await
}

/// Answers.
pub async fn post(ask: Ask, typed: Typed) -> Answer {
    let procurement = ask.reference()?;
    let saved = Saved::at(format!("/tenders/{}#questions", procurement.in_address())).saying(Said::QUESTION_ANSWERED);
    let deed = async {
        let (question, seen) = (id(&ask)?, typed.seen()?);
        let (published_words, answer) = form::read(&typed, answer)?;
        Ok(AnswerQuestion { procurement, question, seen, published_words, answer })
    };
    submitted(&ask, &typed, deed, |()| saved, async |typed| show(&ask, typed).await).await
}

/// The question as everybody will read it, and the answer.
fn answer(fields: &mut Fields<'_, Question>) -> Option<(String, String)> {
    let words = fields.area("published_words", "The question as everybody will read it", 5);
    let words = words.hint("Take out what tells who asked").from(|question| question.words.clone()).optional();
    let answer = fields.area("answer", "Your answer", 6).hint("Everybody can read it. At most 4,000 characters");
    let answer = answer.from(|question| question.answer.clone().map(|(answer, _)| answer).unwrap_or_default());
    let answer = answer.optional();
    Some((words?, answer?))
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
    let (seen, filled) = (question.version, form::filled(&question, answer));
    let asked = question.asked.clone().unwrap_or_default();
    let by = question.by.as_ref().map(|by| format!("{} asked on {}:", by.name, moment(question.asked_at)));
    below("Answer a question", &page).typed(typed).show(move || {
        view! {
            <InsetText>
                <p class="govuk-body govuk-!-font-weight-bold">{by}</p>
                <PlainText text=asked/>
            </InsetText>
            <PostForm action seen filled>
                {form::shown(Some(&question), answer)}
                <Button>"Publish question and answer"</Button>
            </PostForm>
        }
    })
}
