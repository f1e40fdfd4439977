//! `/agreements/{ref}/who-pays`: the arguments about who pays for what a clause asks, and each of them.

use entities::{
    Refusal,
    agreement::read::{ChoicesOf, OverviewOf},
    negotiation::{
        deeds::{PublishArgument, RaiseArgument, SettleArgument, StateSide},
        read::{Argument, ArgumentsOf},
    },
    values::{Reference, day},
};
use leptos::prelude::*;

use super::{head, negotiate};
use crate::{
    form::{self, Fields, Said, Saved, submitted},
    http::{Answer, Ask, Typed},
    ui::{Button, Choice, Column, Details, EmptyState, Hidden, PostForm, Seen, Table, Tag, Tone},
};

/// All of them, and the form for another.
pub async fn page(ask: Ask) -> Answer {
    show(&ask, &Typed::empty()).await
}

/// Asks who pays.
pub async fn post(ask: Ask, typed: Typed) -> Answer {
    let agreement = ask.reference()?;
    let deed = async {
        let (clause, question) = form::read(&typed, |fields| question(fields, &[]))?;
        Ok(RaiseArgument { agreement: agreement.clone(), clause, question })
    };
    let raised = |key: i64| Saved::at(of_one(&agreement, key)).saying(Said::ARGUMENT_RAISED);
    submitted(&ask, &typed, deed, raised, async |typed| show(&ask, typed).await).await
}

/// One of them.
pub async fn one(ask: Ask) -> Answer {
    show_one(&ask, &Typed::empty()).await
}

/// Says who should pay; writes down what was settled; lets everybody read it.
pub async fn post_one(ask: Ask, typed: Typed) -> Answer {
    let (agreement, argument) = (ask.reference()?, key(&ask)?);
    let at = |said| Saved::at(of_one(&agreement, argument)).saying(said);
    let again = async |typed: &Typed| show_one(&ask, typed).await;
    match typed.form() {
        SETTLE => {
            let deed = async {
                let (note, settled) = form::read(&typed, settled)?;
                Ok(SettleArgument { agreement: agreement.clone(), argument, seen: typed.seen()?, note, settled })
            };
            let saved = at(Said::ARGUMENT_SETTLED);
            submitted(&ask, &typed, deed, |()| saved, again).await
        }
        PUBLISH => {
            let deed = async {
                let published = typed.get("published") == "yes";
                Ok(PublishArgument { agreement: agreement.clone(), argument, seen: typed.seen()?, published })
            };
            let saved = at(Said::ARGUMENT_SHOWN);
            submitted(&ask, &typed, deed, |()| saved, again).await
        }
        _ => {
            let deed = async {
                let (pays, reasons) = form::read(&typed, side)?;
                Ok(StateSide { agreement: agreement.clone(), argument, seen: typed.seen()?, pays, reasons })
            };
            let saved = at(Said::SIDE_STATED);
            submitted(&ask, &typed, deed, |()| saved, again).await
        }
    }
}

const SAY: &str = "say";
const SETTLE: &str = "settle";
const PUBLISH: &str = "publish";

fn key(ask: &Ask) -> Result<i64, Refusal> {
    ask.param("key").parse().map_err(|_| Refusal::NotFound)
}

/// `/agreements/mou-2015-001/who-pays`.
pub(super) fn address(reference: &Reference) -> String {
    format!("{}/who-pays", head::address(reference))
}

fn of_one(reference: &Reference, key: i64) -> String {
    format!("{}/{key}", address(reference))
}

/// Of which clause, and what is to be paid for.
fn question(fields: &mut Fields<'_, ()>, clauses: &[(String, String)]) -> Option<(String, String)> {
    let choices = clauses.iter().map(|(anchor, heading)| Choice::new(anchor.clone(), heading.clone())).collect();
    let clause = fields.choose("clause", "Which clause asks for it?", choices).empty("Choose a clause");
    let clause = clause.parsed("Choose a clause", |anchor| {
        if anchor.is_empty() { Err("Choose a clause") } else { Ok(anchor.to_owned()) }
    });
    let question = fields.line("question", "Who pays for this?");
    let question = question.hint("As a question: Who pays for the time that providers spend in meetings?");
    let question = question.required("Enter what is to be paid for, as a question");
    Some((clause?, question?))
}

/// What a party says.
fn side(fields: &mut Fields<'_, Argument>) -> Option<(String, String)> {
    let pays = fields.line("pays", "Who should pay, in your organisation’s view?").required("Enter who should pay");
    let reasons = fields.area("reasons", "Why", 3).required("Enter why");
    Some((pays?, reasons?))
}

/// What the coordinator or the lead writes down.
fn settled(fields: &mut Fields<'_, Argument>) -> Option<(String, String)> {
    let note = fields.area("note", "Note of the coordinator or the lead", 3).from(|one| one.note.clone()).optional();
    let settled = fields.area("settled", "What was settled", 3);
    let settled =
        settled.hint("Leave it empty while it is open: then the question stands under “Not agreed” in the schedule of money, which everybody signs");
    let settled = settled.from(|one| one.settled.as_ref().map(|(words, ..)| words.clone()).unwrap_or_default());
    let settled = settled.optional();
    Some((note?, settled?))
}

