//! What releases that wait would change of a procurement, in the register's words.

use std::{collections::BTreeSet, iter::zip};

use crate::{
    ocds::{Award, Event, Notice, Process},
    procurement::{
        EventKind, Field, When,
        deeds::{ours, theirs},
        rules,
        table::{self, event},
    },
};

/// A field or a date that would be another.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Alteration {
    /// The field, or what happens on the date.
    pub what: String,
    /// What the register says; empty of what is new.
    pub before: String,
    /// What it would say; empty of what goes.
    pub after: String,
}

/// The longest text that is shown of a field, in characters, and how much of what stays before what changes.
const SHOWN: usize = 200;
const LEAD: usize = 40;

/// What would change of a procurement, with its imported events. What a person wrote stays, and waits for a decision.
pub fn alterations(
    row: &table::Model,
    events: &[event::Model],
    (was, will_be): (&Notice, &Notice),
    process: &Process,
) -> Vec<Alteration> {
    let fields = Field::ALL.iter().filter(|field| !row.hand_fields.has(**field));
    let mut found: Vec<_> =
        fields.filter_map(|field| altered(field.label(), &ours(row, *field), &theirs(process, *field))).collect();
    let state = if row.hand_fields.has(Field::State) { row.state } else { process.state };
    let stand = events.iter().filter(|event| event.imported && !event.cancelled);
    let stand: Vec<_> = stand.map(|event| (event.kind, event.when(), event.note.as_str())).collect();
    let coming = process.events.iter().filter(|event| !event.cancelled && !rules::is_off(state, event.kind));
    let coming: Vec<_> = coming.map(|Event { kind, when, note, .. }| (*kind, *when, note.as_str())).collect();
    for kind in EventKind::ALL {
        dates(*kind, &stand, &coming, &mut found);
    }
    let awards = |notice: &Notice| notice.awards.iter().map(award).collect::<Vec<_>>().join("; ");
    found.extend(altered("Awards", &awards(was), &awards(will_be)));
    let documents = |notice: &Notice| match notice.documents.len() {
        0 => String::new(),
        count => count.to_string(),
    };
    found.extend(altered("Number of documents", &documents(was), &documents(will_be)));
    found
}

fn altered(what: &str, before: &str, after: &str) -> Option<Alteration> {
    let stays = zip(before.chars(), after.chars()).take_while(|(one, other)| one == other).count();
    let shown = |text: &str| excerpt(text, if stays > 2 * LEAD { stays - LEAD } else { 0 });
    (before != after).then(|| Alteration { what: what.to_owned(), before: shown(before), after: shown(after) })
}

/// So much of a text as is worth showing, from somewhere in it.
fn excerpt(text: &str, from: usize) -> String {
    let mut rest = text.chars().skip(from);
    let shown: String = rest.by_ref().take(SHOWN).collect();
    let (before, after) = (if from > 0 { "…" } else { "" }, if rest.next().is_some() { "…" } else { "" });
    format!("{before}{shown}{after}")
}

type Dated<'a> = (EventKind, When, &'a str);

/// The dates of a kind that are not the same: the first with the first, and so on.
fn dates(kind: EventKind, before: &[Dated], after: &[Dated], found: &mut Vec<Alteration>) {
    let key = |(_, when, note): &Dated<'_>| (when.starts, when.ends, when.whole_day, (*note).to_owned());
    let others = |these: &[Dated], those: &[Dated]| {
        let those: BTreeSet<_> = those.iter().filter(|one| one.0 == kind).map(key).collect();
        let is_another = |one: &&Dated| one.0 == kind && !those.contains(&key(one));
        let mut others: Vec<_> = these.iter().filter(is_another).copied().collect();
        others.sort_by_key(|(_, when, _)| when.starts);
        others.into_iter().map(|(_, when, note)| in_words(when, note)).collect::<Vec<_>>()
    };
    let (gone, come) = (others(before, after), others(after, before));
    for at in 0..gone.len().max(come.len()) {
        let of = |words: &[String]| words.get(at).cloned().unwrap_or_default();
        found.extend(altered(kind.label(), &of(&gone), &of(&come)));
    }
}

fn in_words(when: When, note: &str) -> String {
    if note.is_empty() { when.in_words() } else { format!("{} ({note})", when.in_words()) }
}

fn award(award: &Award) -> String {
    let names: Vec<&str> = award.suppliers.iter().map(|supplier| supplier.name.as_str()).collect();
    let to = if names.is_empty() { "nobody named".to_owned() } else { names.join(", ") };
    match award.value {
        Some(value) => format!("{value} to {to}"),
        None => to,
    }
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::*;

    fn alteration(what: &str, before: &str, after: &str) -> Alteration {
        Alteration { what: what.into(), before: before.into(), after: after.into() }
    }

    #[test]
    fn a_long_text_is_shown_from_where_it_changes() {
        let (before, after) =
            (format!("{}old", "a ".repeat(100)), format!("{}new {}", "a ".repeat(100), "b".repeat(300)));
        let altered = altered("Description", &before, &after).unwrap();
        assert_eq!(altered.before, format!("…{}old", "a ".repeat(20)));
        assert_eq!(altered.after, format!("…{}new {}…", "a ".repeat(20), "b".repeat(156)));
        assert_eq!(super::altered("Title", "same", "same"), None);
    }

    #[test]
    fn dates_that_are_others_are_told_with_those_in_whose_place_they_come() {
        let on = |day| When::days(NaiveDate::from_ymd_opt(2025, 3, day).unwrap(), None);
        let expiry = |day, note: &'static str| (EventKind::Expiry, on(day), note);
        let mut found = Vec::new();
        let before = [expiry(1, ""), expiry(2, ""), (EventKind::Award, on(9), "")];
        dates(EventKind::Expiry, &before, &[expiry(3, "North"), expiry(2, ""), expiry(4, "")], &mut found);
        let what = "Contract expiry";
        let expected = [alteration(what, "1 March 2025", "3 March 2025 (North)"), alteration(what, "", "4 March 2025")];
        assert_eq!(found, expected);
        found.clear();
        dates(EventKind::Award, &before, &[], &mut found);
        assert_eq!(found, [alteration("Award", "9 March 2025", "")]);
    }
}
