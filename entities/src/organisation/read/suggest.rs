//! Organisations to choose from while somebody types.

use std::collections::BTreeMap;

use sea_orm::entity::prelude::*;

use crate::{Refusal, Register, access::Viewer, organisation::table, search::Kind};

/// How many are offered at once.
const OFFERED: usize = 8;

impl Register {
    /// The organisations that somebody may mean who has typed so much, the best first and those that go on before those that
    /// have closed; at most 8.
    ///
    /// # Errors
    /// The database does not answer.
    pub async fn suggest_organisations(&self, typed: &str) -> Result<Vec<table::Model>, Refusal> {
        let found = self.search_in(&Viewer::Public, typed, &[Kind::Organisation]).await?;
        let order: BTreeMap<&str, usize> = found
            .of(Kind::Organisation)
            .iter()
            .enumerate()
            .map(|(place, hit)| (hit.reference.as_str(), place))
            .collect();
        let find = table::Entity::find().filter(table::Column::Reference.is_in(order.keys().copied()));
        let mut rows = find.all(self.reader()).await?;
        let today = self.clock().today();
        let has_closed = |row: &table::Model| row.closed.is_some_and(|closed| closed < today);
        rows.sort_by_key(|row| (has_closed(row), order.get(row.reference.as_str()).copied()));
        rows.truncate(OFFERED);
        Ok(rows)
    }
}
