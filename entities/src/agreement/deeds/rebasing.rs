//! Holding an edition that was set aside against what was signed meanwhile: the parties, services, clauses, commitments and money
//! that came with that come into it. What the edition left as it was in its base is as the newest has it; what it changed itself stays,
//! and whatever differs is asked again.

use std::collections::{BTreeMap, BTreeSet};

use sea_orm::{QuerySelect, Set, entity::prelude::*};

use super::{copying, rebasing_scope};
use crate::{
    Change, Refusal,
    agreement::{Agreement, read, schedules, table::party},
    clause,
    commitment::{self, Commitment, Confirmation},
    funding::{
        self, FundingLine, Responsibility,
        table::{share, terms},
    },
    organisation::read::Kept,
    values::Pence,
};

/// As the trail calls what is asked again.
const ASKED: &str = "asked again after another edition was signed";

/// As the trail calls what is as it was signed.
const TAKEN_OVER: &str = "took over what another edition says";

/// Brings an edition that is made further in step with the newest that was signed. Gives its text, if that is another now.
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

async fn text(change: &Change, edition: &Agreement) -> Result<String, Refusal> {
    Ok(schedules::newest(&change.tx, edition).await?.map(|revision| revision.text).unwrap_or_default())
}

/// The text that was signed, if the edition has that of its base still, and none of its commitments stands under a clause that is gone.
async fn as_signed(change: &Change, newest: &Agreement, made: &Agreement) -> Result<Option<String>, Refusal> {
    let Some(base) = made.base_id else { return Ok(None) };
    let base = read::edition(&change.tx, base).await?;
    if text(change, &base).await? != text(change, made).await? {
        return Ok(None);
    }
    let mut clauses: Vec<_> = anchors(change, newest).await?.into_values().filter(|clause| clause.standing).collect();
    clauses.sort_by_key(|clause| clause.position);
    let mut gone = anchors(change, made).await?;
    gone.retain(|anchor, _| !clauses.iter().any(|clause| clause.anchor == *anchor));
    let gone: BTreeSet<i64> = gone.into_values().map(|clause| clause.id).collect();
    let its = commitment::of_edition(&change.tx, made.edition_id).await?;
    if its.iter().any(|row| row.confirmation != Confirmation::Withdrawn && gone.contains(&row.clause_id)) {
        return Ok(None);
    }
    let headings = clauses.into_iter().map(|clause| clause::Heading { anchor: clause.anchor, words: clause.heading });
    let headings: Vec<clause::Heading> = headings.collect();
    clause::keep::keep(change, made.edition_id, &headings).await?;
    Ok(Some(text(change, newest).await?))
}

/// The clauses that came with the newest stand behind those that it has, unless the whole text is as it was signed.
async fn clauses(change: &Change, newest: &Agreement, made: &Agreement) -> Result<Option<String>, Refusal> {
    if let Some(signed) = as_signed(change, newest, made).await? {
        return Ok(Some(signed));
    }
    let known = anchors(change, made).await?;
    let signed = text(change, newest).await?;
    let mut added = clause::pieces(&signed);
    added.retain(|piece| !piece.anchor.is_empty() && !known.contains_key(&piece.anchor));
    if added.is_empty() {
        return Ok(None);
    }
    let its = text(change, made).await?;
    let pieces = [its.trim_end()].into_iter().chain(added.iter().map(|piece| piece.text.as_str()));
    let text = format!("{}\n", pieces.collect::<Vec<_>>().join("\n\n"));
    // Their anchors are written into their headings again, in the order in which they stand.
    let mut anchors = added.iter().map(|piece| piece.anchor.clone());
    let (text, headings) = clause::anchored(&text, || anchors.next().unwrap_or_default());
    clause::keep::keep(change, made.edition_id, &headings).await?;
    Ok(Some(text))
}

