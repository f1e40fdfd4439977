//! What a year's money adds up to, in exact pence. Pure: no database.

use std::{collections::BTreeMap, ops::AddAssign};

use super::{Arrangement, Certainty, Recurrence, Responsibility, Spending};
use crate::{
    Refusal,
    values::{Amount, FinancialYear, Pence},
};

/// What the sums look at of a funding line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Line {
    pub service: i64,
    pub organisation: i64,
    pub year: FinancialYear,
    pub pence: Pence,
    pub recurrence: Recurrence,
    pub certainty: Certainty,
    pub responsibility: Responsibility,
}

/// What a party accepts when it accepts a line: all of it, to the letter. Whatever of a line is not among these may change without
/// asking its party again: that is its version, and nothing else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Terms {
    /// What the service was called: another name may be another thing.
    pub service: String,
    pub amount: Amount,
    pub arrangement: Arrangement,
    pub spending: Spending,
    pub recurrence: Recurrence,
    pub certainty: Certainty,
    /// Per cent, from and to [11].
    pub tolerance: (Option<i64>, Option<i64>),
    pub note: String,
    /// What it pays for, by the commitments' keys.
    pub shares: BTreeMap<i64, Pence>,
}

/// Where a line is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    Agreed,
    Provisional,
    /// Never counted as agreed.
    Disputed,
}

impl Column {
    /// Disputed money apart whatever its certainty; agreed or paid money that its party accepts as agreed; all else as
    /// provisional.
    pub const fn of(responsibility: Responsibility, certainty: Certainty) -> Self {
        match (responsibility, certainty) {
            (Responsibility::Disputed, _) => Self::Disputed,
            (Responsibility::Accepted, Certainty::Agreed | Certainty::Paid) => Self::Agreed,
            _ => Self::Provisional,
        }
    }
}

impl Line {
    /// Where it is counted.
    pub const fn column(self) -> Column {
        Column::of(self.responsibility, self.certainty)
    }

    /// As a reader is told it.
    #[must_use]
    pub fn as_told(self, inside: bool) -> Self {
        Self { responsibility: self.responsibility.as_told(inside), ..self }
    }

    /// True if it counts in a year: its own, and every later one if it is a rise in the base.
    pub fn counts_in(self, year: FinancialYear) -> bool {
        self.year == year || (self.recurrence == Recurrence::BaseRise && self.year < year)
    }
}

/// Sums of one service, one partner, or all.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sums {
    /// `None` where nobody has said what is needed.
    pub need: Option<Pence>,
    pub agreed: Pence,
    pub provisional: Pence,
    pub disputed: Pence,
    /// What of the need is met by agreed money. Money for one service never meets another's need.
    pub met: Pence,
}

impl Sums {
    /// What the need exceeds the agreed money by; nothing if there is no need or more than enough.
    pub fn gap(&self) -> Option<Pence> {
        self.need.map(|need| need - self.met)
    }

    fn meet(&mut self) {
        self.met = self.need.map_or(Pence::ZERO, |need| std::cmp::min(need, self.agreed));
    }

    fn count(&mut self, line: Line) {
        match line.column() {
            Column::Agreed => self.agreed = self.agreed + line.pence,
            Column::Provisional => self.provisional = self.provisional + line.pence,
            Column::Disputed => self.disputed = self.disputed + line.pence,
        }
    }
}

impl AddAssign for Sums {
    fn add_assign(&mut self, other: Self) {
        self.need = match (self.need, other.need) {
            (None, None) => None,
            (one, two) => Some(one.unwrap_or_default() + two.unwrap_or_default()),
        };
        self.agreed = self.agreed + other.agreed;
        self.provisional = self.provisional + other.provisional;
        self.disputed = self.disputed + other.disputed;
        self.met = self.met + other.met;
    }
}

