//! `/commitments/{ref}`: one commitment, what pays for it, what was said about it.

use entities::{
    commitment::{
        Confirmation,
        deeds::{RequestConfirmation, WithdrawCommitment},
        read::{self, CommitmentPage, Cost, Said},
    },
    funding::{Responsibility, Stand},
};
use leptos::prelude::*;

use super::rows::tone;
use crate::{
    agreements::edition_line,
    form::{self, Fields, Said as Done, Saved, submitted},
    http::{Answer, Ask, Page, Typed},
    organisations::answering::names,
    services,
    ui::{
        Button, ButtonLink, Column, Details, InsetText, PostForm, SummaryList, SummaryRow, Table, Tag, day_or, moment,
    },
};

/// The commitment.
pub async fn page(ask: Ask) -> Answer {
    show(&ask, &Typed::empty()).await
}

/// Requests confirmation, or withdraws it.
pub async fn post(ask: Ask, typed: Typed) -> Answer {
    let again = async |typed: &Typed| show(&ask, typed).await;
    if typed.form() == "withdraw" {
        let deed = async {
            let (commitment, seen) = (ask.reference()?, typed.seen()?);
            Ok(WithdrawCommitment { commitment, seen, why: form::read(&typed, why)? })
        };
        let withdrawn = |()| Saved::at(ask.address()).saying(Done::COMMITMENT_WITHDRAWN);
        return submitted(&ask, &typed, deed, withdrawn, again).await;
    }
    let deed = async { Ok(RequestConfirmation { commitment: ask.reference()?, seen: typed.seen()? }) };
    let requested = |()| Saved::at(ask.address()).saying(Done::CONFIRMATION_REQUESTED);
    submitted(&ask, &typed, deed, requested, again).await
}

fn why(fields: &mut Fields<'_, ()>) -> Option<String> {
    let why = fields.area("why", "Why is it withdrawn?", 2).hint("It stays in the register, with your reason.");
    why.optional()
}

async fn show(ask: &Ask, typed: &Typed) -> Answer {
    let shown = ask.register.read(&ask.viewer, &CommitmentPage(ask.asked()?)).await?;
    let reference = shown.row.reference.to_string();
    let title = format!("Commitment {reference}");
    Page::new(title).heading(shown.row.statement.clone()).caption(reference).crumb("Commitments", "/commitments").typed(typed).show(
        move || {
            let seen = shown.commitment.version;
            let withdrawn = shown.commitment.confirmation == Confirmation::Withdrawn;
            let wants_money = shown.may_draft && !withdrawn && shown.commitment.no_money_because.is_none();
            let add = wants_money.then(|| format!("/agreements/{}/funding/new", shown.row.agreement.in_address()));
            view! {
                <Wordings shown=shown.clone()/>
                <Next shown=shown.clone()/>
                <Facts shown=shown.clone()/>
                <Costs costs=shown.costs unneeded=shown.commitment.no_money_because add/>
                <SaidList said=shown.said/>
                {(shown.may_withdraw && !withdrawn).then(|| view! { <Withdraw action=format!("/commitments/{}?edition={}", shown.row.reference.in_address(), shown.edition) seen/> })}
            }
        },
    )
}

/// Which edition's words these are, and which others have it.
#[component]
fn Wordings(shown: read::Page) -> impl IntoView {
    (shown.editions.rows.len() > 1).then(|| {
        let base = format!("/commitments/{}", shown.row.reference.in_address());
        let others = shown.editions.rows.iter().filter(|row| row.number != shown.edition);
        let others: Vec<_> = others
            .map(|row| {
                let href = format!("{base}?edition={}", row.number);
                view! { " " <a class="govuk-link" href=href>"Edition " {row.number.to_string()}</a> {edition_line::says(row)} }
            })
            .collect();
        let own = shown.editions.number(shown.edition).map(edition_line::says);
        view! {
            <InsetText>
                "These are the words of " <strong>"edition " {shown.edition.to_string()}</strong> ", which" {own} {others}
            </InsetText>
        }
    })
}

#[component]
fn Next(shown: read::Page) -> impl IntoView {
    let base = format!("/commitments/{}", shown.row.reference.in_address());
    let answer = shown.may_answer.then(|| view! { <ButtonLink href=format!("{base}/respond")>"Answer"</ButtonLink> });
    let request = shown.may_request.then(|| {
        let words = if shown.commitment.requested_at.is_some() { "Ask again" } else { "Request confirmation" };
        let action = format!("{base}?edition={}", shown.edition);
        view! { <PostForm action seen=shown.commitment.version name="request"><Button>{words}</Button></PostForm> }
    });
    let letter = shown
        .may_enter
        .then(|| view! { <ButtonLink href=format!("{base}/letter") secondary=true>"Enter a letter"</ButtonLink> });
    let edit =
        shown.may_draft.then(|| view! { <ButtonLink href=format!("{base}/edit") secondary=true>"Reword"</ButtonLink> });
    view! { <div class="govuk-button-group">{answer} {request} {edit} {letter}</div> }
}

