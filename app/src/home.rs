//! `/`: the register at a glance.

use entities::{
    funding::rules::Sums,
    glance::{AtAGlance, Glance},
};
use leptos::prelude::*;

use crate::{
    http::{Answer, Ask, Page},
    ui::SearchBox,
};

/// Search, and the few figures that matter, each linked.
pub async fn page(ask: Ask) -> Answer {
    let glance = ask.register.read(&ask.viewer, &AtAGlance).await?;
    Page::new("Who promised what for children, and what came of it").show(move || {
        view! {
            <div class="govuk-grid-row">
                <div class="govuk-grid-column-two-thirds">
                    <p class="govuk-body-l">
                        "Agreements between the council and its partners: the commitments in them, the money behind \
                         each, the contracts it pays for, and the results."
                    </p>
                    <SearchBox/>
                </div>
            </div>
            <Figures glance/>
        }
    })
}

#[component]
fn Figures(glance: Glance) -> impl IntoView {
    let Glance { in_force, lapsed, confirmed, commitments, year, money, breaks, coming_events } = glance;
    // An alarm is told where there is one.
    let lapsed = (lapsed > 0)
        .then(|| (lapsed.to_string(), "lapsed, still operating".to_owned(), "/agreements?status=lapsed".to_owned()));
    let figures = [
        (in_force.to_string(), "agreements in force".to_owned(), "/agreements?status=in_force".to_owned()),
        (format!("{confirmed} of {commitments}"), "commitments confirmed".into(), "/commitments".into()),
        (agreed(&money), against(&money, year.to_string()), format!("/funding?year={}", year.in_address())),
        (coming_events.to_string(), "coming tender events".into(), "/tenders".into()),
        (breaks.to_string(), "breaks in the chain from promise to result".into(), "/breaks".into()),
    ];
    let figure = |(figure, words, href): (String, String, String)| {
        view! {
            <li class="figures__item">
                <a class="figures__link" href=href>
                    <span class="figures__figure">{figure}</span>
                    <span class="figures__words">{words}</span>
                </a>
            </li>
        }
    };
    let figures = lapsed.into_iter().chain(figures).map(figure).collect_view();
    view! {
        <h2 class="govuk-heading-l">"At a glance"</h2>
        <ul class="figures">{figures}</ul>
    }
}

fn agreed(money: &Sums) -> String {
    money.agreed.in_words()
}

fn against(money: &Sums, year: String) -> String {
    match money.need {
        Some(need) => format!("agreed in {year}, of {} needed", need.in_words()),
        None => format!("agreed in {year}"),
    }
}
