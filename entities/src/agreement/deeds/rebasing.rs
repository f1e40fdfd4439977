//! Holding an edition that was set aside against what was signed meanwhile: the parties, services, clauses, commitments and money
//! that came with that come into it, and whatever differs is asked again.

use std::collections::{BTreeMap, BTreeSet};

use sea_orm::{QuerySelect, Set, entity::prelude::*};

use super::{copying, rebasing_scope};
use crate::{
    Change, Refusal,
    agreement::{Agreement, read, schedules, table::party},
    clause,
    commitment::{self, Commitment, Confirmation},
    funding::{self, FundingLine, Responsibility, table::terms},
    organisation::read::Kept,
};

/// As the trail calls what is asked again.
const ASKED: &str = "asked again after another edition was signed";

/// Brings an edition that is made further in step with the newest that was signed. Gives its text, if clauses came into it.
pub async fn rebase(change: &Change, newest: &Agreement, made: &Agreement) -> Result<Option<String>, Refusal> {
    parties(change, newest, made).await?;
    rebasing_scope::rebase(change, newest, made).await?;
    let text = clauses(change, newest, made).await?;
    promises(change, newest, made).await?;
    money(change, newest, made).await?;
    Ok(text)
}

/// Those that joined join it, too. Whoever was to leave with it and has left meanwhile has nothing to sign there any more.
async fn parties(change: &Change, newest: &Agreement, made: &Agreement) -> Result<(), Refusal> {
    let signed = read::parties(&change.tx, newest.edition_id).await?;
    let kept = Kept::of_all(&change.tx, signed.iter().map(|party| party.organisation_id)).await?;
    let signed: BTreeMap<i64, party::Model> = signed
        .into_iter()
        .filter(|party| !party.leaving)
        .map(|party| (kept.of(party.organisation_id), party))
        .collect();
    let its = read::parties(&change.tx, made.edition_id).await?;
    for (body, joined) in &signed {
        if !its.iter().any(|party| party.organisation_id == *body) {
            let row = party::ActiveModel {
                edition_id: Set(made.edition_id),
                organisation_id: Set(*body),
                role: Set(joined.role),
                speaks_as: Set(joined.speaks_as),
                signs: Set(joined.signs),
                leaving: Set(false),
                ..Default::default()
            };
            party::Entity::insert(row).exec_without_returning(&change.tx).await?;
        }
    }
    for left in its.into_iter().filter(|party| party.leaving && !signed.contains_key(&party.organisation_id)) {
        left.delete(&change.tx).await?;
    }
    Ok(())
}

/// The bodies that stay parties of an edition.
async fn staying(change: &Change, edition: &Agreement) -> Result<BTreeSet<i64>, Refusal> {
    let parties = read::parties(&change.tx, edition.edition_id).await?.into_iter();
    Ok(parties.filter(|party| !party.leaving).map(|party| party.organisation_id).collect())
}

/// By anchor, the keys of an edition's clauses.
async fn anchors(change: &Change, edition: &Agreement) -> Result<BTreeMap<String, clause::table::Model>, Refusal> {
    let its = clause::table::Entity::find().filter(clause::table::Column::EditionId.eq(edition.edition_id));
    Ok(its.all(&change.tx).await?.into_iter().map(|row| (row.anchor.clone(), row)).collect())
}

/// The clauses that came with the newest stand behind those that it has.
async fn clauses(change: &Change, newest: &Agreement, made: &Agreement) -> Result<Option<String>, Refusal> {
    let known = anchors(change, made).await?;
    let signed = schedules::newest(&change.tx, newest).await?.map(|revision| revision.text).unwrap_or_default();
    let mut added = clause::pieces(&signed);
    added.retain(|piece| !piece.anchor.is_empty() && !known.contains_key(&piece.anchor));
    if added.is_empty() {
        return Ok(None);
    }
    let its = schedules::newest(&change.tx, made).await?.map(|revision| revision.text).unwrap_or_default();
    let pieces = [its.trim_end()].into_iter().chain(added.iter().map(|piece| piece.text.as_str()));
    let text = format!("{}\n", pieces.collect::<Vec<_>>().join("\n\n"));
    // Their anchors are written into their headings again, in the order in which they stand.
    let mut anchors = added.iter().map(|piece| piece.anchor.clone());
    let (text, headings) = clause::anchored(&text, || anchors.next().unwrap_or_default());
    clause::keep::keep(change, made.edition_id, &headings).await?;
    Ok(Some(text))
}

