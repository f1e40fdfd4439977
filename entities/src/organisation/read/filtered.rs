//! Organisations as somebody names them in the filter of a list.

use std::collections::BTreeSet;

use sea_orm::{QueryFilter, QuerySelect, QueryTrait, entity::prelude::*, sea_query::SelectStatement};

use super::{OrganisationNamed, keys_of};
use crate::{
    Reader, Refusal,
    organisation::table::{Column, Entity},
    search,
    values::text,
};

/// More organisations than these are not looked for at once.
const MOST: u64 = 200;

impl Reader<'_> {
    /// The keys under which organisations stand in the register that somebody named: the one that is called so or has the
    /// reference; else all whose names have the words; else all that are found by them, by a name of before or a place.
    ///
    /// # Errors
    /// [`Refusal::Invalid`] for the field if there is none, or if there are too many to be meant.
    pub(crate) async fn bodies_named(&self, field: &'static str, typed: &str) -> Result<Vec<i64>, Refusal> {
        let found = OrganisationNamed::new(field, typed).found(self).await?;
        if let [one] = found.as_slice() {
            return Ok(keys_of(self.db(), &one.reference).await?);
        }
        let Some(with) = search::keys_with(self.db(), search::Kind::Organisation, typed).await? else {
            return Ok(Vec::new());
        };
        let named = Entity::find().select_only().column(Column::Id).filter(Column::Id.in_subquery(with.clone()));
        let named = text::sought(typed)
            .iter()
            .fold(named, |named, word| named.filter(Column::NameKey.contains(word)))
            .into_query();
        let mut keys = self.first_keys(named).await?;
        if keys.is_empty() {
            keys = self.first_keys(with).await?;
        }
        if keys.len() as u64 > MOST {
            let advice = format!("More than {MOST} organisations fit. Enter more of the name");
            return Err(Refusal::field(field, advice));
        }
        Ok(keys.into_iter().collect())
    }

    async fn first_keys(&self, mut with: SelectStatement) -> Result<BTreeSet<i64>, Refusal> {
        let rows = self.db().query_all(with.limit(MOST + 1)).await?;
        Ok(rows.iter().map(|row| row.try_get_by_index(0)).collect::<Result<_, _>>()?)
    }
}
