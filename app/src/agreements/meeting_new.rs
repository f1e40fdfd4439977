//! `/agreements/{ref}/meetings/new`: a meeting is written down.

use chrono::NaiveDate;
use entities::{
    agreement::read::{ChoicesOf, OverviewOf},
    negotiation::{
        deeds::{Action, RecordMeeting, Settled},
        read::MeetingsOf,
    },
    values::Reference,
};
use leptos::prelude::*;

use super::{head, meetings};
use crate::{
    form::{self, Fields, Said, Saved, submitted},
    http::{Answer, Ask, Typed},
    ui::{Button, Choice, PostForm, Seen},
};

/// How many clauses and how many tasks a form has room for.
const ROWS: usize = 4;

/// The form.
pub async fn page(ask: Ask) -> Answer {
    show(&ask, &Typed::empty()).await
}

/// Writes it down.
pub async fn post(ask: Ask, typed: Typed) -> Answer {
    let agreement = ask.reference()?;
    let deed = async {
        let written = form::read(&typed, |fields| meeting(fields, &Choices::default()))?;
        let Written { held_on, present, words, settled, actions } = written;
        Ok(RecordMeeting { agreement: agreement.clone(), held_on, present, words, settled, actions })
    };
    let recorded = Saved::at(meetings::address(&agreement)).saying(Said::MEETING_RECORDED);
    submitted(&ask, &typed, deed, |_| recorded, async |typed| show(&ask, typed).await).await
}

/// Clauses and bodies to choose from.
#[derive(Clone, Debug, Default)]
struct Choices {
    clauses: Vec<Choice>,
    bodies: Vec<Choice>,
}

/// What is written down of a meeting.
struct Written {
    held_on: NaiveDate,
    present: String,
    words: String,
    settled: Vec<Settled>,
    actions: Vec<Action>,
}

fn meeting(fields: &mut Fields<'_, ()>, choices: &Choices) -> Option<Written> {
    let held_on = fields.day("held", "When was it held?").required("Enter the day of the meeting");
    let present = fields.area("present", "Who was there?", 3).hint("A line each").required("Enter who was there");
    let words = fields.area("words", "What was said, in short", 4).optional();
    fields.words(|| view! { <h2 class="govuk-heading-m">"What was settled, clause by clause"</h2> });
    let settled: Option<Vec<_>> =
        (1..=ROWS).map(|row| settled(fields, choices, row)).collect::<Vec<_>>().into_iter().collect();
    fields.words(|| view! { <h2 class="govuk-heading-m">"What comes next"</h2> });
    let actions: Option<Vec<_>> =
        (1..=ROWS).map(|row| next(fields, choices, row)).collect::<Vec<_>>().into_iter().collect();
    Some(Written {
        held_on: held_on?,
        present: present?,
        words: words?,
        settled: settled?.into_iter().flatten().collect(),
        actions: actions?.into_iter().flatten().collect(),
    })
}

/// A clause and what was settled of it; `None` within for a row that was left empty.
fn settled(fields: &mut Fields<'_, ()>, choices: &Choices, row: usize) -> Option<Option<Settled>> {
    let chosen = fields.choose(Typed::numbered_name("clause", row), format!("Clause {row}"), choices.clauses.clone());
    let clause = chosen.empty("None").maybe(|anchor| Ok::<_, String>(anchor.to_owned()));
    let words = fields.line(Typed::numbered_name("settled", row), format!("What was settled of it {row}")).optional();
    match (clause?, words?) {
        (Some(clause), words) => Some(Some(Settled { clause, words })),
        (None, words) if words.is_empty() => Some(None),
        (None, _) => fields.fault("clause", "Choose the clause of which something was settled"),
    }
}

/// What comes next, by whom and when; `None` within for a row that was left empty.
fn next(fields: &mut Fields<'_, ()>, choices: &Choices, row: usize) -> Option<Option<Action>> {
    let words = fields.line(Typed::numbered_name("next", row), format!("Task {row}")).optional();
    let chosen =
        fields.choose(Typed::numbered_name("owner", row), format!("Who does it {row}"), choices.bodies.clone());
    let owner = chosen.empty("Nobody").maybe(|text| text.parse::<Reference>().map_err(|_| "Choose who does it"));
    let due = fields.day(Typed::numbered_name("due", row), format!("By when {row}")).optional();
    match (words?, owner?, due?) {
        (words, Some(organisation), Some(due)) if !words.is_empty() => Some(Some(Action { organisation, words, due })),
        (words, None, None) if words.is_empty() => Some(None),
        _ => fields.fault("next", "Say of each task what it is, who does it, and by when"),
    }
}

async fn show(ask: &Ask, typed: &Typed) -> Answer {
    let overview = ask.register.read(&ask.viewer, &OverviewOf(ask.made()?)).await?;
    // Whoever may not read them is told nothing; whoever may not write one down is told so.
    let (_, may_record) = ask.register.read(&ask.viewer, &MeetingsOf(ask.made()?)).await?;
    if !may_record {
        let why = "Meetings are written down by the coordinator or the lead commissioner, while it is negotiated.";
        return Err(entities::Refusal::Forbidden { why: why.into() }.into());
    }
    let read = ask.register.read(&ask.viewer, &ChoicesOf(ask.reference()?)).await?;
    let body = |reference: String, name: String| Choice::new(reference, name);
    let bodies = overview.parties.iter().map(|party| &party.organisation).chain(overview.coordinator.as_ref());
    let choices = Choices {
        clauses: read.clauses.into_iter().map(|(anchor, heading)| Choice::new(anchor, heading)).collect(),
        bodies: bodies.map(|named| body(named.reference.to_string(), named.name.clone())).collect(),
    };
    let action = ask.path().to_owned();
    let reference = overview.agreement.reference.clone();
    head::task(&overview, "Write a meeting down").crumb("Meetings", meetings::address(&reference)).typed(typed).show(
        move || {
            view! {
                <PostForm action seen=Seen::Nothing>
                    {form::shown(None, |fields| meeting(fields, &choices))}
                    <Button>"Write it down"</Button>
                </PostForm>
            }
        },
    )
}
