//! Bodies that are gone before something begins: they take no part in it, and whoever names one is told who acts for it.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use sea_orm::entity::prelude::*;

use super::{Answering, answering};
use crate::{organisation::table, values::day};

/// A body that closed before the day on which something begins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Gone {
    pub id: i64,
    name: String,
    closed: NaiveDate,
    begins: NaiveDate,
    acts: Vec<Answering>,
}

impl Gone {
    /// When it closed, without a full stop.
    pub(crate) fn why(&self) -> String {
        let (closed, begins) = (day::in_words(self.closed), day::in_words(self.begins));
        format!("{} closed on {closed}, before this begins on {begins}", self.name)
    }

    /// Who acts for it, as something to do.
    pub(crate) fn instead(&self) -> String {
        let told = self.acts.iter().map(|acts| match &acts.area {
            Some(area) => format!("{} for {area}", acts.organisation.in_field()),
            None => acts.organisation.in_field(),
        });
        match told.collect::<Vec<_>>().as_slice() {
            [] => "Find out who took over from it: the register knows nobody who did".into(),
            [one] => format!("Enter {one}, which acts for it now"),
            several => format!("Enter who takes part of those that act for it now: {}", several.join("; ")),
        }
    }

    /// All of it, for a field of a form.
    pub(crate) fn told(&self) -> String {
        format!("{}. {}", self.why(), self.instead())
    }
}

/// Those of some bodies that are closed by the day on which something begins. Who acts for them is told as of then, or of today if
/// that is later.
pub(crate) async fn gone(
    db: &impl ConnectionTrait,
    bodies: impl IntoIterator<Item = i64>,
    begins: NaiveDate,
    today: NaiveDate,
) -> Result<Vec<Gone>, DbErr> {
    let closed = table::Entity::find()
        .filter(table::Column::Id.is_in(bodies))
        .filter(table::Column::Closed.lt(begins))
        .all(db)
        .await?;
    let mut acts = answering(db, closed.iter().map(|row| row.id), begins.max(today)).await?;
    let gone = closed.into_iter().filter_map(|row| {
        let acts = acts.remove(&row.id).unwrap_or_default();
        Some(Gone { id: row.id, name: row.name, closed: row.closed?, begins, acts })
    });
    Ok(gone.collect())
}

/// Who takes the place of those of some bodies that are closed by the day on which something begins: the keys of those that act for
/// each by then, or today if that is later; none if the register knows of none.
pub(crate) async fn in_place_of(
    db: &impl ConnectionTrait,
    bodies: impl IntoIterator<Item = i64>,
    begins: NaiveDate,
    today: NaiveDate,
) -> Result<BTreeMap<i64, Vec<i64>>, DbErr> {
    let gone = gone(db, bodies, begins, today).await?;
    let acting = gone.iter().flat_map(|gone| &gone.acts).map(|acts| acts.organisation.reference.as_str());
    let found = table::Entity::find().filter(table::Column::Reference.is_in(acting)).all(db).await?;
    let keys: BTreeMap<_, _> = found.into_iter().map(|row| (row.reference, row.id)).collect();
    let acting =
        |gone: &Gone| gone.acts.iter().filter_map(|acts| keys.get(&acts.organisation.reference).copied()).collect();
    Ok(gone.iter().map(|gone| (gone.id, acting(gone))).collect())
}
