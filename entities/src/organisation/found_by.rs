//! What organisations are found by, and what a search shows of them.

use std::collections::BTreeMap;

use sea_orm::{Condition, ConnectionTrait, DbErr, entity::prelude::*};

use super::{read, table};
use crate::{
    search::{Document, Kind, Place, Shelf},
    values::{Identifier, Reference},
};

/// An organisation, by every name and code that it has or had, and by where it is.
pub(crate) fn document<'a>(
    row: &table::Model,
    identifiers: impl IntoIterator<Item = &'a Identifier>,
    other_names: impl IntoIterator<Item = &'a str>,
) -> Document {
    Document::new(Kind::Organisation, row.id)
        .with(Place::Code, row.reference.as_str())
        .with_all(Place::Code, identifiers.into_iter().map(Identifier::value))
        .with(Place::Code, row.postcode.as_deref().unwrap_or_default())
        .with(Place::Text, row.kind.label())
        .with_all(Place::Name, [row.name.as_str(), row.short_name.as_deref().unwrap_or_default()])
        .with_all(Place::OtherName, other_names)
        .with_all(Place::OtherName, [row.town.as_deref(), row.postcode.as_deref()].into_iter().flatten())
}

/// Where they are. Organisations are public.
pub(crate) fn shelf() -> Shelf {
    Shelf {
        kind: Kind::Organisation,
        table: "organisation",
        of: None,
        title: "name",
        sorted_by: "name_key",
        visible: Condition::all(),
    }
}

/// What there is to say of them beside their names, by reference.
pub(crate) async fn texts(db: &impl ConnectionTrait, of: &[&str]) -> Result<BTreeMap<Reference, String>, DbErr> {
    let rows = table::Entity::find().filter(table::Column::Reference.is_in(of.iter().copied())).all(db).await?;
    let mut texts = BTreeMap::new();
    for row in rows {
        let codes = read::identifiers(db, row.id).await?;
        let codes = codes.iter().map(|code| format!("{} {}", code.scheme.label(), code.value()));
        let also = read::other_names(db, row.id).await?;
        let also = (!also.is_empty()).then(|| format!("also called {}", also.join(", ")));
        let place = [row.town, row.postcode].into_iter().flatten().collect::<Vec<_>>().join(" ");
        let about = [row.kind.label().to_owned(), place].into_iter().chain(also).chain(codes);
        let about: Vec<String> = about.filter(|text| !text.is_empty()).collect();
        texts.insert(row.reference, about.join(", "));
    }
    Ok(texts)
}