/// The commitments that came with the newest come into it as they were confirmed, and so do the words of those that it left as they
/// were; those that differ are asked again.
async fn promises(change: &Change, newest: &Agreement, made: &Agreement) -> Result<(), Refusal> {
    let mut signed = commitment::of_edition(&change.tx, newest.edition_id).await?;
    signed.retain(|row| row.confirmation != Confirmation::Withdrawn);
    let signed: BTreeMap<i64, Commitment> = signed.into_iter().map(|row| (row.id, row)).collect();
    let its = commitment::of_edition(&change.tx, made.edition_id).await?;
    let (clauses, there) = (anchors(change, made).await?, anchors(change, newest).await?);
    let (was, before) = match made.base_id {
        Some(base) => {
            let was = commitment::of_edition(&change.tx, base).await?;
            (was, anchors(change, &read::edition(&change.tx, base).await?).await?)
        }
        None => Default::default(),
    };
    let anchor_of: BTreeMap<i64, &str> = clauses
        .values()
        .chain(there.values())
        .chain(before.values())
        .map(|row| (row.id, row.anchor.as_str()))
        .collect();
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
        let left = was.iter().any(|was| was.id == row.id && was.bound(under(was)) == row.bound(under(&row)));
        let taken = other.filter(|_| left && !same && row.confirmation != Confirmation::Withdrawn);
        let clause = taken.and_then(|other| clauses.get(under(other))).filter(|clause| clause.standing);
        if let Some((other, clause)) = taken.zip(clause) {
            take_over(change, &row, other, clause.id).await?;
            continue;
        }
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

/// Words a commitment as the newest has it, under a clause of the edition that is made, and confirmed as it is there.
async fn take_over(change: &Change, row: &Commitment, signed: &Commitment, clause: i64) -> Result<(), Refusal> {
    let mut changed = row.row();
    changed.clause_id = Set(clause);
    changed.statement = Set(signed.statement.clone());
    changed.measure = Set(signed.measure.clone());
    changed.target = Set(signed.target.clone());
    changed.due = Set(signed.due);
    changed.no_money_because = Set(signed.no_money_because.clone());
    changed.confirmation = Set(signed.confirmation);
    changed.proposed_words = Set(signed.proposed_words.clone());
    changed.requested_at = Set(signed.requested_at);
    changed.version = Set(row.version + 1);
    let after = row.reworded(changed.update(&change.tx).await?);
    change.found_by(commitment::found_by::document(&after));
    change.record(TAKEN_OVER, &after.reference, Some(row), &after);
    Ok(())
}

/// The money that came with the newest comes into it, for what it pays there, and so do the terms of what it left as it was; that on
/// other terms is asked about again.
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
    let (was, paid_before) = match made.base_id {
        Some(base) => (funding::of_edition(&change.tx, base).await?, pays(change, base).await?),
        None => Default::default(),
    };
    let paid_now = pays(change, made.edition_id).await?;
    let accepted = |row: &FundingLine, paid: &BTreeMap<i64, BTreeMap<i64, Pence>>| {
        row.terms(paid.get(&row.terms_id).cloned().unwrap_or_default())
    };
    for row in its {
        let other = signed.get(&row.id);
        let same = other.is_some_and(|other| other.terms([]) == row.terms([]));
        let left = was.iter().any(|was| was.id == row.id && accepted(was, &paid_before) == accepted(&row, &paid_now));
        if let Some(other) = other.filter(|_| left && !same) {
            let paid: Vec<_> = shares.iter().filter(|share| share.terms_id == other.terms_id).collect();
            let here = paid.iter().filter_map(|share| Some((*paid_for.get(&share.wording_id)?, share.pence))).collect();
            on_terms(change, &row, other, here, paid.len()).await?;
            continue;
        }
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

/// By terms and commitment, what the money of an edition pays for.
async fn pays(change: &Change, edition: i64) -> Result<BTreeMap<i64, BTreeMap<i64, Pence>>, Refusal> {
    let its = commitment::of_edition(&change.tx, edition).await?.into_iter();
    let its: BTreeMap<i64, i64> = its.map(|row| (row.wording_id, row.id)).collect();
    let mut all: BTreeMap<i64, BTreeMap<i64, Pence>> = BTreeMap::new();
    for share in funding::read::shares_of(&change.tx, edition).await? {
        if let Some(commitment) = its.get(&share.wording_id) {
            all.entry(share.terms_id).or_default().insert(*commitment, share.pence);
        }
    }
    Ok(all)
}

/// Puts money on the terms that the newest has for it, with the shares that are given by wording; accepted as it is there, if it pays
/// for as many here.
async fn on_terms(
    change: &Change,
    row: &FundingLine,
    signed: &FundingLine,
    shares: Vec<(i64, Pence)>,
    there: usize,
) -> Result<(), Refusal> {
    let own = share::Entity::delete_many().filter(share::Column::TermsId.eq(row.terms_id));
    own.exec(&change.tx).await?;
    for (wording, pence) in &shares {
        copying::share(change, row.terms_id, *wording, *pence).await?;
    }
    let responsibility = if shares.len() == there { signed.responsibility } else { Responsibility::Unassigned };
    let mut changed = row.row();
    changed.service_id = Set(signed.service_id);
    changed.service_name = Set(signed.service_name.clone());
    changed.pence = Set(signed.pence);
    changed.precision = Set(signed.precision);
    changed.arrangement = Set(signed.arrangement);
    changed.spending = Set(signed.spending);
    changed.recurrence = Set(signed.recurrence);
    changed.certainty = Set(signed.certainty);
    changed.responsibility = Set(responsibility);
    changed.tolerance_from = Set(signed.tolerance_from);
    changed.tolerance_to = Set(signed.tolerance_to);
    changed.note = Set(signed.note.clone());
    changed.version = Set(row.version + 1);
    let after = row.on(changed.update(&change.tx).await?);
    change.record(TAKEN_OVER, &after.reference, Some(row), &after);
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
