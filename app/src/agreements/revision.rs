//! `/agreements/{ref}/revisions/{n}`: an old revision of an agreement's text, as it was.

use entities::{
    Refusal,
    agreement::read::{OverviewOf, RevisionOf},
};
use leptos::prelude::*;

use super::{
    head, revisions,
    text::{Document, NotWhatWasHashed},
};
use crate::{
    http::{Answer, Ask},
    ui::{InsetText, moment},
};

/// The revision, and what it is.
pub async fn page(ask: Ask) -> Answer {
    let agreement = ask.reference()?;
    let number: i64 = ask.param("n").parse().map_err(|_| Refusal::NotFound)?;
    let overview = ask.register.read(&ask.viewer, &OverviewOf((&agreement).into())).await?;
    let revision = ask.register.read(&ask.viewer, &RevisionOf { agreement, number }).await?;
    let base = head::address(&overview.agreement.reference);
    let title = format!("Revision {number}");
    head::task(&overview, &title).crumb("Revisions", format!("{base}/revisions")).show(move || {
        let row = revision.row;
        let state = revisions::says(&row).to_lowercase();
        let about = format!("Revision {} of edition {}, {state}, {}.", row.number, row.edition, moment(row.at));
        let force = if revision.in_force { "It is what is in force." } else { "It is not what is in force." };
        let text = revision.text;
        let document = if text.has_its_hash {
            view! {
                <Document text=text.text tables=text.tables printed=text.printed/>
                <p class="govuk-body-s quiet">"SHA-256 over all of it: " <code class="hash">{text.hash}</code></p>
            }
            .into_any()
        } else {
            view! { <NotWhatWasHashed/> }.into_any()
        };
        view! {
            <InsetText>
                <p class="govuk-body">{about} " " <strong>{force}</strong></p>
                <p class="govuk-body">
                    <a class="govuk-link" href=base>"The agreement as it is now"</a>
                </p>
            </InsetText>
            {document}
        }
    })
}
