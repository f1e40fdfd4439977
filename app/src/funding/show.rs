//! `/funding/{ref}`: one funding line, and its party's stand on it.

use entities::{
    agreement::read::{At, OverviewOf},
    funding::{
        Stand,
        deeds::StandOnCost,
        read::{LineOf, LinePage, Said, terms_in_words},
    },
    values::Reference,
};
use leptos::prelude::*;

use super::rows::responsibility;
use crate::{
    agreements::{address, edition_line},
    form::{self, Fields, Said as Done, Saved, submitted},
    http::{Answer, Ask, Page, Typed},
    organisations::answering::{called, names},
    services,
    ui::{Button, ButtonLink, InsetText, PostForm, Says, SummaryList, SummaryRow, moment},
};

/// The line.
pub async fn page(ask: Ask) -> Answer {
    show(&ask, &Typed::empty()).await
}

/// Its party accepts or disputes it.
pub async fn post(ask: Ask, typed: Typed) -> Answer {
    let deed = async {
        let (line, seen) = (ask.reference()?, typed.seen()?);
        let (stand, words) = form::read(&typed, |fields| stand(fields, &line))?;
        Ok(StandOnCost { line, seen, stand, words })
    };
    let answered = |()| Saved::at(ask.address()).saying(Done::ANSWER_SENT);
    submitted(&ask, &typed, deed, answered, async |typed| show(&ask, typed).await).await
}

/// Whether its party accepts the line.
fn stand(fields: &mut Fields<'_, ()>, line: &Reference) -> Option<(Stand, String)> {
    let stand = fields.word::<Stand>("stand", "Your answer").radios().required("Choose whether you accept it");
    let words = fields.area(format!("cost-words-{}", line.in_address()), "If you dispute it: what, and why", 3);
    let words = words.optional();
    Some((stand?, words?))
}

async fn show(ask: &Ask, typed: &Typed) -> Answer {
    let shown = ask.register.read(&ask.viewer, &LineOf(ask.asked()?)).await?;
    let line = &shown.line.line;
    let reference = line.reference.to_string();
    let service = shown.line.service.as_ref().map_or(services::UNPUBLISHED, |(_, name)| name);
    let party = shown.line.then_called.as_ref().unwrap_or(&shown.line.party.name);
    let heading = format!("{} from {party} for {service}", line.amount());
    let inside = match &shown.agreement {
        Some(agreement) => {
            let edition = At::Edition(shown.edition.unwrap_or(1)).of(agreement.clone());
            ask.register.read(&ask.viewer, &OverviewOf(edition)).await?.reads_negotiation
        }
        None => true,
    };
    let base = ask.path().to_owned();
    let action = shown.edition.map_or(base.clone(), |number| format!("{base}?edition={number}"));
    Page::new(format!("Money {reference}"))
        .heading(heading)
        .caption(reference)
        .crumb("Money", "/funding")
        .typed(typed)
        .show(move || {
            let edit = shown
                .may_draft
                .then(|| view! { <ButtonLink href=format!("{base}/edit") secondary=true>"Change"</ButtonLink> });
            let answer = shown.may_answer.then(|| {
                let line = shown.line.line.reference.clone();
                let (seen, says) = (shown.line.line.version, says(&shown));
                let again = !shown.said.is_empty();
                view! { <StandForm action=action.clone() line seen says again/> }
            });
            let terms = view! { <Terms shown=shown.clone()/> };
            let said = shown.said.clone();
            view! { {terms} <Facts shown inside/> <SaidList said/> {edit} {answer} }
        })
}

/// What its party accepts: all of the line.
fn says(shown: &LinePage) -> Says {
    let line = &shown.line.line;
    let pays: Vec<String> =
        shown.line.shares.iter().map(|share| format!("{} {}", share.commitment, share.pence)).collect();
    let mut says = vec![("Amount".to_owned(), line.amount().to_string()), ("Pays for".to_owned(), pays.join("; "))];
    says.extend(terms_in_words(line).into_iter().map(|(name, value)| (name.to_owned(), value)));
    says
}

