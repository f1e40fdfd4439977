//! Whether two records may be of one body, or of two of which one took over from the other. Nothing is decided here: a person is
//! told why they may be. Pure: no database.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use crate::{
    organisation::Kind,
    values::{Identifier, Scheme},
};

crate::words! {
    /// Why two records may be of one body.
    Reason {
        SameName = "same_name", "The same name";
        NearName = "near_name", "Nearly the same name";
        SamePostcode = "same_postcode", "The same postcode";
        SameTown = "same_town", "The same town";
        OneClosedWhenOtherOpened = "one_after_the_other", "One closed when the other opened";
        /// One list knows both: they are two bodies, of which one may have taken over from the other.
        OtherCode = "other_code", "Another number in the same list";
    }
}

/// A record as it is compared. Names, town and postcode are folded.
#[derive(Clone, Debug)]
pub struct Described {
    /// What it is and was called.
    pub names: Vec<String>,
    pub kind: Kind,
    pub identifiers: Vec<Identifier>,
    pub town: Option<String>,
    pub postcode: Option<String>,
    pub opened: Option<NaiveDate>,
    pub closed: Option<NaiveDate>,
}

/// Words that say what a body is in law, and words that join: names differ in them without being others.
const MEANS_NOTHING: &[&str] =
    &["and", "charity", "cic", "co", "company", "limited", "llp", "ltd", "of", "plc", "the", "trading", "uk"];

/// Identifiers of these mean little: one body has several.
const WEAK: &[Scheme] = &[Scheme::Cfs];

/// How much two names have in common, in hundredths, to be nearly the same: where the place says so too, and where it is not
/// known.
const NEAR: usize = 70;
const NEAR_WITHOUT_PLACE: usize = 85;

/// One closes and the other opens within so many days.
pub const HANDED_OVER: i64 = 31;

/// Why they may be of one body, or one have taken over from the other; nothing if they are not proposed.
pub fn likeness(one: &Described, other: &Described) -> Vec<Reason> {
    if !kinds_agree(one.kind, other.kind) {
        return Vec::new();
    }
    let handed_over = succession((one.opened, one.closed), (other.opened, other.closed)).is_some();
    if codes_tell_apart(one, other) {
        return if handed_over { same_name_and_place(one, other) } else { Vec::new() };
    }
    let (postcode, town) = (agree(&one.postcode, &other.postcode), agree(&one.town, &other.town));
    let elsewhere = town == Some(false) || (postcode == Some(false) && town != Some(true));
    let mut reasons = Vec::new();
    match names_in_common(one, other) {
        _ if elsewhere => return Vec::new(),
        100 => reasons.push(Reason::SameName),
        common if common >= NEAR && (postcode == Some(true) || (town == Some(true) && common > NEAR)) => {
            reasons.push(Reason::NearName);
        }
        common if common >= NEAR_WITHOUT_PLACE => reasons.push(Reason::NearName),
        _ => return Vec::new(),
    }
    reasons.extend((postcode == Some(true)).then_some(Reason::SamePostcode));
    reasons.extend((town == Some(true)).then_some(Reason::SameTown));
    if handed_over {
        reasons.push(Reason::OneClosedWhenOtherOpened);
    }
    reasons
}

/// Why one of two bodies with two numbers of one list may have taken over from the other, which closed when it opened: a school
/// that became an academy keeps its name and its place.
fn same_name_and_place(one: &Described, other: &Described) -> Vec<Reason> {
    let (postcode, town) = (agree(&one.postcode, &other.postcode), agree(&one.town, &other.town));
    let same_place = postcode == Some(true) || (postcode.is_none() && town == Some(true));
    if !same_place || town == Some(false) || names_in_common(one, other) < 100 {
        return Vec::new();
    }
    let place = [(postcode, Reason::SamePostcode), (town, Reason::SameTown)];
    let place = place.into_iter().filter(|(same, _)| *same == Some(true)).map(|(_, reason)| reason);
    let after = [Reason::OneClosedWhenOtherOpened, Reason::OtherCode];
    [Reason::SameName].into_iter().chain(place).chain(after).collect()
}

/// Which of two bodies closed when the other opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Earlier {
    One,
    Other,
}

