//! Organisations to choose from while somebody types.

use std::collections::BTreeMap;

use sea_orm::entity::prelude::*;

use crate::{
    Read, Reader, Refusal,
    access::Permission,
    organisation::{Organisation, table},
    search::{Kind, Search},
};

/// How many are offered at once.
const OFFERED: usize = 8;

/// The organisations that somebody may mean who has typed so much, the best first and those that go on before those that have
/// closed; at most 8.
#[derive(Clone, Debug)]
pub struct OrganisationsSuggested(pub String);

impl Read for OrganisationsSuggested {
    const PERMISSION: Permission = Permission::ReadPublished;
    type Answer = Vec<Organisation>;

    async fn answer(&self, reader: &Reader<'_>) -> Result<Vec<Organisation>, Refusal> {
        let found = Search::among(Kind::Organisation, self.0.as_str()).answer(reader).await?;
        let order: BTreeMap<&str, usize> = found
            .of(Kind::Organisation)
            .iter()
            .enumerate()
            .map(|(place, hit)| (hit.reference.as_str(), place))
            .collect();
        let find = table::Entity::find().filter(table::Column::Reference.is_in(order.keys().copied()));
        let mut rows = find.all(reader.db()).await?;
        let has_closed = |row: &table::Model| row.closed.is_some_and(|closed| closed < reader.today());
        rows.sort_by_key(|row| (has_closed(row), order.get(row.reference.as_str()).copied()));
        Ok(rows.into_iter().take(OFFERED).map(Organisation::from).collect())
    }
}