/// Which edition's terms these are, and which others there are.
#[component]
fn Terms(shown: LinePage) -> impl IntoView {
    (shown.editions.rows.len() > 1).then(|| {
        let base = format!("/funding/{}", shown.line.line.reference.in_address());
        let number = shown.edition.unwrap_or(1);
        let others = shown.editions.rows.iter().filter(|row| row.number != number);
        let others: Vec<_> = others
            .map(|row| {
                let href = format!("{base}?edition={}", row.number);
                view! { " " <a class="govuk-link" href=href>"Edition " {row.number.to_string()}</a> {edition_line::says(row)} }
            })
            .collect();
        let own = shown.editions.number(number).map(edition_line::says);
        view! {
            <InsetText>
                "These are the terms of " <strong>"edition " {number.to_string()}</strong> ", which" {own} {others}
            </InsetText>
        }
    })
}

#[component]
fn Facts(shown: LinePage, inside: bool) -> impl IntoView {
    let left = shown.line.unexplained();
    let line = shown.line.line;
    let year = format!("/funding?year={}", line.year.in_address());
    let shares = shown
        .line
        .shares
        .into_iter()
        .map(|share| {
            let href = format!("/commitments/{}", share.commitment.in_address());
            view! { <li><a class="govuk-link" href=href>{share.commitment.to_string()}</a> ": " {share.pence.to_string()}</li> }
        })
        .collect::<Vec<_>>();
    let left = left.is_positive().then(|| view! { <li>{format!("{left} is not explained by any commitment")}</li> });
    let mut rows = vec![
        SummaryRow::new("From", called(shown.line.party.name, shown.line.then_called)),
        SummaryRow::new("For", services::link(shown.line.service)),
        SummaryRow::new("Year", view! { <a class="govuk-link" href=year>{line.year.to_string()}</a> }),
        SummaryRow::new("Amount", line.amount().to_string()),
        SummaryRow::new("Pays for", view! { <ul class="govuk-list">{shares} {left}</ul> }),
        SummaryRow::new("Arrangement", line.arrangement.label()),
        SummaryRow::new("Spending", line.spending.label()),
        SummaryRow::new("Counts", line.recurrence.label()),
        SummaryRow::new("Certainty", line.certainty.label()),
        SummaryRow::new("Responsibility", responsibility(line.responsibility, inside)),
    ];
    if let (Some(from), Some(to)) = (line.tolerance_from, line.tolerance_to) {
        rows.push(SummaryRow::new("Tolerance", format!("{from} to {to} %")));
    }
    if let Some(agreement) = shown.agreement {
        let href = address(&agreement);
        rows.push(SummaryRow::new("Agreement", view! { <a class="govuk-link" href=href>{agreement.to_string()}</a> }));
    }
    if !line.note.is_empty() {
        rows.push(SummaryRow::new("Note", line.note));
    }
    view! { <SummaryList rows/> }
}

/// What its party said of it.
#[component]
fn SaidList(said: Vec<Said>) -> impl IntoView {
    (!said.is_empty()).then(|| {
        let items = said
            .into_iter()
            .map(|said| {
                let (by, today) = names(said.organisation.name, said.then_called);
                let who = said.person.map_or(format!("{by}, by letter"), |person| format!("{person}, {by}"));
                let words = (!said.words.is_empty())
                    .then(|| view! { <p class="govuk-body plain-text">"“" {said.words} "”"</p> });
                view! {
                    <li class="timeline__item">
                        <p class="govuk-body timeline__what"><strong>{said.stand.label()}</strong></p>
                        {words}
                        <p class="govuk-body-s quiet">{who} ", " {moment(said.at)} {today}</p>
                    </li>
                }
            })
            .collect_view();
        view! { <h2 class="govuk-heading-m">"What was said"</h2> <ol class="timeline">{items}</ol> }
    })
}

#[component]
fn StandForm(action: String, line: Reference, seen: i64, says: Says, again: bool) -> impl IntoView {
    let heading = if again { "Answer once more" } else { "Does your organisation accept this cost?" };
    view! {
        <h2 class="govuk-heading-m">{heading}</h2>
        <PostForm action seen says>
            {form::shown(None, |fields| stand(fields, &line))}
            <Button>"Send your answer"</Button>
        </PostForm>
    }
}
