//! `/agreements/{ref}/text`: the text to read and print, with its table of contents and schedules.

use entities::agreement::{
    placed::Tables,
    read::{OverviewOf, Printed, RevisionsOf, Text, TextOf},
    reuse::{Origin, OriginsOf},
};
use leptos::prelude::*;

use super::head::{self, Head};
use crate::{
    http::{Answer, Ask},
    ui::{EmptyState, Markdown, WarningText, moment, render_markdown},
};

/// The newest text that the viewer may read.
pub async fn page(ask: Ask) -> Answer {
    let asked = ask.asked()?;
    let overview = ask.register.read(&ask.viewer, &OverviewOf((&asked).into())).await?;
    let text = ask.register.read(&ask.viewer, &TextOf((&asked).into())).await?;
    let origins = ask.register.read(&ask.viewer, &OriginsOf((&asked).into())).await?;
    let revisions = ask.register.read(&ask.viewer, &RevisionsOf(asked.reference)).await?;
    let current = ask.path().to_owned();
    let of_record = overview.agreement.of_record;
    head::page(&overview, "Text").show(move || {
        let shown = match text {
            Some(text) => view! { <Reading text of_record/> }.into_any(),
            None => view! {
                <EmptyState text="Nothing has been written yet.">
                    <p class="govuk-body">"The lead commissioner and the coordinator can write the text."</p>
                </EmptyState>
            }
            .into_any(),
        };
        let earlier = (revisions.len() > 1).then(|| {
            let href = format!("{}/revisions", head::address(&overview.agreement.reference));
            view! { <p class="govuk-body"><a class="govuk-link" href=href>"Earlier revisions"</a></p> }
        });
        view! { <Head overview current/> {shown} <Origins origins/> {earlier} }
    })
}

#[component]
fn Reading(text: Text, of_record: bool) -> impl IntoView {
    if !text.has_its_hash {
        return view! { <NotWhatWasHashed/> }.into_any();
    }
    let contents = render_markdown(&text.text).headings;
    let contents: Vec<_> =
        contents.into_iter().filter_map(|heading| Some((heading.id?, heading.number?, heading.text))).collect();
    let items = contents
        .into_iter()
        .map(|(id, number, words)| view! { <li><a class="govuk-link" href=format!("#{id}")>{format!("{number}. {words}")}</a></li> })
        .collect::<Vec<_>>();
    let state = match (of_record, text.frozen) {
        (true, _) => "written down from the signed file, which is what counts",
        (false, true) => "as it was sent for approval",
        (false, false) => "still being drafted",
    };
    let about = format!("Revision {}, {state}, {}.", text.number, moment(text.at));
    view! {
        <p class="govuk-body quiet">{about}</p>
        {(!items.is_empty()).then(|| view! {
            <nav class="contents" aria-labelledby="contents">
                <h2 class="govuk-heading-s" id="contents">"Contents"</h2>
                <ol class="govuk-list">{items}</ol>
            </nav>
        })}
        <Document text=text.text tables=text.tables printed=text.printed/>
        <p class="govuk-body-s quiet">"SHA-256 over all of it: " <code class="hash">{text.hash}</code></p>
    }
    .into_any()
}

/// Which clauses were taken from another agreement, and from which.
#[component]
fn Origins(origins: Vec<Origin>) -> impl IntoView {
    if origins.is_empty() {
        return ().into_any();
    }
    let item = |origin: Origin| {
        let Origin { anchor, number, heading, from, is_changed } = origin;
        let from = match from {
            Some((reference, edition, called)) => {
                let href = format!("{}/editions/{edition}/text", head::address(&reference));
                view! { " from “" {called} "” of " <a class="govuk-link" href=href>{reference.to_string()}</a> }
                    .into_any()
            }
            None => " from an agreement that you cannot read".into_any(),
        };
        let changed = if is_changed { ", and reads otherwise here" } else { "" };
        view! { <li><a class="govuk-link" href=format!("#{anchor}")>{format!("{number}. {heading}")}</a> ": taken" {from} {changed} "."</li> }
    };
    view! {
        <h2 class="govuk-heading-s">"Clauses of other agreements"</h2>
        <ul class="govuk-list govuk-list--bullet">{origins.into_iter().map(item).collect_view()}</ul>
    }
    .into_any()
}

/// What is approved and signed: the particulars, the text, both schedules. A draft is its text.
#[component]
pub fn Document(
    /// The text.
    text: String,
    /// What fills the tables within it, while it is not frozen.
    #[prop(default = None)]
    tables: Option<Tables>,
    /// What is printed around it.
    printed: Option<Printed>,
    /// With a frame, where a form stands below it.
    #[prop(optional)]
    framed: bool,
) -> impl IntoView {
    let frozen = |printed: &Printed| Tables { commitments: printed.commitments.clone(), money: printed.money.clone() };
    let text = Tables::placed(printed.as_ref().map(frozen).or(tables).as_ref(), &text);
    let (head, schedules) = match printed {
        Some(Printed { head, commitments, money }) => (head, vec![commitments, money]),
        None => (String::new(), Vec::new()),
    };
    view! {
        <article class=if framed { "document document--framed" } else { "document" }>
            {(!head.is_empty()).then(|| view! { <Markdown source=head/> })}
            <Markdown source=text/>
            {schedules.into_iter().map(|source| view! { <Markdown source/> }).collect_view()}
        </article>
    }
    .into_any()
}

/// Said instead of a text beside a hash that it does not have.
#[component]
pub fn NotWhatWasHashed() -> impl IntoView {
    view! {
        <WarningText text="This text is not the one whose hash is on record: it was changed outside the register. Do not rely on it."/>
        <p class="govuk-body">
            "It is not shown until it is mended. Whoever runs the register finds out what was changed with "
            <code>"concordat audit verify"</code> "."
        </p>
    }
}
