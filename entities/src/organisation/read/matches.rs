//! Records that may be of one body, for commissioners to decide.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::{Condition, PaginatorTrait, QueryOrder, QuerySelect, QueryTrait, entity::prelude::*};

use super::identifiers;
use crate::{
    Refusal, Register,
    access::{Permission, Standing, Verdict, Viewer, judge},
    extent::Extent,
    organisation::{
        MatchState,
        rules::matching::{Earlier, Reason, succession},
        table,
    },
    search,
    values::Identifier,
};

/// What to list.
#[derive(Clone, Debug)]
pub struct MatchFilter {
    /// Words of a name, a place or a code of one of the two.
    pub words: String,
    pub state: MatchState,
    pub reason: Option<Reason>,
    pub extent: Extent,
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

/// One page of them, and how many there are in all.
#[derive(Clone, Debug, Default)]
pub struct Matches {
    pub rows: Vec<MatchRow>,
    pub count: u64,
}

impl Register {
    /// Proposals that two records are of one body, the oldest first.
    ///
    /// # Errors
    /// [`Refusal::Forbidden`] for who may not decide.
    pub async fn matches(&self, viewer: &Viewer, filter: &MatchFilter) -> Result<Matches, Refusal> {
        use table::proposal::{Column, Entity};
        if judge(Permission::KeepRegister, viewer.roles(), Standing::OPEN) != Verdict::Allowed {
            return Err(Refusal::Forbidden { why: "Commissioners decide which records are of one body".into() });
        }
        let mut find = Entity::find().filter(Column::State.eq(filter.state));
        if filter.state == MatchState::Proposed {
            // One of the two may have been merged into a third meanwhile.
            let merged = table::Entity::find().select_only().column(table::Column::Id);
            let merged = merged.filter(table::Column::MergedIntoId.is_not_null()).into_query();
            find = find.filter(Column::OneId.not_in_subquery(merged.clone()));
            find = find.filter(Column::OtherId.not_in_subquery(merged));
        }
        if let Some(reason) = filter.reason {
            find = find.filter(Column::Reasons.contains(reason.code()));
        }
        if let Some(keys) = search::keys_with(self.reader(), search::Kind::Organisation, &filter.words).await? {
            let either = Condition::any().add(Column::OneId.in_subquery(keys.clone()));
            find = find.filter(either.add(Column::OtherId.in_subquery(keys)));
        }
        let count = find.clone().count(self.reader()).await?;
        let rows = find
            .order_by_asc(Column::Id)
            .offset(filter.extent.before())
            .limit(filter.extent.most())
            .all(self.reader())
            .await?;
        let bodies = table::Entity::find()
            .filter(table::Column::Id.is_in(rows.iter().flat_map(|row| [row.one_id, row.other_id])))
            .all(self.reader())
            .await?;
        let bodies: BTreeMap<i64, table::Model> = bodies.into_iter().map(|row| (row.id, row)).collect();
        let mut shown = Vec::with_capacity(rows.len());
        for row in rows {
            let (Some(one), Some(other)) = (bodies.get(&row.one_id), bodies.get(&row.other_id)) else { continue };
            shown.push(MatchRow {
                proposal: row.id,
                one: self.candidate(one).await?,
                other: self.candidate(other).await?,
                reasons: row.reasons.split(' ').filter_map(|code| code.parse().ok()).collect(),
                state: row.state,
                source: row.source,
                at: row.at,
            });
        }
        Ok(Matches { rows: shown, count })
    }

    async fn candidate(&self, row: &table::Model) -> Result<Candidate, Refusal> {
        let identifiers = identifiers(self.reader(), row.id).await?;
        Ok(Candidate { organisation: row.clone(), identifiers })
    }
}
