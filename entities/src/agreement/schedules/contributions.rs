//! What each party pays in each year, of what is agreed: the first part of the schedule of money, and a table that a text can have
//! in its middle.

use std::collections::{BTreeMap, BTreeSet};

use super::table::table;
use crate::{
    agreement::placed::BY_PARTY_AND_YEAR,
    values::{Amount, FinancialYear, Pence, Precision},
};

/// What one party pays in one year.
#[derive(Clone, Debug)]
pub struct Contribution {
    pub party: String,
    pub year: FinancialYear,
    pub amount: Amount,
}

/// A sum, and whether each of its parts is known exactly.
#[derive(Clone, Copy)]
struct Sum {
    pence: Pence,
    exact: bool,
}

impl Sum {
    const NONE: Self = Self { pence: Pence::ZERO, exact: true };

    fn with(self, amount: Amount) -> Self {
        Self { pence: self.pence + amount.pence, exact: self.exact && amount.precision == Precision::Exact }
    }

    fn and(self, other: Self) -> Self {
        Self { pence: self.pence + other.pence, exact: self.exact && other.exact }
    }

    fn printed(self) -> String {
        let precision = if self.exact { Precision::Exact } else { Precision::About };
        if self.pence.is_positive() { Amount { pence: self.pence, precision }.to_string() } else { String::new() }
    }
}

/// The table with its heading: a row for each party, a column for each year, and totals where there are several; `None` of nothing.
pub fn contributions(all: &[Contribution]) -> Option<String> {
    let all: Vec<&Contribution> = all.iter().filter(|one| one.amount.pence.is_positive()).collect();
    let years: BTreeSet<FinancialYear> = all.iter().map(|one| one.year).collect();
    let mut sums: BTreeMap<&str, BTreeMap<FinancialYear, Sum>> = BTreeMap::new();
    for one in all {
        let sum = sums.entry(&one.party).or_default().entry(one.year).or_insert(Sum::NONE);
        *sum = sum.with(one.amount);
    }
    let row = |name: &str, of: &BTreeMap<FinancialYear, Sum>| {
        let each = years.iter().map(|year| of.get(year).map_or_else(String::new, |sum| sum.printed()));
        let total = of.values().copied().fold(Sum::NONE, Sum::and).printed();
        let total = (years.len() > 1).then_some(total);
        std::iter::once(name.to_owned()).chain(each).chain(total).collect::<Vec<_>>()
    };
    let mut rows: Vec<Vec<String>> = sums.iter().map(|(party, of)| row(party, of)).collect();
    if rows.len() > 1 {
        let mut together: BTreeMap<FinancialYear, Sum> = BTreeMap::new();
        for (year, sum) in sums.values().flatten() {
            let of = together.entry(*year).or_insert(Sum::NONE);
            *of = of.and(*sum);
        }
        rows.push(row("Total", &together));
    }
    let years: Vec<String> = years.iter().map(ToString::to_string).collect();
    let columns = std::iter::once("Party").chain(years.iter().map(String::as_str));
    let columns: Vec<&str> = columns.chain((years.len() > 1).then_some("Total")).collect();
    Some(format!("{BY_PARTY_AND_YEAR}\n\n{}", table(&columns, &rows)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pays(party: &str, year: &str, pounds: i32, precision: Precision) -> Contribution {
        let amount = Amount { pence: Pence::pounds(pounds), precision };
        Contribution { party: party.into(), year: year.parse().unwrap(), amount }
    }

    #[test]
    fn each_party_has_a_row_and_each_year_a_column() {
        let all = [
            pays("Council", "2015/16", 100, Precision::Exact),
            pays("Trust", "2016/17", 50, Precision::About),
            pays("Council", "2015/16", 20, Precision::Exact),
            pays("Police", "2015/16", 0, Precision::Exact),
        ];
        let printed = contributions(&all).unwrap();
        let lines: Vec<&str> = printed.lines().filter(|line| !line.contains("---") && !line.is_empty()).collect();
        assert_eq!(
            lines,
            [
                "### By party and year",
                "| Party | 2015/16 | 2016/17 | Total |",
                "| Council | £120 | – | £120 |",
                "| Trust | – | about £50 | about £50 |",
                "| Total | £120 | about £50 | about £170 |",
            ]
        );
    }

    #[test]
    fn one_party_in_one_year_needs_no_totals_and_nothing_no_table() {
        let printed = contributions(&[pays("Council", "2015/16", 1, Precision::Exact)]).unwrap();
        assert!(!printed.contains("Total"), "{printed}");
        assert_eq!(contributions(&[pays("Council", "2015/16", 0, Precision::Exact)]), None);
    }
}