/// A year's money by service and by partner.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct YearsMoney {
    pub by_service: BTreeMap<i64, Sums>,
    pub by_partner: BTreeMap<i64, Sums>,
    /// What each partner counted in the year before, agreed and provisional.
    pub partner_before: BTreeMap<i64, Pence>,
    pub all: Sums,
}

/// Adds up a year: the needs of services, and every line that counts in it.
pub fn add_up(year: FinancialYear, needs: &[(i64, Pence)], lines: &[Line]) -> YearsMoney {
    let mut money = YearsMoney::default();
    for (service, need) in needs {
        let sums = money.by_service.entry(*service).or_default();
        sums.need = Some(sums.need.unwrap_or_default() + *need);
    }
    for line in lines.iter().filter(|line| line.counts_in(year)) {
        money.by_service.entry(line.service).or_default().count(*line);
        money.by_partner.entry(line.organisation).or_default().count(*line);
    }
    for line in lines.iter().filter(|line| line.counts_in(year.previous()) && line.column() != Column::Disputed) {
        let before = money.partner_before.entry(line.organisation).or_default();
        *before = *before + line.pence;
        money.by_partner.entry(line.organisation).or_default();
    }
    for sums in money.by_service.values_mut() {
        sums.meet();
        money.all += *sums;
    }
    money
}

crate::words! {
    /// A partner's money against last year's [15].
    Trend {
        New = "new", "New";
        Retained = "retained", "Retained";
        Increased = "increased", "Increased";
        Reduced = "reduced", "Reduced";
        Withdrawn = "withdrawn", "Withdrawn";
        Open = "open", "Nothing said yet";
    }
}

impl Trend {
    /// The trend from one year's sum to the next's. Nobody has withdrawn from a year that has not begun: its money may
    /// be unsaid yet, or said where this reader does not hear it.
    pub fn between(before: Pence, now: Pence, has_begun: bool) -> Self {
        match (before, now) {
            (Pence::ZERO, Pence::ZERO) => Self::Open,
            (Pence::ZERO, _) => Self::New,
            (_, Pence::ZERO) if !has_begun => Self::Open,
            (_, Pence::ZERO) => Self::Withdrawn,
            (before, now) if now > before => Self::Increased,
            (before, now) if now < before => Self::Reduced,
            _ => Self::Retained,
        }
    }
}

