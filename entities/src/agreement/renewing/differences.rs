//! What a later edition of an agreement hands on otherwise than the one from which another was drafted.

use std::{collections::BTreeMap, fmt, str::FromStr};

use super::Carried;
use crate::{
    agreement::{rules::Days, table::scheme},
    clause,
};

/// Something that is handed on, by the key of its record.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::agreement) enum Key {
    Party(i64),
    Clause(String),
    Commitment(i64),
    Money(i64),
    Service(i64),
    Reviews,
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Party(key) => write!(f, "party:{key}"),
            Self::Clause(anchor) => write!(f, "clause:{anchor}"),
            Self::Commitment(key) => write!(f, "commitment:{key}"),
            Self::Money(key) => write!(f, "money:{key}"),
            Self::Service(key) => write!(f, "service:{key}"),
            Self::Reviews => f.write_str("reviews"),
        }
    }
}

/// Text that names nothing of an edition.
#[derive(Debug)]
pub(in crate::agreement) struct NoKey;

impl FromStr for Key {
    type Err = NoKey;

    fn from_str(text: &str) -> Result<Self, NoKey> {
        if text == "reviews" {
            return Ok(Self::Reviews);
        }
        let (kind, key) = text.split_once(':').ok_or(NoKey)?;
        let number = || key.parse().map_err(|_| NoKey);
        match kind {
            "party" => Ok(Self::Party(number()?)),
            "clause" => Ok(Self::Clause(key.to_owned())),
            "commitment" => Ok(Self::Commitment(number()?)),
            "money" => Ok(Self::Money(number()?)),
            "service" => Ok(Self::Service(number()?)),
            _ => Err(NoKey),
        }
    }
}

/// What two editions of an agreement hand on differently, in the order in which pages tell it.
pub(in crate::agreement) fn differences(was: &Carried, is: &Carried) -> Vec<Key> {
    let mut all = differing(&parties(was), &parties(is), Key::Party);
    all.extend(differing(&clauses(was), &clauses(is), Key::Clause));
    all.extend(differing(&promises(was), &promises(is), Key::Commitment));
    all.extend(differing(&money(was), &money(is), Key::Money));
    all.extend(differing(&services(was), &services(is), Key::Service));
    if was.reviews != is.reviews {
        all.push(Key::Reviews);
    }
    all
}

fn differing<K: Ord + Clone, V: PartialEq>(was: &BTreeMap<K, V>, is: &BTreeMap<K, V>, key: fn(K) -> Key) -> Vec<Key> {
    let gone = was.keys().filter(|known| !is.contains_key(known));
    let other = is.iter().filter(|(known, said)| was.get(known) != Some(said)).map(|(known, _)| known);
    other.chain(gone).cloned().map(key).collect()
}

fn parties(carried: &Carried) -> BTreeMap<i64, impl PartialEq + use<>> {
    carried.parties.iter().map(|row| (row.organisation_id, (row.role, row.speaks_as, row.signs))).collect()
}

/// By anchor.
pub(in crate::agreement) fn clauses(carried: &Carried) -> BTreeMap<String, String> {
    let pieces = clause::pieces(&carried.text).into_iter().filter(|piece| !piece.anchor.is_empty());
    pieces.map(|piece| (piece.anchor, piece.text)).collect()
}

fn promises(carried: &Carried) -> BTreeMap<i64, impl PartialEq + use<>> {
    let said = |of: &super::Promise| {
        let row = &of.row;
        let words = [row.statement.clone(), row.measure.clone(), row.target.clone()];
        (words, row.due, row.no_money_because.clone(), of.anchor.clone(), of.owners.clone())
    };
    carried.promises.iter().map(|of| (of.row.id, said(of))).collect()
}

fn money(carried: &Carried) -> BTreeMap<i64, impl PartialEq + use<>> {
    let paid = |terms: i64| {
        let shares = carried.shares.iter().filter(|share| share.terms_id == terms);
        let of = |wording: i64| carried.promises.iter().find(|of| of.row.wording_id == wording).map(|of| of.row.id);
        shares.filter_map(|share| Some((of(share.wording_id)?, share.pence))).collect::<Vec<_>>()
    };
    carried.money.iter().map(|line| (line.id, (line.terms(paid(line.terms_id)), line.organisation_id))).collect()
}

fn services(carried: &Carried) -> BTreeMap<i64, impl PartialEq + use<>> {
    let days = |row: &scheme::Model| Days { starts: row.starts, ends: row.ends };
    carried.schemes.iter().map(|row| (row.service_id, (days(row), row.host_id))).collect()
}
