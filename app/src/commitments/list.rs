//! `/commitments`: by owner, year and confirmation.

use entities::commitment::{
    Confirmation,
    read::{Commitments, Order},
};

use super::rows;
use crate::{
    http::{Answer, Ask},
    list::{Column, Filter, List, cell},
};

/// The commitments of agreements that the viewer may read.
pub async fn page(ask: Ask) -> Answer {
    declared(&ask).page(ask).await
}

/// The same as CSV.
pub async fn csv(ask: Ask) -> Answer {
    declared(&ask).csv(ask).await
}

fn declared(ask: &Ask) -> List<Commitments> {
    let site = ask.site.clone();
    List::at("/commitments", "Commitments", ["commitment", "commitments"])
        .advice("Try fewer filters. Commitments still in negotiation are shown to their parties when they sign in.")
        .filter(Filter::body("owner", "Promised by", |list: &mut Commitments, owner| list.owner = owner))
        .filter(Filter::year(|list, year| list.year = year))
        .filter(Filter::choice("confirmation", "Confirmation", "Any", |list, confirmation: Option<Confirmation>| {
            list.confirmation = confirmation;
        }))
        .filter(Filter::address("agreement", "Agreement", "Enter a reference, like MOU-2015-001", |list, agreement| {
            list.agreement = agreement;
        }))
        .filter(Filter::order(|list, order: Order| list.order = order))
        .column(Column::file("Reference", |row| row.reference.to_string()))
        .column(Column::head("Commitment", |row| rows::statement(row, "")))
        .column(Column::file("Statement", |row| row.statement.clone()))
        .column(Column::text("Year", |row| row.year.to_string()))
        .column(Column::text("Promised by", rows::owner).filed(|row| row.owner.name.clone()))
        .column(Column::file("Financial year", |row| row.year.to_string()))
        .column(Column::text("Due", rows::due).filed(|row| cell(row.due)))
        .column(Column::text("Confirmation", rows::confirmation).filed(|row| row.shown.to_owned()))
        .column(Column::file("Agreement", |row| row.agreement.to_string()))
        .column(Column::file("Clause", |row| row.clause.clone()))
        .column(Column::file("Page", move |row| site.address_of("/commitments", &row.reference)))
}