/// The commitments that came with the newest come into it as they were confirmed; those that differ are asked again.
async fn promises(change: &Change, newest: &Agreement, made: &Agreement) -> Result<(), Refusal> {
    let mut signed = commitment::of_edition(&change.tx, newest.edition_id).await?;
    signed.retain(|row| row.confirmation != Confirmation::Withdrawn);
    let signed: BTreeMap<i64, Commitment> = signed.into_iter().map(|row| (row.id, row)).collect();
    let its = commitment::of_edition(&change.tx, made.edition_id).await?;
    let (clauses, there) = (anchors(change, made).await?, anchors(change, newest).await?);
    let anchor_of: BTreeMap<i64, &str> =
        clauses.values().chain(there.values()).map(|row| (row.id, row.anchor.as_str())).collect();
    let under = |row: &Commitment| anchor_of.get(&row.clause_id).copied().unwrap_or_default();
    let (stay, kept) =
        (staying(change, made).await?, Kept::of_all(&change.tx, signed.values().map(|row| row.owner_id)).await?);
    for row in signed.values().filter(|row| !its.iter().any(|own| own.id == row.id)) {
        let owner = kept.of(row.owner_id);
        if let Some(clause) = clauses.get(under(row)).filter(|clause| clause.standing && stay.contains(&owner)) {
            copying::wording(change, row.clone(), made.edition_id, clause.id, owner).await?;
        }
    }
    for row in its {
        let other = signed.get(&row.id);
        let same = other.is_some_and(|other| other.bound(under(other)) == row.bound(under(&row)));
        if same || row.confirmation != Confirmation::Confirmed {
            continue;
        }
        let mut changed = row.row();
        changed.confirmation = Set(Confirmation::Requested);
        changed.requested_at = Set(Some(change.stamp()));
        changed.version = Set(row.version + 1);
        let after = row.reworded(changed.update(&change.tx).await?);
        change.record(ASKED, &after.reference, Some(&row), &after);
    }
    Ok(())
}

/// The money that came with the newest comes into it, for what it pays there; that on other terms is asked about again.
async fn money(change: &Change, newest: &Agreement, made: &Agreement) -> Result<(), Refusal> {
    let signed = funding::of_edition(&change.tx, newest.edition_id).await?;
    let signed: BTreeMap<i64, FundingLine> = signed.into_iter().map(|row| (row.id, row)).collect();
    let its = funding::of_edition(&change.tx, made.edition_id).await?;
    // Also those that were taken out of it with their party.
    let known: Vec<i64> = terms::Entity::find()
        .select_only()
        .column(terms::Column::FundingLineId)
        .filter(terms::Column::EditionId.eq(made.edition_id))
        .into_tuple()
        .all(&change.tx)
        .await?;
    let kept = Kept::of_all(&change.tx, signed.values().map(|row| row.organisation_id)).await?;
    let (stay, paid_for) = (staying(change, made).await?, paid_for(change, newest, made).await?);
    let shares = funding::read::shares_of(&change.tx, newest.edition_id).await?;
    for row in signed.values().filter(|row| !known.contains(&row.id)) {
        let party = kept.of(row.organisation_id);
        if !stay.contains(&party) {
            continue;
        }
        let copied = copying::line(change, row.clone(), made.edition_id, party).await?;
        for paid in shares.iter().filter(|share| share.terms_id == row.terms_id) {
            if let Some(wording) = paid_for.get(&paid.wording_id) {
                copying::share(change, copied, *wording, paid.pence).await?;
            }
        }
    }
    for row in its {
        let other = signed.get(&row.id);
        let same = other.is_some_and(|other| other.terms([]) == row.terms([]));
        if same || row.responsibility == Responsibility::Unassigned {
            continue;
        }
        let mut changed = row.row();
        changed.responsibility = Set(Responsibility::Unassigned);
        changed.version = Set(row.version + 1);
        let after = row.on(changed.update(&change.tx).await?);
        change.record(ASKED, &after.reference, Some(&row), &after);
    }
    Ok(())
}

/// By the key of a wording in the newest, that of the same commitment in the edition that is made, unless it is withdrawn there.
async fn paid_for(change: &Change, newest: &Agreement, made: &Agreement) -> Result<BTreeMap<i64, i64>, Refusal> {
    let mut its = commitment::of_edition(&change.tx, made.edition_id).await?;
    its.retain(|row| row.confirmation != Confirmation::Withdrawn);
    let its: BTreeMap<i64, i64> = its.into_iter().map(|row| (row.id, row.wording_id)).collect();
    let signed = commitment::of_edition(&change.tx, newest.edition_id).await?.into_iter();
    Ok(signed.filter_map(|row| Some((row.wording_id, *its.get(&row.id)?))).collect())
}
