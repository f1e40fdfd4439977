//! `/agreements/{ref}/negotiate/{clause}/comments` and `/agreements/{ref}/comments`: what people ask about a clause, what is answered,
//! and whom they ask to read it.

use entities::{
    Refusal,
    agreement::read::OverviewOf,
    negotiation::{
        deeds::{Comment, ResolveThread},
        people::Seated,
        read::{ClauseOf, CommentRow, Talk, TalkOf, Thread},
    },
    values::Reference,
};
use leptos::prelude::*;

use super::{
    head,
    negotiate::{address, of_clause},
};
use crate::{
    form::{self, Fields, Said, Saved, submitted},
    http::{Answer, Ask, Typed},
    ui::{Button, Choice, Details, EmptyState, Hidden, InsetText, PostForm, Seen, moment},
};

/// Those of one clause, with the forms.
pub async fn page(ask: Ask) -> Answer {
    show(&ask, &Typed::empty()).await
}

/// Says something, or says that it is settled.
pub async fn post(ask: Ask, typed: Typed) -> Answer {
    let (agreement, clause) = (ask.reference()?, ask.param("clause").to_owned());
    let at = comments_of(&agreement, &clause);
    let again = async |typed: &Typed| show(&ask, typed).await;
    let thread = typed.get("thread").parse::<i64>();
    let of_form = |_| Refusal::rule("The form does not say which comments it was about", "Open the page again");
    match typed.form() {
        RESOLVE => {
            let deed = async {
                let last = typed.get("last").parse().map_err(of_form)?;
                let (thread, seen, resolved) =
                    (thread.map_err(of_form)?, typed.seen()?, typed.get("resolved") == "yes");
                Ok(ResolveThread { agreement: agreement.clone(), thread, seen, last, resolved })
            };
            let saved = Saved::at(at).saying(Said::COMMENTS_SETTLED);
            submitted(&ask, &typed, deed, |()| saved, again).await
        }
        _ => {
            let deed = async {
                let (thread, words, mentions) = form::read(&typed, |fields| comment(fields, &[], &[], None))?;
                Ok(Comment { agreement: agreement.clone(), clause: clause.clone(), thread, words, mentions })
            };
            let saved = Saved::at(at).saying(Said::COMMENT_SENT);
            submitted(&ask, &typed, deed, |_| saved, again).await
        }
    }
}

/// Every thread of the negotiation, by clause.
pub async fn all(ask: Ask) -> Answer {
    let overview = ask.register.read(&ask.viewer, &OverviewOf(ask.made()?)).await?;
    let talk = ask.register.read(&ask.viewer, &TalkOf { asked: ask.made()?, anchor: None }).await?;
    let reference = overview.agreement.reference.clone();
    head::task(&overview, "Comments").crumb("Negotiation", address(&reference)).show(move || {
        let (open, settled): (Vec<Thread>, Vec<Thread>) =
            talk.threads.into_iter().partition(|thread| thread.resolved.is_none());
        let is_empty = open.is_empty();
        let count = settled.len();
        let listed = |threads: Vec<Thread>| {
            let of = |thread: Thread| view! { <OfClause thread reference=reference.clone()/> };
            threads.into_iter().map(of).collect_view()
        };
        let (open, settled) = (listed(open), listed(settled));
        view! {
            {is_empty.then(|| view! {
                <EmptyState text="No comment waits for an answer.">
                    <p class="govuk-body">"You comment on a clause from its own page."</p>
                </EmptyState>
            })}
            {open}
            {(count > 0).then(move || view! {
                <Details summary=format!("Settled ({count})")>{settled}</Details>
            })}
        }
    })
}

const RESOLVE: &str = "resolve";
const NEW: &str = "comment";

/// `/agreements/mou-2015-001/negotiate/c-money/comments`.
pub(super) fn comments_of(reference: &Reference, anchor: &str) -> String {
    format!("{}/comments", of_clause(reference, anchor))
}

/// What is answered, if it is an answer; what is said, and who is asked to read it. `chosen`: the thread whose link was followed.
fn comment(
    fields: &mut Fields<'_, ()>,
    threads: &[Thread],
    people: &[Seated],
    chosen: Option<i64>,
) -> Option<(Option<i64>, String, Vec<i64>)> {
    let open = threads.iter().filter(|thread| thread.resolved.is_none());
    let answers: Vec<Choice> = open.map(answer_to).collect();
    let new = (!answers.is_empty()).then(|| Choice::new("0", "Something new"));
    let choices = new.into_iter().chain(answers).collect();
    let thread = fields.choose("thread", "What is it about?", choices).radios();
    let thread = thread.chosen_of(|()| chosen.unwrap_or_default().to_string()).maybe(str::parse::<i64>);
    let words = fields.area("comment", "Your comment", 4).required("Enter what you want to say");
    let choices = people.iter().map(|person| {
        Choice::new(person.account.to_string(), format!("{}, {}", person.name, person.organisation.named.name))
    });
    let mention = fields.ticks("mention", "Whom do you ask to read it?", choices.collect());
    let mention = mention.hint("They are told, and have it among their work").all(|text| text.parse().ok());
    Some((thread?.filter(|thread| *thread > 0), words?, mention?))
}

/// "Answer Jo Bloggs: Who pays for …".
fn answer_to(thread: &Thread) -> Choice {
    let first = thread.comments.first();
    let who = first.map_or_else(String::new, |said| said.by.clone().unwrap_or_else(|| said.organisation.name.clone()));
    let words: String = first.map(|said| said.words.chars().take(60).collect()).unwrap_or_default();
    let cut = if first.is_some_and(|said| said.words.chars().count() > 60) { "…" } else { "" };
    Choice::new(thread.id.to_string(), format!("An answer to {who}: “{words}{cut}”"))
}

