//! The particulars: what stands above the text and is signed with it. Which agreement, edition and revision it is, between whom,
//! from when to when, for which services.

use sea_orm::entity::prelude::*;

use super::{scope, table::table};
use crate::{
    Refusal,
    agreement::{Agreement, read},
    organisation::{self, read::Named},
    values::{day, text},
};

/// The particulars of a revision, with the names that the bodies have on the day.
pub async fn printed(db: &impl ConnectionTrait, agreement: &Agreement, revision: i64) -> Result<String, Refusal> {
    let parties = read::parties(db, agreement.edition_id).await?;
    let keys = parties.iter().map(|party| party.organisation_id).chain([agreement.lead_id]);
    let names = organisation::read::named(db, keys.chain(agreement.coordinator_id)).await?;
    let name = |id: i64| {
        let named = Named::of(&names, id);
        format!("{} ({})", named.name, named.reference)
    };
    let mut about = vec![
        ["Agreement".to_owned(), agreement.reference.to_string()],
        ["Title".to_owned(), agreement.title.clone()],
        ["Kind".to_owned(), agreement.kind.label().to_owned()],
        ["Edition".to_owned(), agreement.edition.to_string()],
        ["Revision".to_owned(), revision.to_string()],
        ["Financial year".to_owned(), agreement.year.to_string()],
        ["Takes effect".to_owned(), agreement.effective_on.map_or("No day yet".to_owned(), day::in_words)],
        ["Term".to_owned(), term(agreement)],
        ["Legally binding".to_owned(), if agreement.binding { "Yes" } else { "No" }.to_owned()],
        ["Led by".to_owned(), name(agreement.lead_id)],
    ];
    about.extend(
        agreement
            .coordinator_id
            .map(|id| ["Brought together by".to_owned(), format!("{}, which signs nothing", name(id))]),
    );
    let about: Vec<Vec<String>> = about.into_iter().map(Vec::from).collect();
    let parties: Vec<Vec<String>> = parties
        .iter()
        .map(|party| {
            vec![
                name(party.organisation_id),
                if party.leaving { "Leaves with this edition" } else { party.role.label() }.to_owned(),
                party.speaks_as.label().to_owned(),
                if party.signs { "Signs" } else { "Does not sign" }.to_owned(),
            ]
        })
        .collect();
    let about = table(&["Particular", "Of this agreement"], &about).unwrap_or_default();
    let parties = table(&["Party", "Takes part as", "Speaks as", "Signature"], &parties).unwrap_or_default();
    let scope = scope::printed(db, agreement).await?;
    Ok(text::document(&format!("# Particulars\n\n{about}\n### Parties\n\n{parties}{scope}")))
}

fn term(agreement: &Agreement) -> String {
    match (agreement.starts, agreement.ends) {
        (Some(starts), Some(ends)) => format!("{} to {}", day::in_words(starts), day::in_words(ends)),
        (Some(starts), None) => format!("From {}, with no end", day::in_words(starts)),
        (None, Some(ends)) => format!("Until {}", day::in_words(ends)),
        (None, None) => "No term yet".to_owned(),
    }
}
