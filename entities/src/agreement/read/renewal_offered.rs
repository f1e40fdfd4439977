//! What a renewal would take over and leave behind, before anybody asks for it; and what one left behind, while it is drafted.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use sea_orm::{DbErr, QueryOrder, entity::prelude::*};

use super::{are_apart, by_reference, in_force, renewed_by, renewer};
use crate::{
    Read, Reader, Refusal,
    access::Permission,
    agreement::{
        Agreement, State,
        renewing::{Carried, Left, different, joined_to_compare},
        rules::{self, Days},
        table::edition,
    },
    funding::FundingLine,
    organisation::{self, read::Named},
    values::{FinancialYear, Pence, Reference},
};

/// Which agreements are renewed together, and for when; the year and days that follow from the first if nobody said others.
#[derive(Clone, Debug)]
pub struct RenewalOffered {
    pub of: Vec<Reference>,
    pub year: Option<FinancialYear>,
    pub starts: Option<NaiveDate>,
}

/// What would be taken over, and what would not.
#[derive(Clone, Debug)]
pub struct Offer {
    /// What is renewed: reference, title, the edition in force and its version.
    pub of: Vec<Renewed>,
    pub title: String,
    pub year: FinancialYear,
    pub days: Days,
    pub parties: Vec<Named>,
    /// Bodies that are closed by then, and those that take their place.
    pub places: Vec<(Named, Vec<Named>)>,
    pub clauses: usize,
    pub commitments: usize,
    /// Recurrent money: how many lines, and what they come to.
    pub lines: usize,
    pub money: Pence,
    pub left: Vec<LeftBehind>,
    /// What renews one of them already.
    pub beside: Vec<Renewed>,
    /// Editions of them that are signed and whose day has yet to come.
    pub coming: Vec<(Reference, i64, NaiveDate)>,
}

/// An agreement, in an edition.
#[derive(Clone, Debug)]
pub struct Renewed {
    pub reference: Reference,
    pub title: String,
    pub edition: i64,
    pub version: i64,
    pub state: State,
}

crate::words! {
    /// Why something does not go on in the later year.
    WhyLeft {
        OneOff = "one_off", "One-off money is left behind";
        BaseRise = "base_rise", "A rise in the base counts in every later year by itself, and is not copied";
        Divided = "divided", "Money of a body whose place several take, or nobody known, is left for them to say";
        NotAgreed = "not_agreed", "What was not agreed is left behind";
        Orphaned = "orphaned", "Commitments of a body that closed, whose place nobody known takes, are left behind";
        Closed = "closed", "A party closed, and the register knows nobody who took its place";
    }
}

/// Something that does not go on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftBehind {
    pub why: WhyLeft,
    /// The record, if it is one.
    pub record: Option<Reference>,
    /// What it says.
    pub words: String,
    /// Of money.
    pub pence: Pence,
}

impl Read for RenewalOffered {
    const PERMISSION: Permission = Permission::Steer;
    type Answer = Offer;

    async fn answer(&self, reader: &Reader<'_>) -> Result<Offer, Refusal> {
        let (db, today) = (reader.db(), reader.today());
        let mut editions: Vec<Agreement> = Vec::new();
        for reference in &self.of {
            let identity = by_reference(db, reference).await?.ok_or(Refusal::NotFound)?;
            let edition = in_force(db, &identity, today).await?;
            reader.need(Self::PERMISSION, renewer(db, reader.viewer(), &edition, today).await?)?;
            editions.push(edition);
        }
        let first = editions.first().ok_or(Refusal::NotFound)?;
        let (year, days) = rules::next_year(first.year, first.term_days());
        let year = self.year.unwrap_or(year);
        for edition in &editions {
            rules::may_renew(&edition.reference, edition.state, edition.year, year)?;
        }
        are_apart(db, &editions).await?;
        let begins = self.starts.or(days.starts).unwrap_or_else(|| year.first_day());
        let (mut carried, mut beside, mut coming) = (Vec::new(), Vec::new(), Vec::new());
        for edition in &editions {
            coming.extend(to_come(db, edition, today).await?);
            carried.push(Carried::of(db, edition, year, begins, today).await?);
            for made in renewed_by(db, edition.id).await? {
                if !beside.iter().any(|known: &Renewed| known.reference == made.reference) {
                    beside.push(Renewed::of(&made));
                }
            }
        }
        let title = first.title.replace(&first.year.to_string(), &year.to_string());
        let mut offer = reader.offer(&carried).await?;
        offer.of = editions.iter().map(Renewed::of).collect();
        Ok(Offer { title, year, days: Days { starts: Some(begins), ..days }, beside, coming, ..offer })
    }
}

