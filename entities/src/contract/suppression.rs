//! Small numbers of children, which everybody else than those who work with them could recognise (register.md §3). Pure: no
//! database.
//!
//! Counts of 1 to 5 are hidden, and 0 unless it is said that it may be shown. A figure that is hidden alone follows from the
//! others and a total: so the next smallest is hidden beside it, among the readings of one measure and among those of one period,
//! whatever they are called: girls are all children less the boys. A reading over a longer period is hidden with any part of it.
//!
//! A share of children gives its count away where it is known of how many it is a share: `25%` of 12 children is 3, and so is what
//! `75%` of them leaves. Whatever a note tells is hidden with the figure that it could tell.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

pub use super::told::bases;
use super::told::{Told, figures, whole};
use crate::values::Reading;

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
    /// Of how many children its shares are taken, as far as its own words say.
    pub bases: Vec<i64>,
    pub cells: Vec<(Period, Reading)>,
}

impl Series {
    /// A count of children, not a share of them.
    fn is_count(&self) -> bool {
        self.counts_children && !is_share(&self.unit)
    }

    /// A figure of it that is hidden whatever stands beside it.
    pub fn hides(&self, reading: Reading) -> bool {
        match self.counts_children {
            true if is_share(&self.unit) => self.gives_away(reading, self.bases.iter().copied()),
            counts => counts && is_small(reading, self.zero_may_be_shown),
        }
    }

    /// A share by which a small count is known, since it is a share of so many.
    fn gives_away(&self, share: Reading, bases: impl IntoIterator<Item = i64>) -> bool {
        bases.into_iter().any(|base| gives_small(share, base, self.zero_may_be_shown))
    }
}

/// A count that is hidden by itself. There is no count below zero: what is written as one is none to be shown either.
fn is_small(count: Reading, zero_may_be_shown: bool) -> bool {
    count <= LARGEST_HIDDEN && !(count == Reading::whole(0) && zero_may_be_shown)
}

/// True if so many of a hundred of so many children are few, or leave few: as exactly as the share is written.
fn gives_small(share: Reading, base: i64, zero_may_be_shown: bool) -> bool {
    let share = share.thousandths();
    if !(0..=100_000).contains(&share) || !(1..=1_000_000_000).contains(&base) {
        return false;
    }
    // In halves of a thousandth; half of the last figure that is written may have been rounded away.
    let (share, hundred) = (2 * share, 200_000);
    let half = [1000, 100, 10].into_iter().find(|whole| share % (2 * whole) == 0).unwrap_or(1);
    let least = (base * (share - half).max(0) + hundred - 1) / hundred;
    let most = (base * (share + half) / hundred).min(base);
    let few = 1..=LARGEST_HIDDEN.thousandths() / 1000;
    least <= most && (few.contains(&most) || few.contains(&(base - least)) || (most == 0 && !zero_may_be_shown))
}

/// True if a text tells of few children, so that what it stands beside says nothing new: by a figure of them, or by a share with
/// what it is a share of. In a note to a count of children every small figure is taken for one of them.
pub fn tells_small(written: &str, counts_children: bool, zero_may_be_shown: bool) -> bool {
    let told = figures(written);
    let counts = |told: &&Told| !told.is_share && (counts_children || told.of_people);
    let small = told.iter().filter(counts).any(|told| is_small(told.figure, zero_may_be_shown));
    let of = bases([written]);
    small
        || told
            .iter()
            .filter(|told| told.is_share)
            .any(|told| of.iter().any(|base| gives_small(told.figure, *base, zero_may_be_shown)))
}

/// True if a text tells a figure of children, however large: beside a hidden one it could be taken from a total.
pub fn tells_figure(written: &str, counts_children: bool) -> bool {
    figures(written).iter().any(|told| counts_children || told.of_people)
}

/// True for a unit that is a part of a hundred: no count.
pub fn is_share(unit: &str) -> bool {
    let unit = unit.trim().to_lowercase();
    let of_a_hundred = ["per 100", "per hundred"].iter().any(|of| unit == *of || unit.starts_with(&format!("{of} ")));
    of_a_hundred || unit.starts_with('%') || unit.starts_with("per cent") || unit.starts_with("percent")
}

/// What is looked at together: the readings of one series, or those of one period.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Group {
    Series(usize),
    Period(Period),
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
            groups.entry(Group::Period(*period)).or_default().push((at, cell));
        }
    }
    hidden.extend(shares_that_tell(all));
    // What is hidden in one group may stand alone in another.
    loop {
        let mut beside: BTreeSet<(usize, usize)> =
            groups.values().filter_map(|group| beside(all, group, &hidden)).collect();
        beside.extend(over(all, &hidden));
        if beside.is_empty() {
            return hidden;
        }
        hidden.extend(beside);
    }
}

/// The shares by which a small count is known: of how many they are taken is said in their own words, or counted in the same
/// period.
fn shares_that_tell(all: &[Series]) -> BTreeSet<(usize, usize)> {
    let mut counted: BTreeMap<Period, Vec<i64>> = BTreeMap::new();
    for series in all.iter().filter(|series| series.is_count()) {
        for (period, reading) in &series.cells {
            counted.entry(*period).or_default().extend(whole(*reading));
        }
    }
    let shares = all.iter().enumerate().filter(|(_, series)| series.counts_children && !series.is_count());
    let cells = shares.flat_map(|(at, series)| series.cells.iter().enumerate().map(move |cell| (at, series, cell)));
    let tells = cells.filter(|(_, series, (_, (period, share)))| {
        let beside = counted.get(period).into_iter().flatten();
        series.gives_away(*share, series.bases.iter().chain(beside).copied())
    });
    tells.map(|(at, _, (cell, _))| (at, cell)).collect()
}

