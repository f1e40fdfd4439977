//! `/agreements/{ref}/meetings`: when the parties talked, what was settled, and what comes next.

use entities::{
    Refusal,
    agreement::read::OverviewOf,
    negotiation::{
        deeds::FinishAction,
        read::{ActionRow, Meeting, MeetingsOf},
    },
    values::{Reference, day},
};
use leptos::prelude::*;

use super::{head, negotiate};
use crate::{
    form::{Said, Saved, submitted},
    http::{Answer, Ask, Typed},
    ui::{Button, ButtonLink, EmptyState, Hidden, PostForm, Seen},
};

/// All of them, the newest first.
pub async fn page(ask: Ask) -> Answer {
    show(&ask, &Typed::empty()).await
}

/// Says that what a meeting asked for is done.
pub async fn post(ask: Ask, typed: Typed) -> Answer {
    let agreement = ask.reference()?;
    let deed = async {
        let no_task = |_| Refusal::rule("The form does not say what is done", "Open the page again");
        let action = typed.get("task").parse().map_err(no_task)?;
        Ok(FinishAction { agreement: agreement.clone(), action })
    };
    let done = Saved::at(address(&agreement)).saying(Said::ACTION_FINISHED);
    submitted(&ask, &typed, deed, |()| done, async |typed| show(&ask, typed).await).await
}

/// `/agreements/mou-2015-001/meetings`.
pub(super) fn address(reference: &Reference) -> String {
    format!("{}/meetings", head::address(reference))
}

async fn show(ask: &Ask, typed: &Typed) -> Answer {
    let overview = ask.register.read(&ask.viewer, &OverviewOf(ask.made()?)).await?;
    let (meetings, may_record) = ask.register.read(&ask.viewer, &MeetingsOf(ask.made()?)).await?;
    let reference = overview.agreement.reference.clone();
    head::task(&overview, "Meetings").crumb("Negotiation", negotiate::address(&reference)).typed(typed).show(
        move || {
            let new = format!("{}/new", address(&reference));
            let is_empty = meetings.is_empty();
            let shown =
                meetings.into_iter().map(|meeting| view! { <One meeting reference=reference.clone()/> }).collect_view();
            view! {
                {may_record.then(|| view! { <ButtonLink href=new>"Write a meeting down"</ButtonLink> })}
                {is_empty.then(|| view! {
                    <EmptyState text="No meeting was written down yet.">
                        <p class="govuk-body">"The coordinator and the lead commissioner write them down."</p>
                    </EmptyState>
                })}
                {shown}
            }
        },
    )
}

#[component]
fn One(meeting: Meeting, reference: Reference) -> impl IntoView {
    let settled = meeting.settled.into_iter().map(|(anchor, heading, words)| {
        let href = negotiate::of_clause(&reference, &anchor);
        view! { <li><a class="govuk-link" href=href>{heading}</a> ": " {words}</li> }
    });
    let settled = settled.collect_view();
    let action = address(&reference);
    let has_next = !meeting.actions.is_empty();
    let next = meeting.actions.into_iter().map(|row| view! { <Next row action=action.clone()/> }).collect_view();
    view! {
        <section class="meeting">
            <h2 class="govuk-heading-m">{day::in_words(meeting.held_on)}</h2>
            <p class="govuk-body"><strong>"There: "</strong> {meeting.present.lines().collect::<Vec<_>>().join(", ")}</p>
            {(!meeting.words.is_empty()).then(|| view! { <p class="govuk-body stands__words">{meeting.words}</p> })}
            {(!settled.is_empty()).then(|| view! {
                <h3 class="govuk-heading-s">"Settled"</h3>
                <ul class="govuk-list govuk-list--bullet">{settled}</ul>
            })}
            {has_next.then(|| view! {
                <h3 class="govuk-heading-s">"Next"</h3>
                <ul class="govuk-list govuk-list--bullet">{next}</ul>
            })}
        </section>
    }
}

#[component]
fn Next(row: ActionRow, action: String) -> impl IntoView {
    let ActionRow { id, organisation, words, due, done_on, may_finish } = row;
    let when = match done_on {
        Some(on) => format!("done on {}", day::in_words(on)),
        None => format!("by {}", day::in_words(due)),
    };
    let hidden = format!(": {words}");
    view! {
        <li>
            {format!("{}: {words}, {when}", organisation.name)}
            {may_finish.then(|| view! {
                <PostForm action seen=Seen::Nothing>
                    <Hidden name="task" value=id.to_string()/>
                    <Button secondary=true>"It is done"<span class="govuk-visually-hidden">{hidden}</span></Button>
                </PostForm>
            })}
        </li>
    }
}
