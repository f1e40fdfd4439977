//! From which day until which an edition is the one that readers are shown. Pure: no database.

use chrono::NaiveDate;

/// Before every day of a register.
pub const BEGINNING: NaiveDate = NaiveDate::from_ymd_opt(1, 1, 1).expect("it is a day");
/// After every day of a register.
pub const END: NaiveDate = NaiveDate::from_ymd_opt(9999, 12, 31).expect("it is a day");

/// Days from the first on, and before the last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    pub from: NaiveDate,
    pub until: NaiveDate,
}

impl Span {
    /// No day at all.
    pub const NEVER: Self = Self { from: END, until: BEGINNING };
}

/// What decides when an edition is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Edition {
    pub number: i64,
    pub is_signed: bool,
    pub is_published: bool,
    pub effective_on: Option<NaiveDate>,
}

/// When an edition is shown, to everybody and to those who read its negotiation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ShownDays {
    pub public: Span,
    pub inside: Span,
}

impl ShownDays {
    /// Of one edition among all of its agreement. Of those that are signed and whose day has come the newest is shown; until there is
    /// one, the first: to everybody only if it is signed. Everybody is shown what was published.
    pub fn of(edition: &Edition, all: &[Edition]) -> Self {
        let published = |edition: &Edition| edition.is_signed && edition.is_published;
        Self {
            public: span(edition, all, published, published(edition)),
            inside: span(edition, all, |edition| edition.is_signed, true),
        }
    }
}

/// `counts`: which editions can be in force for these readers; `is_shown_before`: they are shown this one, the first, until one is.
fn span(edition: &Edition, all: &[Edition], counts: impl Fn(&Edition) -> bool, is_shown_before: bool) -> Span {
    let later = all.iter().filter(|other| other.number > edition.number && counts(other));
    let until = later.filter_map(|other| other.effective_on).min().unwrap_or(END);
    let from = match edition.number {
        1 => is_shown_before.then_some(BEGINNING),
        _ => edition.effective_on.filter(|_| counts(edition)),
    };
    from.map(|from| Span { from, until }).filter(|span| span.from < span.until).unwrap_or(Span::NEVER)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2015, month, day).unwrap()
    }

    fn edition(number: i64, is_signed: bool, is_published: bool, on: NaiveDate) -> Edition {
        Edition { number, is_signed, is_published, effective_on: Some(on) }
    }

    impl Span {
        fn has(self, day: NaiveDate) -> bool {
            self.from <= day && day < self.until
        }
    }

    /// The numbers of those that are shown on a day: to everybody, and inside.
    fn shown(all: &[Edition], on: NaiveDate) -> (Vec<i64>, Vec<i64>) {
        let of = |span: fn(ShownDays) -> Span| {
            let is_shown = |edition: &&Edition| span(ShownDays::of(edition, all)).has(on);
            all.iter().filter(is_shown).map(|edition| edition.number).collect::<Vec<_>>()
        };
        (of(|days| days.public), of(|days| days.inside))
    }

    #[test]
    fn the_first_is_shown_to_its_parties_before_it_is_signed_and_to_everybody_once_it_is() {
        let drafted = [edition(1, false, false, day(4, 1))];
        assert_eq!(shown(&drafted, day(5, 1)), (vec![], vec![1]));
        let signed = [edition(1, true, true, day(4, 1))];
        assert_eq!(shown(&signed, day(3, 1)), (vec![1], vec![1]), "also before its day");
    }

    #[test]
    fn one_that_is_signed_takes_its_place_on_its_day_and_for_everybody_only_if_it_is_published() {
        let mut all = vec![
            edition(1, true, true, day(4, 1)),
            edition(2, true, false, day(8, 1)),
            edition(3, false, false, day(9, 1)),
        ];
        assert_eq!(shown(&all, day(7, 31)), (vec![1], vec![1]));
        assert_eq!(shown(&all, day(10, 1)), (vec![1], vec![2]));
        all[1].is_published = true;
        assert_eq!(shown(&all, day(10, 1)), (vec![2], vec![2]));
    }

    #[test]
    fn one_that_was_overtaken_before_its_day_is_never_shown() {
        let all =
            [edition(1, true, true, day(4, 1)), edition(2, true, true, day(10, 1)), edition(3, true, true, day(8, 1))];
        for (on, expected) in [(day(7, 31), 1), (day(8, 1), 3), (day(12, 1), 3)] {
            assert_eq!(shown(&all, on), (vec![expected], vec![expected]));
        }
        assert_eq!(ShownDays::of(&all[1], &all).inside, Span::NEVER);
    }
}
