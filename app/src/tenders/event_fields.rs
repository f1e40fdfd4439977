//! The form of a tender event, for adding and changing it.

use entities::{
    clock,
    procurement::{
        EventKind,
        deeds::WriteTenderEvent,
        read::{EventRow, Page},
    },
    values::{Figures, Reference, time_of_day},
};

use crate::form::Fields;

/// An event as it is now, and how many can come.
#[derive(Debug)]
pub struct Known {
    event: EventRow,
    capacity: Option<i64>,
}

impl Known {
    /// An event of a procurement.
    pub fn of(page: &Page, event: &EventRow) -> Self {
        let places = page.places.iter().find(|places| places.event == event.id);
        Self { event: event.clone(), capacity: places.and_then(|places| places.capacity) }
    }

    fn time(&self, at: chrono::DateTime<chrono::Utc>) -> String {
        if self.event.when.whole_day { String::new() } else { clock::time_of_day(at) }
    }
}

/// The form of a procurement's event; of one that is there, with its key and the version that was shown.
pub fn event(
    fields: &mut Fields<'_, Known>,
    procurement: Reference,
    existing: Option<(i64, i64)>,
) -> Option<WriteTenderEvent> {
    let time = "Leave empty if it is the whole day. For example, 10am or 2:30pm";
    let kind = fields.word::<EventKind>("kind", "What happens?").empty("Choose").from(|of| of.event.kind);
    let kind = kind.required("Choose what happens");
    let starts = fields.day("starts", "On which day?").from(|of| Some(of.event.when.first_day()));
    let starts = starts.required("Enter the day on which it happens");
    let starts_at = fields.line("starts_at", "From what time?").hint(time).width(10);
    let starts_at = starts_at.from(|of| of.time(of.event.when.starts)).maybe(time_of_day::parse);
    let ends_at = fields.line("ends_at", "Until what time? (optional)").width(10);
    let ends_at = ends_at.from(|of| of.event.when.ends.map(|at| of.time(at)).unwrap_or_default());
    let ends_at = ends_at.maybe(time_of_day::parse);
    let ends = fields.day("ends", "Last day, if it is another one (optional)");
    let ends = ends.from(|of| Some(of.event.when.last_day()).filter(|last| *last > of.event.when.first_day()));
    let ends = ends.optional();
    let place = fields.line("place", "Place or link (optional)").from(|of| of.event.place.clone()).optional();
    let agenda = fields.area("agenda", "Agenda (market engagement only, optional)", 4);
    let agenda = agenda.from(|of| of.event.agenda.clone()).optional();
    let capacity = fields.line("capacity", "How many providers can come? (market engagement only, optional)");
    let capacity =
        capacity.hint("Whoever asks for a place after the last one waits. Leave empty if everybody can come");
    let capacity = capacity.keyboard("numeric").width(5);
    let capacity = capacity.from(|of| of.capacity.map(|capacity| capacity.to_string()).unwrap_or_default());
    let number =
        |text: &str| Figures::whole_number(text).map_err(|_| "Enter a whole number of places, or leave it empty");
    let capacity = capacity.maybe(number);
    let note = fields.area("note", "What else should providers know? (optional)", 4);
    let note = note.from(|of| of.event.note.clone()).optional();
    Some(WriteTenderEvent {
        existing,
        procurement,
        kind: kind?,
        starts: starts?,
        starts_at: starts_at?,
        ends: ends?,
        ends_at: ends_at?,
        place: place?,
        note: note?,
        agenda: agenda?,
        capacity: capacity?,
    })
}
