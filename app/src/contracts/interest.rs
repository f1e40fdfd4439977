//! `/contracts/{ref}/interest`: a provider is interested in the work of a contract that ends, or changes what it said.

use entities::contract::{deeds::RegisterContractInterest, read::ContractPage};
use leptos::prelude::*;

use crate::{
    form::{self, Said, Saved, submitted},
    http::{Answer, Ask, Page, Typed},
    tenders::interest::{InterestForm, interest},
    ui::EmptyState,
};

/// The form, with what was said before.
pub async fn page(ask: Ask) -> Answer {
    show(&ask, &Typed::empty()).await
}

/// Registers it.
pub async fn post(ask: Ask, typed: Typed) -> Answer {
    let contract = ask.reference()?;
    let saved = Saved::at(format!("/contracts/{}", contract.in_address())).saying(Said::INTERESTED);
    let deed = async {
        let words = form::read(&typed, interest)?;
        Ok(RegisterContractInterest { contract, seen: typed.seen()?, words })
    };
    submitted(&ask, &typed, deed, |_| saved, async |typed| show(&ask, typed).await).await
}

async fn show(ask: &Ask, typed: &Typed) -> Answer {
    let page = ask.register.read(&ask.viewer, &ContractPage(ask.reference()?)).await?;
    let (action, title) = (ask.path().to_owned(), page.contract.title);
    let (seen, said) =
        page.ending.own_interest.as_ref().map(|own| (own.version, own.words.clone())).unwrap_or_default();
    let heading = if page.ending.own_interest.is_some() { "Change what you said" } else { "Register interest" };
    let organisation = ask.person()?.organisation.name.clone();
    let refused = page.ending.no_interest;
    Page::new(format!("{heading}: {title}"))
        .heading(heading)
        .caption(title.clone())
        .crumb("Contracts that end", "/expiring")
        .crumb(title, format!("/contracts/{}", page.contract.reference.in_address()))
        .typed(typed)
        .show(move || {
            if let Some((why, instead)) = refused {
                return view! { <EmptyState text=why><p class="govuk-body">{instead}</p></EmptyState> }.into_any();
            }
            let about = "It is about what comes after this contract.";
            view! { <InterestForm action seen said heading organisation about/> }.into_any()
        })
}
