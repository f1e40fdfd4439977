//! A list as CSV (RFC 4180), for a spreadsheet or another program: what its page shows, under the same filters, all of it. It is
//! written while it is sent, some rows at a time, and never held whole.

use axum::body::Body;
use csv::{Terminator, WriterBuilder};
use entities::list::{Listing, Pieces};
use futures_util::stream;

use super::{Columns, List};
use crate::http::{Answer, Ask, Failure, File};

/// By this a spreadsheet program knows that it reads UTF-8, and shows £ and – as they are.
const BYTE_ORDER_MARK: &str = "\u{feff}";

impl<L: Listing + Clone + Default + 'static> List<L>
where
    L::Row: Send + 'static,
{
    /// The list as a file, under the name of its address.
    ///
    /// # Errors
    /// Its first rows cannot be read. If a later piece cannot, the connection ends before the file does.
    pub async fn csv(self, ask: Ask) -> Answer {
        let list = self.asked(ask.query())?;
        file(&ask, list, self.columns, &format!("{}.csv", self.address.trim_start_matches('/'))).await
    }
}

/// All of a list as a file.
///
/// # Errors
/// Its first rows cannot be read. If a later piece cannot, the connection ends before the file does.
pub async fn file<L: Listing + 'static>(ask: &Ask, list: L, columns: Columns<L::Row>, name: &str) -> Answer
where
    L::Row: Send + 'static,
{
    let mut rest = Rest { pieces: ask.register.pieces(&ask.viewer, list), columns };
    let mut first = BYTE_ORDER_MARK.as_bytes().to_vec();
    first.extend(written([rest.columns.headings().map(str::to_owned).collect()])?);
    first.extend(rest.next().await?.unwrap_or_default());
    let rest = stream::try_unfold(rest, async |mut rest| {
        let piece = rest.next().await.map_err(|failure| std::io::Error::other(format!("{failure:?}")))?;
        Ok::<_, std::io::Error>(piece.map(|bytes| (bytes, rest)))
    });
    let bytes = futures_util::StreamExt::chain(stream::once(async move { Ok(first) }), rest);
    File::stream("text/csv; charset=utf-8; header=present", Body::from_stream(bytes)).named(name).answer()
}

/// What has not been written yet.
struct Rest<Row> {
    pieces: Pieces<Row>,
    columns: Columns<Row>,
}

impl<Row> Rest<Row> {
    async fn next(&mut self) -> Result<Option<Vec<u8>>, Failure> {
        let Some(rows) = self.pieces.next().await? else { return Ok(None) };
        Ok(Some(written(rows.iter().map(|row| self.columns.cells(row).collect()))?))
    }
}

/// Rows of a file.
fn written(rows: impl IntoIterator<Item = Vec<String>>) -> Result<Vec<u8>, Failure> {
    let mut file = WriterBuilder::new().terminator(Terminator::CRLF).from_writer(Vec::new());
    for row in rows {
        file.write_record(row.into_iter().map(harmless)).map_err(|why| Failure::broken(why.to_string()))?;
    }
    file.into_inner().map_err(|why| Failure::broken(why.to_string()))
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
        let rows = rows.into_iter().map(|row| row.map(ToOwned::to_owned).to_vec());
        String::from_utf8(written(rows).expect("it is written")).expect("UTF-8")
    }

    #[test]
    fn a_cell_is_read_back_as_it_was_written() {
        let written = text(vec![["Family help, lots 1; \"2\"", "-5.50"], ["two\nlines – £", ""]]);
        assert_eq!(written, "\"Family help, lots 1; \"\"2\"\"\",-5.50\r\n\"two\nlines – £\",\r\n");
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
