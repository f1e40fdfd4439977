//! Which rows of a list are read: a page of it, or all of it for a file.

/// Rows on a page, on every list.
pub const PAGE: u64 = 50;

/// Rows of a whole list. Whoever has more of them asks for fewer by a filter.
pub const MOST: u64 = 10_000;

/// Rows of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extent {
    /// One page, from 1.
    Page(u64),
    /// All, up to [`MOST`].
    Whole,
}

/// The first page.
impl Default for Extent {
    fn default() -> Self {
        Self::Page(1)
    }
}

impl Extent {
    /// How many rows come before.
    pub fn before(self) -> u64 {
        match self {
            Self::Page(page) => page.saturating_sub(1).saturating_mul(PAGE),
            Self::Whole => 0,
        }
    }

    /// How many rows at most.
    pub fn most(self) -> u64 {
        match self {
            Self::Page(_) => PAGE,
            Self::Whole => MOST,
        }
    }

    /// The same of rows that are at hand.
    pub fn of<T>(self, rows: impl IntoIterator<Item = T>) -> impl Iterator<Item = T> {
        let number = |rows: u64| usize::try_from(rows).unwrap_or(usize::MAX);
        rows.into_iter().skip(number(self.before())).take(number(self.most()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_has_fifty_rows_and_the_whole_has_all() {
        let rows = |extent: Extent| extent.of(1..=120).collect::<Vec<_>>();
        assert_eq!(rows(Extent::default()), (1..=50).collect::<Vec<_>>());
        assert_eq!(rows(Extent::Page(3)), (101..=120).collect::<Vec<_>>());
        assert!(rows(Extent::Page(u64::MAX)).is_empty());
        assert_eq!(rows(Extent::Whole).len(), 120);
    }
}
