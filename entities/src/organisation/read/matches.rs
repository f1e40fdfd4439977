//! Records that may be of one body, for commissioners to decide.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::{Condition, FromQueryResult, QueryFilter, QueryResult, QuerySelect, QueryTrait, entity::prelude::*};

use super::identifiers;
use crate::{
    Reader, Refusal,
    access::Permission,
    list::{KeyKind, Listing, Segment, Sort},
    organisation::{
        MatchState,
        rules::matching::{Earlier, Reason, succession},
        table::{
            self,
            proposal::{Column, Entity, Model},
        },
    },
    search,
    values::Identifier,
};

/// Proposals that two records are of one body, the oldest first: for who may decide.
#[derive(Clone, Debug)]
pub struct Matches {
    /// Words of a name, a place or a code of one of the two.
    pub words: String,
    pub state: MatchState,
    pub reason: Option<Reason>,
}

/// One of the two records.
#[derive(Clone, Debug)]
pub struct Candidate {
    pub organisation: table::Model,
    pub identifiers: Vec<Identifier>,
}

/// Two records, and why they may be of one body.
#[derive(Clone, Debug)]
pub struct MatchRow {
    pub proposal: i64,
    pub one: Candidate,
    pub other: Candidate,
    pub reasons: Vec<Reason>,
    pub state: MatchState,
    /// The file after which it was proposed.
    pub source: String,
    pub at: DateTime<Utc>,
}

impl MatchRow {
    /// Of two records of which one closed when the other opened: the earlier, the later, and the day from which the later one would
    /// answer for it.
    pub fn succession(&self) -> Option<(&Candidate, &Candidate, NaiveDate)> {
        let days = |candidate: &Candidate| (candidate.organisation.opened, candidate.organisation.closed);
        match succession(days(&self.one), days(&self.other))? {
            (Earlier::One, from) => Some((&self.one, &self.other, from)),
            (Earlier::Other, from) => Some((&self.other, &self.one, from)),
        }
    }
}

impl Listing for Matches {
    const PERMISSION: Permission = Permission::KeepRegister;
    type Found = Model;
    type Row = MatchRow;

    async fn segments(&self, reader: &Reader<'_>) -> Result<Vec<Segment>, Refusal> {
        let mut find = Entity::find().filter(Column::State.eq(self.state));
        if self.state == MatchState::Proposed {
            // One of the two may have been merged into a third meanwhile.
            let merged = table::Entity::find().select_only().column(table::Column::Id);
            let merged = merged.filter(table::Column::MergedIntoId.is_not_null()).into_query();
            find = find.filter(Column::OneId.not_in_subquery(merged.clone()));
            find = find.filter(Column::OtherId.not_in_subquery(merged));
        }
        if let Some(reason) = self.reason {
            find = find.filter(Column::Reasons.contains(reason.code()));
        }
        if let Some(keys) = search::keys_with(reader.db(), search::Kind::Organisation, &self.words).await? {
            let either = Condition::any().add(Column::OneId.in_subquery(keys.clone()));
            find = find.filter(either.add(Column::OtherId.in_subquery(keys)));
        }
        let id = "organisation_match.id";
        Ok(vec![Segment::new(find, Sort::ascending(KeyKind::Number, id, id))])
    }

    fn found(row: &QueryResult) -> Result<Model, DbErr> {
        Model::from_query_result(row, "")
    }

    async fn rows(&self, reader: &Reader<'_>, found: Vec<Model>) -> Result<Vec<MatchRow>, Refusal> {
        let db = reader.db();
        let bodies = table::Entity::find()
            .filter(table::Column::Id.is_in(found.iter().flat_map(|row| [row.one_id, row.other_id])))
            .all(db)
            .await?;
        let bodies: BTreeMap<i64, table::Model> = bodies.into_iter().map(|row| (row.id, row)).collect();
        let mut shown = Vec::with_capacity(found.len());
        for row in found {
            let (Some(one), Some(other)) = (bodies.get(&row.one_id), bodies.get(&row.other_id)) else { continue };
            shown.push(MatchRow {
                proposal: row.id,
                one: candidate(db, one).await?,
                other: candidate(db, other).await?,
                reasons: row.reasons.split(' ').filter_map(|code| code.parse().ok()).collect(),
                state: row.state,
                source: row.source,
                at: row.at,
            });
        }
        Ok(shown)
    }
}

async fn candidate(db: &impl ConnectionTrait, row: &table::Model) -> Result<Candidate, DbErr> {
    Ok(Candidate { organisation: row.clone(), identifiers: identifiers(db, row.id).await? })
}
