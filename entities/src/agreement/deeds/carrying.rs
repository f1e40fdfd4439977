//! Commitments and money that go on in an agreement of a later year, each a record of its own: the commitment on its ambition line and to
//! be confirmed anew, the money with the line from which it goes on.

use std::collections::BTreeMap;

use sea_orm::{NotSet, Set, entity::prelude::*};

use super::copying;
use crate::{
    Change, Refusal,
    agreement::{
        Agreement,
        renewing::{Carried, Promise},
    },
    commitment::{self, Commitment, Confirmation, table::wording},
    funding::{self, FundingLine, table::terms},
};

/// As the trail calls a commitment that goes on in another year.
const CARRIED_OVER: &str = "carried a commitment over from an earlier year";

/// As the trail calls money that does.
const PAID_AGAIN: &str = "carried money over from an earlier year";

/// Commitments that were written for the later year, each with what it goes on from.
pub(super) type Written = Vec<(Promise, Commitment)>;

/// Commitments of the later year, each on its ambition line and to be confirmed; by the key of a wording there those of its
/// commitments here. What is written already, for another agreement that promises it to the letter, is not written again.
pub(super) async fn promises(
    change: &Change,
    next: &Agreement,
    carried: &[Promise],
    clauses: &BTreeMap<String, i64>,
    written: &mut Written,
) -> Result<BTreeMap<i64, Vec<Commitment>>, Refusal> {
    let mut all: BTreeMap<i64, Vec<Commitment>> = BTreeMap::new();
    for promise in carried {
        let Some(clause) = clauses.get(&promise.anchor) else { continue };
        for owner in &promise.owners {
            let known = written.iter().find(|(known, row)| row.owner_id == *owner && known.is_the_same(promise));
            let row = match known {
                Some((_, row)) => row.clone(),
                None => {
                    let row = promised(change, next, &promise.row, *clause, *owner).await?;
                    written.push((promise.clone(), row.clone()));
                    row
                }
            };
            all.entry(promise.row.wording_id).or_default().push(row);
        }
    }
    Ok(all)
}

/// Writes a commitment of the later year that goes on from one.
pub(super) async fn promised(
    change: &Change,
    next: &Agreement,
    row: &Commitment,
    clause: i64,
    owner: i64,
) -> Result<Commitment, Refusal> {
    let identity = commitment::table::ActiveModel {
        id: NotSet,
        reference: Set(change.next_reference("COM", row.year.start_year()).await?),
        agreement_id: Set(next.id),
        year: Set(row.year),
        ambition_id: Set(Some(row.ambition_line())),
    };
    let identity = identity.insert(&change.tx).await?;
    let wording = wording::ActiveModel {
        id: NotSet,
        commitment_id: Set(identity.id),
        edition_id: Set(next.edition_id),
        clause_id: Set(clause),
        owner_id: Set(owner),
        statement: Set(row.statement.clone()),
        measure: Set(row.measure.clone()),
        target: Set(row.target.clone()),
        due: Set(row.due),
        no_money_because: Set(row.no_money_because.clone()),
        confirmation: Set(Confirmation::Proposed),
        proposed_words: Set(None),
        requested_at: Set(None),
        version: Set(1),
    };
    let written = Commitment::new(identity, wording.insert(&change.tx).await?);
    change.found_by(commitment::found_by::document(&written));
    change.record(CARRIED_OVER, &written.reference, None, &written);
    Ok(written)
}

/// Money that goes on, for the commitments that it paid for there and whose owners are the same one here.
pub(super) async fn money(
    change: &Change,
    next: &Agreement,
    carried: &Carried,
    promised: &BTreeMap<i64, Vec<Commitment>>,
) -> Result<(), Refusal> {
    for line in &carried.money {
        let written = paid(change, next, line).await?;
        for paid in carried.shares.iter().filter(|share| share.terms_id == line.terms_id) {
            if let Some([commitment]) = promised.get(&paid.wording_id).map(Vec::as_slice) {
                copying::share(change, written.terms_id, commitment.wording_id, paid.pence).await?;
            }
        }
    }
    Ok(())
}

/// Writes a line of the later year that goes on from one, on its terms.
pub(super) async fn paid(change: &Change, next: &Agreement, line: &FundingLine) -> Result<FundingLine, Refusal> {
    let identity = funding::table::ActiveModel {
        id: NotSet,
        reference: Set(change.next_reference("FUN", line.year.start_year()).await?),
        agreement_id: Set(Some(next.id)),
        year: Set(line.year),
        published: Set(false),
        continues_id: Set(Some(line.id)),
    };
    let identity = identity.insert(&change.tx).await?;
    let key =
        copying::line(change, FundingLine { id: identity.id, ..line.clone() }, next.edition_id, line.organisation_id);
    let key = key.await?;
    let terms = terms::Entity::find_by_id(key).one(&change.tx).await?.ok_or(Refusal::NotFound)?;
    let written = FundingLine::new(identity, terms);
    change.record(PAID_AGAIN, &written.reference, None, &written);
    Ok(written)
}
