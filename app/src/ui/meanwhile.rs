//! What changed while a form was open: field by field, in the words of the fields.

use leptos::prelude::*;
use std::sync::{Arc, Mutex};

use super::{Column, Table};
use crate::http::Typed;

/// The values that a form opened with, and those it would open with now. Its fields add in words what differs.
#[derive(Debug, Clone)]
pub struct Meanwhile {
    was: Typed,
    now: Typed,
    mine: Typed,
    changed: Arc<Mutex<Vec<ChangedField>>>,
}

/// A field that was changed by somebody else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangedField {
    pub label: String,
    pub was: String,
    pub now: String,
    /// What was typed instead; `None` where the field was left alone, or the same was typed.
    pub mine: Option<String>,
}

impl Meanwhile {
    /// Of a form that was sent with what was typed: `mine`.
    pub fn new(was: Typed, now: Typed, mine: Typed) -> Self {
        Self { was, now, mine, changed: Arc::default() }
    }

    /// Compares one field's words.
    pub fn note(&self, label: &str, words: impl Fn(&Typed) -> String) {
        let (was, now, mine) = (words(&self.was), words(&self.now), words(&self.mine));
        if was == now {
            return;
        }
        let mine = Some(mine).filter(|mine| *mine != was && *mine != now);
        if let Ok(mut changed) = self.changed.lock() {
            changed.push(ChangedField { label: label.to_owned(), was, now, mine });
        }
    }

    /// What differs, once the fields have been made.
    pub fn changed(&self) -> Vec<ChangedField> {
        self.changed.lock().map(|changed| changed.clone()).unwrap_or_default()
    }
}

/// The fields that somebody else changed, above the form.
#[component]
pub fn ChangedFields(
    /// What differs.
    changed: Vec<ChangedField>,
) -> impl IntoView {
    let some = |text: String| if text.is_empty() { "Nothing".to_owned() } else { text };
    let rows: Vec<Vec<AnyView>> = changed
        .into_iter()
        .map(|ChangedField { label, was, now, mine }| {
            let mine =
                mine.map_or_else(|| "What it is now".to_owned(), |mine| format!("What you typed: {}", some(mine)));
            vec![label.into_any(), some(was).into_any(), some(now).into_any(), mine.into_any()]
        })
        .collect();
    let columns = vec![
        Column::head("Field"),
        Column::text("You were shown"),
        Column::text("It is now"),
        Column::text("The form below holds"),
    ];
    (!rows.is_empty()).then(|| {
        view! {
            <Table caption="What changed since you opened this page" columns rows/>
            <p class="govuk-body">"What you typed is kept below. What you left alone shows what it is now."</p>
        }
    })
}
