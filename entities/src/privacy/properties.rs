//! What holds of every number and every text.

use proptest::prelude::*;

use super::{Looks, findings};

/// The ten digits of the NHS number whose first nine are these; `None` where the check digit would be ten.
fn numbered(nine: &[u32]) -> Option<String> {
    let sum: u32 = nine.iter().enumerate().map(|(at, digit)| digit * (10 - at as u32)).sum();
    let check = match 11 - sum % 11 {
        11 => 0,
        10 => return None,
        check => check,
    };
    Some(nine.iter().chain([&check]).map(ToString::to_string).collect())
}

proptest! {
    #[test]
    fn every_right_number_is_found_and_a_wrong_digit_is_not(
        first in 1_u32..10, rest in prop::collection::vec(0_u32..10, 8), off in 1_u32..10, separator in "[ -]?"
    ) {
        let nine: Vec<u32> = std::iter::once(first).chain(rest).collect();
        prop_assume!(nine.iter().any(|digit| *digit != first));
        let Some(number) = numbered(&nine) else { return Ok(()) };
        let written = |number: &str| format!("see {}{separator}{}{separator}{}.", &number[..3], &number[3..6], &number[6..]);
        let found = findings(&written(&number));
        prop_assert_eq!(found.len(), 1);
        prop_assert_eq!(found[0].looks, Looks::NhsNumber);
        let check: u32 = number[9..].parse().unwrap();
        let wrong = format!("{}{}", &number[..9], (check + off) % 10);
        prop_assert_eq!(findings(&written(&wrong)), []);
    }

    #[test]
    fn no_telephone_number_is_taken_for_one(area in "0[1-9][0-9]{2,3}", one in "[0-9]{3}", two in "[0-9]{3,4}") {
        for text in [format!("{area} {one} {two}"), format!("{area}{one}{two}"), format!("+44 {} {one} {two}", &area[1..])] {
            prop_assert_eq!(findings(&text), []);
        }
    }

    #[test]
    fn no_reference_or_day_is_taken_for_one(prefix in "[A-Z]{3}", year in 1990_u32..2100, number in 1_u32..1000, day in 1_u32..29, month in 1_u32..13) {
        // "DOB-" and a day is just what is looked for.
        prop_assume!(prefix != "DOB");
        let text = format!("{prefix}-{year}-{number:03} of {year}-{month:02}-{day:02}, {day}/{month}/{year}");
        prop_assert_eq!(findings(&text), []);
    }

    #[test]
    fn any_text_is_read_to_its_end(text in any::<String>()) {
        for finding in findings(&text) {
            prop_assert!(text.contains(&finding.words));
        }
    }

    #[test]
    fn marks_and_cues_in_any_order_are_read_to_their_end(
        pieces in prop::collection::vec(prop::sample::select(vec!["born", "DOB", "é", "12", "/", "2009", "B1", " ", "1BB", "Ann", "Smith", "\u{a0}", "943 476 5919", "\n", "of", ".", "April", "’"]), 0..12)
    ) {
        let text = pieces.concat();
        for finding in findings(&text) {
            prop_assert!(text.contains(&finding.words));
        }
    }
}
