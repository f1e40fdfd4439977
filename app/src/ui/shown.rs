//! What a form was shown for, in hidden fields: the organisation acted for, the version of the record, and what it said. What is
//! done by the form is done for that organisation to that version, or not at all.

use entities::access::{ActingFor, Viewer};
use http::StatusCode;
use leptos::prelude::*;

use super::{Column, FormScope, Table};
use crate::http::{Typed, shown_for};

/// The version of the record that a form changes, as it is now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Seen {
    /// It is there, in this version.
    Version(i64),
    /// There is nothing to be changed: the form makes something new, or changes nothing that has versions.
    Nothing,
}

impl From<i64> for Seen {
    fn from(version: i64) -> Self {
        Self::Version(version)
    }
}

impl Seen {
    fn sent(self) -> String {
        match self {
            Self::Version(version) => version.to_string(),
            Self::Nothing => Typed::NEW.to_owned(),
        }
    }
}

/// What a record says that a form is about: what each part is called, and what it says now.
pub type Says = Vec<(String, String)>;

/// Who acts, as the page knows it.
#[derive(Debug, Clone, Default)]
pub struct Acting(Option<ActingFor>);

impl Acting {
    /// The organisation that a reader acts for.
    pub fn of(viewer: &Viewer) -> Self {
        Self(viewer.person().map(|person| person.organisation.clone()))
    }
}

/// The hidden fields of a form.
#[component]
pub fn ShownFor(
    /// The version of what it changes.
    seen: Seen,
    /// What that says, where it is to be told beside what it says by then.
    #[prop(optional)]
    says: Says,
    /// The form as it was sent, if it was.
    #[prop(optional)]
    typed: Typed,
) -> impl IntoView {
    let Acting(organisation) = expect_context::<Acting>();
    let organisation = shown_for(organisation.as_ref());
    let organisation = kept(&typed, Typed::FOR, organisation);
    let seen = kept(&typed, Typed::SEEN, seen.sent());
    let said = (!says.is_empty()).then(|| kept(&typed, Typed::SAID, written(&says)));
    view! {
        <input type="hidden" name=Typed::FOR value=organisation/>
        <input type="hidden" name=Typed::SEEN value=seen/>
        {said.map(|said| view! { <input type="hidden" name=Typed::SAID value=said/> })}
    }
}

/// The version of one more record that a form is about, beside the one that it changes.
#[component]
pub fn AlsoSeen(
    /// The field's name.
    #[prop(into)]
    name: String,
    /// The record's version now.
    version: i64,
) -> impl IntoView {
    let typed = use_context::<FormScope>().unwrap_or_default().typed;
    let value = kept(&typed, &name, version.to_string());
    view! { <input type="hidden" name=name value=value/> }
}

/// What was shown, beside what it is now: above a form that came too late.
#[component]
pub fn Changed(
    /// The form as it was sent.
    typed: Typed,
    /// What it says now.
    says: Says,
) -> impl IntoView {
    let was = read(typed.get(Typed::SAID));
    let before = |name: &str| was.iter().find(|(known, _)| known == name).map(|(_, value)| value.clone());
    let gone = was.iter().filter(|(name, _)| says.iter().all(|(now, _)| now != name));
    let gone = gone.map(|(name, value)| (name.clone(), value.clone(), "Nothing any more".to_owned()));
    let moved = says.iter().filter_map(|(name, now)| {
        let before = before(name).unwrap_or_else(|| "Nothing".to_owned());
        (before != *now).then(|| (name.clone(), before, now.clone()))
    });
    let rows: Vec<Vec<AnyView>> =
        moved.chain(gone).map(|(name, was, is)| vec![name.into_any(), was.into_any(), is.into_any()]).collect();
    let columns = vec![Column::head("What"), Column::text("You were shown"), Column::text("It is now")];
    (typed.status() == StatusCode::CONFLICT && !rows.is_empty())
        .then(|| view! { <Table caption="What changed since you opened this page" columns rows/> })
}

/// What a form came with, until it came too late: then it is shown again beside what is there now, and carries that.
fn kept(typed: &Typed, name: &str, now: String) -> String {
    let sent = typed.get(name);
    if sent.is_empty() || typed.status() == StatusCode::CONFLICT { now } else { sent.to_owned() }
}

/// Lines of a name, a tab and a value.
fn written(says: &Says) -> String {
    let flat = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    says.iter().map(|(name, value)| format!("{}\t{}", flat(name), flat(value))).collect::<Vec<_>>().join("\n")
}

fn read(said: &str) -> Says {
    said.lines().filter_map(|line| line.split_once('\t')).map(|(name, value)| (name.into(), value.into())).collect()
}

#[cfg(test)]
mod tests {
    use entities::Refusal;

    use super::*;
    use crate::http::{Fields, render::html};

    fn sent() -> Typed {
        let fields: Fields = [(Typed::FOR, "ORG-1 A"), (Typed::SEEN, "3"), (Typed::SAID, "Amount\t£40,000\nNote\told")]
            .into_iter()
            .collect();
        Typed::new(fields)
    }

    fn fields(typed: Typed) -> String {
        html(move || {
            provide_context(Acting::default());
            view! { <ShownFor seen={4.into()} says=vec![("Amount".into(), "£9,000,000".into())] typed/> }
        })
    }

    #[test]
    fn a_form_that_comes_back_carries_what_it_was_shown_for() {
        let html = fields(sent());
        assert!(
            html.contains("value=\"ORG-1 A\"") && html.contains("value=\"3\"") && html.contains("£40,000"),
            "{html}"
        );
        let first = fields(Typed::empty());
        assert!(first.contains("value=\"4\"") && first.contains("£9,000,000"), "{first}");
    }

    #[test]
    fn a_form_that_came_too_late_shows_both_and_carries_what_is_there_now() {
        let late = sent().refused(Refusal::Stale { by: None, at: None }).unwrap();
        let html = fields(late.clone());
        assert!(html.contains("value=\"4\"") && html.contains("£9,000,000"), "{html}");
        let says = vec![("Amount".to_owned(), "£9,000,000".to_owned())];
        let both = crate::http::render::html(move || view! { <Changed typed=late says/> });
        assert!(both.contains("£40,000") && both.contains("£9,000,000"), "{both}");
        assert!(both.contains("old") && both.contains("Nothing any more"), "{both}");
    }
}
