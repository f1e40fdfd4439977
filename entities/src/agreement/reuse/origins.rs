//! Where clauses of an edition were taken from.

use std::collections::BTreeMap;

use sea_orm::{IntoActiveModel, NotSet, QuerySelect, QueryTrait, Set, entity::prelude::*};

use crate::{
    Change, Read, Reader, Refusal,
    access::Permission,
    agreement::{
        read::{Asked, At},
        schedules,
        table::clause_origin,
    },
    audit::sha256,
    clause::{self, table as clauses},
    values::Reference,
};

/// Where a clause was taken from.
#[derive(Clone, Debug)]
pub struct Origin {
    /// The clause as it is in this text.
    pub anchor: String,
    pub number: usize,
    pub heading: String,
    /// The agreement, its edition, and what the clause was called there; `None` if the reader may not read that agreement.
    pub from: Option<(Reference, i64, String)>,
    /// It reads otherwise here by now.
    pub is_changed: bool,
}

/// The clauses of an edition that were taken from another agreement, in the order of the text.
#[derive(Clone, Debug)]
pub struct OriginsOf(pub Asked);

impl Read for OriginsOf {
    const PERMISSION: Permission = Permission::ReadPublished;
    type Answer = Vec<Origin>;

    async fn answer(&self, reader: &Reader<'_>) -> Result<Vec<Origin>, Refusal> {
        let (agreement, _) = reader.agreement(Self::PERMISSION, &self.0).await?;
        let rows = of_edition(reader.db(), agreement.edition_id).await?;
        if rows.is_empty() {
            return Ok(Vec::new());
        }
        let text = schedules::newest(reader.db(), &agreement).await?.map(|newest| newest.text).unwrap_or_default();
        let mut origins = Vec::new();
        for piece in clause::pieces(&text) {
            let (Some(number), Some(row)) = (piece.number, rows.get(&piece.anchor)) else { continue };
            let reference: Reference = row.reference.parse().map_err(Refusal::broken)?;
            let asked = At::Edition(row.edition).of(reference.clone());
            let from = match reader.agreement(Self::PERMISSION, &asked).await {
                Ok(_) => Some((reference, row.edition, row.heading.clone())),
                Err(Refusal::NotFound | Refusal::Forbidden { .. }) => None,
                Err(refusal) => return Err(refusal),
            };
            origins.push(Origin {
                is_changed: sha256(piece.text.trim()) != row.of_words,
                anchor: piece.anchor,
                heading: piece.heading,
                number,
                from,
            });
        }
        Ok(origins)
    }
}

/// The origins of an edition's clauses, by anchor.
async fn of_edition(db: &impl ConnectionTrait, edition: i64) -> Result<BTreeMap<String, clause_origin::Model>, DbErr> {
    let of = clauses::Entity::find().filter(clauses::Column::EditionId.eq(edition));
    let keys = of.clone().select_only().column(clauses::Column::Id).into_query();
    let rows = clause_origin::Entity::find().filter(clause_origin::Column::ClauseId.in_subquery(keys)).all(db).await?;
    if rows.is_empty() {
        return Ok(BTreeMap::new());
    }
    let anchors: BTreeMap<i64, String> = of.all(db).await?.into_iter().map(|row| (row.id, row.anchor)).collect();
    Ok(rows.into_iter().filter_map(|row| Some((anchors.get(&row.clause_id)?.clone(), row))).collect())
}

/// The copies of clauses were taken from where the clauses were; `copies`: by the key of each clause that of its copy.
pub(in crate::agreement) async fn copy(
    change: &Change,
    edition: i64,
    copies: &BTreeMap<i64, i64>,
) -> Result<(), Refusal> {
    for row in of_edition(&change.tx, edition).await?.into_values() {
        let Some(copy) = copies.get(&row.clause_id) else { continue };
        let mut row = row.into_active_model().reset_all();
        (row.id, row.clause_id) = (NotSet, Set(*copy));
        clause_origin::Entity::insert(row).exec_without_returning(&change.tx).await?;
    }
    Ok(())
}
