//! Working days in England: every day but Saturdays, Sundays and bank holidays (Procurement Act 2023 s.123: Good Friday and
//! Christmas Day are among them).
//!
//! The bank holidays are those that GOV.UK gives for England and Wales, with the ones that were moved or added once: VE Day 2020,
//! the two jubilee days and the state funeral of 2022, the coronation of 2023. Beyond the table nothing is guessed.

use chrono::{Datelike, Days, NaiveDate, Weekday};

/// The years that the table covers.
pub const YEARS: std::ops::RangeInclusive<i32> = 2014..=2028;

/// The bank holidays of each year from 2014 on, as (month, day).
#[rustfmt::skip]
const BANK_HOLIDAYS: [&[(u32, u32)]; 15] = [
    /* 2014 */ &[(1, 1), (4, 18), (4, 21), (5, 5), (5, 26), (8, 25), (12, 25), (12, 26)],
    /* 2015 */ &[(1, 1), (4, 3), (4, 6), (5, 4), (5, 25), (8, 31), (12, 25), (12, 28)],
    /* 2016 */ &[(1, 1), (3, 25), (3, 28), (5, 2), (5, 30), (8, 29), (12, 26), (12, 27)],
    /* 2017 */ &[(1, 2), (4, 14), (4, 17), (5, 1), (5, 29), (8, 28), (12, 25), (12, 26)],
    /* 2018 */ &[(1, 1), (3, 30), (4, 2), (5, 7), (5, 28), (8, 27), (12, 25), (12, 26)],
    /* 2019 */ &[(1, 1), (4, 19), (4, 22), (5, 6), (5, 27), (8, 26), (12, 25), (12, 26)],
    /* 2020 */ &[(1, 1), (4, 10), (4, 13), (5, 8), (5, 25), (8, 31), (12, 25), (12, 28)],
    /* 2021 */ &[(1, 1), (4, 2), (4, 5), (5, 3), (5, 31), (8, 30), (12, 27), (12, 28)],
    /* 2022 */ &[(1, 3), (4, 15), (4, 18), (5, 2), (6, 2), (6, 3), (8, 29), (9, 19), (12, 26), (12, 27)],
    /* 2023 */ &[(1, 2), (4, 7), (4, 10), (5, 1), (5, 8), (5, 29), (8, 28), (12, 25), (12, 26)],
    /* 2024 */ &[(1, 1), (3, 29), (4, 1), (5, 6), (5, 27), (8, 26), (12, 25), (12, 26)],
    /* 2025 */ &[(1, 1), (4, 18), (4, 21), (5, 5), (5, 26), (8, 25), (12, 25), (12, 26)],
    /* 2026 */ &[(1, 1), (4, 3), (4, 6), (5, 4), (5, 25), (8, 31), (12, 25), (12, 28)],
    /* 2027 */ &[(1, 1), (3, 26), (3, 29), (5, 3), (5, 31), (8, 30), (12, 27), (12, 28)],
    /* 2028 */ &[(1, 3), (4, 14), (4, 17), (5, 1), (5, 29), (8, 28), (12, 25), (12, 26)],
];

/// Whether a day is a working day; `None` for a year that the table does not cover.
pub fn is_working_day(day: NaiveDate) -> Option<bool> {
    let year = usize::try_from(day.year() - YEARS.start()).ok()?;
    let holidays = BANK_HOLIDAYS.get(year)?;
    let weekend = matches!(day.weekday(), Weekday::Sat | Weekday::Sun);
    Some(!weekend && !holidays.contains(&(day.month(), day.day())))
}

/// The `count`th working day after a day: of a Friday the first is Monday. `None` where the table ends on the way.
pub fn working_day_after(day: NaiveDate, count: u32) -> Option<NaiveDate> {
    let (mut day, mut left) = (day, count);
    while left > 0 {
        day = day.checked_add_days(Days::new(1))?;
        left -= u32::from(is_working_day(day)?);
    }
    Some(day)
}

/// The day itself, or the next working day after it. `None` where the table ends on the way.
pub fn working_day_from(day: NaiveDate) -> Option<NaiveDate> {
    if is_working_day(day)? { Some(day) } else { working_day_after(day, 1) }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    fn date(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).unwrap()
    }

    /// Easter Sunday, by the rule of the Gregorian calendar (Meeus, Jones, Butcher).
    fn easter(year: i32) -> NaiveDate {
        let (a, b, c) = (year % 19, year / 100, year % 100);
        let (d, e) = (b / 4, b % 4);
        let g = (b - (b + 8) / 25 + 1) / 3;
        let h = (19 * a + b - d - g + 15) % 30;
        let l = (32 + 2 * e + 2 * (c / 4) - h - c % 4) % 7;
        let m = (a + 11 * h + 22 * l) / 451;
        let n = h + l - 7 * m + 114;
        date(year, u32::try_from(n / 31).unwrap(), u32::try_from(n % 31 + 1).unwrap())
    }

    /// The bank holidays that follow from the rules alone; those on a weekend move to the next free weekday.
    fn by_rule(year: i32) -> BTreeSet<NaiveDate> {
        let monday = |month, nth: i64| {
            let first = date(year, month, 1);
            first + chrono::TimeDelta::days(i64::from((7 - first.weekday().num_days_from_monday()) % 7) + 7 * (nth - 1))
        };
        let last_monday = |month| {
            let fifth = monday(month, 5);
            if fifth.month() == month { fifth } else { monday(month, 4) }
        };
        let mut days = BTreeSet::from([
            easter(year) - chrono::TimeDelta::days(2),
            easter(year) + chrono::TimeDelta::days(1),
            monday(5, 1),
            last_monday(5),
            last_monday(8),
        ]);
        for (month, day) in [(1, 1), (12, 26), (12, 25)] {
            let mut day = date(year, month, day);
            while matches!(day.weekday(), Weekday::Sat | Weekday::Sun) || days.contains(&day) {
                day = day.succ_opt().unwrap();
            }
            days.insert(day);
        }
        days
    }

    #[test]
    fn the_table_is_what_the_rules_give_but_for_the_days_that_were_proclaimed() {
        for (year, table) in YEARS.zip(BANK_HOLIDAYS) {
            let table: BTreeSet<_> = table.iter().map(|(month, day)| date(year, *month, *day)).collect();
            let mut expected = by_rule(year);
            match year {
                2020 => {
                    expected.remove(&date(2020, 5, 4));
                    expected.insert(date(2020, 5, 8));
                }
                2022 => {
                    expected.remove(&date(2022, 5, 30));
                    expected.extend([date(2022, 6, 2), date(2022, 6, 3), date(2022, 9, 19)]);
                }
                2023 => {
                    expected.insert(date(2023, 5, 8));
                }
                _ => {}
            }
            assert_eq!(table, expected, "{year}");
        }
    }

    #[test]
    fn working_days_leave_out_weekends_and_bank_holidays_and_end_with_the_table() {
        assert_eq!(working_day_after(date(2014, 12, 19), 5), Some(date(2014, 12, 30)));
        assert_eq!(working_day_after(date(2025, 4, 17), 1), Some(date(2025, 4, 22)), "over Easter");
        assert_eq!(working_day_from(date(2025, 4, 18)), Some(date(2025, 4, 22)));
        assert_eq!(working_day_from(date(2025, 4, 22)), Some(date(2025, 4, 22)));
        assert_eq!(working_day_after(date(2028, 12, 29), 1), None, "2029 is not known");
        assert_eq!(is_working_day(date(2013, 12, 31)), None);
    }
}
