//! `/agreements/{ref}/record`: entering that an agreement was signed before there was this register.

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

use super::{head, signed_on_paper::Scan};
use crate::{
    http::{Answer, Ask, Typed, see_other},
    ui::{Button, DateInput, Hidden, InsetText, PostForm},
};

/// The form.
pub async fn page(ask: Ask) -> Answer {
    show(&ask, &Typed::empty()).await
}

/// Enters it, to be compared with the file by somebody else.
pub async fn post(ask: Ask, typed: Typed) -> Answer {
    match enter(&ask, &typed).await {
        Ok(paper) => see_other(format!("/papers/{}", paper.in_address())),
        Err(refusal) => show(&ask, &typed.refused(refusal)?).await,
    }
}

async fn enter(ask: &Ask, typed: &Typed) -> Result<Reference, Refusal> {
    let (actor, agreement) = (ask.actor(typed)?, ask.reference()?);
    let mut read = typed.read();
    let attachment = read.parsed("attachment", "Choose the signed file", str::parse::<Reference>);
    let signed_on = read.day("signed", "Enter the day on which the last party signed it");
    let schedules = read.text("schedules").to_owned();
    let seen = read.seen();
    let deed = read.finish(|| {
        let record = OfRecord { agreement, seen: seen?, schedules, signed_on: signed_on? };
        Some(EnterRecord { attachment: attachment?, record })
    })?;
    ask.register.change(&actor, &deed).await
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
            <Hidden name="schedules" value=overview.schedules/>
            <Scan attachments label="The signed file" files=base + "/attachments"/>
            <DateInput name="signed" legend="When did its last party sign it?" hint="For example, 27 3 2012"/>
            <Button>"Enter it"</Button>
        </PostForm>
    }
}
