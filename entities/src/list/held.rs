//! A page of rows that are there already: of sums, which need everything that is added up, whichever of them are shown.

use super::{Cursor, Listed, PAGE, Place};

/// The page at a place of rows in the order of a text and a key, which nothing but one row has.
pub fn page_of<Row>(mut rows: Vec<Row>, place: &Place, at: impl Fn(&Row) -> (&str, i64)) -> Listed<Row> {
    rows.sort_by(|one, other| at(one).cmp(&at(other)));
    let most = usize::try_from(PAGE).unwrap_or(usize::MAX);
    let of = |cursor: &Cursor| rows.partition_point(|row| at(row) < (cursor.key.as_str(), cursor.id));
    let is_there =
        |index: usize, cursor: &Cursor| rows.get(index).is_some_and(|row| at(row) == (cursor.key.as_str(), cursor.id));
    let first = match place {
        Place::First => 0,
        Place::Nowhere => rows.len(),
        Place::After(cursor) => of(cursor) + usize::from(is_there(of(cursor), cursor)),
        Place::Before(cursor) => of(cursor).saturating_sub(most),
    };
    let last = rows.len().min(first + most);
    let cursor = |row: &Row| Cursor { segment: 0, id: at(row).1, key: at(row).0.to_owned() };
    Listed {
        before: rows.get(first).filter(|_| first > 0).map(cursor),
        after: rows.get(last.wrapping_sub(1)).filter(|_| last < rows.len()).map(cursor),
        is_beyond: first >= rows.len() && *place != Place::First,
        rows: rows.drain(first..last).collect(),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn rows(count: usize) -> Vec<(String, i64)> {
        let row = |number: usize| (format!("Service {}", number % 7), i64::try_from(number).unwrap());
        (0..count).map(row).collect()
    }

    fn page(count: usize, place: &Place) -> Listed<(String, i64)> {
        page_of(rows(count), place, |(name, id)| (name, *id))
    }

    proptest! {
        #[test]
        fn each_row_stands_on_one_page_forwards_and_back(count in 0_usize..230) {
            let mut expected = rows(count);
            expected.sort();
            let (mut place, mut pages) = (Place::First, Vec::new());
            loop {
                let page = page(count, &place);
                prop_assert!(!page.is_beyond);
                pages.push((page.rows, page.before));
                match page.after {
                    Some(after) => place = Place::After(after),
                    None => break,
                }
            }
            prop_assert_eq!(pages.iter().flat_map(|(rows, _)| rows.clone()).collect::<Vec<_>>(), expected);
            for two in pages.windows(2) {
                let back = page(count, &Place::Before(two[1].1.clone().unwrap()));
                prop_assert_eq!(&back.rows, &two[0].0);
                prop_assert_eq!(&back.before, &two[0].1);
            }
            prop_assert_eq!(&pages[0].1, &None);
        }
    }

    #[test]
    fn a_place_that_is_none_and_one_after_the_last_row_say_so() {
        let last = Cursor { segment: 0, id: 99, key: "Z".into() };
        assert!(page(3, &Place::Nowhere).is_beyond && page(3, &Place::After(last)).is_beyond);
        assert!(!page(0, &Place::First).is_beyond);
    }
}
