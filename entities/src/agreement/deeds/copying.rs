//! The next edition as a whole copy of the one it varies: parties, services in scope, review days, text, clauses, wordings, terms
//! and what they pay for. What is withdrawn stays behind, and so does a party that left.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use sea_orm::{IntoActiveModel, NotSet, QueryOrder, Set, entity::prelude::*};

use super::super::{
    Agreement, State,
    deeds::mark_heads::mark,
    read, reuse,
    rules::Force,
    schedules,
    table::{party, review_day, scheme},
};
use crate::{
    Change, Refusal, clause,
    commitment::{self, Commitment, Confirmation, table::wording},
    funding::{
        self, FundingLine,
        table::{share, terms},
    },
    organisation::read::Kept,
    values::Pence,
};

/// The version with which a copy begins in an edition, by the edition's key. Those of two editions are never the same, so that what was
/// shown of one, which was set aside or withdrawn since, is never taken for what another says.
fn first_version(edition: i64) -> i64 {
    edition * IN_EACH
}

/// More versions than a row of one edition ever has.
const IN_EACH: i64 = 1_000_000;

/// The key of the edition in which a copied row has a version; `None` for a row that was written first in its edition.
pub(crate) fn edition_of_version(version: i64) -> Option<i64> {
    Some(version / IN_EACH).filter(|edition| *edition > 0)
}

/// How many rows are written by one statement.
const AT_ONCE: usize = 200;

/// Fills a new edition with all that its base has. A body whose record was merged into another since stands there under the one that
/// is kept.
pub async fn copy(change: &Change, base: &Agreement, next: &Agreement) -> Result<(), Refusal> {
    let parties = read::parties(&change.tx, base.edition_id).await?;
    let schemes = read::schemes(&change.tx, base.edition_id).await?;
    let bodies = parties.iter().map(|row| row.organisation_id).chain(schemes.iter().filter_map(|row| row.host_id));
    let bodies = Kept::of_all(&change.tx, bodies).await?;
    for row in parties.into_iter().filter(|row| !row.leaving) {
        let copied = party::ActiveModel {
            id: NotSet,
            edition_id: Set(next.edition_id),
            organisation_id: Set(bodies.of(row.organisation_id)),
            name_when_signed: Set(None),
            ..row.into_active_model().reset_all()
        };
        party::Entity::insert(copied).exec_without_returning(&change.tx).await?;
    }
    for row in schemes {
        let host = row.host_id.map(|host| bodies.of(host));
        service(change, row, next.edition_id, host).await?;
    }
    for on in read::review_days(&change.tx, base.edition_id).await? {
        review(change, next.edition_id, on).await?;
    }
    let clauses = clauses(change, base, next).await?;
    reuse::copy(change, base.edition_id, &clauses).await?;
    mark(change, next.edition_id, &read::marks(&change.tx, base.edition_id).await?).await?;
    let wordings = wordings(change, base, next, &clauses).await?;
    money(change, base, next, &wordings).await
}

/// Whoever is a party of another signed edition whose place the next one takes, or some of its days, and is no party of its base,
/// leaves with it: they sign that, as whoever is taken out of its base does.
pub async fn leave(change: &Change, all: &[Agreement], base: &Agreement, next: &Agreement) -> Result<(), Refusal> {
    let signed = || all.iter().filter(|edition| edition.state == State::Signed);
    let days: Vec<_> = signed().map(|edition| (edition.edition, edition.effective_on)).collect();
    let is_replaced = |edition: &&Agreement| {
        let force = Force::of(edition.edition, &days, next.begins());
        edition.edition_id != base.edition_id && matches!(force, Force::InForce | Force::From(_))
    };
    let mut there: BTreeSet<i64> =
        read::parties(&change.tx, next.edition_id).await?.iter().map(|row| row.organisation_id).collect();
    for edition in signed().filter(is_replaced) {
        let parties = read::parties(&change.tx, edition.edition_id).await?;
        let kept = Kept::of_all(&change.tx, parties.iter().map(|row| row.organisation_id)).await?;
        for row in parties.into_iter().filter(|row| row.signs && !row.leaving) {
            let body = kept.of(row.organisation_id);
            if !there.insert(body) {
                continue;
            }
            let leaves = party::ActiveModel {
                id: NotSet,
                edition_id: Set(next.edition_id),
                organisation_id: Set(body),
                leaving: Set(true),
                name_when_signed: Set(None),
                ..row.into_active_model().reset_all()
            };
            party::Entity::insert(leaves).exec_without_returning(&change.tx).await?;
        }
    }
    Ok(())
}

/// Writes a service in scope as it stands into another edition, with its host there.
pub async fn service(change: &Change, row: scheme::Model, edition: i64, host: Option<i64>) -> Result<(), Refusal> {
    let copied = scheme::ActiveModel {
        id: NotSet,
        edition_id: Set(edition),
        host_id: Set(host),
        ..row.into_active_model().reset_all()
    };
    scheme::Entity::insert(copied).exec_without_returning(&change.tx).await?;
    Ok(())
}

/// Writes a day of review into an edition.
pub async fn review(change: &Change, edition: i64, on: NaiveDate) -> Result<(), Refusal> {
    let row = review_day::ActiveModel { id: NotSet, edition_id: Set(edition), on_day: Set(on) };
    review_day::Entity::insert(row).exec_without_returning(&change.tx).await?;
    Ok(())
}

