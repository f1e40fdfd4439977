//! `/tenders/{ref}/awards/{id}`: a commissioner takes back an award that was entered by hand, and says why.

use entities::{
    Refusal,
    procurement::{
        deeds::WithdrawAward,
        read::{Awarded, Page, ProcurementPage},
    },
};
use leptos::prelude::*;

use super::frame::{address, below, saved, says};
use crate::{
    form::{self, Fields, Said, submitted},
    http::{Answer, Ask, Typed},
    ui::{Button, PostForm},
};

/// The form.
pub async fn page(ask: Ask) -> Answer {
    show(&ask, &Typed::empty()).await
}

/// Withdraws it.
pub async fn post(ask: Ask, typed: Typed) -> Answer {
    let (procurement, saved) = (ask.reference()?, saved(&ask, Said::AWARD_WITHDRAWN)?);
    let deed = async {
        let why = form::read(&typed, why)?;
        Ok(WithdrawAward { procurement, seen: typed.seen()?, award: id(&ask)?, why })
    };
    submitted(&ask, &typed, deed, |()| saved, async |typed| show(&ask, typed).await).await
}

fn why(fields: &mut Fields<'_, ()>) -> Option<String> {
    let why = fields.area("why", "Why is it withdrawn?", 4).hint("Everybody can read this, at most 2,000 characters");
    why.required("Enter why it is withdrawn")
}

/// The key in the address.
fn id(ask: &Ask) -> Result<i64, Refusal> {
    ask.param("id").parse().map_err(|_| Refusal::NotFound)
}

/// The procurement, and the award in the address.
async fn found(ask: &Ask) -> Result<(Page, Awarded), Refusal> {
    let page = ask.register.read(&ask.viewer, &ProcurementPage(ask.reference()?)).await?;
    let id = id(ask)?;
    let none = || Refusal::rule("There is no such award.", "It may have been withdrawn: look at the procurement.");
    let award = page.awards.iter().find(|award| award.by_hand == Some(id)).cloned().ok_or_else(none)?;
    Ok((page, award))
}

async fn show(ask: &Ask, typed: &Typed) -> Answer {
    let (page, award) = found(ask).await?;
    let action = ask.path().to_owned();
    let (seen, says) = (page.procurement.version, says(&page));
    let to = award.suppliers.into_iter().map(|supplier| supplier.name).collect::<Vec<_>>().join(", ");
    let back = address(&page);
    below("Withdraw an award", &page).typed(typed).show(move || {
        view! {
            <p class="govuk-body">"Awarded to: " <strong>{to}</strong></p>
            <p class="govuk-body">
                "What came with it is cancelled: the award, the end of its standstill, and the start and the end of the contract. \
                 Calendars that have these are told. If there is no other award, the procurement is closed again, \
                 and can be awarded anew."
            </p>
            <PostForm action seen says>
                {form::shown(None, why)}
                <Button warning=true>"Withdraw the award"</Button>
            </PostForm>
            <p class="govuk-body"><a class="govuk-link" href=back>"Keep it as it is"</a></p>
        }
    })
}