/// Judges the shares of a line among the commitments it pays for.
///
/// # Errors
/// [`Refusal::Invalid`] if they exceed the amount. What they leave of it is a break, not an error.
pub fn shares_fit(amount: Pence, shares: &[Pence]) -> Result<(), Refusal> {
    let sum: Pence = shares.iter().copied().sum();
    if sum <= amount {
        return Ok(());
    }
    Err(Refusal::field(
        "shares",
        format!("The shares come to {sum}, more than the amount of {amount}: lower one of them"),
    ))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn line(year: i32, pounds: i32) -> Line {
        Line {
            service: 1,
            organisation: 1,
            year: FinancialYear::starting(year).unwrap(),
            pence: Pence::pounds(pounds),
            recurrence: Recurrence::OneOff,
            certainty: Certainty::Agreed,
            responsibility: Responsibility::Accepted,
        }
    }

    fn agreed(year: i32, lines: &[Line]) -> Pence {
        add_up(FinancialYear::starting(year).unwrap(), &[], lines).all.agreed
    }

    #[test]
    fn a_rise_in_the_base_of_six_million_a_year_is_six_twelve_eighteen() {
        let rise = |year| Line { recurrence: Recurrence::BaseRise, ..line(year, 6_000_000) };
        let lines = [rise(2015), rise(2016), rise(2017)];
        let sums = [2014, 2015, 2016, 2017, 2018].map(|year| agreed(year, &lines));
        assert_eq!(sums, [0, 6_000_000, 12_000_000, 18_000_000, 18_000_000].map(Pence::pounds));
    }

    #[test]
    fn one_off_money_counts_once() {
        let lines = [line(2014, 14_000_000)];
        assert_eq!([2014, 2015].map(|year| agreed(year, &lines)), [14_000_000, 0].map(Pence::pounds));
    }

    #[test]
    fn disputed_money_is_never_counted_as_agreed_even_if_it_was_paid() {
        let disputed = Line { responsibility: Responsibility::Disputed, certainty: Certainty::Paid, ..line(2015, 500) };
        let unassigned = Line { responsibility: Responsibility::Unassigned, ..line(2015, 70) };
        let money = add_up(disputed.year, &[(1, Pence::pounds(1000))], &[disputed, unassigned, line(2015, 300)]);
        assert_eq!(money.all.disputed, Pence::pounds(500));
        assert_eq!(money.all.provisional, Pence::pounds(70));
        assert_eq!(money.all.agreed, Pence::pounds(300));
        assert_eq!(money.all.gap(), Some(Pence::pounds(700)));
    }

    #[test]
    fn money_for_one_service_does_not_close_the_gap_of_another() {
        let rich = Line { service: 2, ..line(2015, 900) };
        let needs = [(1, Pence::pounds(1000)), (2, Pence::pounds(400))];
        let money = add_up(rich.year, &needs, &[rich, line(2015, 300)]);
        assert_eq!(money.by_service[&2].gap(), Some(Pence::ZERO));
        assert_eq!(money.all.gap(), Some(Pence::pounds(700)));
    }

    #[test]
    fn a_partner_is_held_against_last_year() {
        let of = |before, now| Trend::between(Pence::pounds(before), Pence::pounds(now), true);
        assert_eq!(
            [of(0, 5), of(5, 5), of(5, 6), of(5, 4), of(5, 0)],
            [Trend::New, Trend::Retained, Trend::Increased, Trend::Reduced, Trend::Withdrawn]
        );
        assert_eq!(Trend::between(Pence::pounds(5), Pence::ZERO, false), Trend::Open, "the year has not begun");
        let money = add_up(FinancialYear::starting(2015).unwrap(), &[], &[line(2014, 80)]);
        assert_eq!(money.partner_before.get(&1), Some(&Pence::pounds(80)));
        assert!(money.by_partner.contains_key(&1), "who withdrew is still listed");
    }

    #[test]
    fn shares_never_exceed_the_amount() {
        let pounds = Pence::pounds;
        assert!(shares_fit(pounds(100), &[pounds(60), pounds(40)]).is_ok());
        assert!(shares_fit(pounds(100), &[pounds(60)]).is_ok());
        assert!(matches!(shares_fit(pounds(100), &[pounds(60), pounds(41)]), Err(Refusal::Invalid(_))));
    }

    fn any_line() -> impl Strategy<Value = Line> {
        (0..4_i64, 0..4_i64, 2010..2020, 0..1_000_000_000_i64, 0..3_usize, 0..4_usize, 0..3_usize).prop_map(
            |(service, organisation, year, pence, recurrence, certainty, responsibility)| Line {
                service,
                organisation,
                year: FinancialYear::starting(year).unwrap(),
                pence: Pence::new(pence).unwrap(),
                recurrence: Recurrence::ALL[recurrence],
                certainty: Certainty::ALL[certainty],
                responsibility: Responsibility::ALL[responsibility],
            },
        )
    }

    proptest! {
        #[test]
        fn services_and_partners_add_up_to_the_same_penny(lines in prop::collection::vec(any_line(), 0..40)) {
            let year = FinancialYear::starting(2015).unwrap();
            let money = add_up(year, &[], &lines);
            let mut by_partner = Sums::default();
            for sums in money.by_partner.values() { by_partner += *sums; }
            by_partner.met = money.all.met;
            prop_assert_eq!(money.all, by_partner);
            let counted: Pence = lines.iter().filter(|line| line.counts_in(year)).map(|line| line.pence).sum();
            prop_assert_eq!(money.all.agreed + money.all.provisional + money.all.disputed, counted);
        }
    }
}
