//! Reminders: once a day one letter to each person for whom something is due soon or overdue, whichever bodies they act for. The
//! outbox takes one letter of a day for an address, so that several servers may write them at once.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, NaiveDate, TimeDelta, Weekday};
use sea_orm::{Condition, QuerySelect, entity::prelude::*};

use super::{
    Duties, Item,
    table::{Column, Entity, NO_DATE},
};
use crate::{
    Reader, Refusal, Register,
    access::{Person, Viewer},
    account::{self, table::membership},
    list::Place,
    mail::{AUTOMATIC, Letter, ORIGIN, post, table as letter},
    register::in_pieces,
    values::day,
};

/// How many days before it is due somebody is reminded: a week, a day, and on the day itself.
const BEFORE: [i64; 3] = [7, 1, 0];

/// Whether a day is one on which people are reminded of what is due on another: before it, and every Monday after it.
fn is_told(due: NaiveDate, today: NaiveDate) -> bool {
    if due == NO_DATE {
        return false;
    }
    BEFORE.contains(&(due - today).num_days()) || (due < today && today.weekday() == Weekday::Mon)
}

impl Register {
    /// Writes the reminders of the register's day that nobody has written yet, and tells how many people have something to do.
    ///
    /// # Errors
    /// The database's.
    pub async fn write_reminders(&self) -> Result<u64, Refusal> {
        let today = self.clock().today();
        let event = format!("reminder {today}");
        let written = letter::Entity::find().select_only().column(letter::Column::Address);
        let written: Vec<String> =
            written.filter(letter::Column::Event.eq(&event)).into_tuple().all(self.reader()).await?;
        let written: BTreeSet<String> = written.into_iter().collect();
        let mut reminded = 0;
        for (id, memberships) in self.with_something_due(today).await? {
            let found = account::table::Entity::find_by_id(id).one(self.reader()).await?;
            let Some(account) = found.filter(|account| !written.contains(&account.email)) else { continue };
            let mut waiting = Vec::new();
            for membership in memberships {
                if let Some(person) = self.person(id, membership).await? {
                    waiting.extend(self.due_of(person, today).await?);
                }
            }
            if let Some(first) = waiting.iter().map(|(due, _)| *due).min() {
                self.remind(account, event.clone(), &waiting, first).await?;
                reminded += 1;
            }
        }
        Ok(reminded)
    }

    /// The people of bodies for which something is due, each with the places in which they act for one.
    async fn with_something_due(&self, today: NaiveDate) -> Result<BTreeMap<i64, BTreeSet<i64>>, DbErr> {
        let soon = BEFORE.map(|days| today + TimeDelta::days(days));
        let mut due = Condition::any().add(Column::Due.is_in(soon));
        if today.weekday() == Weekday::Mon {
            due = due.add(Column::Due.lt(today));
        }
        let bodies = Entity::find().select_only().column(Column::OrganisationId).distinct();
        let bodies: Vec<i64> =
            bodies.filter(Column::Waits.eq(false)).filter(due).into_tuple().all(self.reader()).await?;
        let still =
            Condition::any().add(membership::Column::LastDay.is_null()).add(membership::Column::LastDay.gte(today));
        let of = |piece| {
            let of = membership::Entity::find().filter(membership::Column::OrganisationId.is_in(piece));
            of.filter(still.clone())
        };
        let mut people: BTreeMap<i64, BTreeSet<i64>> = BTreeMap::new();
        for row in in_pieces(self.reader(), &bodies, of).await? {
            people.entry(row.account_id).or_default().insert(row.id);
        }
        Ok(people)
    }

    /// What a person is reminded of, with the day by which it is due.
    async fn due_of(&self, person: Person, today: NaiveDate) -> Result<Vec<(NaiveDate, Item)>, Refusal> {
        let viewer = Viewer::Person(person);
        let reader = Reader::new(self, &viewer);
        let (mut place, mut waiting) = (Place::First, Vec::new());
        loop {
            let page = reader.list(&Duties { waits: false }, &place).await?;
            let due = page.rows.into_iter().filter_map(|item| Some((item.due?, item)));
            waiting.extend(due.filter(|(due, _)| is_told(*due, today)));
            match page.after {
                Some(after) => place = Place::After(after),
                None => return Ok(waiting),
            }
        }
    }

    async fn remind(
        &self,
        account: account::table::Model,
        event: String,
        waiting: &[(NaiveDate, Item)],
        first: NaiveDate,
    ) -> Result<(), Refusal> {
        let (things, are) = if waiting.len() == 1 {
            ("1 thing".to_owned(), "is")
        } else {
            (format!("{} things", waiting.len()), "are")
        };
        let when = if first < self.clock().today() { "was due on" } else { "is due on" };
        let text = format!(
            "Dear {},\n\n{things} {are} due soon or overdue among your work; the first {when} {}. Sign in to see it \
             among your work:\n\n{ORIGIN}/work\n\n{AUTOMATIC}\n",
            account.name,
            day::in_words(first),
        );
        let subject = format!("{things} for you to do");
        let tx = self.begin().await?;
        post(&tx, self.clock().now(), Letter { event, to: account.email, subject, text }).await?;
        tx.commit().await?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_are_reminded_a_week_and_a_day_before_on_the_day_and_every_monday_after() {
        let day = |day| NaiveDate::from_ymd_opt(2014, 12, day).unwrap();
        let told = (1..=31).filter(|on| is_told(day(10), day(*on)));
        // The 15th, 22nd and 29th of December 2014 were Mondays.
        assert_eq!(told.collect::<Vec<_>>(), [3, 9, 10, 15, 22, 29]);
        assert!(!is_told(NO_DATE, day(1)));
    }
}
