//! `/agreements/{ref}/record`: entering that an agreement was signed before there was this register.

use chrono::NaiveDate;
use entities::{
    Refusal,
    agreement::{
        State,
        deeds::OfRecord,
        read::{Overview, OverviewOf},
    },
    attachment::read::{Attachments, AttachmentsOf},
    paper::deeds::EnterRecord,
    values::Reference,
};
use leptos::prelude::*;

use super::{
    head,
    signed_on_paper::{Scans, scan},
};
use crate::{
    form::{self, Fields, Said, Saved, submitted},
    http::{Answer, Ask, Typed},
    ui::{Button, InsetText, PostForm},
};

/// The form.
pub async fn page(ask: Ask) -> Answer {
    show(&ask, &Typed::empty()).await
}

/// Enters it, to be compared with the file by somebody else.
pub async fn post(ask: Ask, typed: Typed) -> Answer {
    let deed = async {
        let (agreement, seen) = (ask.reference()?, typed.seen()?);
        let (schedules, attachment, signed_on) = form::read(&typed, |fields| of_record(fields, None))?;
        Ok(EnterRecord { attachment, record: OfRecord { agreement, seen, schedules, signed_on } })
    };
    let entered = |paper: Reference| Saved::at(format!("/papers/{}", paper.in_address())).saying(Said::PAPER_ENTERED);
    submitted(&ask, &typed, deed, entered, async |typed| show(&ask, typed).await).await
}

/// The schedules that were shown, the signed file, and the day of the last signature.
fn of_record(fields: &mut Fields<'_, Overview>, scans: Option<Scans>) -> Option<(String, Reference, NaiveDate)> {
    let schedules = fields.hidden("schedules").from(|overview| overview.schedules.clone()).optional();
    let file = scan(fields, "The signed file", "Choose the signed file", scans);
    let signed = fields.day("signed", "When did its last party sign it?").hint("For example, 27 3 2012");
    let signed = signed.required("Enter the day on which the last party signed it");
    Some((schedules?, file?, signed?))
}

async fn show(ask: &Ask, typed: &Typed) -> Answer {
    let overview = ask.register.read(&ask.viewer, &OverviewOf(ask.made()?)).await?;
    if overview.agreement.state != State::Drafting || overview.agreement.edition > 1 {
        return Err(Refusal::rule(
            "This agreement was put to its parties here: it is signed here too",
            "What a party answers or signs on paper is entered at its commitment, or under Signatures",
        )
        .into());
    }
    if !overview.may_enter_of_record {
        let why = "Only the lead commissioner and the coordinator enter an agreement of before.";
        return Err(Refusal::Forbidden { why: why.into() }.into());
    }
    let attachments = ask.register.read(&ask.viewer, &AttachmentsOf(ask.made()?)).await?;
    let action = ask.path().to_owned();
    head::task(&overview, "It was signed before this register").typed(typed).show(move || {
        view! { <Form overview attachments action/> }
    })
}

#[component]
fn Form(overview: Overview, attachments: Attachments, action: String) -> impl IntoView {
    let base = head::address(&overview.agreement.reference);
    let files = format!("{base}/attachments");
    let scans = Scans { attachments, files };
    let promises = format!("{} commitments", overview.commitments);
    view! {
        <p class="govuk-body">
            "What was signed is the file. The register keeps beside it what it says: its details, its "
            {overview.parties.len().to_string()} " parties, "
            <a class="govuk-link" href=format!("{base}/commitments")>{promises}</a> " and its "
            <a class="govuk-link" href=format!("{base}/funding")>"money"</a>
            ". Write those down first; of its text no more is needed than the headings that the commitments stand under."
        </p>
        <InsetText>
            "Somebody else compares everything with the file. Then every commitment counts as confirmed and all its money as accepted, \
             nothing of it can be changed any more but by a variation, and its parties are told."
        </InsetText>
        <PostForm action seen=overview.agreement.version>
            {form::shown(Some(&overview), |fields| of_record(fields, Some(scans)))}
            <Button>"Enter it"</Button>
        </PostForm>
    }
}