#[component]
fn Facts(shown: read::Page) -> impl IntoView {
    let tone = tone(&shown.row);
    let row = shown.row;
    let text = format!("/agreements/{}/text#{}", row.agreement.in_address(), shown.anchor);
    let agreement = format!("/agreements/{}", row.agreement.in_address());
    let owner = format!("/organisations/{}", row.owner.reference.in_address());
    let (promised_by, today) = names(row.owner.name, row.owner_then_called);
    let or_none = |text: String| if text.is_empty() { "None".to_owned() } else { text };
    let rows = vec![
        SummaryRow::new("Confirmation", view! { <Tag text=row.shown tone/> }),
        SummaryRow::new("Promised by", view! { <a class="govuk-link" href=owner>{promised_by}</a> {today} }),
        SummaryRow::new("Financial year", row.year.to_string()),
        SummaryRow::new("Agreement", view! { <a class="govuk-link" href=agreement>{row.agreement.to_string()}</a> }),
        SummaryRow::new(
            "Clause",
            view! { <a class="govuk-link" href=text>{format!("{}. {}", row.clause_number, row.clause)}</a> },
        ),
        SummaryRow::new("Measured by", or_none(shown.commitment.measure)),
        SummaryRow::new("Target", or_none(shown.commitment.target)),
        SummaryRow::new("Due", day_or(row.due, "No date")),
    ];
    view! { <SummaryList rows/> }
}

#[component]
fn Costs(
    costs: Vec<Cost>,
    unneeded: Option<String>,
    /// Where money is added, for who may.
    add: Option<String>,
) -> impl IntoView {
    if costs.is_empty() {
        let says = unneeded.map_or_else(
            || "Nothing pays for it yet, and nobody has said why it needs no money.".to_owned(),
            |why| format!("It needs no money: {why}"),
        );
        let add = add.map(|href| view! { " " <a class="govuk-link" href=href>"Add money"</a> });
        return view! { <h2 class="govuk-heading-m">"What pays for it"</h2> <p class="govuk-body">{says} {add}</p> }
            .into_any();
    }
    let rows = costs.into_iter().map(cost).collect();
    let columns = vec![
        Column::head("From"),
        Column::text("Service"),
        Column::number("Its share"),
        Column::number("Of"),
        Column::text("Responsibility"),
    ];
    view! { <Table caption="What pays for it" columns rows/> }.into_any()
}

fn cost(cost: Cost) -> Vec<AnyView> {
    let href = format!("/funding/{}", cost.line.in_address());
    let told = cost.position.is_some();
    let responsibility = match cost.responsibility {
        Responsibility::Disputed if !told => "Not agreed",
        responsibility => responsibility.label(),
    };
    let words = cost.position.filter(|(stand, _)| *stand == Stand::Objects).map(|(_, words)| {
        view! { <span class="quiet quiet--block">"“" {words} "”"</span> }
    });
    let (party, today) = names(cost.party.name, cost.party_then_called);
    vec![
        view! { <a class="govuk-link" href=href>{party}</a> {today} }.into_any(),
        services::link(cost.service),
        cost.share.to_string().into_any(),
        cost.amount.to_string().into_any(),
        view! { {responsibility} {words} }.into_any(),
    ]
}

#[component]
fn SaidList(said: Vec<Said>) -> impl IntoView {
    let in_editions = said.iter().any(|one| one.edition > 1);
    (!said.is_empty()).then(|| {
        let items = said
            .into_iter()
            .map(|said| {
                let (organisation, today) =
                    said.organisation.map(|named| names(named.name, said.then_called)).unwrap_or_default();
                let who = said.person.map_or(organisation.clone(), |person| format!("{person}, {organisation}"));
                let letter = said.letter.map(|letter| {
                    let href = format!("/attachments/{}", letter.in_address());
                    view! { ", by " <a class="govuk-link" href=href download="">"letter " {letter.to_string()}</a> }
                });
                let edition = in_editions.then(|| format!(", in edition {}", said.edition));
                let words = (!said.words.is_empty())
                    .then(|| view! { <p class="govuk-body plain-text">"“" {said.words} "”"</p> });
                view! {
                    <li class="timeline__item">
                        <p class="govuk-body timeline__what"><strong>{said.kind.label()}</strong></p>
                        {words}
                        <p class="govuk-body-s quiet">{who} {letter} ", " {moment(said.at)} {edition} {today}</p>
                    </li>
                }
            })
            .collect_view();
        view! {
            <h2 class="govuk-heading-m">"What was said"</h2>
            <ol class="timeline">{items}</ol>
        }
    })
}

#[component]
fn Withdraw(action: String, seen: i64) -> impl IntoView {
    view! {
        <Details summary="Withdraw this commitment">
            <PostForm action seen name="withdraw">
                {form::shown(None, why)}
                <Button warning=true>"Withdraw"</Button>
            </PostForm>
        </Details>
    }
}
