//! From when to when a signed edition is in force. Pure: no database.

use chrono::NaiveDate;

/// What became of a signed edition by a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Force {
    /// Its day has not come.
    From(NaiveDate),
    /// It is in force, or would be if its term had not ended.
    InForce,
    /// Another has taken its place from a day.
    Until(NaiveDate),
    /// One that was signed after it took its place before its day came.
    Never,
}

impl Force {
    /// That of an edition among all that are signed, each with the day from which it is to be in force: of those whose day has
    /// come the highest number is in force.
    pub fn of(number: i64, signed: &[(i64, Option<NaiveDate>)], today: NaiveDate) -> Self {
        let own = signed.iter().find(|(other, _)| *other == number).and_then(|(_, day)| *day);
        let later = signed.iter().filter(|(other, _)| *other > number);
        let replaced = later.filter_map(|(_, day)| *day).min();
        match (own, replaced) {
            (Some(own), Some(replaced)) if replaced <= own => Self::Never,
            (Some(own), _) if own > today => Self::From(own),
            (_, Some(replaced)) if replaced <= today => Self::Until(replaced),
            _ => Self::InForce,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2015, month, day).unwrap()
    }

    #[test]
    fn the_newest_whose_day_has_come_is_in_force() {
        let signed = [(1, Some(day(4, 1))), (2, Some(day(10, 1)))];
        let on = |today| [1, 2].map(|number| Force::of(number, &signed, today));
        assert_eq!(on(day(3, 31)), [Force::From(day(4, 1)), Force::From(day(10, 1))]);
        assert_eq!(on(day(9, 30)), [Force::InForce, Force::From(day(10, 1))]);
        assert_eq!(on(day(10, 1)), [Force::Until(day(10, 1)), Force::InForce]);
    }

    #[test]
    fn an_edition_for_october_is_overtaken_for_good_by_one_for_august() {
        let signed = [(1, Some(day(4, 1))), (2, Some(day(10, 1))), (3, Some(day(8, 1)))];
        let on = |today| [1, 2, 3].map(|number| Force::of(number, &signed, today));
        assert_eq!(on(day(7, 31)), [Force::InForce, Force::Never, Force::From(day(8, 1))]);
        assert_eq!(on(day(12, 1)), [Force::Until(day(8, 1)), Force::Never, Force::InForce]);
    }
}
