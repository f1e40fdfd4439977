//! `/tenders/pipeline`: what is to be bought, quarter by quarter.

use entities::{
    contract::read::Ending,
    pipeline::{FirstOf, OfQuarter, Pipeline, PipelineByQuarter, Planned},
    service::Delivery,
    values::{Reference, day},
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
        let Pipeline { late, quarters, is_longer, without_day, undecided, may_plan } = pipeline;
        let plans = [&late, &without_day].iter().all(|plans| plans.is_empty());
        let none = (plans && quarters.is_empty() && undecided.is_empty()).then(|| {
            view! {
                <EmptyState text="Nothing is planned.">
                    <p class="govuk-body">
                        "See the " <a class="govuk-link" href="/tenders">"tender events"</a> " of what is under way."
                    </p>
                </EmptyState>
            }
        });
        let quarters = quarters.into_iter().map(|of| quarter(of, may_plan)).collect_view();
        let later = is_longer.then(|| {
            view! { <p class="govuk-body"><a class="govuk-link" href="/tenders/planned">"All that is planned, years on"</a></p> }
        });
        view! {
            <p class="govuk-body-l">
                "What is to be bought in the next quarters: planned procurements, and contracts that end within 18 months."
            </p>
            {may_plan.then(|| view! { <ButtonLink href="/tenders/new">"Plan a procurement"</ButtonLink> })}
            {none}
            {group("Its day has passed".to_owned(), plans_of(late, "/tenders/planned".to_owned()))}
            {quarters}
            {later}
            {group("No date yet".to_owned(), plans_of(without_day, "/tenders/planned?quarter=none".to_owned()))}
            {(!undecided.is_empty()).then(|| view! { <Undecided undecided may_plan/> })}
        }
    })
}

/// Items under a heading, and the way to the rest; nothing where there is none.
type Diary = (Vec<AnyView>, Option<(String, &'static str)>);

fn quarter(of: OfQuarter, may_plan: bool) -> impl IntoView {
    let OfQuarter { quarter, plans, ends } = of;
    let more = ends
        .has_more
        .then(|| (format!("/expiring?quarter={}", quarter.in_address()), "All contracts that end in these months"));
    let ends = ends.rows.into_iter().map(|ending| ending_item(ending, may_plan).into_any()).collect();
    let plans = plans_of(plans, format!("/tenders/planned?quarter={}", quarter.in_address()));
    view! {
        <h2 class="govuk-heading-m">{quarter.to_string()}</h2>
        {diary(plans)}
        {diary((ends, more))}
    }
}

fn group(heading: String, items: Diary) -> Option<impl IntoView> {
    (!items.0.is_empty()).then(|| view! { <h2 class="govuk-heading-m">{heading}</h2> {diary(items)} })
}

fn plans_of(plans: FirstOf<Planned>, all: String) -> Diary {
    let more = plans.has_more.then_some((all, "Look at all of them"));
    (plans.rows.into_iter().map(|planned| planned_item(planned).into_any()).collect(), more)
}

fn diary((items, more): Diary) -> Option<impl IntoView> {
    let more =
        more.map(|(href, words)| view! { <p class="govuk-body"><a class="govuk-link" href=href>{words}</a></p> });
    (!items.is_empty()).then(|| view! { <ol class="diary">{items}</ol> {more} })
}

fn planned_item(planned: Planned) -> impl IntoView {
    let href = format!("/tenders/{}", planned.reference.in_address());
    let mut facts = vec![planned.buyer];
    facts.extend(planned.service.map(|(_, name)| name));
    facts.extend(planned.interested.map(interested));
    view! {
        <li class="diary__item">
            {planned.opens.map(|day| view! { <p class="diary__when">{day::in_words(day)}</p> })}
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
    facts.extend(ending.interested.map(interested));
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

fn interested(count: u64) -> String {
    if count == 1 { "1 provider interested".to_owned() } else { format!("{count} providers interested") }
}

#[component]
fn Undecided(undecided: FirstOf<(Reference, String)>, may_plan: bool) -> impl IntoView {
    let more = undecided.has_more.then(|| {
        let href = format!("/services?delivery={}", Delivery::Undecided.code());
        view! { <p class="govuk-body"><a class="govuk-link" href=href>"All services whose delivery is to be decided"</a></p> }
    });
    let items = undecided
        .rows
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
        {more}
    }
}
