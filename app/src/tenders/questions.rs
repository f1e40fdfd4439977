//! Questions and answers on a procurement's page.

use entities::{
    clarification::{
        read::{Clarifications, Question},
        rules::NoQuestion,
    },
    clock,
};
use leptos::prelude::*;

use super::notice::NOTICES;
use crate::ui::{ButtonLink, PlainText, Tag, Tone, moment};

/// What was asked and answered, and the way to ask.
#[component]
pub fn Questions(
    /// The questions that the reader may read.
    clarifications: Clarifications,
    /// The procurement's address.
    base: String,
    /// The reader may ask for its organisation.
    may_ask: bool,
    /// The reader may answer.
    may_answer: bool,
    /// Nobody is signed in.
    signed_out: bool,
    /// The page lists notices and documents elsewhere.
    has_notices: bool,
) -> impl IntoView {
    let Clarifications { questions, cut_off, no_question } = clarifications;
    let takes_none = no_question.is_some();
    let until = match (no_question, cut_off) {
        (None, Some(at)) => Some(format!("Questions are taken until {}.", clock::in_words(at)).into_any()),
        (None, None) => None,
        (Some(no), _) => Some(view! { <NoQuestionWords no base=base.clone() has_notices/> }.into_any()),
    };
    let ask = format!("{base}/questions/new");
    let way = match (takes_none, may_ask, signed_out) {
        (false, true, _) => {
            Some(view! { <ButtonLink href=ask secondary=true>"Ask a question"</ButtonLink> }.into_any())
        }
        (false, false, true) => Some(
            view! { <p class="govuk-body"><a class="govuk-link" href=ask>"Sign in to ask a question"</a></p> }
                .into_any(),
        ),
        _ => None,
    };
    let none = questions.is_empty().then(|| view! { <p class="govuk-body">"No question has been answered yet."</p> });
    let items = questions.into_iter().map(|question| item(question, &base, may_answer)).collect_view();
    view! {
        <h2 class="govuk-heading-l" id="questions">"Questions and answers"</h2>
        {until.map(|text| view! { <p class="govuk-body">{text}</p> })}
        {none}
        {items}
        {way}
    }
}

/// Why no question is taken, what to do instead, and the way to the notice if that says how to ask.
#[component]
pub fn NoQuestionWords(
    /// Why, and what instead.
    no: NoQuestion,
    /// The procurement's address.
    base: String,
    /// The procurement's page lists notices and documents elsewhere.
    has_notices: bool,
) -> impl IntoView {
    let notice = (no.as_the_notice_says && has_notices).then(|| {
        view! { " " <a class="govuk-link" href=format!("{base}#{NOTICES}")>"Notices and documents elsewhere"</a> }
    });
    view! { {format!("{} {}", no.why, no.instead)} {notice} }
}

fn item(question: Question, base: &str, may_answer: bool) -> impl IntoView + use<> {
    let href = format!("{base}/questions/{}", question.id);
    let by = question.by.map(|by| format!("Asked by {} on {}", by.name, moment(question.asked_at)));
    let by =
        by.or_else(|| question.is_own.then(|| format!("Asked by your organisation on {}", moment(question.asked_at))));
    let is_answered = question.answer.is_some();
    let answer = match question.answer {
        Some((answer, at)) => view! {
            <PlainText text=answer/>
            <p class="govuk-body-s quiet">{format!("Answered on {}", moment(at))}</p>
        }
        .into_any(),
        None => view! { <p class="govuk-body"><Tag text="Not answered yet" tone=Tone::Waiting/></p> }.into_any(),
    };
    let action = may_answer.then(|| {
        let text = if is_answered { "Put the answer right" } else { "Answer this question" };
        view! { <p class="govuk-body"><a class="govuk-link" href=href>{text}</a></p> }
    });
    view! {
        <div class="question" id=format!("question-{}", question.id)>
            <div class="question__words"><PlainText text=question.words/></div>
            {by.map(|by| view! { <p class="govuk-body-s quiet">{by}</p> })}
            {answer}
            {action}
        </div>
    }
}
