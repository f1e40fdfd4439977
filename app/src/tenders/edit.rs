//! `/tenders/{ref}/edit`: changing a procurement.

use entities::{
    procurement::{read::ProcurementPage, rules},
    values::Reference,
};
use leptos::prelude::*;

use super::fields::{procurement, written};
use crate::{
    contracts::fields::Offered,
    form::{self, Said, Saved, submitted},
    http::{Answer, Ask, Page, Typed},
    ui::{Button, InsetText, PostForm},
};

/// The form as it is filled now.
pub async fn page(ask: Ask) -> Answer {
    show(&ask, &Typed::empty()).await
}

/// Saves it.
pub async fn post(ask: Ask, typed: Typed) -> Answer {
    let deed = async { written(&ask, &typed, Some((ask.reference()?, typed.seen()?))).await };
    submitted(&ask, &typed, deed, saved, async |typed| show(&ask, typed).await).await
}

/// On to the procurement, which is saved.
pub fn saved(reference: Reference) -> Saved {
    Saved::at(format!("/tenders/{}", reference.in_address())).saying(Said::PROCUREMENT_SAVED)
}

async fn show(ask: &Ask, typed: &Typed) -> Answer {
    let page = ask.register.read(&ask.viewer, &ProcurementPage(ask.reference()?)).await?;
    let offered = Offered::by(ask).await?;
    let states = rules::may_follow(page.procurement.state);
    let filled = form::filled(&page, |fields| procurement(fields, Offered::default(), states, None));
    let (was, has_no_buyer) = (page.procurement.clone(), page.buyer.is_none());
    let (action, title) = (ask.path().to_owned(), was.title.clone());
    let imported = was.ocid.is_some();
    let seen = was.version;
    Page::new(format!("Change: {title}"))
        .heading("Change the procurement")
        .caption(was.reference.to_string())
        .crumb("Tenders", "/tenders")
        .crumb(title, format!("/tenders/{}", was.reference.in_address()))
        .typed(typed)
        .show(move || {
            let note = imported.then(|| {
                let by_hand: Vec<_> = was.hand_fields.iter().map(|field| field.label().to_lowercase()).collect();
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
                format!("The notice names the buyer “{}”. Leave the field empty to keep that.", was.buyer_name)
            });
            view! {
                {note.map(|note| view! { <InsetText>{note} {buyer.map(|buyer| format!(" {buyer}"))}</InsetText> })}
                <PostForm action seen filled>
                    {form::shown(Some(&page), |fields| procurement(fields, offered, states, None))}
                    <Button>"Save the procurement"</Button>
                </PostForm>
            }
        })
}
