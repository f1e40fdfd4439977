//! What an agreement of a later year takes over from an edition that it renews, and what it leaves behind. The form that offers it, the
//! deed that does it and the page that tells of it afterwards all ask here.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use sea_orm::{DbErr, entity::prelude::*};

use super::{
    Agreement, read,
    rules::{self, Days},
    schedules,
    table::{party, scheme},
};
use crate::{
    Refusal, clause,
    commitment::{self, Commitment, Confirmation},
    funding::{self, Certainty, FundingLine, Recurrence, Responsibility, table::share},
    organisation::read::{Kept, in_place_of},
    values::{FinancialYear, day},
};

mod differences;
mod texts;

pub(super) use differences::{Key, clauses as clauses_of, differences};
pub(super) use texts::joined;

/// The texts that an agreement renews as one, to be held against its own.
pub(super) fn joined_to_compare(texts: &[String]) -> String {
    match texts {
        [one] => one.clone(),
        several => {
            let mut number = 0;
            let texts: Vec<&str> = several.iter().map(String::as_str).collect();
            joined(&texts, || {
                number += 1;
                format!("c-another-{number}")
            })
            .text
        }
    }
}

/// Everything of an edition that goes on in a later year, its days moved.
#[derive(Debug)]
pub(crate) struct Carried {
    pub of: Agreement,
    pub text: String,
    pub coordinator: Option<i64>,
    /// Under the bodies that take part now.
    pub parties: Vec<party::Model>,
    /// Bodies that are closed by then, each with those that take its place.
    pub places: BTreeMap<i64, Vec<i64>>,
    pub schemes: Vec<scheme::Model>,
    pub reviews: Vec<NaiveDate>,
    pub promises: Vec<Promise>,
    pub money: Vec<FundingLine>,
    /// By the keys that terms and wordings have in the edition.
    pub shares: Vec<share::Model>,
    pub left: Vec<Left>,
}

/// A commitment that is made again.
#[derive(Clone, Debug)]
pub(crate) struct Promise {
    /// With the year and the day by which it is due moved.
    pub row: Commitment,
    /// Its clause.
    pub anchor: String,
    /// Who promises it now: several if several took the place of its owner.
    pub owners: Vec<i64>,
}

/// Promises with their owners, each once: what one body promises to the letter in two agreements, on one ambition line, it promises once.
pub(super) fn different<'a>(promises: impl IntoIterator<Item = &'a Promise>) -> Vec<(&'a Promise, i64)> {
    let mut all: Vec<(&Promise, i64)> = Vec::new();
    for promise in promises {
        for owner in &promise.owners {
            if !all.iter().any(|(known, by)| by == owner && known.is_the_same(promise)) {
                all.push((promise, *owner));
            }
        }
    }
    all
}

impl Promise {
    /// The same words on the same ambition line.
    pub(super) fn is_the_same(&self, other: &Self) -> bool {
        self.row.ambition_line() == other.row.ambition_line() && self.row.bound("") == other.row.bound("")
    }
}

/// What does not go on.
#[derive(Clone, Debug)]
pub(crate) enum Left {
    /// Money for one year alone.
    OneOff(FundingLine),
    /// A rise in the base: it counts in later years by itself.
    BaseRise(FundingLine),
    /// Money of a body whose place several take, or none that is known.
    Divided(FundingLine),
    /// A commitment that its owner did not confirm.
    NotAgreed(Commitment),
    /// A commitment of a body whose place nobody takes that is known.
    Orphaned(Commitment),
    /// A party whose place nobody takes that is known.
    Closed(i64),
}

impl Carried {
    /// What goes on from an edition in an agreement of a year, that begins on a day.
    pub async fn of(
        db: &impl ConnectionTrait,
        of: &Agreement,
        year: FinancialYear,
        begins: NaiveDate,
        today: NaiveDate,
    ) -> Result<Self, Refusal> {
        let gathered = Gathered::of(db, of, begins, today).await?;
        let years = year.start_year() - of.year.start_year();
        let mut left = Vec::new();
        let parties = gathered.parties(&mut left);
        let promises = gathered.promises(years, &mut left);
        let money = gathered.money(years, &mut left);
        let moved = |row: &scheme::Model| {
            let days = Days { starts: row.starts, ends: row.ends };
            let Days { starts, ends } = rules::service_days(days, of.ends, years);
            let host_id = row.host_id.and_then(|host| gathered.alone(host));
            scheme::Model { starts, ends, host_id, ..row.clone() }
        };
        let reviews = read::review_days(db, of.edition_id).await?;
        Ok(Self {
            text: schedules::newest(db, of).await?.map(|revision| revision.text).unwrap_or_default(),
            coordinator: of.coordinator_id.and_then(|body| gathered.alone(body)),
            parties,
            schemes: read::schemes(db, of.edition_id).await?.iter().map(moved).collect(),
            reviews: reviews.into_iter().map(|on| day::years_later(on, years)).filter(|on| *on >= begins).collect(),
            promises,
            money,
            shares: funding::read::shares_of(db, of.edition_id).await?,
            places: gathered.places,
            left,
            of: of.clone(),
        })
    }
}

