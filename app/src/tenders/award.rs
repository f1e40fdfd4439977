//! `/tenders/{ref}/award`: a commissioner enters to whom a procurement was awarded.

use entities::{
    Refusal,
    organisation::read::{OrganisationNamed, OrganisationNames},
    procurement::{Standstill, State, deeds::AwardProcurement, read::ProcurementPage},
};
use leptos::prelude::*;

use super::frame::{address, below, says};
use crate::{
    http::{Answer, Ask, Typed, see_other},
    ui::{Button, Choice, DateInput, EmptyState, MoneyInput, OrganisationInput, PostForm, Radios},
};

/// The form.
pub async fn page(ask: Ask) -> Answer {
    show(&ask, &Typed::empty()).await
}

/// Enters it.
pub async fn post(ask: Ask, typed: Typed) -> Answer {
    match award(&ask, &typed).await {
        Ok(_) => see_other(format!("/tenders/{}?awarded", ask.reference()?.in_address())),
        Err(refusal) => show(&ask, &typed.refused(refusal)?).await,
    }
}

async fn award(ask: &Ask, typed: &Typed) -> Result<i64, Refusal> {
    let actor = ask.actor(typed)?;
    let mut read = typed.read();
    let provider = read.required("provider", "Enter to whom it was awarded");
    let price = read.optional_pounds("price");
    let on = read.day("on", "Enter the day on which the award was made known");
    let standstill = read.word::<Standstill>("standstill", "Choose a standstill, or none");
    let (starts, ends) = (read.optional_day("starts"), read.optional_day("ends"));
    let seen = read.seen();
    let procurement = ask.reference()?;
    let (provider, price, on, standstill, starts, ends, seen) =
        read.finish(|| Some((provider?, price?, on?, standstill?, starts?, ends?, seen?)))?;
    let provider = ask.register.read(&ask.viewer, &OrganisationNamed::new("provider", &provider)).await?;
    let deed = AwardProcurement { procurement, seen, provider, price, on, standstill, starts, ends };
    ask.register.change(&actor, &deed).await
}

async fn show(ask: &Ask, typed: &Typed) -> Answer {
    let page = ask.register.read(&ask.viewer, &ProcurementPage(ask.reference()?)).await?;
    let names = ask.register.read(&ask.viewer, &OrganisationNames(&[])).await?;
    let action = format!("{}/award", address(&page));
    let (seen, says) = (page.procurement.version, says(&page));
    below("Enter an award", &page).typed(typed).show(move || {
        if !page.may_award {
            let why = format!("A procurement that is “{}” cannot be awarded.", page.procurement.state);
            let edit = format!("{}/edit", address(&page));
            return view! {
                <EmptyState text=why>
                    <p class="govuk-body">
                        <a class="govuk-link" href=edit>"Change its status"</a> " to “" {State::Open.label()} "” first, if it was tendered."
                    </p>
                </EmptyState>
            }
            .into_any();
        }
        let choices = Choice::words::<Standstill>();
        view! {
            <PostForm action seen says>
                <OrganisationInput name="provider" label="To whom was it awarded?" names/>
                <MoneyInput name="price" label="Price of the whole contract (optional)" hint="In pounds"/>
                <DateInput name="on" legend="When was the award made known?" hint="The day of the award notice"/>
                <Radios
                    name="standstill"
                    legend="Which standstill?"
                    hint="Its end is reckoned by working days and English bank holidays, and becomes an event. Help, not legal advice"
                    choices
                />
                <DateInput name="starts" legend="When does the contract start? (optional)"/>
                <DateInput name="ends" legend="When does it end? (optional)"/>
                <Button>"Enter the award"</Button>
            </PostForm>
        }
        .into_any()
    })
}
