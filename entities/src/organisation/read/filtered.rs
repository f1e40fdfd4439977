//! Organisations as somebody names them in the filter of a list.

use std::collections::BTreeSet;

use sea_orm::{QueryFilter, QuerySelect, QueryTrait, entity::prelude::*, sea_query::SelectStatement};

use super::{OrganisationNamed, keys, keys_of};
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
        let mut bodies = self.first_keys(named).await?;
        if bodies.is_empty() {
            bodies = self.first_keys(with).await?;
        }
        if bodies.len() as u64 > MOST {
            let advice = format!("More than {MOST} organisations fit. Enter more of the name");
            return Err(Refusal::field(field, advice));
        }
        // Also those under which bodies stand that were merged into them.
        Ok(keys(self.db(), bodies).await?)
    }

    async fn first_keys(&self, mut with: SelectStatement) -> Result<BTreeSet<i64>, Refusal> {
        let rows = self.db().query_all(with.limit(MOST + 1)).await?;
        Ok(rows.iter().map(|row| row.try_get_by_index(0)).collect::<Result<_, _>>()?)
    }
}

#[cfg(test)]
mod story {
    use sea_orm::{IntoActiveModel, Set};

    use super::*;
    use crate::{access::Viewer, organisation::Kind, story::World};

    crate::story!(a_name_that_several_have_finds_also_what_was_merged_into_them, async |world: World| {
        for name in ["Alpha Trust North", "Alpha Trust South", "Another of before", "Beta Trust"] {
            world.organisation(name, Kind::NhsTrust).await;
        }
        let db = world.register.writer();
        let all = Entity::find().all(db).await.unwrap();
        let key = |name: &str| all.iter().find(|body| body.name == name).unwrap().id;
        let mut before = all.iter().find(|body| body.name == "Another of before").unwrap().clone().into_active_model();
        before.merged_into_id = Set(Some(key("Alpha Trust North")));
        before.update(db).await.unwrap();
        let reader = Reader::new(&world.register, &Viewer::Public);
        let found: BTreeSet<i64> = reader.bodies_named("owner", "alpha").await.unwrap().into_iter().collect();
        let expected = ["Alpha Trust North", "Alpha Trust South", "Another of before"].map(key);
        assert_eq!(found, BTreeSet::from(expected));
        assert_eq!(reader.bodies_named("owner", "Alpha Trust South").await.unwrap(), [key("Alpha Trust South")]);
        assert!(matches!(reader.bodies_named("owner", "gamma").await, Err(Refusal::Invalid(_))));
    });
}
