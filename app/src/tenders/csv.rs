//! `/tenders.csv`: the events of the list for a spreadsheet.

use entities::{
    clock::{day_of, time_of_day},
    procurement::read::Row,
};

use super::chosen;
use crate::{
    http::{Answer, Ask},
    list::{self, Columns, cell},
};

/// The list.
pub async fn file(ask: Ask) -> Answer {
    let site = ask.site.clone();
    let columns = Columns::<Row>::default()
        .file("Event", |row: &Row| row.kind.to_string())
        .file("Begins", begins)
        .file("Ends", ends)
        .file("Place", |row| row.place.clone())
        .file("Note", |row| row.note.clone())
        .file("Reference", |row| row.procurement.to_string())
        .file("Title", |row| row.title.clone())
        .file("Buyer", |row| row.buyer.clone())
        .file("Stage", |row| row.state.to_string())
        .file("In scope", |row| if row.in_scope { "Yes" } else { "No" }.to_owned())
        .file("Value from (£)", |row| cell(row.value_low.map(|value| value.as_decimal())))
        .file("Value to (£)", |row| cell(row.value_high.map(|value| value.as_decimal())))
        .file("Page", move |row| site.address_of("/tenders", &row.procurement));
    list::file(&ask, chosen::filter(&ask)?, columns, "tenders.csv").await
}

/// `2025-07-01`, or `2025-07-01 14:30` in the time of London.
fn begins(row: &Row) -> String {
    match row.when.whole_day {
        true => row.when.first_day().to_string(),
        false => format!("{} {}", row.when.first_day(), time_of_day(row.when.starts)),
    }
}

fn ends(row: &Row) -> String {
    match row.when.whole_day {
        true => row.when.last_day().to_string(),
        false => cell(row.when.ends.map(|ends| format!("{} {}", day_of(ends), time_of_day(ends)))),
    }
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;
    use entities::{clock, procurement::When};

    use super::{super::calendar::tests::row, *};

    #[test]
    fn a_time_is_that_of_london_and_a_day_is_a_day() {
        let day = |day| NaiveDate::from_ymd_opt(2025, 7, day).expect("a day");
        let deadline = row();
        assert_eq!([begins(&deadline), ends(&deadline)], ["2025-07-01 12:00", ""]);
        let night = When::time(clock::at(day(1), 22, 30), Some(clock::at(day(2), 0, 30)));
        let night = Row { when: night, ..row() };
        assert_eq!([begins(&night), ends(&night)], ["2025-07-01 22:30", "2025-07-02 00:30"]);
        let days = Row { when: When::days(day(1), Some(day(3))), ..row() };
        assert_eq!([begins(&days), ends(&days)], ["2025-07-01", "2025-07-03"]);
    }
}
