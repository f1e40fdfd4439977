//! The texts of records that were found, from which a piece is shown. Whoever may see the record may read them.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use sea_orm::{ConnectionTrait, DbErr, entity::prelude::*};

use super::Kind;
use crate::{
    access::Viewer,
    agreement::{self, Agreement},
    commitment::{self, Commitment},
    contract, organisation, procurement, service,
    values::Reference,
};

/// What records of a kind say beside their titles, by reference.
pub async fn texts(
    db: &impl ConnectionTrait,
    (viewer, today): (&Viewer, NaiveDate),
    kind: Kind,
    of: impl Iterator<Item = &Reference>,
) -> Result<BTreeMap<Reference, String>, DbErr> {
    let of: Vec<&str> = of.map(Reference::as_str).collect();
    Ok(match kind {
        Kind::Agreement => agreements(db, viewer, today, &of).await?,
        Kind::Commitment => {
            let rows = commitment::worded()
                .filter(commitment::read::visible(viewer, today))
                .filter(commitment::table::Column::Reference.is_in(of));
            let text = |row: Commitment| (row.reference, sentences([row.measure, row.target]));
            commitment::paired(rows.all(db).await?).into_iter().map(text).collect()
        }
        Kind::Service => {
            let rows = service::table::Entity::find().filter(service::table::Column::Reference.is_in(of));
            let text = |row: service::table::Model| {
                (row.reference, sentences([row.area_of_need.label().to_owned(), row.description]))
            };
            rows.all(db).await?.into_iter().map(text).collect()
        }
        Kind::Contract => {
            let rows = contract::table::Entity::find().filter(contract::table::Column::Reference.is_in(of));
            rows.all(db).await?.into_iter().map(|row| (row.reference, row.description)).collect()
        }
        Kind::Procurement => {
            let rows = procurement::table::Entity::find().filter(procurement::table::Column::Reference.is_in(of));
            let text = |row: procurement::table::Model| (row.reference, sentences([row.buyer_name, row.description]));
            rows.all(db).await?.into_iter().map(text).collect()
        }
        Kind::Organisation => organisations(db, &of).await?,
    })
}

async fn agreements(
    db: &impl ConnectionTrait,
    viewer: &Viewer,
    today: NaiveDate,
    of: &[&str],
) -> Result<BTreeMap<Reference, String>, DbErr> {
    use agreement::table::revision;
    let rows = agreement::editions()
        .filter(agreement::read::visible(viewer, today))
        .filter(agreement::table::Column::Reference.is_in(of.iter().copied()));
    let rows = agreement::paired(rows.all(db).await?);
    let revisions = revision::Entity::find()
        .filter(revision::Column::Id.is_in(rows.iter().filter_map(|row| row.revision_id)))
        .all(db)
        .await?;
    let mut newest: BTreeMap<i64, String> = revisions.into_iter().map(|row| (row.id, row.text)).collect();
    let text = |row: Agreement| {
        let text = row.revision_id.and_then(|id| newest.remove(&id)).unwrap_or_default();
        (row.reference, sentences([row.kind.label().to_owned(), row.aims, plain(&text)]))
    };
    Ok(rows.into_iter().map(text).collect())
}

async fn organisations(db: &impl ConnectionTrait, of: &[&str]) -> Result<BTreeMap<Reference, String>, DbErr> {
    let rows = organisation::table::Entity::find()
        .filter(organisation::table::Column::Reference.is_in(of.iter().copied()))
        .all(db)
        .await?;
    let mut texts = BTreeMap::new();
    for row in rows {
        let codes = organisation::read::identifiers(db, row.id).await?;
        let codes = codes.iter().map(|code| format!("{} {}", code.scheme.label(), code.value()));
        let also = organisation::read::other_names(db, row.id).await?;
        let also = (!also.is_empty()).then(|| format!("also called {}", also.join(", ")));
        let place = [row.town, row.postcode].into_iter().flatten().collect::<Vec<_>>().join(" ");
        let about = [row.kind.label().to_owned(), place].into_iter().chain(also).chain(codes);
        let about: Vec<String> = about.filter(|text| !text.is_empty()).collect();
        texts.insert(row.reference, about.join(", "));
    }
    Ok(texts)
}

/// Texts one after the other, each ended by a full stop.
fn sentences<const N: usize>(texts: [String; N]) -> String {
    let ended = |text: String| {
        let text = text.trim().to_owned();
        if text.ends_with(['.', '!', '?']) { text } else { format!("{text}.") }
    };
    texts.into_iter().filter(|text| !text.trim().is_empty()).map(ended).collect::<Vec<_>>().join(" ")
}

/// A text without the signs by which it is laid out, on one line.
fn plain(text: &str) -> String {
    let words =
        text.split_whitespace().filter(|word| !word.starts_with("{#") && !word.chars().all(|c| "#*-|>".contains(c)));
    words.collect::<Vec<_>>().join(" ").replace("**", "")
}
