//! Whether ambition grew, line by line: what is promised in both years, what is new, and what was dropped.

use entities::{
    agreement::read::{Growth, Judged, Line, Promised},
    values::{Reference, day},
};
use leptos::prelude::*;

use crate::{
    commitments::judge,
    organisations::answering,
    ui::{Tag, Tone, beside, day_or},
};

/// The ambition lines, those of the later year in its order.
#[component]
pub fn Lines(
    /// The lines.
    lines: Vec<Line>,
    /// What the earlier side is called.
    was: String,
    /// What the later side is called.
    is: String,
    /// The viewer says of a line what figures do not.
    may_judge: bool,
    /// The agreement that somebody named to compare it with.
    with: Option<Reference>,
) -> impl IntoView {
    if lines.is_empty() {
        return view! {
            <h2 class="govuk-heading-m">"Ambition line by line"</h2>
            <p class="govuk-body">"Nothing is promised in either."</p>
        }
        .into_any();
    }
    // What is as it was comes last: the question is what became other.
    let (held, other): (Vec<Line>, Vec<Line>) = lines.into_iter().partition(|line| line.growth == Growth::Held);
    let all = other.into_iter().chain(held);
    let items = all.map(|line| item(line, (&was, &is), may_judge, with.as_ref())).collect_view();
    view! {
        <h2 class="govuk-heading-m">"Ambition line by line"</h2>
        <ol class="ambition">{items}</ol>
    }
    .into_any()
}

fn item(line: Line, (was, is): (&str, &str), may_judge: bool, with: Option<&Reference>) -> impl IntoView + use<> {
    let owner = line.after.as_ref().or(line.before.as_ref()).map(|promised| answering::link(promised.owner.clone()));
    let said = line.judged.as_ref().map(as_said);
    let why = line.why.filter(|_| said.is_none()).map(|why| why.label().to_owned());
    let said = said.or(why).map(|words| view! { <span class="stacked">{words}</span> });
    let judge = line.before.as_ref().zip(line.after.as_ref()).filter(|_| may_judge && !line.compared.is_empty());
    let judge = judge.map(|(before, after)| {
        let href = judge::address(before, after, with);
        let words = if line.judged.is_some() { "Say it anew" } else { "Say whether it grew" };
        let about = format!(": {}", after.statement);
        view! {
            <span class="stacked">
                <a class="govuk-link" href=href>{words}<span class="govuk-visually-hidden">{about}</span></a>
            </span>
        }
    });
    let growth = view! { <Tag text=line.growth.label() tone=tone(line.growth)/> };
    let (before, after) = promises(line.before, line.after);
    let side = |title: &str, promise: AnyView| {
        let title = title.to_owned();
        view! { <div class="ambition__side"><p class="govuk-body-s quiet">{title}</p> {promise}</div> }
    };
    view! {
        <li class="ambition__line">
            <div class="ambition__growth">{growth} <span class="stacked">{owner}</span> {said} {judge}</div>
            {side(was, before)}
            {side(is, after)}
        </li>
    }
}

fn tone(growth: Growth) -> Tone {
    match growth {
        Growth::Raised => Tone::Good,
        Growth::New => Tone::Active,
        Growth::Held => Tone::Neutral,
        Growth::Lowered | Growth::Unsaid => Tone::Waiting,
        Growth::Dropped => Tone::Alarm,
    }
}

/// "As the council said on 1 May 2015: the nurse works in two hubs".
pub fn as_said(judged: &Judged) -> String {
    let by = judged.by.as_ref().map_or_else(|| "somebody".to_owned(), |by| by.name.clone());
    format!("As {by} said on {}: {}", day::in_words(judged.on), judged.reason)
}

/// Both promises, each with the words marked that the other has not.
fn promises(before: Option<Promised>, after: Option<Promised>) -> (AnyView, AnyView) {
    match (before, after) {
        (Some(was), Some(is)) => {
            let statement = beside(was.statement.clone(), is.statement.clone());
            let measure = beside(was.measure.clone(), is.measure.clone());
            let target = beside(was.target.clone(), is.target.clone());
            (promise(&was, [statement.0, measure.0, target.0]), promise(&is, [statement.1, measure.1, target.1]))
        }
        (before, after) => (alone(before), alone(after)),
    }
}

fn alone(promised: Option<Promised>) -> AnyView {
    match promised {
        Some(promised) => {
            let words = [&promised.statement, &promised.measure, &promised.target];
            promise(&promised, words.map(|words| words.clone().into_any()))
        }
        None => "Not promised".into_any(),
    }
}

/// A promise in its words, which may be marked: what is promised, what it is measured by, and the target.
fn promise(promised: &Promised, [statement, measure, target]: [AnyView; 3]) -> AnyView {
    let (href, reference) = (address(promised), promised.reference.to_string());
    let measure =
        (!promised.measure.is_empty()).then(|| view! { <span class="stacked">"Measured by: " {measure}</span> });
    let target = (!promised.target.is_empty()).then(|| view! { <span class="stacked">"Target: " {target}</span> });
    let due = promised.due.is_some().then(|| format!("Due: {}", day_or(promised.due, "")));
    view! {
        <span class="stacked">{statement}</span>
        {measure}
        {target}
        <span class="quiet quiet--block">{due} " " <a class="govuk-link" href=href>{reference}</a></span>
    }
    .into_any()
}

/// Where a promise is read, in the edition that is compared.
fn address(promised: &Promised) -> String {
    let within = if promised.edition > 1 { format!("?edition={}", promised.edition) } else { String::new() };
    format!("/commitments/{}{within}", promised.reference.in_address())
}

#[cfg(test)]
mod tests {
    use entities::{commitment::Judgement, organisation::read::Named};

    use super::*;

    #[test]
    fn a_promise_leads_to_its_own_edition() {
        let promised = |edition| Promised {
            reference: "COM-2015-001".parse().unwrap(),
            edition,
            owner: Named { reference: "ORG-2014-001".parse().unwrap(), name: "The council".into() },
            statement: "We refer early".into(),
            measure: String::new(),
            target: String::new(),
            due: None,
        };
        assert_eq!(address(&promised(1)), "/commitments/com-2015-001");
        assert_eq!(address(&promised(2)), "/commitments/com-2015-001?edition=2");
    }

    #[test]
    fn what_a_person_said_is_shown_as_said() {
        let judged = Judged {
            judgement: Judgement::Raised,
            reason: "The nurse works in two hubs".into(),
            by: Some(Named { reference: "ORG-2014-001".parse().unwrap(), name: "The council".into() }),
            on: "2015-05-01".parse().unwrap(),
        };
        assert_eq!(as_said(&judged), "As The council said on 1 May 2015: The nurse works in two hubs");
        assert_eq!(
            as_said(&Judged { by: None, ..judged }),
            "As somebody said on 1 May 2015: The nurse works in two hubs"
        );
    }
}