async fn show(ask: &Ask, typed: &Typed) -> Answer {
    let overview = ask.register.read(&ask.viewer, &OverviewOf(ask.made()?)).await?;
    let anchor = ask.param("clause").to_owned();
    let clause = ask.register.read(&ask.viewer, &ClauseOf { asked: ask.made()?, anchor: anchor.clone() }).await?;
    let talk = ask.register.read(&ask.viewer, &TalkOf { asked: ask.made()?, anchor: Some(anchor) }).await?;
    let (reference, action) = (overview.agreement.reference.clone(), ask.path().to_owned());
    let chosen = ask.query().get("thread").and_then(|text| text.parse().ok());
    let of = format!("Clause {}: {}", clause.number, clause.heading);
    head::task(&overview, "Comments")
        .caption(of.clone())
        .crumb("Negotiation", address(&reference))
        .crumb(of, of_clause(&reference, &clause.shown.anchor))
        .typed(typed)
        .show(move || view! { <Body talk action chosen hidden=!clause.is_told_all/> })
}

#[component]
fn Body(talk: Talk, action: String, chosen: Option<i64>, hidden: bool) -> impl IntoView {
    let Talk { threads, people, may_comment } = talk;
    let (is_empty, new) = (threads.is_empty(), action.clone());
    let one = |thread: &Thread| {
        let (thread, action) = (thread.clone(), action.clone());
        view! { <One thread action may_comment/> }
    };
    let shown = threads.iter().map(one).collect_view();
    view! {
        {hidden.then(|| view! {
            <InsetText>"You read what others say here once you have said where your organisation stands on this clause. Answers to your own questions you read at once."</InsetText>
        })}
        {(is_empty && !hidden).then(|| view! { <p class="govuk-body">"Nobody has commented on this clause yet."</p> })}
        {shown}
        {may_comment.then(|| view! {
            <h2 class="govuk-heading-m" id="say">"Ask, answer, or say something"</h2>
            <p class="govuk-body">
                "The coordinator, the lead commissioner and those who watch over the register read it; a party does once it has said where it stands on this clause. To object, or to propose other words, say so in your position instead."
            </p>
            <PostForm action=new seen=Seen::Nothing name=NEW filled=form::filled(&(), |fields| comment(fields, &threads, &people, chosen))>
                {form::shown(Some(&()), |fields| comment(fields, &threads, &people, chosen))}
                <Button>"Send"</Button>
            </PostForm>
        })}
    }
}

#[component]
fn One(thread: Thread, action: String, may_comment: bool) -> impl IntoView {
    let (id, is_open) = (thread.id, thread.resolved.is_none());
    let (button, to) = if is_open { ("This is settled", "yes") } else { ("Open it again", "no") };
    let answer = (may_comment && is_open).then(|| {
        let href = format!("{action}?thread={id}#say");
        view! { <p class="govuk-body"><a class="govuk-link" href=href>"Answer"</a></p> }
    });
    view! {
        <div class="thread" id=format!("comments-{id}")>
            <WhatWasSaid thread=thread.clone()/>
            {answer}
            {thread.may_resolve.then(|| view! {
                <PostForm action seen=thread.version name=RESOLVE>
                    <Hidden name="thread" value=id.to_string()/>
                    <Hidden name="last" value=thread.last.to_string()/>
                    <Hidden name="resolved" value=to/>
                    <Button secondary=true>{button}</Button>
                </PostForm>
            })}
        </div>
    }
}

/// What was said in a thread, for reading.
#[component]
pub(super) fn WhatWasSaid(thread: Thread) -> impl IntoView {
    let settled = thread.resolved.map(|(at, by)| {
        let by = by.map(|by| format!(" by {by}")).unwrap_or_default();
        view! { <p class="govuk-body-s quiet">{format!("Settled{by}, {}.", moment(at))}</p> }
    });
    view! {
        <ul class="govuk-list thread__comments">{thread.comments.into_iter().map(row).collect_view()}</ul>
        {settled}
    }
}

fn row(said: CommentRow) -> impl IntoView {
    let who = match said.by {
        Some(by) => format!("{by}, {}", said.organisation.name),
        None => said.organisation.name,
    };
    let before = if said.of_now { "" } else { " Said of the words before." };
    let asked = (!said.asked.is_empty()).then(|| format!(" Asked to read it: {}.", said.asked.join(", ")));
    view! {
        <li class="thread__comment">
            <p class="govuk-body"><strong>{who}</strong></p>
            <p class="govuk-body stands__words">{said.words}</p>
            <p class="govuk-body-s quiet">{format!("{}.{before}", moment(said.at))}{asked}</p>
        </li>
    }
}

/// A thread with its clause, and a link to where it is answered.
#[component]
fn OfClause(thread: Thread, reference: Reference) -> impl IntoView {
    let href = format!("{}#comments-{}", comments_of(&reference, &thread.anchor), thread.id);
    let heading = format!("Clause {}: {}", thread.number, thread.heading);
    view! {
        <section class="thread">
            <h2 class="govuk-heading-m">{heading}</h2>
            <WhatWasSaid thread/>
            <p class="govuk-body"><a class="govuk-link" href=href>"Answer, or say that it is settled"</a></p>
        </section>
    }
}
