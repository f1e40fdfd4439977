//! `/tenders/{ref}/edit`: changing a procurement.

use entities::{
    organisation::read::OrganisationNames,
    procurement::{read::ProcurementPage, rules},
    service::read::ServiceChoices,
};
use leptos::prelude::*;

use super::fields::{ProcurementFields, filled, write};
use crate::{
    http::{Answer, Ask, Page, Typed, see_other},
    ui::{Button, InsetText, PostForm},
};

/// The form as it is filled now.
pub async fn page(ask: Ask) -> Answer {
    show(&ask, &Typed::empty()).await
}

/// Saves it.
pub async fn post(ask: Ask, typed: Typed) -> Answer {
    let reference = ask.reference()?;
    match write(&ask, &typed, Some(reference.clone())).await {
        Ok(reference) => see_other(format!("/tenders/{}?saved", reference.in_address())),
        Err(refusal) => show(&ask, &typed.refused(refusal)?).await,
    }
}

async fn show(ask: &Ask, typed: &Typed) -> Answer {
    let page = ask.register.read(&ask.viewer, &ProcurementPage(ask.reference()?)).await?;
    let services = ask.register.read(&ask.viewer, &ServiceChoices).await?;
    let names = ask.register.read(&ask.viewer, &OrganisationNames(&[])).await?;
    let filled = filled(&page);
    let (procurement, has_no_buyer) = (page.procurement, page.buyer.is_none());
    let (action, title) = (ask.path().to_owned(), procurement.title.clone());
    let imported = procurement.ocid.is_some();
    let seen = procurement.version;
    Page::new(format!("Change: {title}"))
        .heading("Change the procurement")
        .caption(procurement.reference.to_string())
        .crumb("Tenders", "/tenders")
        .crumb(title, format!("/tenders/{}", procurement.reference.in_address()))
        .typed(typed)
        .show(move || {
            let note = imported.then(|| {
                let by_hand: Vec<_> = procurement.hand_fields.iter().map(|field| field.label().to_lowercase()).collect();
                let since = match by_hand.as_slice() {
                    [] => String::new(),
                    fields => format!(" Written by hand since: {}.", fields.join(", ")),
                };
                format!(
                    "This was imported. Whatever you change here, later imports leave as you wrote it, field by field; where \
                     notices say something else, you are asked.{since}"
                )
            });
            let buyer = has_no_buyer.then(|| {
                format!("The notice names the buyer “{}”. Leave the field empty to keep that.", procurement.buyer_name)
            });
            view! {
                {note.map(|note| view! { <InsetText>{note} {buyer.map(|buyer| format!(" {buyer}"))}</InsetText> })}
                <PostForm action seen filled>
                    <ProcurementFields services names states=rules::may_follow(procurement.state)/>
                    <Button>"Save the procurement"</Button>
                </PostForm>
            }
        })
}
