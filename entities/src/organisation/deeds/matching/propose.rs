//! Looking for records that may be of one body, once a list has been imported. What the lists know by their own codes is told
//! apart by them: it is found for the records that somebody typed, or that came with a company's or a charity's number. Of those
//! that closed is looked for who took over from them under their name.

use std::collections::{BTreeMap, BTreeSet};

use chrono::TimeDelta;
use sea_orm::{
    Condition, ExprTrait, QueryOrder, QuerySelect, QueryTrait, Set,
    entity::prelude::*,
    sea_query::{Alias, Expr, Query},
};
use serde::{Deserialize, Serialize};

use super::pair;
use crate::{
    Change, Deed, Refusal,
    access::{Permission, Standing},
    organisation::{
        MatchState,
        rules::matching::{Described, HANDED_OVER, Reason, likeness},
        table,
    },
    search,
    values::{Identifier, Scheme, text},
};

/// Looks at a number of records after one, by key.
#[derive(Clone, Debug)]
pub struct ProposeMatches {
    /// The file that was imported before.
    pub source: String,
    /// From 0.
    pub after: i64,
}

/// What came of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proposed {
    /// New proposals.
    pub proposed: u64,
    /// The record after which to go on; `None` at the end.
    pub next: Option<i64>,
}

/// Records in one deed: nobody else who writes waits longer than for these.
const LOOKED_AT: u64 = 100;
/// Records that are compared with one because they have its name, or its postcode.
const COMPARED: u64 = 50;

/// The codes of lists that know every body of their kind.
const LISTS: [Scheme; 7] = [Scheme::Nhs, Scheme::Edu, Scheme::Lae, Scheme::Las, Scheme::Pla, Scheme::Lani, Scheme::Ons];

impl Deed for ProposeMatches {
    const NAME: &'static str = "proposed records of one body";
    const PERMISSION: Permission = Permission::KeepRegister;
    type Subject = ();
    type Done = Proposed;

    async fn open(&self, _: &Change) -> Result<((), Standing), Refusal> {
        Ok(((), Standing::OPEN))
    }

    async fn act(&self, change: &Change, (): ()) -> Result<Proposed, Refusal> {
        let rows = self.looked_at(change).await?;
        let full = u64::try_from(rows.len()).is_ok_and(|count| count == LOOKED_AT);
        let mut done = Proposed { proposed: 0, next: rows.last().filter(|_| full).map(|row| row.id) };
        for row in &rows {
            done.proposed += self.propose(change, row).await?;
        }
        change.record(Self::NAME, &self.source, None, &done);
        Ok(done)
    }
}

impl ProposeMatches {
    async fn looked_at(&self, change: &Change) -> Result<Vec<table::Model>, Refusal> {
        let listed = table::identifier::Entity::find()
            .select_only()
            .column(table::identifier::Column::OrganisationId)
            .filter(table::identifier::Column::Scheme.is_in(LISTS.iter().map(Scheme::code)));
        let rows = table::Entity::find()
            .filter(table::Column::Id.gt(self.after))
            .filter(table::Column::MergedIntoId.is_null())
            .filter(Condition::any().add(table::Column::Id.not_in_subquery(listed.into_query())).add(
                Condition::all().add(table::Column::Closed.is_not_null()).add(Expr::exists(namesake_that_opened())),
            ))
            .order_by_asc(table::Column::Id)
            .limit(LOOKED_AT);
        Ok(rows.all(&change.tx).await?)
    }

    async fn propose(&self, change: &Change, row: &table::Model) -> Result<u64, Refusal> {
        let mut candidates = alike_at_sight(change, row).await?;
        candidates.remove(&row.id);
        let mut described = describe(change, candidates.into_iter().chain([row.id])).await?;
        let Some(this) = described.remove(&row.id) else { return Ok(0) };
        let mut proposed = 0;
        for (id, other) in described {
            let reasons = likeness(&this, &other);
            if !reasons.is_empty() && note(change, &self.source, row.id, id, &reasons).await? {
                proposed += 1;
            }
        }
        Ok(proposed)
    }
}

/// Another record of the same name, whose opening is known, beside one that is looked at.
fn namesake_that_opened() -> sea_orm::sea_query::SelectStatement {
    let other = Alias::new("other");
    let of = |column: table::Column| Expr::col((other.clone(), column));
    let same = |column: table::Column| Expr::col((table::Entity, column));
    Query::select()
        .expr(Expr::val(1))
        .from_as(table::Entity, other.clone())
        .and_where(of(table::Column::NameKey).eq(same(table::Column::NameKey)))
        .and_where(of(table::Column::Id).ne(same(table::Column::Id)))
        .and_where(of(table::Column::Opened).is_not_null())
        .take()
}

