//! `/calendar/{secret}/tenders.ics`: a person's own calendar. Whoever has its address can read it; it shows what is published.

use entities::{Refusal, account::secret::Secret, following::read::PersonalCalendar};

use crate::{
    http::{Answer, Ask, File},
    tenders::calendar::calendar,
};

/// The calendar.
pub async fn file(ask: Ask) -> Answer {
    let secret = Secret::parse(ask.param("secret")).ok_or(Refusal::NotFound)?;
    let rows = ask.register.read(&ask.viewer, &PersonalCalendar(secret)).await?;
    let calendar = calendar(&rows, &ask.site.name, &ask.site.origin);
    File::new("text/calendar; charset=utf-8", calendar).named("tenders.ics").answer()
}