/// The clauses that stand; by the key of each the key of its copy.
async fn clauses(change: &Change, base: &Agreement, next: &Agreement) -> Result<BTreeMap<i64, i64>, Refusal> {
    use clause::table::{ActiveModel, Column, Entity};
    let of = |edition: i64| Entity::find().filter(Column::EditionId.eq(edition)).order_by_asc(Column::Id);
    let kept = of(base.edition_id).filter(Column::Standing.eq(true)).all(&change.tx).await?;
    for rows in kept.chunks(AT_ONCE) {
        let copies = rows.iter().map(|row| ActiveModel {
            id: NotSet,
            edition_id: Set(next.edition_id),
            ..row.clone().into_active_model().reset_all()
        });
        Entity::insert_many(copies).exec_without_returning(&change.tx).await?;
    }
    let copied: BTreeMap<String, i64> =
        of(next.edition_id).all(&change.tx).await?.into_iter().map(|row| (row.anchor, row.id)).collect();
    Ok(kept.into_iter().filter_map(|row| Some((row.id, *copied.get(&row.anchor)?))).collect())
}

/// The wordings that were not withdrawn; by the key of each the key of its copy. Each is confirmed as it was.
async fn wordings(
    change: &Change,
    base: &Agreement,
    next: &Agreement,
    clauses: &BTreeMap<i64, i64>,
) -> Result<BTreeMap<i64, i64>, Refusal> {
    let mut kept = commitment::of_edition(&change.tx, base.edition_id).await?;
    kept.retain(|row| row.confirmation != Confirmation::Withdrawn);
    let bodies = Kept::of_all(&change.tx, kept.iter().map(|row| row.owner_id)).await?;
    let mut copies = BTreeMap::new();
    for row in kept {
        let (clause, owner) = (clauses.get(&row.clause_id).copied().unwrap_or(row.clause_id), bodies.of(row.owner_id));
        copies.insert(row.wording_id, wording(change, row, next.edition_id, clause, owner).await?);
    }
    Ok(copies)
}

/// The terms of every line, and what they pay for.
async fn money(
    change: &Change,
    base: &Agreement,
    next: &Agreement,
    wordings: &BTreeMap<i64, i64>,
) -> Result<(), Refusal> {
    let shares = funding::read::shares_of(&change.tx, base.edition_id).await?;
    let lines = funding::of_edition(&change.tx, base.edition_id).await?;
    let bodies = Kept::of_all(&change.tx, lines.iter().map(|row| row.organisation_id)).await?;
    for row in lines {
        let paid: Vec<_> = shares.iter().filter(|share| share.terms_id == row.terms_id).collect();
        let party = bodies.of(row.organisation_id);
        let copied = line(change, row, next.edition_id, party).await?;
        for paid in paid {
            let Some(wording) = wordings.get(&paid.wording_id) else { continue };
            share(change, copied, *wording, paid.pence).await?;
        }
    }
    Ok(())
}

/// Writes a wording as it stands into another edition, under a clause there; gives its key there.
pub async fn wording(change: &Change, row: Commitment, edition: i64, clause: i64, owner: i64) -> Result<i64, Refusal> {
    let copied = wording::ActiveModel {
        id: NotSet,
        commitment_id: Set(row.id),
        edition_id: Set(edition),
        clause_id: Set(clause),
        owner_id: Set(owner),
        statement: Set(row.statement),
        measure: Set(row.measure),
        target: Set(row.target),
        due: Set(row.due),
        no_money_because: Set(row.no_money_because),
        confirmation: Set(row.confirmation),
        proposed_words: Set(row.proposed_words),
        requested_at: Set(row.requested_at),
        version: Set(first_version(edition)),
    };
    let wording = copied.insert(&change.tx).await?.id;
    let found = commitment::worded().filter(wording::Column::Id.eq(wording)).all(&change.tx).await?;
    commitment::paired(found).iter().for_each(|row| change.found_by(commitment::found_by::document(row)));
    Ok(wording)
}

/// Writes the terms of a line as they stand into another edition; gives their key there.
pub async fn line(change: &Change, row: FundingLine, edition: i64, party: i64) -> Result<i64, Refusal> {
    let copied = terms::ActiveModel {
        id: NotSet,
        funding_line_id: Set(row.id),
        edition_id: Set(Some(edition)),
        service_id: Set(row.service_id),
        service_name: Set(row.service_name),
        organisation_id: Set(party),
        pence: Set(row.pence),
        precision: Set(row.precision),
        arrangement: Set(row.arrangement),
        spending: Set(row.spending),
        recurrence: Set(row.recurrence),
        certainty: Set(row.certainty),
        responsibility: Set(row.responsibility),
        tolerance_from: Set(row.tolerance_from),
        tolerance_to: Set(row.tolerance_to),
        note: Set(row.note),
        withdrawn: Set(false),
        version: Set(first_version(edition)),
    };
    Ok(copied.insert(&change.tx).await?.id)
}

/// Writes what a line pays of a commitment, both by their keys in an edition.
pub async fn share(change: &Change, terms: i64, wording: i64, pence: Pence) -> Result<(), Refusal> {
    let share = share::ActiveModel { id: NotSet, terms_id: Set(terms), wording_id: Set(wording), pence: Set(pence) };
    share::Entity::insert(share).exec_without_returning(&change.tx).await?;
    Ok(())
}

/// The first revision of a new edition, with the words of its base.
pub async fn text(change: &Change, base: &Agreement, next: &Agreement) -> Result<Option<i64>, Refusal> {
    let Some(newest) = schedules::newest(&change.tx, base).await? else { return Ok(None) };
    Ok(Some(schedules::revision(change, next, &newest.text, false).await?.id))
}
