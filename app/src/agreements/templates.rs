//! `/templates`: the starter texts that commissioners wrote.

use entities::agreement::templates::kept::{TemplateRow, Templates};
use leptos::prelude::*;

use crate::{
    http::{Answer, Ask},
    list::List,
    ui::ButtonLink,
};

/// All of them, the newest first.
pub async fn page(ask: Ask) -> Answer {
    let one = ["starter text", "starter texts"];
    List::<Templates>::at("/templates", "Starter texts", one)
        .above(|| {
            view! {
                <p class="govuk-body">
                    "A draft may begin from a starter text instead of an empty page. Those that ship with the register are always offered; here are those that commissioners wrote."
                </p>
                <ButtonLink href="/templates/new">"Write a starter text"</ButtonLink>
            }
        })
        .advice("A starter text has the headings of an agreement, with notes for whoever drafts it.")
        .columns(|columns| {
            columns
                .head("Starter text", name)
                .words("Written for", |row| row.organisation.as_ref().map(|body| body.name.clone()).unwrap_or_default())
                .words("Offered", |row| if row.withdrawn { "No" } else { "Yes" }.to_owned())
        })
        .page(ask)
        .await
}

fn name(row: &TemplateRow) -> impl IntoView + use<> {
    view! { <a class="govuk-link" href=format!("/templates/{}", row.id)>{row.title.clone()}</a> }
}
