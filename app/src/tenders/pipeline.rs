//! `/tenders/pipeline`: what is to be bought, quarter by quarter.

use entities::{
    contract::read::Ending,
    pipeline::{Item, OfQuarter, Pipeline, PipelineByQuarter, Planned},
    values::figures::parted,
};
use leptos::prelude::*;

use super::words::tone;
use crate::{
    http::{Answer, Ask, Fields, Page},
    ui::{ButtonLink, EmptyState, Tag, Tone, day_or},
};

/// What the reader may see of it.
pub async fn page(ask: Ask) -> Answer {
    let pipeline = ask.register.read(&ask.viewer, &PipelineByQuarter).await?;
    Page::new("Pipeline").crumb("Tenders", "/tenders").show(move || {
        let Pipeline { quarters, undecided, may_plan } = pipeline;
        let none = (quarters.is_empty() && undecided.is_empty()).then(|| {
            view! {
                <EmptyState text="Nothing is planned.">
                    <p class="govuk-body">
                        "See the " <a class="govuk-link" href="/tenders">"tender events"</a> " of what is under way."
                    </p>
                </EmptyState>
            }
        });
        let quarters = quarters
            .into_iter()
            .map(|OfQuarter { quarter, items, more_plans, more_ends }| {
                let heading = quarter.map_or_else(|| "No date yet".to_owned(), |quarter| quarter.to_string());
                let items = items
                    .into_iter()
                    .map(|item| match item {
                        Item::Planned(planned) => planned_item(planned).into_any(),
                        Item::Ending(ending) => ending_item(*ending, may_plan).into_any(),
                    })
                    .collect::<Vec<_>>();
                view! {
                    <h2 class="govuk-heading-m">{heading}</h2>
                    <ol class="diary">{items}</ol>
                    {more(more_plans, "planned procurements", "/tenders?kind=planned", "Look at all of them")}
                    {more(more_ends, "contracts that end", "/expiring", "Look at all contracts that end within 18 months")}
                }
            })
            .collect::<Vec<_>>();
        view! {
            <p class="govuk-body-l">
                "What is to be bought in the next quarters: planned procurements, and contracts that end within 18 months."
            </p>
            {may_plan.then(|| view! { <ButtonLink href="/tenders/new">"Plan a procurement"</ButtonLink> })}
            {none}
            {quarters}
            {(!undecided.is_empty()).then(|| view! { <Undecided undecided may_plan/> })}
        }
    })
}

/// What a quarter holds beside what is shown of it.
fn more(count: u64, what: &'static str, href: &'static str, link: &'static str) -> Option<impl IntoView> {
    (count > 0).then(|| {
        view! {
            <p class="govuk-body">
                "And " {parted(&count.to_string())} " more " {what} ". " <a class="govuk-link" href=href>{link}</a> "."
            </p>
        }
    })
}

fn planned_item(planned: Planned) -> impl IntoView {
    let href = format!("/tenders/{}", planned.reference.in_address());
    let mut facts = vec![planned.buyer];
    facts.extend(planned.service.map(|(_, name)| name));
    facts.extend(planned.interested.map(interested));
    view! {
        <li class="diary__item">
            <p class="diary__when">{day_or(planned.opens, "No date yet")}</p>
            <div class="diary__what">
                <p class="diary__kind">"Planned procurement " <Tag text=planned.state.label() tone=tone(planned.state)/></p>
                <p class="diary__title"><a class="govuk-link" href=href>{planned.title}</a></p>
                <p class="diary__facts">{facts.join(" · ")}</p>
            </div>
        </li>
    }
}

fn ending_item(ending: Ending, may_plan: bool) -> impl IntoView {
    let contract = ending.contract;
    let href = format!("/contracts/{}", contract.reference.in_address());
    let mut facts: Vec<String> = contract.providers.iter().map(|provider| provider.name.clone()).collect();
    facts.extend(contract.service.as_ref().map(|(_, name)| name.clone()));
    facts.extend(ending.interested.and_then(|count| usize::try_from(count).ok()).map(interested));
    let plan = may_plan.then(|| {
        let mut query = vec![("follows", contract.reference.to_string()), ("title", contract.title.clone())];
        query.extend(contract.service.as_ref().map(|(reference, _)| ("service", reference.to_string())));
        let plan = format!("/tenders/new?{}", query.into_iter().collect::<Fields>().encode());
        view! {
            <p class="diary__facts">
                <a class="govuk-link" href=plan>"Plan what follows" <span class="govuk-visually-hidden">" " {contract.title.clone()}</span></a>
            </p>
        }
    });
    view! {
        <li class="diary__item">
            <p class="diary__when">{day_or(contract.ends, "")}</p>
            <div class="diary__what">
                <p class="diary__kind">"Contract ends " <Tag text=ending.intention.label() tone=Tone::Waiting/></p>
                <p class="diary__title"><a class="govuk-link" href=href>{contract.title}</a></p>
                <p class="diary__facts">{facts.join(" · ")}</p>
                {plan}
            </div>
        </li>
    }
}

fn interested(count: usize) -> String {
    if count == 1 { "1 provider interested".to_owned() } else { format!("{count} providers interested") }
}

#[component]
fn Undecided(undecided: Vec<(entities::values::Reference, String)>, may_plan: bool) -> impl IntoView {
    let items = undecided
        .into_iter()
        .map(|(reference, name)| {
            let href = format!("/services/{}", reference.in_address());
            let plan = may_plan.then(|| {
                let query: Fields = [("service", reference.to_string()), ("title", name.clone())].into_iter().collect();
                view! {
                    " "
                    <a class="govuk-link" href=format!("/tenders/new?{}", query.encode())>
                        "Plan a procurement" <span class="govuk-visually-hidden">" for " {name.clone()}</span>
                    </a>
                }
            });
            view! { <li><a class="govuk-link" href=href>{name}</a> {plan}</li> }
        })
        .collect_view();
    view! {
        <h2 class="govuk-heading-m">"Services whose delivery is to be decided"</h2>
        <ul class="govuk-list govuk-list--spaced">{items}</ul>
    }
}
