//! What a page about a failure says: what happened, what to do next, and what was typed.

use entities::Refusal;
use std::sync::Arc;

use leptos::prelude::*;

use super::{Anchor, Kept};
use crate::http::{Ask, Failure, Fields, sign_in_and_return, slow_down, stale};

/// What happened, as the page's title and h1.
pub fn failure_title(failure: &Failure) -> &'static str {
    match failure {
        Failure::Refused(refusal) => match refusal {
            Refusal::NotFound => "Page not found",
            Refusal::SignInNeeded => "Sign in to go on",
            Refusal::Forbidden { .. } => "You cannot do this",
            Refusal::SlowDown { .. } => "Too many tries",
            Refusal::Stale { .. } => "Someone changed this meanwhile",
            Refusal::OtherOrganisation { .. } => "You act for another organisation now",
            Refusal::Invalid(_) => "Something that was sent is not right",
            Refusal::NotAllowed { .. } => "This is not possible now",
            Refusal::Unavailable => "The register cannot be reached for a moment",
            Refusal::Hindered(_) => "The register cannot save anything at the moment",
            Refusal::Broken(_) => "Sorry, something is wrong with the register",
        },
        Failure::NoSuchMethod => "This address does not take that",
        Failure::Unreadable { .. } => "What was sent cannot be read",
        Failure::TooLarge { .. } => "What you sent is too large",
        Failure::TooMany { .. } => "Too many requests",
        Failure::Busy => "Too many forms are arriving at once",
        Failure::CrossSite => "This form did not come from this register",
        Failure::TooSlow => "This took too long",
        Failure::Panicked => "Sorry, something is wrong with the register",
    }
}

/// What to do next. A function and not a component: it is the whole content of a page.
pub fn failure_advice(ask: Ask, failure: Arc<Failure>, kept: Option<Fields>) -> impl IntoView {
    let sentences = sentences(&failure, &ask);
    let faults = match &*failure {
        Failure::Refused(Refusal::Invalid(faults)) => faults.iter().map(|fault| fault.message.clone()).collect(),
        _ => Vec::new(),
    };
    let nobody = ask.viewer.person().is_none();
    let sign_in = match &*failure {
        Failure::Refused(Refusal::SignInNeeded) => Some("/sign-in".to_owned()),
        // A page that may only be missing because nobody is signed in.
        Failure::Refused(Refusal::NotFound) if nobody => ask.site.sign_in.map(|_| sign_in_and_return(ask.address())),
        _ => None,
    };
    let new_tab = kept.is_some();
    view! {
        {sentences.into_iter().map(|text| view! { <p class="govuk-body">{text}</p> }).collect_view()}
        {(!faults.is_empty()).then(|| view! {
            <ul class="govuk-list govuk-list--bullet">
                {faults.into_iter().map(|message| view! { <li>{message}</li> }).collect_view()}
            </ul>
        })}
        {sign_in.map(|href| view! {
            <p class="govuk-body">
                <Anchor href=href text=if new_tab { "Sign in (opens in a new tab)" } else { "Sign in" } new_tab/>
            </p>
        })}
        {kept.filter(|fields| !fields.is_empty()).map(|fields| view! { <Kept action=ask.address().to_owned() fields/> })}
        <p class="govuk-body"><Anchor href="/" text="Go to the start of the register"/></p>
    }
}

fn sentences(failure: &Failure, ask: &Ask) -> Vec<String> {
    let say = |sentences: &[&str]| sentences.iter().map(|s| (*s).to_owned()).collect();
    match failure {
        Failure::Refused(refusal) => match refusal {
            Refusal::NotFound => say(&[
                "If you typed the address, check that it is right. If you copied it, check that you copied all of it.",
                "If you followed a link, the record may not be published, or you may have to sign in to see it.",
            ]),
            Refusal::SignInNeeded => say(&[
                "You were not signed in, or your session ended. Nothing was changed, and what you typed is below.",
                "Sign in, come back to this tab, and send it again.",
            ]),
            Refusal::Forbidden { why } => {
                let ask_for_it =
                    "If you should be able to, ask an administrator of your organisation to give you the role.";
                let others = ask.viewer.person().filter(|person| person.has_others);
                let acting = others.map(|person| {
                    let name = &person.organisation.name;
                    format!("You act for {name} now. If this is another organisation’s of yours, choose that one under Your account first.")
                });
                [why.clone()].into_iter().chain(acting).chain([ask_for_it.to_owned()]).collect()
            }
            Refusal::Stale { by, .. } => vec![format!("{}.", stale(by.as_deref())), "Nothing was changed.".to_owned()],
            Refusal::OtherOrganisation { shown, now } => other_organisation(shown, now),
            Refusal::SlowDown { seconds } => vec![format!("{}.", slow_down((*seconds).into()))],
            Refusal::NotAllowed { why, instead } => say(&[why, instead]),
            Refusal::Invalid(_) => say(&["Nothing was changed. Go back, put this right and send it again."]),
            Refusal::Unavailable => again(ask, "Try again in half a minute."),
            Refusal::Hindered(_) => {
                again(ask, "Whoever runs this register finds the reason in its log. Try again later.")
            }
            Refusal::Broken(_) => broken(ask),
        },
        Failure::NoSuchMethod => say(&["Go back and use the links and buttons of the page."]),
        Failure::Unreadable { why } => say(&[why, "Go back, load the page again and send it once more."]),
        Failure::TooLarge { limit } => vec![
            format!("A form may hold {} MB. Nothing was changed.", limit / (1024 * 1024)),
            "Go back: your browser still has what you typed. Shorten it or send it in parts.".to_owned(),
        ],
        Failure::TooMany { retry_after } => vec![format!("{}.", slow_down(*retry_after))],
        Failure::Busy => say(&[
            "Nothing was changed. Go back: your browser still has what you typed.",
            "Send it again in half a minute.",
        ]),
        Failure::CrossSite => say(&[
            "Another website may have tried to change something in your name, so it was refused. Nothing was changed.",
            "If it was you: open the page here, in this register, and send the form from there.",
        ]),
        Failure::TooSlow => say(&[
            "It may or may not have been done: look at the record before you try again.",
            "If it was a search, ask for less: a narrower filter, a shorter period.",
        ]),
        Failure::Panicked => broken(ask),
    }
}

fn other_organisation(shown: &str, now: &str) -> Vec<String> {
    let name = |named: &str| named.split_once(' ').map_or("nobody, signed out", |(_, name)| name).to_owned();
    let (shown, now) = (name(shown), name(now));
    vec![
        format!("This form was opened for {shown}. In this browser you act for {now} by now. Nothing was changed."),
        format!(
            "To do it for {shown}: change back in Your account, come back to this tab, and send it again. If you belong to \
             it no more, somebody of it has to do it."
        ),
        format!("To do it for {now}: open the page again, look at it, and send it from there."),
    ]
}

/// A change whose answer was lost with the connection may have been done: its form's number makes a second press safe.
fn again(ask: &Ask, when: &str) -> Vec<String> {
    let safe = "What you typed is below. Send it again then: it is done once, even if it had already arrived.";
    std::iter::once(when).chain((!ask.is_safe()).then_some(safe)).map(ToOwned::to_owned).collect()
}

fn broken(ask: &Ask) -> Vec<String> {
    vec![
        "It is not your fault. Try again later; if it stays wrong, tell whoever runs this register.".to_owned(),
        format!("Give them this number, by which they find the cause: {}", ask.request_id()),
    ]
}