impl Reader<'_> {
    async fn offer(&self, carried: &[Carried]) -> Result<Offer, Refusal> {
        let bodies = carried.iter().flat_map(bodies);
        let names = organisation::read::named(self.db(), bodies).await?;
        let named = |body: &i64| Named::of(&names, *body);
        let parties: BTreeSet<i64> =
            carried.iter().flat_map(|carried| &carried.parties).map(|party| party.organisation_id).collect();
        let places: BTreeMap<i64, Vec<i64>> = carried.iter().flat_map(|carried| carried.places.clone()).collect();
        let money = carried.iter().flat_map(|carried| &carried.money);
        let texts: Vec<String> = carried.iter().map(|carried| carried.text.clone()).collect();
        Ok(Offer {
            of: Vec::new(),
            title: String::new(),
            year: carried.first().map_or(FinancialYear::of(self.today()), |carried| carried.of.year),
            days: Days::default(),
            parties: parties.iter().map(named).collect(),
            places: places.iter().map(|(body, by)| (named(body), by.iter().map(named).collect())).collect(),
            clauses: crate::clause::count(&joined_to_compare(&texts)),
            commitments: different(carried.iter().flat_map(|of| &of.promises)).len(),
            lines: money.clone().count(),
            money: money.map(|line| line.pence).sum(),
            left: carried.iter().flat_map(|of| &of.left).map(|left| LeftBehind::of(left, &named)).collect(),
            beside: Vec::new(),
            coming: Vec::new(),
        })
    }

    /// What was left behind of an edition when an agreement was drafted from it.
    pub(super) async fn left_behind(&self, of: &Agreement, next: &Agreement) -> Result<Vec<LeftBehind>, Refusal> {
        let carried = Carried::of(self.db(), of, next.year, next.begins(), self.today()).await?;
        Ok(self.offer(&[carried]).await?.left)
    }
}

/// The signed editions after one whose day has yet to come.
async fn to_come(
    db: &impl ConnectionTrait,
    of: &Agreement,
    today: NaiveDate,
) -> Result<Vec<(Reference, i64, NaiveDate)>, DbErr> {
    let signed = edition::Entity::find()
        .filter(edition::Column::AgreementId.eq(of.id))
        .filter(edition::Column::State.eq(State::Signed))
        .filter(edition::Column::Number.gt(of.edition))
        .filter(edition::Column::EffectiveOn.gt(today))
        .order_by_asc(edition::Column::Number);
    let told = |row: edition::Model| Some((of.reference.clone(), row.number, row.effective_on?));
    Ok(signed.all(db).await?.into_iter().filter_map(told).collect())
}

/// The bodies of what goes on and what does not.
fn bodies(carried: &Carried) -> impl Iterator<Item = i64> {
    let left = carried.left.iter().map(|left| match left {
        Left::OneOff(line) | Left::BaseRise(line) | Left::Divided(line) => line.organisation_id,
        Left::NotAgreed(row) | Left::Orphaned(row) => row.owner_id,
        Left::Closed(body) => *body,
    });
    let places = carried.places.iter().flat_map(|(body, by)| [*body].into_iter().chain(by.iter().copied()));
    carried.parties.iter().map(|party| party.organisation_id).chain(left).chain(places)
}

impl Renewed {
    fn of(edition: &Agreement) -> Self {
        Self {
            reference: edition.reference.clone(),
            title: edition.title.clone(),
            edition: edition.edition,
            version: edition.version,
            state: edition.state,
        }
    }
}

impl LeftBehind {
    fn of(left: &Left, named: &impl Fn(&i64) -> Named) -> Self {
        let money = |why, line: &FundingLine| Self {
            why,
            record: Some(line.reference.clone()),
            words: format!("{} from {} for {}", line.amount(), named(&line.organisation_id).name, line.year),
            pence: line.pence,
        };
        match left {
            Left::OneOff(line) => money(WhyLeft::OneOff, line),
            Left::BaseRise(line) => money(WhyLeft::BaseRise, line),
            Left::Divided(line) => money(WhyLeft::Divided, line),
            Left::NotAgreed(row) | Left::Orphaned(row) => Self {
                why: if matches!(left, Left::NotAgreed(_)) { WhyLeft::NotAgreed } else { WhyLeft::Orphaned },
                record: Some(row.reference.clone()),
                words: format!("{}: {}", named(&row.owner_id).name, row.statement),
                pence: Pence::ZERO,
            },
            Left::Closed(body) => {
                Self { why: WhyLeft::Closed, record: None, words: named(body).name, pence: Pence::ZERO }
            }
        }
    }
}
