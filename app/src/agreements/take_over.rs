//! `/agreements/{ref}/take-over?of=`: what another edition of a renewed agreement says since this one was drafted from it, to choose from.

use entities::{
    Refusal,
    agreement::{
        deeds::TakeOver,
        read::{OverviewOf, TakeOverOffered, ToChoose, ToTakeOver},
    },
    values::Reference,
};
use leptos::prelude::*;

use super::head;
use crate::{
    form::{self, Fields, Said, Saved, submitted},
    http::{Answer, Ask, Typed},
    ui::{Button, Choice, Column, EmptyState, PostForm, Table, beside},
};

/// What differs, and the form.
pub async fn page(ask: Ask) -> Answer {
    show(&ask, &Typed::empty()).await
}

/// Takes over what was chosen.
pub async fn post(ask: Ask, typed: Typed) -> Answer {
    let deed = async {
        let (agreement, of, seen) = (ask.reference()?, renewed(&ask)?, typed.seen()?);
        let (edition, schedules, chosen) = form::read(&typed, |fields| to_take_over(fields, &[]))?;
        let edition = edition.parse().map_err(|_| Refusal::NotFound)?;
        Ok(TakeOver { agreement, seen, schedules, of, edition, chosen })
    };
    let taken = Saved::at(head::address(&ask.reference()?)).saying(Said::TAKEN_OVER);
    submitted(&ask, &typed, deed, |()| taken, async |typed| show(&ask, typed).await).await
}

/// From which edition, beside which own schedules, and which of the differences.
fn to_take_over(fields: &mut Fields<'_, ToTakeOver>, choices: &[Choice]) -> Option<(String, String, Vec<String>)> {
    let edition = fields.hidden("edition").from(|offered| offered.is.to_string()).optional();
    let schedules = fields.hidden("schedules").from(|offered| offered.schedules.clone()).optional();
    let chosen = match choices {
        // Where nothing differs there is nothing to tick.
        [nothing] => fields.hidden("chosen").from(|_| nothing.value.clone()).optional().map(|key| vec![key]),
        _ => {
            let chosen = fields.ticks("chosen", "What is to be taken over?", choices.to_vec());
            chosen.all(|key| Some(key.to_owned()))
        }
    };
    let chosen = chosen.and_then(|chosen| match chosen.as_slice() {
        [] => fields.fault("chosen", "Choose what is to be taken over, or that nothing is"),
        [only] if only == NOTHING => Some(Vec::new()),
        all if all.iter().any(|key| key == NOTHING) => {
            let both = "You chose something, and that nothing is taken over: choose one of the two";
            fields.fault("chosen", both)
        }
        _ => Some(chosen),
    });
    Some((edition?, schedules?, chosen?))
}

/// The choice of none.
const NOTHING: &str = "nothing";

/// What it renews, of which another edition is in force since.
fn renewed(ask: &Ask) -> Result<Reference, Refusal> {
    let of = ask.query().once("of").map_err(|fault| Refusal::Invalid(vec![fault]))?;
    of.and_then(|of| of.parse().ok()).ok_or_else(|| {
        Refusal::rule(
            "The address does not say from which agreement to take over",
            "Follow the link on the agreement’s page",
        )
    })
}

async fn show(ask: &Ask, typed: &Typed) -> Answer {
    // Whoever may not read it is told nothing.
    let overview = ask.register.read(&ask.viewer, &OverviewOf(ask.made()?)).await?;
    let (agreement, of) = (ask.reference()?, renewed(ask)?);
    let offered = ask.register.read(&ask.viewer, &TakeOverOffered { agreement, of: of.clone() }).await?;
    let action = format!("{}?of={of}", ask.path());
    head::task(&overview, "Take over what changed meanwhile").typed(typed).show(move || {
        if offered.was == offered.is {
            return view! {
                <EmptyState text="There is nothing to choose from.">
                    <p class="govuk-body">{format!("This agreement was held against edition {} of {of}, and no other has come into force since. Compare the two to see where they differ.", offered.is)}</p>
                </EmptyState>
            }
            .into_any();
        }
        view! { <Offered offered action/> }.into_any()
    })
}

#[component]
fn Offered(offered: ToTakeOver, action: String) -> impl IntoView {
    let ToTakeOver { of, was, is, version, differences, .. } = &offered;
    let about = format!(
        "This agreement was drafted from edition {was} of {of}. Edition {is} came into force after that. What you choose below is taken over as \
         edition {is} says it, its days moved to the later year; commitments are then to be confirmed, and money to be accepted. What you \
         do not choose stays as it is here, and is not asked about again."
    );
    let has_own = differences.iter().any(|one| one.here.is_some());
    let rows = differences.iter().map(|one| row(one, has_own)).collect();
    let editions = [*was, *is].map(|number| Column::text(format!("Edition {number}")));
    let own = has_own.then(|| Column::text("This agreement"));
    let columns = std::iter::once(Column::head("What")).chain(editions).chain(own).collect();
    let none = differences.is_empty();
    let nothing = Choice::new(NOTHING, "Nothing: this agreement stays as it is");
    let choices: Vec<Choice> = differences.iter().map(choice).chain([nothing]).collect();
    let caption = format!("What edition {is} says otherwise");
    view! {
        <p class="govuk-body">{about}</p>
        {(!none).then(|| view! { <Table caption columns rows/> })}
        {none.then(|| view! { <p class="govuk-body">"Nothing of it would be other in this agreement: the difference is in what a renewal leaves behind."</p> })}
        <PostForm action seen=*version>
            {form::shown(Some(&offered), |fields| to_take_over(fields, &choices))}
            <Button>{if none { "Note that it was looked at" } else { "Take over what is chosen" }}</Button>
        </PostForm>
    }
}

fn row(one: &ToChoose, has_own: bool) -> Vec<AnyView> {
    let or_nothing = |text: &str| if text.is_empty() { "Nothing".to_owned() } else { text.to_owned() };
    let (before, after) = beside(or_nothing(&one.before), or_nothing(&one.after));
    let own = has_own.then(|| one.here.clone().unwrap_or_else(|| "As it was".to_owned()).into_any());
    [one.what.clone().into_any(), before, after].into_iter().chain(own).collect()
}

fn choice(one: &ToChoose) -> Choice {
    let what = match (one.before.is_empty(), one.after.is_empty()) {
        (true, _) => format!("{}, which is new", one.what),
        (_, true) => format!("{}, which is gone: take it out here, too", one.what),
        _ => one.what.clone(),
    };
    let choice = Choice::new(one.key.clone(), what);
    if one.here.is_some() { choice.hint("You have written it otherwise here: that would be replaced") } else { choice }
}
