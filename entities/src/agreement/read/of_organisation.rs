//! The agreements that a body is a party of, or answers for now because it took over from one.

use std::collections::{BTreeMap, HashMap};

use sea_orm::{QueryFilter, QueryOrder, QueryResult, entity::prelude::*};

use super::{Row, editions_with, list};
use crate::{
    Reader, Refusal,
    agreement::{listed::listed_edition::Column as Listed, table},
    list::{KeyKind, Listing, Segment, Sort},
    organisation::{
        self,
        read::{Kept, Named},
    },
    values::Reference,
};

/// An agreement, and as what the body is in it.
#[derive(Clone, Debug)]
pub struct PartRow {
    pub agreement: Row,
    /// It is a party itself.
    pub itself: bool,
    /// The parties it acts for now, each with the area, if it is not for all of it.
    pub acts_for: Vec<(Named, Option<String>)>,
}

/// The agreements that an organisation is a party of, newest year first; not found if there is no such organisation.
#[derive(Clone, Debug)]
pub struct PartsOf(pub Reference);

/// A body, with whom it answers for.
struct Body {
    id: i64,
    /// Whom it acts for now, by key, each with the area, if it is not for all of it.
    acts_for: HashMap<i64, Option<String>>,
    /// Its own keys and theirs.
    keys: Vec<i64>,
}

impl PartsOf {
    async fn body(&self, reader: &Reader<'_>) -> Result<Body, Refusal> {
        let db = reader.db();
        let body = organisation::read::by_reference(db, &self.0).await?.ok_or(Refusal::NotFound)?;
        let acts_for = organisation::read::answers_for(db, &body, reader.today()).await?;
        let bodies: Vec<i64> = acts_for.keys().copied().chain([body.id]).collect();
        Ok(Body { id: body.id, acts_for, keys: organisation::read::keys(db, bodies).await? })
    }
}

impl Listing for PartsOf {
    /// The key of an edition.
    type Found = i64;
    type Row = PartRow;

    async fn segments(&self, reader: &Reader<'_>) -> Result<Vec<Segment>, Refusal> {
        let body = self.body(reader).await?;
        let find = list::listed(reader.viewer(), reader.today())
            .filter(Listed::EditionId.in_subquery(editions_with(body.keys)));
        let sort = Sort::descending(KeyKind::Number, "listed_edition.year", "listed_edition.edition_id");
        Ok(vec![Segment::new(find, sort)])
    }

    fn found(row: &QueryResult) -> Result<i64, DbErr> {
        row.try_get("", "edition_id")
    }

    async fn rows(&self, reader: &Reader<'_>, found: Vec<i64>) -> Result<Vec<PartRow>, Refusal> {
        let (db, body) = (reader.db(), self.body(reader).await?);
        let kept = Kept::of_all(db, body.keys.iter().copied()).await?;
        let kept = |id: i64| if id == body.id { id } else { kept.of(id) };
        let names = organisation::read::named(db, body.keys.iter().copied()).await?;
        let parties = parties_among(db, found.iter().copied(), &body.keys, kept).await?;
        let mut agreements = list::rows(reader, &found).await?;
        let row = |key: &i64| {
            let here = parties.get(key).map(Vec::as_slice).unwrap_or_default();
            let (itself, acts_for) = (here.contains(&body.id), told(here, &body.acts_for, &names));
            Some(PartRow { agreement: agreements.remove(key)?, itself, acts_for })
        };
        Ok(found.iter().filter_map(row).collect())
    }
}

fn told(
    parties: &[i64],
    acts_for: &HashMap<i64, Option<String>>,
    names: &HashMap<i64, Named>,
) -> Vec<(Named, Option<String>)> {
    parties.iter().filter_map(|party| Some((Named::of(names, *party), acts_for.get(party)?.clone()))).collect()
}

/// Which of some bodies are parties of some editions, by edition; each by the record that is kept.
async fn parties_among(
    db: &impl ConnectionTrait,
    editions: impl Iterator<Item = i64>,
    bodies: &[i64],
    kept: impl Fn(i64) -> i64,
) -> Result<BTreeMap<i64, Vec<i64>>, DbErr> {
    let rows = table::party::Entity::find()
        .filter(table::party::Column::EditionId.is_in(editions))
        .filter(table::party::Column::OrganisationId.is_in(bodies.iter().copied()))
        .order_by_asc(table::party::Column::Id);
    let mut parties: BTreeMap<i64, Vec<i64>> = BTreeMap::new();
    for row in rows.all(db).await? {
        parties.entry(row.edition_id).or_default().push(kept(row.organisation_id));
    }
    Ok(parties)
}