async fn show(ask: &Ask, typed: &Typed) -> Answer {
    let overview = ask.register.read(&ask.viewer, &OverviewOf(ask.made()?)).await?;
    let arguments = ask.register.read(&ask.viewer, &ArgumentsOf(ask.made()?)).await?;
    let choices = if overview.may_draft {
        ask.register.read(&ask.viewer, &ChoicesOf(ask.reference()?)).await?.clauses
    } else {
        Vec::new()
    };
    let action = ask.path().to_owned();
    let reference = overview.agreement.reference.clone();
    head::task(&overview, "Who pays").crumb("Negotiation", negotiate::address(&reference)).typed(typed).show(move || {
        let rows = arguments.iter().map(|one| cells(one, &reference)).collect();
        let columns = vec![Column::head("Question"), Column::text("Clause"), Column::text("Where it stands")];
        let is_empty = arguments.is_empty();
        view! {
            {if is_empty {
                view! { <EmptyState text="Nobody has asked who pays."><p class="govuk-body">"The coordinator and the lead commissioner ask it of a clause; then each party says who should pay, and why."</p></EmptyState> }.into_any()
            } else {
                view! { <Table caption="Who pays for what" columns rows/> }.into_any()
            }}
            {(!choices.is_empty()).then(|| view! {
                <h2 class="govuk-heading-m">"Ask who pays"</h2>
                <PostForm action seen=Seen::Nothing>
                    {form::shown(None, |fields| question(fields, &choices))}
                    <Button>"Ask it"</Button>
                </PostForm>
            })}
        }
    })
}

fn cells(one: &Argument, reference: &Reference) -> Vec<AnyView> {
    vec![
        view! { <a class="govuk-link" href=of_one(reference, one.id)>{one.question.clone()}</a> }.into_any(),
        one.clause.1.clone().into_any(),
        stands(one),
    ]
}

fn stands(one: &Argument) -> AnyView {
    let (text, tone) = if one.settled.is_some() { ("Settled", Tone::Good) } else { ("Open", Tone::Alarm) };
    view! { <Tag text tone/> }.into_any()
}

async fn show_one(ask: &Ask, typed: &Typed) -> Answer {
    let overview = ask.register.read(&ask.viewer, &OverviewOf(ask.made()?)).await?;
    let arguments = ask.register.read(&ask.viewer, &ArgumentsOf(ask.made()?)).await?;
    let key = key(ask)?;
    let one = arguments.into_iter().find(|one| one.id == key).ok_or(Refusal::NotFound)?;
    let action = ask.path().to_owned();
    let reference = overview.agreement.reference.clone();
    head::task(&overview, &one.question)
        .crumb("Who pays", address(&reference))
        .typed(typed)
        .show(move || view! { <One one reference action/> })
}

#[component]
fn One(one: Argument, reference: Reference, action: String) -> impl IntoView {
    let clause = negotiate::of_clause(&reference, &one.clause.0);
    let settled = one.settled.clone().map(|(words, on, by)| {
        let when = on.map(|on| format!(" on {}", day::in_words(on))).unwrap_or_default();
        let by = by.map(|by| format!(", written down by {by}")).unwrap_or_default();
        view! {
            <h2 class="govuk-heading-m">"What was settled"</h2>
            <p class="govuk-body stands__words">{words}</p>
            <p class="govuk-body-s quiet">{format!("Settled{when}{by}.")}</p>
        }
    });
    let rows: Vec<Vec<AnyView>> = one
        .sides
        .iter()
        .map(|side| {
            let speaks = side.speaks_as.map(|side| side.label()).unwrap_or_default();
            let party = view! { {side.party.name.clone()} <span class="quiet quiet--block">{speaks}</span> };
            let words = [&side.pays, &side.reasons]
                .map(|words| view! { <span class="stands__words">{words.clone()}</span> }.into_any());
            std::iter::once(party.into_any()).chain(words).collect()
        })
        .collect();
    let columns = vec![Column::head("Party"), Column::text("Who should pay"), Column::text("Why")];
    let is_empty = rows.is_empty();
    let note = one.note.clone();
    let (say, settle, publish) = (one.clone(), one.clone(), one.clone());
    let [of_saying, of_settling, of_publishing] = [action.clone(), action.clone(), action];
    view! {
        <p class="govuk-body">{stands(&one)} " About the clause " <a class="govuk-link" href=clause>{one.clause.1.clone()}</a> "."</p>
        {settled}
        {(!note.is_empty()).then(|| view! {
            <h2 class="govuk-heading-m">"Note of the coordinator or the lead"</h2>
            <p class="govuk-body stands__words">{note}</p>
        })}
        {if is_empty {
            view! { <p class="govuk-body">{if one.is_told_all { "No party has said anything yet." } else { "You read what the others say once your organisation has said who should pay." }}</p> }.into_any()
        } else {
            view! { <Table caption="What each side says" columns rows/> }.into_any()
        }}
        {say.may_say.then(|| view! {
            <PostForm action=of_saying seen=say.own name=SAY>
                {form::shown(Some(&say), side)}
                <Button>{if say.own == 0 { "Say it" } else { "Say it anew" }}</Button>
            </PostForm>
        })}
        {settle.may_settle.then(|| {
            let filled = form::filled(&settle, self::settled);
            view! {
                <Details summary="Write down a note, or what was settled">
                    <PostForm action=of_settling seen=settle.version name=SETTLE filled>
                        {form::shown(Some(&settle), self::settled)}
                        <Button>"Save"</Button>
                    </PostForm>
                </Details>
            }
        })}
        {publish.may_publish.then(|| {
            let (words, button, to) = if publish.published {
                ("Everybody who reads this edition reads this.", "Keep it among the parties", "no")
            } else {
                ("Only those who read the negotiation read what each side says. While it is open, the question itself stands in the schedule of money, which is signed with the text.", "Let everybody read it, with the edition", "yes")
            };
            view! {
                <p class="govuk-body">{words}</p>
                <PostForm action=of_publishing seen=publish.version name=PUBLISH>
                    <Hidden name="published" value=to/>
                    <Button secondary=true>{button}</Button>
                </PostForm>
            }
        })}
    }
}
