//! `/tenders/{ref}/award`: a commissioner enters to whom a procurement was awarded.

use chrono::NaiveDate;
use entities::{
    organisation::read::{OrganisationNamed, OrganisationNames},
    procurement::{Standstill, State, deeds::AwardProcurement, read::ProcurementPage},
    values::Pence,
};
use leptos::prelude::*;

use super::frame::{address, below, saved, says};
use crate::{
    form::{self, Fields, Said, submitted},
    http::{Answer, Ask, Typed},
    ui::{Button, EmptyState, PostForm},
};

/// The form.
pub async fn page(ask: Ask) -> Answer {
    show(&ask, &Typed::empty()).await
}

/// Enters it.
pub async fn post(ask: Ask, typed: Typed) -> Answer {
    let (procurement, saved) = (ask.reference()?, saved(&ask, Said::AWARD_ENTERED)?);
    let deed = async {
        let Award { provider, price, on, standstill, starts, ends } =
            form::read(&typed, |fields| award(fields, Vec::new()))?;
        let seen = typed.seen()?;
        let provider = ask.register.read(&ask.viewer, &OrganisationNamed::new("provider", &provider)).await?;
        Ok(AwardProcurement { procurement, seen, provider, price, on, standstill, starts, ends })
    };
    submitted(&ask, &typed, deed, |_| saved, async |typed| show(&ask, typed).await).await
}

/// What is entered; the provider as it was typed.
struct Award {
    provider: String,
    price: Option<Pence>,
    on: NaiveDate,
    standstill: Standstill,
    starts: Option<NaiveDate>,
    ends: Option<NaiveDate>,
}

fn award(fields: &mut Fields<'_, ()>, names: Vec<String>) -> Option<Award> {
    let provider = fields.organisation("provider", "To whom was it awarded?", names);
    let provider = provider.required("Enter to whom it was awarded");
    let price = fields.money("price", "Price of the whole contract (optional)").hint("In pounds").maybe_pounds();
    let on = fields.day("on", "When was the award made known?").hint("The day of the award notice");
    let on = on.required("Enter the day on which the award was made known");
    let standstill = fields.word::<Standstill>("standstill", "Which standstill?").radios().hint(
        "Its end is reckoned by working days and English bank holidays, and becomes an event. Help, not legal advice",
    );
    let standstill = standstill.required("Choose a standstill, or none");
    let starts = fields.day("starts", "When does the contract start? (optional)").optional();
    let ends = fields.day("ends", "When does it end? (optional)").optional();
    Some(Award { provider: provider?, price: price?, on: on?, standstill: standstill?, starts: starts?, ends: ends? })
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
        view! {
            <PostForm action seen says>
                {form::shown(None, |fields| award(fields, names))}
                <Button>"Enter the award"</Button>
            </PostForm>
        }
        .into_any()
    })
}
