//! Small numbers of children, which everybody else than those who work with them could recognise (register.md §3). Pure: no
//! database.
//!
//! Counts of 1 to 5 are hidden, and 0 unless it is said that it may be shown. A figure that is hidden alone follows from the
//! others and a total: so the next smallest is hidden beside it, among the readings of one measure and among those of one period
//! that count the same thing.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use crate::values::{Reading, text};

/// The largest count that is hidden by itself.
const LARGEST_HIDDEN: Reading = Reading::whole(5);

/// A figure as a reader sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Figure {
    Known(Reading),
    /// Children could be recognised by it, or by what follows from it.
    Hidden,
}

impl Figure {
    /// The figure, if it is shown.
    pub fn known(self) -> Option<Reading> {
        match self {
            Self::Known(reading) => Some(reading),
            Self::Hidden => None,
        }
    }
}

/// What is said instead of a hidden figure.
pub const HIDDEN: &str = "Hidden: children could be recognised";

/// First and last day.
pub type Period = (NaiveDate, NaiveDate);

/// The readings of one measure.
#[derive(Clone, Debug)]
pub struct Series {
    /// What it counts: `children`, `%`.
    pub unit: String,
    /// It counts children.
    pub counts_children: bool,
    pub zero_may_be_shown: bool,
    pub cells: Vec<(Period, Reading)>,
}

impl Series {
    /// A count of children, not a share of them.
    fn is_count(&self) -> bool {
        self.counts_children && !is_share(&self.unit)
    }

    /// A figure of it that is hidden whatever stands beside it.
    pub fn hides(&self, reading: Reading) -> bool {
        let zero = Reading::whole(0);
        self.is_count()
            && ((reading > zero && reading <= LARGEST_HIDDEN) || (reading == zero && !self.zero_may_be_shown))
    }
}

/// True for a unit that is a part of a hundred: no count.
pub fn is_share(unit: &str) -> bool {
    let unit = unit.trim().to_lowercase();
    unit.starts_with('%') || unit.starts_with("per cent") || unit.starts_with("percent")
}

/// What is looked at together: the readings of one series, or those of one period that count the same.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Group {
    Series(usize),
    Period(Period, String),
}

/// Which cells are hidden: number of the series, number of its cell.
pub fn hidden(all: &[Series]) -> BTreeSet<(usize, usize)> {
    let mut hidden = BTreeSet::new();
    let mut groups: BTreeMap<Group, Vec<(usize, usize)>> = BTreeMap::new();
    for (at, series) in all.iter().enumerate().filter(|(_, series)| series.is_count()) {
        for (cell, (period, reading)) in series.cells.iter().enumerate() {
            if series.hides(*reading) {
                hidden.insert((at, cell));
            }
            groups.entry(Group::Series(at)).or_default().push((at, cell));
            groups.entry(Group::Period(*period, text::folded(&series.unit))).or_default().push((at, cell));
        }
    }
    // What is hidden in one group may stand alone in another.
    loop {
        let beside: BTreeSet<(usize, usize)> =
            groups.values().filter_map(|group| beside(all, group, &hidden)).collect();
        if beside.is_empty() {
            return hidden;
        }
        hidden.extend(beside);
    }
}

