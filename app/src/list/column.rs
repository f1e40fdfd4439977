//! A column of a list: its heading, how the page shows it, and how a file has it.

use leptos::prelude::*;

use crate::ui;

type Shown<Row> = Box<dyn Fn(&Row) -> AnyView + Send + Sync>;
type Filed<Row> = Box<dyn Fn(&Row) -> String + Send + Sync>;

/// A column of a list of such rows.
pub struct Column<Row> {
    title: &'static str,
    shown: Option<(fn(&'static str) -> ui::Column, Shown<Row>)>,
    filed: Option<(&'static str, Filed<Row>)>,
}

impl<Row> std::fmt::Debug for Column<Row> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Column").field("title", &self.title).finish_non_exhaustive()
    }
}

impl<Row> Column<Row> {
    /// The cell that names its row, on the page.
    pub fn head<V: IntoView + 'static>(
        title: &'static str,
        shown: impl Fn(&Row) -> V + Send + Sync + 'static,
    ) -> Self {
        Self::shown(title, ui::Column::head, shown)
    }

    /// Words, on the page.
    pub fn text<V: IntoView + 'static>(
        title: &'static str,
        shown: impl Fn(&Row) -> V + Send + Sync + 'static,
    ) -> Self {
        Self::shown(title, ui::Column::text, shown)
    }

    /// A number, on the page.
    pub fn number<V: IntoView + 'static>(
        title: &'static str,
        shown: impl Fn(&Row) -> V + Send + Sync + 'static,
    ) -> Self {
        Self::shown(title, ui::Column::number, shown)
    }

    /// Words that the page and the file say alike.
    pub fn words(title: &'static str, says: impl Fn(&Row) -> String + Clone + Send + Sync + 'static) -> Self {
        Self::text(title, says.clone()).filed(says)
    }

    /// In the file only.
    pub fn file(title: &'static str, says: impl Fn(&Row) -> String + Send + Sync + 'static) -> Self {
        Self { title, shown: None, filed: Some((title, Box::new(says))) }
    }

    /// Also in the file, under the same heading.
    #[must_use]
    pub fn filed(self, says: impl Fn(&Row) -> String + Send + Sync + 'static) -> Self {
        Self { filed: Some((self.title, Box::new(says))), ..self }
    }

    fn shown<V: IntoView + 'static>(
        title: &'static str,
        kind: fn(&'static str) -> ui::Column,
        shown: impl Fn(&Row) -> V + Send + Sync + 'static,
    ) -> Self {
        Self { title, shown: Some((kind, Box::new(move |row| shown(row).into_any()))), filed: None }
    }
}

/// The columns of a page with the cells of some rows.
pub(super) fn table<Row>(columns: &[Column<Row>], rows: &[Row]) -> (Vec<ui::Column>, Vec<Vec<AnyView>>) {
    let shown: Vec<_> = columns.iter().filter_map(|column| Some((column.title, column.shown.as_ref()?))).collect();
    let heads = shown.iter().map(|(title, (kind, _))| kind(title)).collect();
    let cells = rows.iter().map(|row| shown.iter().map(|(_, (_, cell))| cell(row)).collect()).collect();
    (heads, cells)
}

/// The headings of a file.
pub(super) fn headings<Row>(columns: &[Column<Row>]) -> impl Iterator<Item = &'static str> {
    columns.iter().filter_map(|column| column.filed.as_ref().map(|(title, _)| *title))
}

/// A row of a file.
pub(super) fn cells<'a, Row>(columns: &'a [Column<Row>], row: &'a Row) -> impl Iterator<Item = String> + 'a {
    columns.iter().filter_map(move |column| column.filed.as_ref().map(|(_, says)| says(row)))
}
