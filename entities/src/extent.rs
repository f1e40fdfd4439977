//! A numbered page, where rows have no key of their own to be paged by: what an import would do.

use crate::list::PAGE;

/// The number of a page, from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Extent(u64);

/// The first page.
impl Default for Extent {
    fn default() -> Self {
        Self(1)
    }
}

impl Extent {
    /// That page; there is none before the first.
    pub fn page(number: u64) -> Self {
        Self(number.max(1))
    }

    /// How many rows come before.
    pub fn before(self) -> u64 {
        (self.0 - 1).saturating_mul(PAGE)
    }

    /// How many rows at most.
    pub const fn most(self) -> u64 {
        PAGE
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fifty_rows_come_before_the_second_page_and_none_before_the_first() {
        assert_eq!([0, 1, 2].map(|number| Extent::page(number).before()), [0, 0, 50]);
        assert_eq!(Extent::default(), Extent::page(1));
        assert!(Extent::page(u64::MAX).before() > 1_000_000);
    }
}
