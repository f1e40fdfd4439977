//! What is read of organisations. They are public: every viewer reads them.

use std::collections::{BTreeSet, HashMap};

use sea_orm::{Condition, QueryOrder, entity::prelude::*};

use super::table;
use crate::{
    Change,
    register::{Lock, in_pieces},
    values::{Identifier, Reference},
};

mod administered;
mod answering;
mod choices;
mod filtered;
mod gone;
mod kept;
mod list;
mod matches;
mod merging;
mod namesakes;
mod page;
mod second_look;
mod suggest;

pub use administered::{Administered, OrganisationAdministered};
pub use answering::Answering;
pub(crate) use answering::{answering, answers_for, link};
pub use choices::{OrganisationNamed, OrganisationNames};
pub(crate) use gone::{Gone, gone, in_place_of};
pub(crate) use kept::{Kept, kept_by_reference, keys, keys_of};
pub use list::{Order, Organisations, Row};
pub use matches::{Candidate, MatchRow, Matches};
pub use merging::{Hindrance, MergeOf, MergePreview};
pub(crate) use merging::{hindrances, merge_seen};
pub(crate) use namesakes::namesakes;
pub use namesakes::which_of;
pub use page::{Happened, OrganisationPage, Page, Related};
pub(crate) use page::{identifiers, other_names};
pub use second_look::{SecondLook, SecondLookAt, WaitsForASecondLook};
pub(crate) use second_look::{lead_of_all, looks};
pub use suggest::OrganisationsSuggested;

/// An organisation by its reference.
pub(crate) async fn by_reference(
    db: &impl ConnectionTrait,
    reference: &Reference,
) -> Result<Option<table::Model>, DbErr> {
    table::Entity::find().filter(table::Column::Reference.eq(reference.as_str())).one(db).await
}

/// An organisation by its key.
pub(crate) async fn by_id(db: &impl ConnectionTrait, id: i64) -> Result<table::Model, DbErr> {
    let found = table::Entity::find_by_id(id).one(db).await?;
    found.ok_or_else(|| DbErr::RecordNotFound(format!("organisation {id}")))
}

/// The organisation that has one of these identifiers.
pub(crate) async fn by_identifiers(
    db: &impl ConnectionTrait,
    identifiers: &[Identifier],
) -> Result<Option<table::Model>, DbErr> {
    use table::identifier::{Column, Entity};
    for identifier in identifiers {
        let is_it =
            Condition::all().add(Column::Scheme.eq(identifier.scheme)).add(Column::Value.eq(identifier.value()));
        if let Some(kept) = Entity::find().filter(is_it).one(db).await? {
            return table::Entity::find_by_id(kept.organisation_id).one(db).await;
        }
    }
    Ok(None)
}

/// Locks some organisations until the change ends.
pub(crate) async fn lock(change: &Change, ids: impl IntoIterator<Item = i64>) -> Result<(), DbErr> {
    let find = table::Entity::find().filter(table::Column::Id.is_in(ids)).order_by_asc(table::Column::Id);
    change.lock(Lock::Organisation, find).all(&change.tx).await?;
    Ok(())
}

/// Names and references of organisations, by key: of a record that is merged into another, those of the one that is kept.
pub(crate) async fn named(
    db: &impl ConnectionTrait,
    ids: impl IntoIterator<Item = i64>,
) -> Result<HashMap<i64, Named>, DbErr> {
    let ids: BTreeSet<i64> = ids.into_iter().collect();
    let ids: Vec<i64> = ids.into_iter().collect();
    let rows = in_pieces(db, &ids, |piece| table::Entity::find().filter(table::Column::Id.is_in(piece))).await?;
    let kept = Kept::of_all(db, rows.iter().filter(|row| row.merged_into_id.is_some()).map(|row| row.id)).await?;
    let others =
        in_pieces(db, &kept.keys(), |piece| table::Entity::find().filter(table::Column::Id.is_in(piece))).await?;
    let others: HashMap<i64, table::Model> = others.into_iter().map(|row| (row.id, row)).collect();
    let named = |row: table::Model| {
        let shown = others.get(&kept.of(row.id)).unwrap_or(&row);
        (row.id, Named { reference: shown.reference.clone(), name: shown.name.clone() })
    };
    Ok(rows.into_iter().map(named).collect())
}

/// An organisation as lists name it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    pub reference: Reference,
    pub name: String,
}

impl Named {
    /// One of a map that was made for its key.
    pub(crate) fn of(names: &HashMap<i64, Self>, id: i64) -> Self {
        let unknown = || Self { reference: Reference::numbered("ORG", 0, id), name: "An unknown organisation".into() };
        names.get(&id).cloned().unwrap_or_else(unknown)
    }

    /// As a field for an organisation has it, and [`OrganisationNamed`] reads it: `West Midlands Police
    /// (ORG-2014-027)`.
    pub fn in_field(&self) -> String {
        format!("{} ({})", self.name, self.reference)
    }
}