/// What is shown of a period with a part that is hidden: the part is the whole less the other parts.
fn over(all: &[Series], hidden: &BTreeSet<(usize, usize)>) -> Vec<(usize, usize)> {
    let parts =
        |at: usize| hidden.iter().filter(move |(series, _)| *series == at).map(move |(_, cell)| all[at].cells[*cell].0);
    let holds = |whole: Period, part: Period| whole.0 <= part.0 && part.1 <= whole.1 && whole != part;
    let counts = all.iter().enumerate().filter(|(_, series)| series.is_count());
    let cells = counts
        .flat_map(|(at, series)| series.cells.iter().enumerate().map(move |(cell, (period, _))| (at, cell, *period)));
    let over = cells
        .filter(|(at, cell, period)| !hidden.contains(&(*at, *cell)) && parts(*at).any(|part| holds(*period, part)));
    over.map(|(at, cell, _)| (at, cell)).collect()
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
            bases: Vec::new(),
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
    fn a_figure_is_hidden_by_which_a_part_of_its_period_is_known() {
        let day = |month, day| NaiveDate::from_ymd_opt(2014, month, day).unwrap();
        let before = (NaiveDate::from_ymd_opt(2013, 10, 1).unwrap(), NaiveDate::from_ymd_opt(2013, 12, 31).unwrap());
        let mut of_year = series("children", &[(1, 3), (2, 8), (3, 12)]);
        of_year.cells.insert(0, (before, Reading::whole(0)));
        of_year.cells.push(((day(1, 1), day(9, 30)), Reading::whole(23)));
        assert_eq!(shown(&[of_year]), ["· · 8 12 ·"], "else 23 less 8 and 12 is 3");
        let fair = Series {
            cells: vec![(quarter(1), Reading::whole(9)), ((day(1, 1), day(9, 30)), Reading::whole(40))],
            ..series("children", &[])
        };
        assert_eq!(shown(&[fair]), ["9 40"]);
    }

    #[test]
    fn whatever_measures_are_called_the_one_is_not_known_by_the_others() {
        let all = [("All children", 23), ("Boys", 20), ("Girls", 3)].map(|(unit, count)| series(unit, &[(1, count)]));
        assert_eq!(shown(&all), ["23", "·", "·"]);
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
    fn a_count_below_zero_is_none_to_be_shown() {
        assert_eq!(shown(&[series("children", &[(1, -3), (2, -40), (3, 9), (4, 7)])]), ["· · 9 7"]);
    }

    #[test]
    fn a_share_is_hidden_by_which_a_small_count_is_known() {
        let of = |base: i64, shares: &[(u32, i32)]| Series { bases: vec![base], ..series("%", shares) };
        assert_eq!(shown(&[of(12, &[(1, 25), (2, 75), (3, 50), (4, 0)])]), ["· · 50 ·"], "3, all but 3, 6, none");
        assert_eq!(shown(&[of(12, &[(1, 30), (2, 100)])]), ["30 100"], "not of these 12; all of them");
        let rate = Series { unit: "per 100 children".into(), ..of(20, &[(1, 15), (2, 50)]) };
        assert_eq!(shown(&[rate]), ["· 50"], "3 of 20");
        assert_eq!(
            shown(&[of(200, &[(1, 3), (2, 2), (3, 50), (4, 99)])]),
            ["3 · 50 ·"],
            "5 to 7, 3 to 5, 100, all but 1 to 3"
        );
        let zero = Series { zero_may_be_shown: true, ..of(12, &[(1, 0)]) };
        assert_eq!(shown(&[zero]), ["0"]);
        let exact = Series { cells: vec![(quarter(1), "8.333".parse().unwrap())], ..of(12, &[]) };
        assert_eq!(shown(&[exact]), ["·"]);
        let others = Series { counts_children: false, ..of(12, &[(1, 25)]) };
        assert_eq!(shown(&[others]), ["25"], "of what are no children");
        // Of the children that another measure counts in the same period, shown or not.
        let counted = series("children", &[(1, 12), (2, 4), (3, 40)]);
        let shares = series("%", &[(1, 25), (2, 50), (3, 50)]);
        assert_eq!(shown(&[counted, shares]), ["· · 40", "· · 50"]);
    }

    #[test]
    fn a_note_tells_of_few_children_by_a_figure_or_by_a_share_with_its_base() {
        for note in [
            "3 children left early",
            "Corrected from three",
            "2",
            "all but one of them",
            "25% of 12 children",
            "none: 0",
        ] {
            assert!(tells_small(note, true, false), "{note}");
        }
        for note in ["All came within 3 days", "from 3 March on", "18 came", "25% came", "50% of 12 children", ""] {
            assert!(!tells_small(note, true, false), "{note}");
        }
        assert!(tells_small("3 children waited", false, false) && tells_small("25% of 12 children", false, false));
        assert!(!tells_small("2 visits a week, 3 in all", false, false));
        assert!(!tells_small("0", true, true) && tells_figure("18 came", true) && !tells_figure("18 came", false));
        assert!(tells_figure("18 children came", false) && !tells_figure("as in March 2014", true));
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
