//! `/tenders/{ref}/awards/{id}`: a commissioner takes back an award that was entered by hand, and says why.

use entities::{
    Refusal,
    procurement::{
        deeds::WithdrawAward,
        read::{Awarded, Page, ProcurementPage},
    },
};
use leptos::prelude::*;

use super::frame::{address, below, says};
use crate::{
    http::{Answer, Ask, Typed, see_other},
    ui::{Button, PostForm, TextArea},
};

/// The form.
pub async fn page(ask: Ask) -> Answer {
    show(&ask, &Typed::empty()).await
}

/// Withdraws it.
pub async fn post(ask: Ask, typed: Typed) -> Answer {
    match withdraw(&ask, &typed).await {
        Ok(()) => see_other(format!("/tenders/{}?withdrawn", ask.reference()?.in_address())),
        Err(refusal) => show(&ask, &typed.refused(refusal)?).await,
    }
}

async fn withdraw(ask: &Ask, typed: &Typed) -> Result<(), Refusal> {
    let actor = ask.actor(typed)?;
    let mut read = typed.read();
    let why = read.required("why", "Enter why it is withdrawn");
    let seen = read.seen();
    let (procurement, award) = (ask.reference()?, id(ask)?);
    let deed = read.finish(|| Some(WithdrawAward { procurement, seen: seen?, award, why: why? }))?;
    ask.register.change(&actor, &deed).await
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
                <TextArea name="why" label="Why is it withdrawn?" hint="Everybody can read this, at most 2,000 characters" rows=4/>
                <Button warning=true>"Withdraw the award"</Button>
            </PostForm>
            <p class="govuk-body"><a class="govuk-link" href=back>"Keep it as it is"</a></p>
        }
    })
}
