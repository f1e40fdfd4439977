//! `/contracts/{ref}`: a contract, its price and dates, its measures and what was observed.

use entities::{
    contract::{
        read::{self, ContractPage, MeasureRow},
        suppression::{Figure, HIDDEN},
    },
    values::day,
};
use leptos::prelude::*;

use super::{follows::WhatFollows, line::Line};
use crate::{
    http::{Answer, Ask, Page},
    tenders::Documents,
    ui::{ButtonLink, Column, EmptyState, PlainText, SummaryList, SummaryRow, Table, day_or},
};

/// The contract.
pub async fn page(ask: Ask) -> Answer {
    let page = ask.register.read(&ask.viewer, &ContractPage(ask.reference()?)).await?;
    let (title, reference) = (page.contract.title.clone(), page.contract.reference.to_string());
    let signed_out = ask.viewer.person().is_none();
    Page::new(title).caption(reference).crumb("Contracts", "/contracts").show(move || {
        let base = format!("/contracts/{}", page.contract.reference.in_address());
        let keep = page.may_keep.then(|| {
            view! {
                <div class="govuk-button-group">
                    <ButtonLink href=format!("{base}/measures/new")>"Add an outcome measure"</ButtonLink>
                    <ButtonLink href=format!("{base}/intention") secondary=true>"Say what follows"</ButtonLink>
                    <ButtonLink href=format!("{base}/edit") secondary=true>"Change"</ButtonLink>
                </div>
            }
        });
        let documents = page.documents.clone();
        view! {
            <PlainText text=page.contract.description.clone()/>
            {keep}
            <Facts page=page.clone()/>
            <WhatFollows page=page.clone() base=base.clone() signed_out/>
            <Documents documents/>
            <h2 class="govuk-heading-l">"What came of it"</h2>
            <Measures page base/>
        }
    })
}

#[component]
fn Facts(page: read::Page) -> impl IntoView {
    let links = |path: &'static str, list: Vec<entities::organisation::read::Named>| {
        list.into_iter()
            .map(|named| {
                let href = format!("{path}/{}", named.reference.in_address());
                view! { <span class="stacked"><a class="govuk-link" href=href>{named.name}</a></span> }
            })
            .collect::<Vec<_>>()
    };
    let contract = page.contract;
    let service = match page.row.service {
        Some((reference, name)) => {
            let href = format!("/services/{}", reference.in_address());
            view! { <a class="govuk-link" href=href>{name}</a> }.into_any()
        }
        None => "None".into_any(),
    };
    let price = contract.price.map_or_else(|| "Not stated".to_owned(), |price| price.to_string());
    let ran_until =
        contract.council_ran_until.map(|until| SummaryRow::new("The council ran it until", day::in_words(until)));
    let cpv = contract.cpv.map(|cpv| SummaryRow::new("CPV code", cpv.to_string()));
    let rows = vec![
        SummaryRow::new("Status", page.row.status),
        SummaryRow::new("Provider", links("/providers", page.row.providers)),
        SummaryRow::new("Buyer", links("/organisations", page.buyers)),
        SummaryRow::new("Service", service),
        SummaryRow::new("Origin", contract.origin.label()),
        SummaryRow::new("Price", price),
        SummaryRow::new("Starts", day_or(contract.starts, "Not stated")),
        SummaryRow::new("Ends", day_or(contract.ends, "Open")),
    ];
    let procurement = page.procurement.map(|(reference, title)| {
        let href = format!("/tenders/{}", reference.in_address());
        SummaryRow::new("Let by", view! { <a class="govuk-link" href=href>{title}</a> })
    });
    view! { <SummaryList rows=rows.into_iter().chain(ran_until).chain(cpv).chain(procurement).collect()/> }
}

#[component]
fn Measures(page: read::Page, base: String) -> impl IntoView {
    if page.measures.is_empty() {
        return view! {
            <EmptyState text="This contract has no outcome measure.">
                <p class="govuk-body">"Nobody can tell what comes of the money until it has one."</p>
            </EmptyState>
        }
        .into_any();
    }
    let (may_observe, may_keep) = (page.may_observe, page.may_keep);
    page.measures
        .into_iter()
        .map(|row| view! { <Measure row base=base.clone() may_observe may_keep/> })
        .collect_view()
        .into_any()
}

#[component]
fn Measure(row: MeasureRow, base: String, may_observe: bool, may_keep: bool) -> impl IntoView {
    let readings = row.line();
    let MeasureRow { measure, baseline, observations, .. } = row;
    let unit = measure.unit.clone();
    let figure = |figure: Figure| match figure {
        Figure::Hidden => HIDDEN.to_owned(),
        Figure::Known(reading) if unit == "%" => format!("{reading}%"),
        Figure::Known(reading) => format!("{reading} {unit}"),
    };
    let target = measure.target.map(|target| format!("Target {}. ", figure(Figure::Known(target))));
    let baseline = baseline.map(|baseline| format!("Baseline {}. ", figure(baseline)));
    let rows: Vec<_> = observations
        .into_iter()
        .map(|observation| {
            let old = observation.corrects.iter().map(|old| match old {
                Figure::Hidden => "a figure that is hidden, too".to_owned(),
                known => figure(*known),
            });
            let old: Vec<String> = old.collect();
            let old = (!old.is_empty()).then(
                || view! { <span class="quiet quiet--block">{format!("Corrected from {}", old.join(", "))}</span> },
            );
            let period =
                format!("{} to {}", day::in_words(observation.period_start), day::in_words(observation.period_end));
            vec![
                period.into_any(),
                view! { {figure(observation.actual)} {old} }.into_any(),
                observation.note.into_any(),
            ]
        })
        .collect();
    let report = may_observe.then(|| {
        view! { <ButtonLink href=format!("{base}/observations/new?measure={}", measure.id)>"Report a result"</ButtonLink> }
    });
    let counted = may_keep.then(|| {
        let words = if measure.counts_children { "Counts children" } else { "Counts no children" };
        let href = format!("{base}/measures/{}", measure.id);
        view! { <a class="govuk-link" href=href>{words} <span class="govuk-visually-hidden">{format!(": {}", measure.statement)}</span></a> }
    });
    let title = format!("Readings of: {}", measure.statement);
    let columns = vec![Column::head("Period"), Column::number("Observed"), Column::text("Note")];
    let shown = if rows.is_empty() {
        view! { <p class="govuk-body">"Nothing has been reported yet."</p> }.into_any()
    } else {
        view! { <Line title=title.clone() readings/> <Table caption=title caption_hidden=true columns rows/> }
            .into_any()
    };
    view! {
        <h3 class="govuk-heading-m">{measure.statement}</h3>
        <p class="govuk-body quiet">{baseline} {target} {measure.kind.label()} ". " {measure.direction.label()} ". " {counted}</p>
        {shown}
        {report}
    }
}
