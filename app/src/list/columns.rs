//! The columns of a list: of each its heading, how the page shows it, and how a file has it.

use leptos::prelude::*;

use crate::ui;

/// Makes a column of the page with a heading.
type Heading = fn(&'static str) -> ui::Column;
type Shown<Row> = Box<dyn Fn(&Row) -> AnyView + Send + Sync>;
type Filed<Row> = Box<dyn Fn(&Row) -> String + Send + Sync>;

struct Column<Row> {
    title: &'static str,
    shown: Option<(Heading, Shown<Row>)>,
    filed: Option<Filed<Row>>,
}

/// The columns of a list of such rows, in order.
pub struct Columns<Row>(Vec<Column<Row>>);

impl<Row> Default for Columns<Row> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<Row> std::fmt::Debug for Columns<Row> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_list().entries(self.0.iter().map(|column| column.title)).finish()
    }
}

impl<Row> Columns<Row> {
    /// The cell that names its row, on the page.
    #[must_use]
    pub fn head<V: IntoView + 'static>(
        self,
        title: &'static str,
        shown: impl Fn(&Row) -> V + Send + Sync + 'static,
    ) -> Self {
        self.shown(title, ui::Column::head, shown)
    }

    /// Words, on the page.
    #[must_use]
    pub fn text<V: IntoView + 'static>(
        self,
        title: &'static str,
        shown: impl Fn(&Row) -> V + Send + Sync + 'static,
    ) -> Self {
        self.shown(title, ui::Column::text, shown)
    }

    /// A number, on the page.
    #[must_use]
    pub fn number<V: IntoView + 'static>(
        self,
        title: &'static str,
        shown: impl Fn(&Row) -> V + Send + Sync + 'static,
    ) -> Self {
        self.shown(title, ui::Column::number, shown)
    }

    /// Words that the page and the file say alike.
    #[must_use]
    pub fn words(self, title: &'static str, says: impl Fn(&Row) -> String + Clone + Send + Sync + 'static) -> Self {
        self.text(title, says.clone()).filed(says)
    }

    /// In the file only.
    #[must_use]
    pub fn file(mut self, title: &'static str, says: impl Fn(&Row) -> String + Send + Sync + 'static) -> Self {
        self.0.push(Column { title, shown: None, filed: Some(Box::new(says)) });
        self
    }

    /// The last column also in the file, under the same heading.
    #[must_use]
    pub fn filed(mut self, says: impl Fn(&Row) -> String + Send + Sync + 'static) -> Self {
        if let Some(column) = self.0.last_mut() {
            column.filed = Some(Box::new(says));
        }
        self
    }

    fn shown<V: IntoView + 'static>(
        mut self,
        title: &'static str,
        kind: Heading,
        shown: impl Fn(&Row) -> V + Send + Sync + 'static,
    ) -> Self {
        self.0.push(Column { title, shown: Some((kind, Box::new(move |row| shown(row).into_any()))), filed: None });
        self
    }

    /// The columns of a page with the cells of some rows.
    pub(super) fn table(&self, rows: &[Row]) -> (Vec<ui::Column>, Vec<Vec<AnyView>>) {
        let shown: Vec<_> = self.0.iter().filter_map(|column| Some((column.title, column.shown.as_ref()?))).collect();
        let heads = shown.iter().map(|(title, (kind, _))| kind(title)).collect();
        let cells = rows.iter().map(|row| shown.iter().map(|(_, (_, cell))| cell(row)).collect()).collect();
        (heads, cells)
    }

    /// The headings of a file.
    pub(super) fn headings(&self) -> impl Iterator<Item = &'static str> {
        self.0.iter().filter(|column| column.filed.is_some()).map(|column| column.title)
    }

    /// A row of a file.
    pub(super) fn cells(&self, row: &Row) -> impl Iterator<Item = String> {
        self.0.iter().filter_map(move |column| column.filed.as_ref().map(|says| says(row)))
    }
}
