//! A list as CSV (RFC 4180), for a spreadsheet or another program: what its page shows, under the same filters.

use csv::{Terminator, WriterBuilder};

use super::{Answer, Failure, File};

/// By this a spreadsheet program knows that it reads UTF-8, and shows £ and – as they are.
const BYTE_ORDER_MARK: &str = "\u{feff}";

/// A column: its name, and what stands in it in a row.
type Column<'a, T> = (&'static str, Box<dyn Fn(&T) -> String + 'a>);

/// Rows under named columns.
pub struct Sheet<'a, T> {
    rows: Vec<T>,
    columns: Vec<Column<'a, T>>,
}

impl<'a, T> Sheet<'a, T> {
    /// These rows, without a column yet.
    pub fn of(rows: Vec<T>) -> Self {
        Self { rows, columns: Vec::new() }
    }

    /// With one more column.
    pub fn column(mut self, name: &'static str, cell: impl Fn(&T) -> String + 'a) -> Self {
        self.columns.push((name, Box::new(cell)));
        self
    }

    /// As a file of that name.
    ///
    /// # Errors
    /// Never for what a register holds: it is written into memory.
    pub fn named(self, name: &str) -> Answer {
        let bytes = self.written().map_err(|why| Failure::broken(why.to_string()))?;
        File::new("text/csv; charset=utf-8; header=present", bytes).named(name).answer()
    }

    fn written(self) -> Result<Vec<u8>, csv::Error> {
        let start = BYTE_ORDER_MARK.as_bytes().to_vec();
        let mut file = WriterBuilder::new().terminator(Terminator::CRLF).from_writer(start);
        file.write_record(self.columns.iter().map(|(name, _)| name))?;
        for row in &self.rows {
            file.write_record(self.columns.iter().map(|(_, cell)| harmless(cell(row))))?;
        }
        file.into_inner().map_err(|why| why.into_error().into())
    }
}

/// What stands in a cell if anything does.
pub fn cell<T: ToString>(value: Option<T>) -> String {
    value.map(|value| value.to_string()).unwrap_or_default()
}

/// A cell that a spreadsheet program shows and never runs: what begins like a formula and is no number gets an apostrophe before
/// it (OWASP, CSV injection).
fn harmless(cell: String) -> String {
    let number = cell.strip_prefix(['+', '-']).is_some_and(|rest| rest.chars().all(|c| c.is_ascii_digit() || c == '.'));
    let runs = !number && cell.starts_with(['=', '+', '-', '@', '\t', '\r']);
    if runs { format!("'{cell}") } else { cell }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(rows: Vec<[&str; 2]>) -> String {
        let sheet = Sheet::of(rows).column("Name", |row| row[0].into()).column("Price (£)", |row| row[1].into());
        String::from_utf8(sheet.written().expect("it is written")).expect("UTF-8")
    }

    #[test]
    fn a_cell_is_read_back_as_it_was_written() {
        let written = text(vec![["Family help, lots 1; \"2\"", "-5.50"], ["two\nlines – £", ""]]);
        assert_eq!(
            written,
            "\u{feff}Name,Price (£)\r\n\"Family help, lots 1; \"\"2\"\"\",-5.50\r\n\"two\nlines – £\",\r\n"
        );
    }

    #[test]
    fn nothing_runs_in_a_spreadsheet() {
        for formula in ["=1+1", "+SUM(A1)", "-cmd|' /C calc'!A0", "@SUM(1)", "\t=1", "\r=1", "-1+1", "=1"] {
            assert_eq!(harmless(formula.to_owned()), format!("'{formula}"));
        }
        for plain in ["", "-12.50", "+44", "a=b", "’=1", "14 – 16"] {
            assert_eq!(harmless(plain.to_owned()), plain);
        }
    }
}
