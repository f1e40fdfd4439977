//! `/agreements/{ref}/funding`: the money and help in kind behind the agreement.

use entities::agreement::read::OverviewOf;
use entities::funding::read::LinesOf;
use leptos::prelude::*;

use super::head::{self, Head};
use crate::{
    funding::rows::LineTable,
    http::{Answer, Ask},
    ui::{ButtonLink, EmptyState},
};

/// The funding lines of the agreement.
pub async fn page(ask: Ask) -> Answer {
    let asked = ask.asked()?;
    let overview = ask.register.read(&ask.viewer, &OverviewOf((&asked).into())).await?;
    let lines = ask.register.read(&ask.viewer, &LinesOf((&asked).into())).await?;
    let current = ask.path().to_owned();
    head::page(&overview, "Money").show(move || {
        let base = head::address(&overview.agreement.reference);
        let inside = overview.reads_negotiation;
        let add = overview
            .may_draft
            .then(|| view! { <ButtonLink href=format!("{base}/funding/new")>"Add money"</ButtonLink> });
        let list = if lines.is_empty() {
            view! {
                <EmptyState text="No money stands behind this agreement yet.">
                    <p class="govuk-body">"A commitment without money, help in kind or a reason to need none is a break."</p>
                </EmptyState>
            }
            .into_any()
        } else {
            let within = head::within(&overview);
            view! { <LineTable caption="Money and help in kind" lines inside within/> }.into_any()
        };
        view! { <Head overview current/> {list} {add} }
    })
}
