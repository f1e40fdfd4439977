//! `/agreements/{ref}/commitments`: what each party promises, clause by clause.

use entities::agreement::read::CommitmentsOf;
use entities::agreement::read::OverviewOf;
use leptos::prelude::*;

use super::head::{self, Head};
use crate::{
    commitments::rows::CommitmentTable,
    http::{Answer, Ask},
    ui::{ButtonLink, EmptyState},
};

/// The commitments of the agreement.
pub async fn page(ask: Ask) -> Answer {
    let asked = ask.asked()?;
    let overview = ask.register.read(&ask.viewer, &OverviewOf((&asked).into())).await?;
    let rows = ask.register.read(&ask.viewer, &CommitmentsOf((&asked).into())).await?;
    let current = ask.path().to_owned();
    head::page(&overview, "Commitments").show(move || {
        let base = head::address(&overview.agreement.reference);
        let add = overview
            .may_draft
            .then(|| view! { <ButtonLink href=format!("{base}/commitments/new")>"Add a commitment"</ButtonLink> });
        let list = if rows.is_empty() {
            view! {
                <EmptyState text="Nobody has promised anything yet.">
                    <p class="govuk-body">"A commitment says what one party promises for one year, under one clause of the text."</p>
                </EmptyState>
            }
            .into_any()
        } else {
            let within = head::within(&overview);
            view! { <CommitmentTable caption="Commitments" rows by_clause=true within/> }.into_any()
        };
        view! { <Head overview current/> {list} {add} }
    })
}
