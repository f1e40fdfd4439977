//! Finding agreements, organisations, services, contracts and procurements by words, for a viewer.

use sea_orm::{Condition, QueryOrder, QuerySelect, entity::prelude::*};

use crate::{
    Refusal, Register,
    access::Viewer,
    agreement, contract, organisation, procurement, service,
    values::{Reference, text},
};

/// A record that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    pub reference: Reference,
    pub title: String,
}

/// What was found, kind by kind, at most 20 of each.
#[derive(Clone, Debug, Default)]
pub struct Found {
    pub agreements: Vec<Hit>,
    pub services: Vec<Hit>,
    pub contracts: Vec<Hit>,
    pub procurements: Vec<Hit>,
    pub organisations: Vec<Hit>,
}

/// The most of a kind that are shown.
const MOST: u64 = 20;

/// Every word must occur in the folded title or in the reference.
pub(crate) fn matching(query: &str, title: impl ColumnTrait, reference: impl ColumnTrait) -> Condition {
    let all = text::sought(query).iter().fold(Condition::all(), |all, word| all.add(title.contains(word)));
    Condition::any().add(all).add(reference.eq(query.trim().to_uppercase()))
}

impl Register {
    /// Looks for words. Finds nothing for an empty query.
    pub async fn search(&self, viewer: &Viewer, query: &str) -> Result<Found, Refusal> {
        let db = self.reader();
        let mut found = Found::default();
        if text::sought(query).is_empty() {
            return Ok(found);
        }
        {
            use agreement::table::{Column, Entity};
            let words = matching(query, Column::TitleKey, Column::Reference);
            let find = Entity::find().filter(agreement::read::visible(viewer)).filter(words);
            let rows = find.order_by_desc(Column::Year).limit(MOST).all(db).await?;
            found.agreements = rows.into_iter().map(|row| Hit { reference: row.reference, title: row.title }).collect();
        }
        {
            use service::table::{Column, Entity};
            let words = matching(query, Column::NameKey, Column::Reference);
            let find = Entity::find().filter(service::read::visible(viewer)).filter(words);
            let rows = find.order_by_asc(Column::NameKey).limit(MOST).all(db).await?;
            found.services = rows.into_iter().map(|row| Hit { reference: row.reference, title: row.name }).collect();
        }
        {
            use contract::table::{Column, Entity};
            let words = matching(query, Column::TitleKey, Column::Reference);
            let find = Entity::find().filter(contract::read::visible(viewer)).filter(words);
            let rows = find.order_by_asc(Column::TitleKey).limit(MOST).all(db).await?;
            found.contracts = rows.into_iter().map(|row| Hit { reference: row.reference, title: row.title }).collect();
        }
        {
            use procurement::table::{Column, Entity};
            let words = matching(query, Column::TitleKey, Column::Reference);
            let find = Entity::find().filter(procurement::read::visible(viewer)).filter(words);
            let rows = find.order_by_desc(Column::InScope).order_by_asc(Column::TitleKey).limit(MOST).all(db).await?;
            found.procurements =
                rows.into_iter().map(|row| Hit { reference: row.reference, title: row.title }).collect();
        }
        {
            use organisation::table::{Column, Entity};
            let words = matching(query, Column::NameKey, Column::Reference);
            let rows = Entity::find().filter(words).order_by_asc(Column::NameKey).limit(MOST).all(db).await?;
            found.organisations =
                rows.into_iter().map(|row| Hit { reference: row.reference, title: row.name }).collect();
        }
        Ok(found)
    }
}
