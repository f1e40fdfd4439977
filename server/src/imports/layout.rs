//! How the publisher of a list lays it out.

use super::body::Listed;

/// A layout: what its columns are called, and what a line of them says.
#[derive(Clone, Copy)]
pub struct Layout {
    pub columns: Columns,
    /// Several lines may speak of the same body or service, which is no fault.
    pub repeats: bool,
    /// What a line says; else why it cannot be used.
    pub read: fn(&Row<'_>) -> Result<Listed, String>,
}

/// Where the columns are found.
#[derive(Clone, Copy)]
pub enum Columns {
    /// CSV whose first line names its columns; these are used, wherever they stand.
    Named(&'static [&'static str]),
    /// CSV without a first line of names: so many columns, of which these are used. The first column of the first line has
    /// to look like a code.
    Counted { columns: usize, used: &'static [(&'static str, usize)], is_code: fn(&str) -> bool },
    /// A JSON array of objects with these names.
    Json(&'static [&'static str]),
}

/// One line of a list.
pub struct Row<'a> {
    pub titles: &'a [&'static str],
    pub values: Vec<&'a str>,
}

impl<'a> Row<'a> {
    /// What stands under a title, without blanks around it.
    pub fn at(&self, title: &str) -> &'a str {
        let place = self.titles.iter().position(|known| *known == title);
        place.and_then(|place| self.values.get(place)).map_or("", |text| text.trim())
    }
}
