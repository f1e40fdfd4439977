//! `/tenders/planned`: the procurements that have not opened yet, those that are to open first before others.

use entities::{
    pipeline::{Opening, Planned, PlannedProcurements},
    service::read::ServiceChoices,
    values::Quarter,
};
use leptos::prelude::*;

use super::words::tone;
use crate::{
    http::{Answer, Ask, Failure},
    list::{Columns, List, cell},
    ui::{Choice, Tag, day_or},
};

/// How many quarters can be chosen, from this one on.
const QUARTERS: usize = 12;

/// Those that the reader may see.
pub async fn page(ask: Ask) -> Answer {
    declared(&ask).await?.page(ask).await
}

/// The same as CSV.
pub async fn csv(ask: Ask) -> Answer {
    declared(&ask).await?.csv(ask).await
}

async fn declared(ask: &Ask) -> Result<List<PlannedProcurements>, Failure> {
    let services = ask.register.read(&ask.viewer, &ServiceChoices).await?;
    let services = services.into_iter().map(|row| Choice::new(row.reference.to_string(), row.name)).collect();
    let site = ask.site.clone();
    let columns = Columns::<Planned>::default()
        .file("Reference", |row| row.reference.to_string())
        .head("Procurement", title)
        .file("Title", |row| row.title.clone())
        .text("Buyer", |row| row.buyer.clone())
        .filed(|row| row.buyer.clone())
        .text("To open", |row| day_or(row.opens, "No date yet"))
        .filed(|row| cell(row.opens))
        .text("State", |row| view! { <Tag text=row.state.label() tone=tone(row.state)/> })
        .filed(|row| row.state.to_string())
        .file("Service", |row| row.service.as_ref().map(|(_, name)| name.clone()).unwrap_or_default());
    let columns = match ask.viewer.watches() {
        true => columns.number("Interested", |row| row.interested.unwrap_or_default().to_string()),
        false => columns,
    };
    let columns = columns
        .file("Interested", |row| cell(row.interested))
        .file("Page", move |row| site.address_of("/tenders", &row.reference));
    let one = ["planned procurement", "planned procurements"];
    let list = List::<PlannedProcurements>::at("/tenders/planned", "Planned procurements", one)
        .crumb("Tenders", "/tenders")
        .crumb("Pipeline", "/tenders/pipeline")
        .filters(|filters| {
            filters
                .chosen("quarter", "To open in", "Any time", quarters(ask), |list, opening: Option<Opening>| {
                    list.opening = opening;
                })
                .chosen("service", "Service", "Any service", services, |list, service| list.service = service)
        });
    Ok(list.columns(|_| columns))
}

fn quarters(ask: &Ask) -> Vec<Choice> {
    let quarters = Quarter::from(ask.register.clock().today(), QUARTERS);
    let mut choices: Vec<_> = quarters.map(|quarter| Choice::new(quarter.in_address(), quarter.to_string())).collect();
    choices.push(Choice::new("none", "No date yet"));
    choices
}

fn title(row: &Planned) -> impl IntoView + use<> {
    let href = format!("/tenders/{}", row.reference.in_address());
    let service = row.service.as_ref().map(|(_, name)| name.clone());
    view! {
        <a class="govuk-link" href=href>{row.title.clone()}</a>
        <span class="quiet quiet--block">{service}</span>
    }
}