/// What an edition has, and who stands for its bodies now.
struct Gathered {
    parties: Vec<party::Model>,
    promises: Vec<Commitment>,
    anchors: BTreeMap<i64, String>,
    money: Vec<FundingLine>,
    kept: Kept,
    places: BTreeMap<i64, Vec<i64>>,
}

impl Gathered {
    async fn of(db: &impl ConnectionTrait, of: &Agreement, begins: NaiveDate, today: NaiveDate) -> Result<Self, DbErr> {
        let parties: Vec<_> = read::parties(db, of.edition_id).await?.into_iter().filter(|row| !row.leaving).collect();
        let promises = commitment::of_edition(db, of.edition_id).await?;
        let money = funding::of_edition(db, of.edition_id).await?;
        let hosts = read::schemes(db, of.edition_id).await?.into_iter().filter_map(|row| row.host_id);
        let bodies: BTreeSet<i64> = parties
            .iter()
            .map(|row| row.organisation_id)
            .chain(promises.iter().map(|row| row.owner_id))
            .chain(money.iter().map(|line| line.organisation_id))
            .chain(of.coordinator_id)
            .chain(hosts)
            .collect();
        let kept = Kept::of_all(db, bodies.iter().copied()).await?;
        let places = in_place_of(db, bodies.iter().map(|body| kept.of(*body)), begins, today).await?;
        let clauses = clause::table::Entity::find().filter(clause::table::Column::EditionId.eq(of.edition_id));
        let anchors = clauses.all(db).await?.into_iter().map(|row| (row.id, row.anchor)).collect();
        Ok(Self { parties, promises, anchors, money, kept, places })
    }

    /// Who stands for a body now: itself, or those that take its place.
    fn now(&self, body: i64) -> Vec<i64> {
        let kept = self.kept.of(body);
        self.places.get(&kept).cloned().unwrap_or_else(|| vec![kept])
    }

    /// Who stands for a body now, if it is one.
    fn alone(&self, body: i64) -> Option<i64> {
        match self.now(body)[..] {
            [one] => Some(one),
            _ => None,
        }
    }

    /// Each body once, in its first role; it signs if one of those signed whose place it takes.
    fn parties(&self, left: &mut Vec<Left>) -> Vec<party::Model> {
        let mut all: Vec<party::Model> = Vec::new();
        for row in &self.parties {
            let now = self.now(row.organisation_id);
            if now.is_empty() {
                left.push(Left::Closed(row.organisation_id));
            }
            for body in now {
                match all.iter_mut().find(|known| known.organisation_id == body) {
                    Some(known) => known.signs |= row.signs,
                    None => all.push(party::Model { organisation_id: body, name_when_signed: None, ..row.clone() }),
                }
            }
        }
        all
    }

    fn promises(&self, years: i32, left: &mut Vec<Left>) -> Vec<Promise> {
        let mut all = Vec::new();
        for row in self.promises.iter().filter(|row| row.confirmation != Confirmation::Withdrawn) {
            let owners = self.now(row.owner_id);
            match row.confirmation {
                Confirmation::Confirmed if owners.is_empty() => left.push(Left::Orphaned(row.clone())),
                Confirmation::Confirmed => all.push(Promise {
                    anchor: self.anchors.get(&row.clause_id).cloned().unwrap_or_default(),
                    owners,
                    row: Commitment {
                        year: later(row.year, years),
                        due: row.due.map(|due| day::years_later(due, years)),
                        ..row.clone()
                    },
                }),
                _ => left.push(Left::NotAgreed(row.clone())),
            }
        }
        all
    }

    /// Nothing of next year's is agreed or paid yet.
    fn money(&self, years: i32, left: &mut Vec<Left>) -> Vec<FundingLine> {
        let mut all = Vec::new();
        for line in &self.money {
            match (line.recurrence, self.alone(line.organisation_id)) {
                (Recurrence::OneOff, _) => left.push(Left::OneOff(line.clone())),
                (Recurrence::BaseRise, _) => left.push(Left::BaseRise(line.clone())),
                (Recurrence::Recurrent, None) => left.push(Left::Divided(line.clone())),
                (Recurrence::Recurrent, Some(organisation_id)) => all.push(FundingLine {
                    year: later(line.year, years),
                    organisation_id,
                    certainty: match line.certainty {
                        Certainty::Agreed | Certainty::Paid => Certainty::Provisional,
                        other => other,
                    },
                    responsibility: Responsibility::Unassigned,
                    ..line.clone()
                }),
            }
        }
        all
    }
}

/// A year some years later; the last that the register knows, if that is too far.
fn later(year: FinancialYear, years: i32) -> FinancialYear {
    FinancialYear::starting(year.start_year() + years).unwrap_or(year)
}
