//! What is printed with the particulars of what an agreement is about: the services in scope, each with its days and its host,
//! and the days on which it is reviewed.

use sea_orm::entity::prelude::*;

use super::table::table;
use crate::{
    Refusal,
    agreement::{Agreement, read},
    organisation::{self, read::Named},
    service,
    values::day,
};

/// Services in scope and review days; nothing for an edition that has none.
pub async fn printed(db: &impl ConnectionTrait, agreement: &Agreement) -> Result<String, Refusal> {
    let rows = read::schemes(db, agreement.edition_id).await?;
    let references = read::references_of(db, &rows).await?;
    let hosts = organisation::read::named(db, rows.iter().filter_map(|row| row.host_id)).await?;
    let mut services: Vec<Vec<String>> = Vec::new();
    for row in rows {
        // A row of before names were kept.
        let name = if row.service_name.is_empty() {
            service::read::by_id(db, row.service_id).await?.name
        } else {
            row.service_name.clone()
        };
        let reference = references.get(&row.service_id).map(|reference| format!(" ({reference})")).unwrap_or_default();
        let host = row.host_id.map(|host| Named::of(&hosts, host));
        let host = host.map_or_else(String::new, |named| format!("{} ({})", named.name, named.reference));
        services.push(vec![format!("{name}{reference}"), row.days().in_words(), host]);
    }
    let reviews = read::review_days(db, agreement.edition_id).await?;
    let reviews: Vec<Vec<String>> = reviews.into_iter().map(|on| vec![day::in_words(on)]).collect();
    let services = table(&["Service", "In scope", "Hosted by"], &services);
    let reviews = table(&["Reviewed on"], &reviews);
    let titled = [("Services in scope", services), ("Review days", reviews)];
    let printed = titled.into_iter().filter_map(|(title, rows)| Some(format!("\n### {title}\n\n{}", rows?)));
    Ok(printed.collect())
}
