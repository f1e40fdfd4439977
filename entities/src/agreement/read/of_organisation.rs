//! The agreements that a body is a party of, or answers for now because it took over from one.

use std::collections::{BTreeMap, HashMap};

use sea_orm::{PaginatorTrait, QueryOrder, QuerySelect, QueryTrait, entity::prelude::*};

use super::{Ends, Row, visible};
use crate::{
    Read, Reader, Refusal,
    access::Permission,
    agreement::{
        edition::{editions, paired},
        table::{self, edition},
    },
    extent::Extent,
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

/// One page of them, newest year first, and how many there are in all.
#[derive(Clone, Debug)]
pub struct Parts {
    pub rows: Vec<PartRow>,
    pub count: u64,
}

/// The agreements that an organisation is a party of, page by page; not found if there is no such organisation.
#[derive(Clone, Debug)]
pub struct PartsOf {
    pub organisation: Reference,
    pub extent: Extent,
}

impl Read for PartsOf {
    const PERMISSION: Permission = Permission::ReadPublished;
    type Answer = Parts;

    async fn answer(&self, reader: &Reader<'_>) -> Result<Parts, Refusal> {
        let (db, today) = (reader.db(), reader.today());
        let body = organisation::read::by_reference(db, &self.organisation).await?.ok_or(Refusal::NotFound)?;
        let acts_for = organisation::read::answers_for(db, &body, today).await?;
        let bodies: Vec<i64> = acts_for.keys().copied().chain([body.id]).collect();
        let bodies = organisation::read::keys(db, bodies).await?;
        let kept = Kept::of_all(db, bodies.iter().copied()).await?;
        let kept = |id: i64| if id == body.id { id } else { kept.of(id) };
        let with = table::party::Entity::find()
            .select_only()
            .column(table::party::Column::EditionId)
            .filter(table::party::Column::OrganisationId.is_in(bodies.iter().copied()));
        let find = editions()
            .filter(visible(reader.viewer(), today))
            .filter(edition::Column::Id.in_subquery(with.into_query()));
        let count = find.clone().count(db).await?;
        let found = find
            .order_by_desc(table::Column::Year)
            .order_by_desc(table::Column::Id)
            .offset(self.extent.before())
            .limit(self.extent.most())
            .all(db)
            .await?;
        let found = paired(found);
        let names =
            organisation::read::named(db, found.iter().map(|row| row.lead_id).chain(bodies.iter().copied())).await?;
        let parties = parties_among(db, found.iter().map(|row| row.edition_id), &bodies, kept).await?;
        let ends = Ends::of(db, &found, today).await?;
        let rows = found.into_iter().map(|row| {
            let here = parties.get(&row.edition_id).map(Vec::as_slice).unwrap_or_default();
            PartRow {
                itself: here.contains(&body.id),
                acts_for: told(here, &acts_for, &names),
                agreement: Row {
                    status: ends.status(&row, today),
                    lead: Named::of(&names, row.lead_id),
                    reference: row.reference,
                    title: row.title,
                    kind: row.kind,
                    year: row.year,
                },
            }
        });
        Ok(Parts { rows: rows.collect(), count })
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
