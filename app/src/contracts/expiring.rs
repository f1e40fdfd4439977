//! `/expiring`: contracts that end within 18 months, what the buyer intends, and a provider's interest in what comes after.

use entities::{
    access::{Permission, Standing},
    contract::{
        Intention,
        read::{Ending, EndingOrder, Expiring},
    },
    service::read::ServiceChoices,
    values::Quarter,
};
use leptos::prelude::*;

use super::list::names;
use crate::{
    http::{Answer, Ask, Failure},
    list::{Columns, List, cell},
    ui::{Choice, day_or},
};

/// The contracts that the reader may see.
pub async fn page(ask: Ask) -> Answer {
    declared(&ask).await?.page(ask).await
}

/// The same as CSV.
pub async fn csv(ask: Ask) -> Answer {
    declared(&ask).await?.csv(ask).await
}

async fn declared(ask: &Ask) -> Result<List<Expiring>, Failure> {
    let services = ask.register.read(&ask.viewer, &ServiceChoices).await?;
    let services = services.into_iter().map(|row| Choice::new(row.reference.to_string(), row.name)).collect();
    let quarters = Quarter::from(ask.register.clock().today(), 7);
    let quarters = quarters.map(|quarter| Choice::new(quarter.in_address(), quarter.to_string())).collect();
    let site = ask.site.clone();
    let list = List::<Expiring>::at("/expiring", "Contracts that end within 18 months", ["contract", "contracts"])
        .crumb("Contracts", "/contracts")
        .above(|| {
            let text = "What the buyer intends to do after each. Providers can say that they are interested.";
            view! { <p class="govuk-body-l">{text}</p> }
        })
        .advice("No contract within 18 months of its end is like that. Try fewer filters, or look at all contracts.")
        .filters(|filters| {
            filters
                .words("Words", |list, words| list.words = words)
                .choice("intention", "What the buyer intends", "Anything", |list, intention: Option<Intention>| {
                    list.intention = intention;
                })
                .chosen("service", "Service", "Any service", services, |list, service| list.service = service)
                .chosen("quarter", "Ends in", "Within 18 months", quarters, |list, quarter| list.quarter = quarter)
                .order(|list, order: EndingOrder| list.order = order)
        });
    let columns = Columns::<Ending>::default()
        .file("Reference", |row| row.contract.reference.to_string())
        .head("Contract", title)
        .file("Title", |row| row.contract.title.clone())
        .file("Providers", |row| names(&row.contract.providers))
        .text("Ends", |row| day_or(row.contract.ends, ""))
        .filed(|row| cell(row.contract.ends))
        .text("What follows", follows)
        .file("What the buyer intends", |row| row.intention.to_string())
        .file("Note", |row| row.intention_note.clone())
        .file("Followed by", |row| {
            row.followed_by.iter().map(|(reference, _)| reference.to_string()).collect::<Vec<_>>().join("; ")
        });
    let columns = match ask.viewer.watches() {
        true => columns.number("Interested", |row| row.interested.unwrap_or_default().to_string()),
        false => columns,
    };
    let columns = match ask.viewer.may(Permission::TakePart, Standing::OWN) {
        true => columns.text("Your interest", interest),
        false => columns,
    };
    let columns = columns
        .file("Interested", |row| cell(row.interested))
        .file("Page", move |row| site.address_of("/contracts", &row.contract.reference));
    Ok(list.columns(|_| columns))
}

fn title(row: &Ending) -> impl IntoView + use<> {
    let href = format!("/contracts/{}", row.contract.reference.in_address());
    let providers: Vec<String> = row.contract.providers.iter().map(|provider| provider.name.clone()).collect();
    view! {
        <a class="govuk-link" href=href>{row.contract.title.clone()}</a>
        <span class="quiet quiet--block">{providers.join(", ")}</span>
    }
}

fn follows(row: &Ending) -> impl IntoView + use<> {
    let next = row.followed_by.iter().map(|(reference, title)| {
        let href = format!("/tenders/{}", reference.in_address());
        view! { <span class="stacked"><a class="govuk-link" href=href>{title.clone()}</a></span> }
    });
    view! {
        {row.intention.label()}
        <span class="quiet quiet--block">{row.intention_note.clone()}</span>
        {next.collect_view()}
    }
}

fn interest(row: &Ending) -> impl IntoView + use<> {
    let text = match (row.own_interest.is_some(), row.no_interest.is_some()) {
        (true, _) => "Change your interest",
        (false, false) => "Register interest",
        (false, true) => return None,
    };
    let href = format!("/contracts/{}/interest", row.contract.reference.in_address());
    let about = format!(" in what follows {}", row.contract.title);
    let about = view! { <span class="govuk-visually-hidden">{about}</span> };
    Some(view! { <a class="govuk-link" href=href>{text} {about}</a> })
}