/// The keys of records with the same name, postcode, or a rare word of the name.
async fn alike_at_sight(change: &Change, row: &table::Model) -> Result<BTreeSet<i64>, Refusal> {
    let mut alike = search::sharing_a_rare_word(&change.tx, search::Kind::Organisation, &row.name).await?;
    let mut same = Condition::any().add(table::Column::NameKey.eq(&row.name_key));
    if let Some(postcode) = &row.postcode {
        same = same.add(table::Column::Postcode.eq(postcode));
    }
    let mut ways = vec![same];
    if let Some(closed) = row.closed {
        // Of a common name those that opened then come before all others.
        let days = TimeDelta::days(HANDED_OVER);
        let then = Condition::all().add(table::Column::NameKey.eq(&row.name_key));
        ways.push(then.add(table::Column::Opened.between(closed - days, closed + days)));
    }
    for way in ways {
        let keys = table::Entity::find().select_only().column(table::Column::Id).filter(way).limit(COMPARED);
        alike.extend(keys.into_tuple::<i64>().all(&change.tx).await?);
    }
    Ok(alike)
}

/// Records as the rules compare them; those that are merged into others are left out.
async fn describe(change: &Change, ids: impl IntoIterator<Item = i64>) -> Result<BTreeMap<i64, Described>, Refusal> {
    let ids: Vec<i64> = ids.into_iter().collect();
    let find = table::Entity::find().filter(table::Column::Id.is_in(ids.iter().copied()));
    let rows = find.filter(table::Column::MergedIntoId.is_null()).all(&change.tx).await?;
    let folded = |text: &Option<String>| text.as_deref().map(text::folded).filter(|text| !text.is_empty());
    let mut described: BTreeMap<i64, Described> = BTreeMap::new();
    for row in rows {
        let names = [Some(row.name_key.clone()), folded(&row.short_name)].into_iter().flatten().collect();
        let (town, postcode) = (folded(&row.town), folded(&row.postcode).map(|code| code.replace(' ', "")));
        let (kind, opened, closed) = (row.kind, row.opened, row.closed);
        described.insert(row.id, Described { names, kind, identifiers: Vec::new(), town, postcode, opened, closed });
    }
    use table::{identifier, other_name};
    let codes = identifier::Entity::find().filter(identifier::Column::OrganisationId.is_in(ids.iter().copied()));
    for row in codes.all(&change.tx).await? {
        if let (Some(body), Ok(identifier)) =
            (described.get_mut(&row.organisation_id), Identifier::parse(row.scheme, &row.value))
        {
            body.identifiers.push(identifier);
        }
    }
    let names = other_name::Entity::find().filter(other_name::Column::OrganisationId.is_in(ids));
    for row in names.all(&change.tx).await? {
        if let Some(body) = described.get_mut(&row.organisation_id) {
            body.names.push(text::folded(&row.name));
        }
    }
    Ok(described)
}

/// Writes a proposal down; tells whether it is new.
async fn note(change: &Change, source: &str, one: i64, other: i64, reasons: &[Reason]) -> Result<bool, Refusal> {
    use table::proposal::{ActiveModel, Column, Entity};
    let (one, other) = pair(one, other);
    let known = Entity::find().filter(Column::OneId.eq(one)).filter(Column::OtherId.eq(other));
    if known.one(&change.tx).await?.is_some() || one_is_noted_to_succeed(change, one, other).await? {
        return Ok(false);
    }
    let row = ActiveModel {
        one_id: Set(one),
        other_id: Set(other),
        reasons: Set(reasons.iter().map(Reason::code).collect::<Vec<_>>().join(" ")),
        state: Set(MatchState::Proposed),
        source: Set(source.into()),
        at: Set(change.now()),
        ..Default::default()
    };
    Entity::insert(row).exec_without_returning(&change.tx).await?;
    Ok(true)
}

/// True if somebody, or a list, has said of one that it took over from the other, or taken that back.
async fn one_is_noted_to_succeed(change: &Change, one: i64, other: i64) -> Result<bool, Refusal> {
    use table::successor::{Column, Entity};
    let after = |earlier: i64, later: i64| {
        Condition::all().add(Column::OrganisationId.eq(earlier)).add(Column::SuccessorId.eq(later))
    };
    let either = Condition::any().add(after(one, other)).add(after(other, one));
    Ok(Entity::find().filter(either).one(&change.tx).await?.is_some())
}