/// Which of two bodies came first, each by the days on which it opened and closed, and the day from which the other answers for it;
/// `None` if neither closed when the other opened.
pub fn succession(
    one: (Option<NaiveDate>, Option<NaiveDate>),
    other: (Option<NaiveDate>, Option<NaiveDate>),
) -> Option<(Earlier, NaiveDate)> {
    let handed_over = |closed: Option<NaiveDate>, opened: Option<NaiveDate>| {
        let (closed, opened) = closed.zip(opened)?;
        ((opened - closed).num_days().abs() <= HANDED_OVER).then_some(opened)
    };
    match (handed_over(one.1, other.0), handed_over(other.1, one.0)) {
        (Some(from), None) => Some((Earlier::One, from)),
        (None, Some(from)) => Some((Earlier::Other, from)),
        // Two that came and went within a month: the one that came first.
        (Some(from), Some(_)) if one.0 < other.0 => Some((Earlier::One, from)),
        (Some(_), Some(from)) => Some((Earlier::Other, from)),
        (None, None) => None,
    }
}

/// Whether both are the same; `None` if one is not known.
fn agree(one: &Option<String>, other: &Option<String>) -> Option<bool> {
    one.as_ref().zip(other.as_ref()).map(|(one, other)| one == other)
}

fn kinds_agree(one: Kind, other: Kind) -> bool {
    let family = |kind| match kind {
        Kind::LocalAuthority => 1,
        Kind::Icb | Kind::Ccg | Kind::NhsTrust | Kind::NhsEngland => 2,
        Kind::PoliceForce => 3,
        Kind::PoliceCrimeCommissioner => 4,
        Kind::School | Kind::AcademyTrust => 5,
        Kind::Voluntary | Kind::SocialEnterprise | Kind::Private => 6,
        Kind::OtherPublic => 0,
    };
    family(one) == family(other) || [one, other].contains(&Kind::OtherPublic)
}

/// One list knows both, by two codes.
fn codes_tell_apart(one: &Described, other: &Described) -> bool {
    let of = |body: &Described, scheme: Scheme| -> BTreeSet<String> {
        let known = body.identifiers.iter().filter(|identifier| identifier.scheme == scheme);
        known.map(|identifier| identifier.value().to_owned()).collect()
    };
    Scheme::ALL.iter().filter(|scheme| !WEAK.contains(scheme)).any(|scheme| {
        let (one, other) = (of(one, *scheme), of(other, *scheme));
        !one.is_empty() && !other.is_empty() && one.is_disjoint(&other)
    })
}

/// The most that any name of the one has in common with any of the other, in hundredths.
fn names_in_common(one: &Described, other: &Described) -> usize {
    let pairs = one.names.iter().flat_map(|name| other.names.iter().map(move |other| (name, other)));
    pairs.map(|(name, other)| in_common(name, other)).max().unwrap_or_default()
}

/// What two names have in common, in hundredths of their trigrams; figures have to be the same.
pub fn in_common(one: &str, other: &str) -> usize {
    let (one, other) = (telling(one), telling(other));
    if one.is_empty() || other.is_empty() {
        return 0;
    }
    if one == other {
        return 100;
    }
    let figures = |words: &[String]| -> Vec<String> {
        words.iter().filter(|word| word.chars().any(char::is_numeric)).cloned().collect()
    };
    if figures(&one) != figures(&other) {
        return 0;
    }
    let (one, other) = (trigrams(&one), trigrams(&other));
    let shared = one.intersection(&other).count();
    // Names that are not the same have never everything in common, in whatever order their words stand.
    (200 * shared / (one.len() + other.len()).max(1)).min(99)
}

/// The words of a folded name that tell it from others; all of them, if none does. What stands behind an apostrophe belongs to
/// the word before: some write Barnardo’s, some Barnardos.
fn telling(name: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    for word in name.split_whitespace() {
        match words.last_mut() {
            Some(last) if word == "s" => last.push('s'),
            _ => words.push(word.to_owned()),
        }
    }
    let tell = |word: &String| !MEANS_NOTHING.contains(&word.as_str());
    if words.iter().any(tell) {
        words.retain(tell);
    }
    words
}

