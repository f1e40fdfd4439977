//! `/agreements/{ref}/funding`: the money and help in kind behind the agreement.

use entities::{agreement::read::OverviewOf, funding::read::LinesByNumber, list::Listed};
use leptos::prelude::*;

use super::head::{self, Head};
use crate::{
    funding::rows::LineTable,
    http::{Answer, Ask},
    list::{NothingFollows, counted},
    ui::{ButtonLink, EmptyState, ListPages},
};

/// The funding lines of the agreement.
pub async fn page(ask: Ask) -> Answer {
    let asked = ask.asked()?;
    let overview = ask.register.read(&ask.viewer, &OverviewOf((&asked).into())).await?;
    let list = LinesByNumber(asked);
    let listed = ask.register.list(&ask.viewer, &list, &ask.query().place()).await?;
    let count = ask.register.count(&ask.viewer, &list).await?;
    let (current, query) = (ask.path().to_owned(), ask.query().clone());
    head::page(&overview, "Money").show(move || {
        let base = head::address(&overview.agreement.reference);
        let inside = overview.reads_negotiation;
        let add = overview
            .may_draft
            .then(|| view! { <ButtonLink href=format!("{base}/funding/new")>"Add money"</ButtonLink> });
        let Listed { rows, before, after, is_beyond } = listed;
        let list = if is_beyond {
            view! { <NothingFollows first=query.first(&current)/> }.into_any()
        } else if rows.is_empty() {
            view! {
                <EmptyState text="No money stands behind this agreement yet.">
                    <p class="govuk-body">"A commitment without money, help in kind or a reason to need none is a break."</p>
                </EmptyState>
            }
            .into_any()
        } else {
            let within = head::within(&overview);
            let sums = format!("In all {}, of which {} is agreed.", overview.money, overview.agreed);
            view! {
                <p class="govuk-body">{sums}</p>
                <LineTable caption=counted(count, "line of money or help in kind", "lines of money and help in kind") lines=rows inside within/>
                <ListPages path=current.clone() query before after/>
            }
            .into_any()
        };
        view! { <Head overview current/> {list} {add} }
    })
}