/// The smallest that is shown of a group in which one figure is hidden alone.
fn beside(all: &[Series], group: &[(usize, usize)], hidden: &BTreeSet<(usize, usize)>) -> Option<(usize, usize)> {
    let shown = group.iter().copied().filter(|cell| !hidden.contains(cell));
    let alone = group.len() - shown.clone().count() == 1;
    shown.filter(|_| alone).min_by_key(|(series, cell)| all[*series].cells[*cell].1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quarter(number: u32) -> Period {
        let day = |month, day| NaiveDate::from_ymd_opt(2014, month, day).unwrap();
        (day(number * 3 - 2, 1), day(number * 3, 28))
    }

    fn series(unit: &str, readings: &[(u32, i32)]) -> Series {
        Series {
            unit: unit.into(),
            counts_children: true,
            zero_may_be_shown: false,
            cells: readings.iter().map(|(at, reading)| (quarter(*at), Reading::whole(*reading))).collect(),
        }
    }

    /// The readings that are left, and a dot for each that is hidden.
    fn shown(all: &[Series]) -> Vec<String> {
        let hidden = hidden(all);
        let cell = |at, cell, reading: Reading| {
            if hidden.contains(&(at, cell)) { "·".to_owned() } else { reading.to_string() }
        };
        let row = |(at, series): (usize, &Series)| {
            let cells = series.cells.iter().enumerate().map(|(number, (_, reading))| cell(at, number, *reading));
            cells.collect::<Vec<_>>().join(" ")
        };
        all.iter().enumerate().map(row).collect()
    }

    #[test]
    fn one_to_five_and_zero_are_hidden_and_six_is_not() {
        let readings: Vec<(u32, i32)> = vec![(1, 0), (2, 1), (3, 5), (4, 6)];
        assert_eq!(shown(&[series("children", &readings)]), ["· · · 6"]);
        let zero = Series { zero_may_be_shown: true, ..series("children", &readings) };
        assert_eq!(shown(&[zero]), ["0 · · 6"]);
    }

    #[test]
    fn the_next_smallest_is_hidden_beside_a_lone_hidden_figure() {
        let wards = [3, 18, 22, 6, 49].map(|count| series("children", &[(1, count)]));
        assert_eq!(shown(&wards), ["·", "18", "22", "·", "49"], "else the total less the others is 3");
        let quarters = series("children", &[(1, 3), (2, 18), (3, 22), (4, 6)]);
        assert_eq!(shown(&[quarters]), ["· 18 22 ·"]);
    }

    #[test]
    fn what_is_hidden_beside_another_does_not_stand_alone_elsewhere() {
        let wards = [
            series("children", &[(1, 3), (2, 30)]),
            series("children", &[(1, 20), (2, 31)]),
            series("children", &[(1, 25), (2, 32)]),
        ];
        assert_eq!(shown(&wards), ["· ·", "· ·", "25 32"]);
    }

    #[test]
    fn shares_of_a_hundred_and_what_counts_no_children_are_shown() {
        assert_eq!(shown(&[series("%", &[(1, 3), (2, 0)])]), ["3 0"]);
        assert_eq!(shown(&[series("Per cent of families", &[(1, 3)])]), ["3"]);
        let days = Series { counts_children: false, ..series("days", &[(1, 3), (2, 0)]) };
        assert_eq!(shown(&[days.clone(), series("children", &[(1, 7)])]), ["3 0", "7"]);
        assert_eq!(shown(&[days, series("children", &[(1, 4), (2, 9)])]), ["3 0", "· ·"]);
    }

    #[test]
    fn half_a_child_on_average_is_hidden_as_well() {
        let average = Series {
            cells: vec![
                (quarter(1), "0.5".parse().unwrap()),
                (quarter(2), "5.5".parse().unwrap()),
                (quarter(3), "7".parse().unwrap()),
            ],
            ..series("children", &[])
        };
        assert_eq!(shown(&[average]), ["· · 7"]);
    }

    mod property {
        use proptest::prelude::*;

        use super::*;

        proptest! {
            #[test]
            fn no_hidden_figure_is_the_only_one_of_its_group(grid in proptest::collection::vec(proptest::collection::vec(0..40i32, 3), 1..6)) {
                let all: Vec<Series> = grid
                    .iter()
                    .map(|row| series("children", &row.iter().enumerate().map(|(at, count)| (u32::try_from(at).unwrap() + 1, *count)).collect::<Vec<_>>()))
                    .collect();
                let hidden = hidden(&all);
                for (at, row) in grid.iter().enumerate() {
                    for (cell, count) in row.iter().enumerate() {
                        prop_assert!(*count > 5 || hidden.contains(&(at, cell)));
                    }
                    let of_row = (0..row.len()).filter(|cell| hidden.contains(&(at, *cell))).count();
                    prop_assert!(of_row != 1 || row.len() == 1);
                }
                for cell in 0..3 {
                    let of_period = (0..grid.len()).filter(|at| hidden.contains(&(*at, cell))).count();
                    prop_assert!(of_period != 1 || grid.len() == 1);
                }
            }
        }
    }
}
