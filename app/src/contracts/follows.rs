//! What follows a contract that ends: what the buyer intends, what is planned, who is interested.

use entities::contract::{
    Intention,
    read::{self, InterestedProvider},
};
use leptos::prelude::*;

use crate::ui::{ButtonLink, Column, PlainText, Table, moment};

/// The buyer's intention and the provider's interest, where there is something to say or to do.
#[component]
pub fn WhatFollows(
    /// The contract.
    page: read::Page,
    /// Its address.
    base: String,
    /// Nobody is signed in.
    signed_out: bool,
) -> impl IntoView {
    let ending = page.ending;
    let can = ending.no_interest.is_none();
    let says_something = ending.intention != Intention::Undecided || !ending.followed_by.is_empty();
    let interested = page.interested.filter(|interested| !interested.is_empty());
    if !can && !says_something && interested.is_none() && ending.own_interest.is_none() {
        return ().into_any();
    }
    let planned = ending.followed_by.into_iter().map(|(reference, title)| {
        let href = format!("/tenders/{}", reference.in_address());
        view! { <p class="govuk-body">"Planned to follow it: " <a class="govuk-link" href=href>{title}</a></p> }
    });
    let interest = format!("{base}/interest");
    let way = match (ending.own_interest, page.may_take_part, signed_out) {
        (Some(own), ..) => Some(
            view! {
                <p class="govuk-body">
                    "Your organisation is interested in what comes after it. "
                    <a class="govuk-link" href=interest>"Change what you said"</a>
                </p>
                <PlainText text=own.words/>
            }
            .into_any(),
        ),
        (None, true, _) if can => {
            Some(view! { <ButtonLink href=interest>"Register interest in what follows"</ButtonLink> }.into_any())
        }
        (None, false, true) if can => Some(
            view! {
                <p class="govuk-body">
                    "Are you a provider? " <a class="govuk-link" href=interest>"Sign in to register interest in what follows"</a>
                </p>
            }
            .into_any(),
        ),
        _ => None,
    };
    view! {
        <h2 class="govuk-heading-l">"What follows"</h2>
        <p class="govuk-body">"What the buyer intends: " <strong>{ending.intention.label()}</strong></p>
        <PlainText text=ending.intention_note/>
        {planned.collect::<Vec<_>>()}
        {way}
        {interested.map(|interested| view! { <Interested interested/> })}
    }
    .into_any()
}

#[component]
fn Interested(interested: Vec<InterestedProvider>) -> impl IntoView {
    let row = |interest: InterestedProvider| {
        let href = format!("/providers/{}", interest.organisation.reference.in_address());
        vec![
            view! { <a class="govuk-link" href=href>{interest.organisation.name}</a> }.into_any(),
            view! { <PlainText text=interest.words/> }.into_any(),
            moment(interest.at).into_any(),
        ]
    };
    let columns = vec![Column::head("Provider"), Column::text("What they say"), Column::text("Since")];
    view! { <Table caption="Who is interested in what follows" columns rows={interested.into_iter().map(row).collect()}/> }
}