/// Every three letters in a row of each word, with a blank before and behind it.
fn trigrams(words: &[String]) -> BTreeSet<String> {
    let mut all = BTreeSet::new();
    for word in words {
        let letters: Vec<char> = [' '].into_iter().chain(word.chars()).chain([' ']).collect();
        all.extend(letters.windows(3).map(|three| three.iter().collect::<String>()));
    }
    all
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn body(name: &str, kind: Kind) -> Described {
        Described {
            names: vec![name.into()],
            kind,
            identifiers: Vec::new(),
            town: None,
            postcode: None,
            opened: None,
            closed: None,
        }
    }

    fn at(name: &str, town: &str, postcode: &str) -> Described {
        let known = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
        Described { town: known(town), postcode: known(postcode), ..body(name, Kind::Private) }
    }

    #[test]
    fn names_places_and_days_are_reasons_and_other_places_are_none() {
        use Reason::{NearName, SameName, SamePostcode, SameTown};
        for (one, other, reasons) in [
            (at("swiis foster care limited", "", ""), at("swiis foster care ltd", "", ""), vec![SameName]),
            (
                at("the homes co", "leeds", "ls1 1aa"),
                at("homes", "leeds", "ls1 1aa"),
                vec![SameName, SamePostcode, SameTown],
            ),
            (at("homes", "leeds", "ls1 1aa"), at("homes", "leeds", "ls2 2bb"), vec![SameName, SameTown]),
            (at("homes", "leeds", ""), at("homes", "york", ""), vec![]),
            (at("homes", "", "ls1 1aa"), at("homes", "", "yo1 1aa"), vec![]),
            (
                at("brook lane family help", "leeds", ""),
                at("brooke lane family help", "leeds", ""),
                vec![NearName, SameTown],
            ),
            (at("brook lane family help", "", ""), at("brook lane", "", ""), vec![]),
            (
                at("brook lane family help", "", "ls1 1aa"),
                at("brok lane famly help", "", "ls1 1aa"),
                vec![NearName, SamePostcode],
            ),
            (at("st basil s", "", ""), at("st basils", "", ""), vec![SameName]),
            (at("academy 21", "leeds", ""), at("academy 22", "leeds", ""), vec![]),
            (at("limited", "", ""), at("limited", "", ""), vec![SameName]),
            (at("", "", ""), at("", "", ""), vec![]),
        ] {
            assert_eq!(likeness(&one, &other), reasons, "{one:?} {other:?}");
        }
    }

    #[test]
    fn one_that_closed_when_the_other_opened_says_so_and_other_kinds_are_never_alike() {
        let day = |month| NaiveDate::from_ymd_opt(2018, month, 1);
        let before = Described { closed: day(4), ..body("hill school", Kind::School) };
        let after = Described { opened: day(4), ..body("hill school", Kind::AcademyTrust) };
        assert_eq!(likeness(&before, &after), [Reason::SameName, Reason::OneClosedWhenOtherOpened]);
        let later = Described { opened: day(9), ..after };
        assert_eq!(likeness(&before, &later), [Reason::SameName]);
        assert_eq!(likeness(&before, &body("hill school", Kind::PoliceForce)), []);
        assert_eq!(likeness(&before, &body("hill school", Kind::OtherPublic)), [Reason::SameName]);
    }

    #[test]
    fn a_school_that_became_an_academy_has_its_name_its_place_and_another_number() {
        let school = |urn: &str, opened, closed| Described {
            identifiers: vec![Identifier::parse(Scheme::Edu, urn).unwrap()],
            kind: Kind::School,
            opened,
            closed,
            ..at("stokewell school", "birmingham", "b2 2aa")
        };
        let day = |month, day| NaiveDate::from_ymd_opt(2014, month, day);
        let before = school("199911", None, day(3, 31));
        let after = school("199912", day(4, 1), None);
        let reasons = [
            Reason::SameName,
            Reason::SamePostcode,
            Reason::SameTown,
            Reason::OneClosedWhenOtherOpened,
            Reason::OtherCode,
        ];
        assert_eq!(likeness(&before, &after), reasons);
        assert_eq!(likeness(&after, &before), reasons);
        for other in [
            Described { opened: day(9, 1), ..after.clone() },
            Described { opened: None, ..after.clone() },
            Described { postcode: Some("b3 3aa".into()), ..after.clone() },
            Described { postcode: None, town: None, ..after.clone() },
            Described { names: vec!["stokewell academy".into()], ..after.clone() },
            Described { kind: Kind::PoliceForce, ..after.clone() },
        ] {
            assert_eq!(likeness(&before, &other), [], "{other:?}");
        }
        let days = |body: &Described| (body.opened, body.closed);
        let from = day(4, 1).unwrap();
        assert_eq!(succession(days(&before), days(&after)), Some((Earlier::One, from)));
        assert_eq!(succession(days(&after), days(&before)), Some((Earlier::Other, from)));
        let short = (day(4, 1), day(4, 20));
        assert_eq!(succession(short, (day(4, 10), day(4, 15))), Some((Earlier::One, day(4, 10).unwrap())));
        assert_eq!(succession((None, None), days(&after)), None);
    }

    fn described() -> impl Strategy<Value = Described> {
        let name = "(brook|hill|lane|the|care|homes|limited|ltd|7|8)( (brook|hill|lane|care|homes|limited|ltd)){0,3}";
        let code = proptest::option::of((0..3_usize, 0..3_u32));
        let town = proptest::option::of("(leeds|york)");
        let postcode = proptest::option::of("(ls1 1aa|yo1 1aa)");
        let kind = proptest::sample::select(Kind::ALL);
        let day =
            || proptest::option::of((2010..2014_i32).prop_map(|year| NaiveDate::from_ymd_opt(year, 4, 1).unwrap()));
        (proptest::collection::vec(name, 1..3), kind, code, town, postcode, day(), day()).prop_map(
            |(names, kind, code, town, postcode, opened, closed)| {
                let scheme = |place| [Scheme::Coh, Scheme::Chc, Scheme::Cfs][place];
                let identifier = |(place, number)| Identifier::parse(scheme(place), &format!("1234{number:0>2}"));
                let identifiers = code.into_iter().filter_map(|code| identifier(code).ok()).collect();
                Described { names, kind, identifiers, town, postcode, opened, closed }
            },
        )
    }

    proptest! {
        #[test]
        fn it_is_the_same_from_either_side(one in described(), other in described()) {
            prop_assert_eq!(likeness(&one, &other), likeness(&other, &one));
        }

        #[test]
        fn a_record_is_always_like_itself(one in described()) {
            let reasons = likeness(&one, &one);
            prop_assert_eq!(reasons.first(), Some(&Reason::SameName));
        }

        #[test]
        fn two_codes_of_one_list_are_two_bodies(one in described(), other in described(), number in 1_000_000..2_000_000_u32) {
            let with = |of: &Described, number: u32| Described { identifiers: vec![Identifier::parse(Scheme::Chc, &number.to_string()).unwrap()], ..of.clone() };
            let reasons = likeness(&with(&one, number), &with(&other, number + 1));
            prop_assert!(reasons.is_empty() || reasons.ends_with(&[Reason::OneClosedWhenOtherOpened, Reason::OtherCode]));
        }

        #[test]
        fn a_reason_is_a_name_first_and_then_never_against_the_place(one in described(), other in described()) {
            let reasons = likeness(&one, &other);
            if let Some(first) = reasons.first() {
                prop_assert!(matches!(first, Reason::SameName | Reason::NearName));
                prop_assert!(agree(&one.town, &other.town) != Some(false));
                prop_assert!(kinds_agree(one.kind, other.kind));
                prop_assert_eq!(codes_tell_apart(&one, &other), reasons.contains(&Reason::OtherCode));
            }
        }

        #[test]
        fn what_a_body_is_in_law_makes_no_other_name(name in "[a-z]{3,8}( [a-z]{3,8}){0,3}") {
            prop_assume!(name.split(' ').any(|word| !MEANS_NOTHING.contains(&word)));
            for other in [format!("{name} limited"), format!("the {name}"), format!("{name} cic")] {
                prop_assert_eq!(in_common(&name, &other), 100, "{}", other);
            }
        }

        #[test]
        fn no_two_names_bring_it_down(one in "\\PC{0,40}", other in "\\PC{0,40}") {
            prop_assert!(in_common(&one, &other) <= 100);
            prop_assert_eq!(in_common(&one, &other), in_common(&other, &one));
        }
    }
}
