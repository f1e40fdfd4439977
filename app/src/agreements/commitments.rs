//! `/agreements/{ref}/commitments`: what each party promises, clause by clause.

use entities::{
    agreement::read::{CommitmentsByClause, OverviewOf},
    list::Listed,
};
use leptos::prelude::*;

use super::head::{self, Head};
use crate::{
    commitments::rows::CommitmentTable,
    http::{Answer, Ask},
    list::{NothingFollows, counted},
    ui::{ButtonLink, EmptyState, ListPages},
};

/// The commitments of the agreement.
pub async fn page(ask: Ask) -> Answer {
    let asked = ask.asked()?;
    let overview = ask.register.read(&ask.viewer, &OverviewOf((&asked).into())).await?;
    let list = CommitmentsByClause(asked);
    let listed = ask.register.list(&ask.viewer, &list, &ask.query().place()).await?;
    let count = ask.register.count(&ask.viewer, &list).await?;
    let (current, query) = (ask.path().to_owned(), ask.query().clone());
    head::page(&overview, "Commitments").show(move || {
        let base = head::address(&overview.agreement.reference);
        let add = overview
            .may_draft
            .then(|| view! { <ButtonLink href=format!("{base}/commitments/new")>"Add a commitment"</ButtonLink> });
        let Listed { rows, before, after, is_beyond } = listed;
        let list = if is_beyond {
            view! { <NothingFollows first=query.first(&current)/> }.into_any()
        } else if rows.is_empty() {
            view! {
                <EmptyState text="Nobody has promised anything yet.">
                    <p class="govuk-body">"A commitment says what one party promises for one year, under one clause of the text."</p>
                </EmptyState>
            }
            .into_any()
        } else {
            let within = head::within(&overview);
            view! {
                <CommitmentTable caption=counted(count, "commitment", "commitments") rows by_clause=true within/>
                <ListPages path=current.clone() query before after/>
            }
            .into_any()
        };
        view! { <Head overview current/> {list} {add} }
    })
}
