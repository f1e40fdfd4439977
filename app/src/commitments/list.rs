//! `/commitments`: by owner, year and confirmation.

use entities::commitment::{
    Confirmation,
    read::{Commitments, ConfirmedAs, Order},
};

use super::rows;
use crate::{
    http::{Answer, Ask},
    list::{List, cell},
    ui::Choice,
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
    let confirmations = confirmations(ask.viewer.person().is_some());
    List::<Commitments>::at("/commitments", "Commitments", ["commitment", "commitments"])
        .advice("Try fewer filters. Commitments still in negotiation are shown to their parties when they sign in.")
        .filters(|filters| {
            filters
                .body("owner", "Promised by", |list, owner| list.owner = owner)
                .year(|list, year| list.year = year)
                .chosen("confirmation", "Confirmation", "Any", confirmations, |list, confirmation| {
                    list.confirmation = confirmation;
                })
                .address("agreement", "Agreement", "Enter a reference, like MOU-2015-001", |list, agreement| {
                    list.agreement = agreement;
                })
                .order(|list, order: Order| list.order = order)
        })
        .columns(|columns| {
            columns
                .file("Reference", |row| row.reference.to_string())
                .head("Commitment", |row| rows::statement(row, ""))
                .file("Statement", |row| row.statement.clone())
                .text("Year", |row| row.year.to_string())
                .text("Promised by", rows::owner)
                .filed(|row| row.owner.name.clone())
                .file("Financial year", |row| row.year.to_string())
                .text("Due", rows::due)
                .filed(|row| cell(row.due))
                .text("Confirmation", rows::confirmation)
                .filed(|row| row.shown.to_owned())
                .file("Agreement", |row| row.agreement.to_string())
                .file("Clause", |row| row.clause.clone())
                .file("Page", move |row| site.address_of("/commitments", &row.reference))
        })
}

/// The words that a reader sees in the list, to narrow it by.
fn confirmations(inside: bool) -> Vec<Choice> {
    let told = |word: &&Confirmation| inside || matches!(word, Confirmation::Confirmed | Confirmation::Withdrawn);
    let words = Confirmation::ALL.iter().filter(told).map(|word| Choice::new(word.code(), word.label()));
    words.chain([Choice::new(ConfirmedAs::NOT_AGREED, "Not agreed")]).collect()
}
