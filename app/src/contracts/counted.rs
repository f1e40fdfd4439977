//! `/contracts/{ref}/measures/{id}`: saying whether a measure counts children, of which small numbers are hidden.

use entities::{
    Refusal,
    contract::{
        deeds::SayWhatIsCounted,
        read::{ContractPage, MeasureRow},
    },
};
use leptos::prelude::*;

use crate::{
    form::{self, Fields, Said, Saved, submitted},
    http::{Answer, Ask, Page, Typed},
    ui::{Button, Choice, PostForm},
};

/// The form.
pub async fn page(ask: Ask) -> Answer {
    show(&ask, &Typed::empty()).await
}

/// Saves it.
pub async fn post(ask: Ask, typed: Typed) -> Answer {
    let contract = ask.reference()?;
    let saved = Saved::at(format!("/contracts/{}", contract.in_address())).saying(Said::MEASURE_SAVED);
    let deed = async {
        let measure = ask.param("id").parse().map_err(|_| Refusal::NotFound)?;
        let (counts_children, zero_may_be_shown) = form::read(&typed, counted)?;
        Ok(SayWhatIsCounted { contract, measure, seen: typed.seen()?, counts_children, zero_may_be_shown })
    };
    submitted(&ask, &typed, deed, |()| saved, async |typed| show(&ask, typed).await).await
}

/// Whether a measure counts children, and whether its zeros may be shown.
pub type Counted = (bool, bool);

/// The question, with what follows from each answer.
pub fn counted(fields: &mut Fields<'_, Counted>) -> Option<Counted> {
    let choices = vec![
        Choice::new("children", "Yes")
            .hint("0 to 5 are hidden from the public, with what they could be worked out from"),
        Choice::new("children-zero", "Yes, and nobody is recognised by a zero").hint("1 to 5 are hidden"),
        Choice::new("other", "No").hint("It counts days, visits, pounds or the like: nothing is hidden"),
    ];
    let code = |counted: &Counted| match counted {
        (true, false) => "children".to_owned(),
        (true, true) => "children-zero".to_owned(),
        (false, _) => "other".to_owned(),
    };
    let choose = "Choose whether it counts children";
    fields.choose("counts", "Does it count children?", choices).radios().chosen_of(code).parsed(choose, |text| {
        match text {
            "children" => Ok((true, false)),
            "children-zero" => Ok((true, true)),
            "other" => Ok((false, false)),
            _ => Err(choose),
        }
    })
}

async fn show(ask: &Ask, typed: &Typed) -> Answer {
    let page = ask.register.read(&ask.viewer, &ContractPage(ask.reference()?)).await?;
    let id = ask.param("id").parse::<i64>().map_err(|_| Refusal::NotFound)?;
    let found = page.measures.into_iter().find(|row| row.measure.id == id);
    let MeasureRow { measure, .. } = found.ok_or(Refusal::NotFound)?;
    let (action, title) = (ask.path().to_owned(), page.contract.title);
    Page::new(format!("What is counted: {}", measure.statement))
        .heading("What is counted")
        .caption(measure.statement)
        .crumb("Contracts", "/contracts")
        .crumb(title, format!("/contracts/{}", page.contract.reference.in_address()))
        .typed(typed)
        .show(move || {
            let now = (measure.counts_children, measure.zero_may_be_shown);
            view! {
                <PostForm action seen=measure.version filled=form::filled(&now, counted)>
                    {form::shown(Some(&now), counted)}
                    <Button>"Save"</Button>
                </PostForm>
            }
        })
}
