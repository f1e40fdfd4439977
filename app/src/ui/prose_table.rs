//! Tables in a text, so that nobody misses a column: they are called after the heading above them, scroll where they are too
//! wide, by keyboard too, and on a telephone each row of a wide one stands by itself, each cell under its column's name.

/// The tables of clean HTML made readable. In clean HTML a tag is nothing else than a tag.
pub fn readable_tables(clean: &str) -> String {
    let mut written = String::with_capacity(clean.len() * 2);
    let mut pieces = clean.split("<table>");
    written.push_str(pieces.next().unwrap_or_default());
    let (mut heading, mut of_heading) = (last_heading(&written).unwrap_or_default(), 0);
    for piece in pieces {
        let (table, after) = piece.split_once("</table>").unwrap_or((piece, ""));
        of_heading += 1;
        let columns = columns(table);
        written.push_str(&opening(&heading, of_heading, columns.len() > NARROW));
        written.push_str(&named_cells(table, &columns));
        written.push_str("</table></div>");
        written.push_str(after);
        if let Some(next) = last_heading(after) {
            (heading, of_heading) = (next, 0);
        }
    }
    written
}

/// A table of so many columns fits a telephone.
const NARROW: usize = 2;

fn opening(heading: &str, number: usize, wide: bool) -> String {
    let name = match (heading, number) {
        ("", _) => "Table".to_owned(),
        (heading, 1) => heading.to_owned(),
        (heading, number) => format!("{heading}, table {number}"),
    };
    let label = in_attribute(&name);
    let class = if wide { "table-scroll table-scroll--wide" } else { "table-scroll" };
    format!(
        r#"<div class="{class}" role="group" aria-label="{label}" tabindex="0"><table><caption class="govuk-visually-hidden">{name}</caption>"#
    )
}

/// The words of the last heading of a piece of HTML.
fn last_heading(html: &str) -> Option<String> {
    let end = (2..=6).filter_map(|level| html.rfind(&format!("</h{level}>"))).max()?;
    let begin = html.get(..end)?.rfind("<h")?;
    Some(words(html.get(begin..end)?))
}

/// What the columns of a table are called.
fn columns(table: &str) -> Vec<String> {
    let head = table.split_once("</thead>").map_or(table, |(head, _)| head);
    let cells = head.split("<th").skip(2).map(|cell| words(&format!("<th{cell}")));
    cells.map(|name| in_attribute(&name)).collect()
}

/// A table whose cells each say their column.
fn named_cells(table: &str, columns: &[String]) -> String {
    let (head, body) = table.split_once("</thead>").unwrap_or((table, ""));
    let mut written = format!("{head}</thead>");
    for (number, row) in body.split("<tr>").enumerate() {
        let mut cells = row.split("<td");
        written.push_str(if number > 0 { "<tr>" } else { "" });
        written.push_str(cells.next().unwrap_or_default());
        for (cell, column) in cells.zip(columns.iter().map(Some).chain(std::iter::repeat(None))) {
            let named = column.map(|name| format!(r#" data-label="{name}""#)).unwrap_or_default();
            written.push_str(&format!("<td{named}{cell}"));
        }
    }
    written
}

/// HTML without its tags.
fn words(html: &str) -> String {
    let mut inside = false;
    let text = html.chars().filter(|letter| {
        let is_words = !inside && *letter != '<';
        inside = (inside || *letter == '<') && *letter != '>';
        is_words
    });
    text.collect::<String>().trim().to_owned()
}

fn in_attribute(text: &str) -> String {
    text.replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLE: &str = "<table><thead><tr><th>Who &amp; what</th><th>By \"when\"</th></tr></thead><tbody>\n<tr><td>Jo</td><td>May</td></tr>\n<tr><td>Al</td><td></td></tr>\n</tbody></table>";

    #[test]
    fn a_table_is_called_after_its_heading_and_its_cells_after_their_columns() {
        let html =
            readable_tables(&format!("<h2><span>1</span> Money</h2><p>x</p>{TABLE}<p>y</p>{TABLE}<h3>End</h3>{TABLE}"));
        for name in ["1 Money", "1 Money, table 2", "End"] {
            assert!(html.contains(&format!(r#"aria-label="{name}""#)), "{name}: {html}");
            assert!(html.contains(&format!(">{name}</caption>")), "{name}: {html}");
        }
        assert_eq!(html.matches(r#"<td data-label="Who &amp; what">"#).count(), 6, "{html}");
        assert!(html.contains(r#"<td data-label="By &quot;when&quot;">May</td>"#), "{html}");
        assert_eq!(html.matches("</table></div>").count(), 3);
    }

    #[test]
    fn a_text_without_tables_stays_as_it_is() {
        assert_eq!(readable_tables("<p>a &lt;table&gt; b</p>"), "<p>a &lt;table&gt; b</p>");
    }
}
