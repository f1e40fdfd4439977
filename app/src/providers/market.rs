//! What the market brings to a provider, on its page of work: what is coming in order of days; its questions, interests and contracts.

use entities::{
    engagement::State,
    work::{Coming, Market, OwnQuestion, What},
};
use leptos::prelude::*;

use crate::{
    contracts::rows::FirstContracts,
    tenders::Interests,
    ui::{Tag, Tone, moment},
};

/// All of it.
#[component]
pub fn MarketOf(
    /// What there is.
    market: Market,
    /// Where all contracts of the organisation are.
    all_contracts: String,
) -> impl IntoView {
    let Market { coming, questions, interests, contracts, contract_count } = market;
    let none = coming.is_empty().then(|| {
        view! {
            <p class="govuk-body">
                "Nothing is coming of what you follow. "
                <a class="govuk-link" href="/tenders">"Look for tender events"</a>
                ", then follow a procurement or register interest."
            </p>
        }
    });
    let coming = coming.into_iter().map(coming_item).collect::<Vec<_>>();
    let questions = (!questions.is_empty()).then(|| {
        let items = questions.into_iter().map(question).collect_view();
        view! {
            <h2 class="govuk-heading-m">"Your questions"</h2>
            <ol class="diary">{items}</ol>
        }
    });
    let interests = (!interests.is_empty()).then(|| {
        view! {
            <h2 class="govuk-heading-m">"Your interests"</h2>
            <Interests interests/>
        }
    });
    view! {
        <h2 class="govuk-heading-m">"Coming up"</h2>
        {none}
        {(!coming.is_empty()).then(|| view! { <ol class="diary">{coming}</ol> })}
        <p class="govuk-body">
            <a class="govuk-link" href="/following">"What you follow, saved searches and your calendar address"</a>
        </p>
        {questions}
        {interests}
        {(!contracts.is_empty()).then(|| view! {
            <FirstContracts rows=contracts count=contract_count all=all_contracts caption="Your contracts"/>
        })}
    }
}

fn coming_item(item: Coming) -> impl IntoView {
    let (day, hours) = item.when.day_and_hours();
    let folder = if item.what == What::ContractEnds { "contracts" } else { "tenders" };
    let href = format!("/{folder}/{}", item.record.in_address());
    let (kind, tag) = match item.what {
        What::Event(kind) => (kind.label(), None),
        What::Place(State::Waiting) => ("Market engagement", Some(("On the waiting list", Tone::Waiting))),
        What::Place(State::Place | State::GivenUp) => ("Market engagement", Some(("You have a place", Tone::Good))),
        What::ContractEnds => ("Your contract ends", None),
    };
    let place = (!item.place.is_empty()).then(|| view! { <p class="diary__facts">{item.place}</p> });
    view! {
        <li class="diary__item">
            <p class="diary__when">
                {day}
                {hours.map(|hours| view! { <span class="diary__hours">{hours}</span> })}
            </p>
            <div class="diary__what">
                <p class="diary__kind">{kind} " " {tag.map(|(text, tone)| view! { <Tag text tone/> })}</p>
                <p class="diary__title"><a class="govuk-link" href=href>{item.title}</a></p>
                {place}
            </div>
        </li>
    }
}

fn question(question: OwnQuestion) -> impl IntoView {
    let href = format!("/tenders/{}#questions", question.procurement.in_address());
    let tag = match question.answered_at {
        Some(_) => view! { <Tag text="Answered" tone=Tone::Good/> }.into_any(),
        None => view! { <Tag text="Not answered yet" tone=Tone::Waiting/> }.into_any(),
    };
    view! {
        <li class="diary__item">
            <p class="diary__when">{moment(question.answered_at.unwrap_or(question.asked_at))}</p>
            <div class="diary__what">
                <p class="diary__kind">{tag}</p>
                <p class="diary__title"><a class="govuk-link" href=href>{question.title}</a></p>
                <p class="diary__facts">{question.words}</p>
            </div>
        </li>
    }
}
