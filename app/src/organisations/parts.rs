//! The agreements of a body: those it is a party of, and those it acts for now.

use entities::{
    agreement::read::PartRow,
    list::{Count, Listed},
    organisation::read::Named,
};
use leptos::prelude::*;

use super::answering::link;
use crate::{
    agreements::head,
    http::Query,
    list::{NothingFollows, counted},
    ui::{Column, ListPages, Table, Tag},
};

/// The agreements, page by page; nothing for a body that has none.
#[component]
pub fn Agreements(parts: Listed<PartRow>, count: Count, path: String, query: Query) -> impl IntoView {
    (!count.is_none()).then(|| {
        let columns =
            vec![Column::head("Agreement"), Column::text("Year"), Column::text("Party"), Column::text("Status")];
        let caption = counted(count, "agreement", "agreements");
        let rows = parts.rows.into_iter().map(row).collect();
        let beyond = parts.is_beyond.then(|| view! { <NothingFollows first=query.first(&path)/> });
        view! {
            {beyond}
            <Table caption columns rows/>
            <ListPages path query before=parts.before after=parts.after/>
        }
    })
}

fn row(row: PartRow) -> Vec<AnyView> {
    let agreement = row.agreement;
    let href = head::address(&agreement.reference);
    let itself = row.itself.then_some("Itself");
    let acts_for = row.acts_for.into_iter().map(acts_for).collect_view();
    vec![
        view! {
            <a class="govuk-link" href=href>{agreement.title}</a>
            <span class="quiet quiet--block">{format!("{}, {}", agreement.reference, agreement.kind)}</span>
        }
        .into_any(),
        agreement.year.to_string().into_any(),
        view! { {itself} {acts_for} }.into_any(),
        view! { <Tag text=agreement.status.in_words() tone=head::tone(agreement.status)/> }.into_any(),
    ]
}

fn acts_for((body, area): (Named, Option<String>)) -> impl IntoView {
    let area = area.map(|area| format!(" ({area})"));
    view! { <span class="stacked">"Acts now for " {link(body)} {area}</span> }
}
