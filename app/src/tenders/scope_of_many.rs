//! `/tenders/scope`: everything that a list of tenders shows, brought into scope at once.

use entities::procurement::{
    Procurement,
    deeds::BringIntoScope,
    read::{CouldBeInScope, MOST_AT_ONCE, ScopePreview},
};
use leptos::prelude::*;

use super::chosen;
use crate::{
    form::{Said, Saved, submitted},
    http::{Answer, Ask, Page, Query, Typed},
    ui::{Button, Column, EmptyState, InsetText, PostForm, Table},
};

/// What would be brought in.
pub async fn page(ask: Ask) -> Answer {
    show(&ask, &Typed::empty()).await
}

/// Brings it in.
pub async fn post(ask: Ask, typed: Typed) -> Answer {
    let deed = async { Ok(BringIntoScope { filter: chosen::filter(&ask)?, seen: typed.seen()? }) };
    let brought = Saved::at(ask.query().link("/tenders", &[("scope", "in")])).saying(Said::IN_SCOPE);
    submitted(&ask, &typed, deed, |_| brought, async |typed| show(&ask, typed).await).await
}

async fn show(ask: &Ask, typed: &Typed) -> Answer {
    let query = ask.query().clone();
    let preview = ask.register.read(&ask.viewer, &CouldBeInScope(chosen::filter(ask)?)).await?;
    Page::new("Bring into scope").crumb("Tenders", "/tenders").typed(typed).show(move || {
        view! {
            <p class="govuk-body">
                "Procurements in scope belong to what this register is for, and are listed before other notices."
            </p>
            <Found preview query/>
        }
    })
}

#[component]
fn Found(preview: ScopePreview, query: Query) -> impl IntoView {
    let ScopePreview { count, first, version } = preview;
    let back = query.link("/tenders", &[]);
    if count == 0 {
        return view! {
            <EmptyState text="What the list shows is in scope already.">
                <p class="govuk-body"><a class="govuk-link" href=back>"Choose other tenders"</a></p>
            </EmptyState>
        }
        .into_any();
    }
    if count > MOST_AT_ONCE {
        let too_many =
            format!("The list shows more than {MOST_AT_ONCE} procurements, too many to be brought in at once. ");
        return view! {
            <InsetText>{too_many} <a class="govuk-link" href=back>"Narrow the filter"</a> "."</InsetText>
        }
        .into_any();
    }
    let words = if count == 1 { "1 procurement".to_owned() } else { format!("{count} procurements") };
    let caption = match first.len() as u64 {
        shown if shown == count => words.clone(),
        shown => format!("{words}, of which these are the first {shown}"),
    };
    let columns = vec![Column::head("Procurement"), Column::text("Buyer")];
    let rows = first.into_iter().map(row).collect();
    view! {
        <Table caption columns rows/>
        <PostForm action=query.link("/tenders/scope", &[]) seen=version>
            <Button>{format!("Bring {words} into scope")}</Button>
        </PostForm>
    }
    .into_any()
}

fn row(procurement: Procurement) -> Vec<AnyView> {
    let href = format!("/tenders/{}", procurement.reference.in_address());
    vec![
        view! { <a class="govuk-link" href=href>{procurement.title}</a> }.into_any(),
        procurement.buyer_name.into_any(),
    ]
}
