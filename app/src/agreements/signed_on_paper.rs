//! `/agreements/{ref}/sign/paper`: entering what a party signed on paper.

use entities::{
    Refusal,
    agreement::{
        deeds::Sign,
        read::{OverviewOf, Signatures, SignaturesOf},
    },
    attachment::read::{Attachments, AttachmentsOf},
    paper::deeds::EnterSignature,
    values::Reference,
};
use leptos::prelude::*;

use super::head;
use crate::{
    http::{Answer, Ask, Typed, see_other},
    ui::{Button, ButtonLink, Choice, Hidden, InsetText, PostForm, Seen, Select, TextInput},
};

/// The form.
pub async fn page(ask: Ask) -> Answer {
    show(&ask, &Typed::empty()).await
}

/// Enters it, to be checked by somebody else.
pub async fn post(ask: Ask, typed: Typed) -> Answer {
    match enter(&ask, &typed).await {
        Ok(paper) => see_other(format!("/papers/{}", paper.in_address())),
        Err(refusal) => show(&ask, &typed.refused(refusal)?).await,
    }
}

async fn enter(ask: &Ask, typed: &Typed) -> Result<Reference, Refusal> {
    let (actor, agreement) = (ask.actor(typed)?, ask.reference()?);
    let mut read = typed.read();
    let organisation = read.parsed("organisation", "Choose the party that signed", str::parse::<Reference>);
    let attachment = read.parsed("attachment", "Choose the scan", str::parse::<Reference>);
    let signatory = read.required("signatory", "Enter who signed");
    let position = read.required("position", "Enter their position");
    let authority = read.required("authority", "Enter the authority by which they signed");
    let hash = read.text("hash").to_owned();
    let deed = read.finish(|| {
        let sign = Sign { agreement, hash, position: position?, authority: authority? };
        Some(EnterSignature { attachment: attachment?, organisation: organisation?, signatory: signatory?, sign })
    })?;
    ask.register.change(&actor, &deed).await
}

async fn show(ask: &Ask, typed: &Typed) -> Answer {
    let reference = ask.reference()?;
    let overview = ask.register.read(&ask.viewer, &OverviewOf(ask.made()?)).await?;
    let signatures = ask.register.read(&ask.viewer, &SignaturesOf(ask.made()?)).await?;
    let (true, Some((number, hash))) = (signatures.may_enter, signatures.open.clone()) else {
        let why =
            "Only the lead commissioner and the coordinator enter signatures, while the agreement is open for signing";
        return Err(Refusal::Forbidden { why: why.into() }.into());
    };
    let attachments = ask.register.read(&ask.viewer, &AttachmentsOf(ask.made()?)).await?;
    let action = ask.path().to_owned();
    head::task(&overview, "Enter a signature from paper").typed(typed).show(move || {
        let base = head::address(&reference);
        view! { <Form signatures attachments number hash action base/> }
    })
}

#[component]
fn Form(
    signatures: Signatures,
    attachments: Attachments,
    number: i64,
    hash: String,
    action: String,
    base: String,
) -> impl IntoView {
    let parties = signatures.waiting.into_iter().map(|party| Choice::new(party.reference.to_string(), party.name));
    let parties = parties.collect::<Vec<_>>();
    let short: String = hash.chars().take(12).collect();
    view! {
        <InsetText>
            "It must be revision " {number.to_string()} " that was signed, with the hash that begins " <code>{short}</code>
            ". Somebody else compares what you enter with the scan; until then it does not count."
        </InsetText>
        <PostForm action seen=Seen::Nothing>
            <Hidden name="hash" value=hash/>
            <Select name="organisation" label="Party" choices=parties empty="Choose"/>
            <Scan attachments label="Scan" files=base + "/attachments"/>
            <TextInput name="signatory" label="Who signed"/>
            <TextInput name="position" label="Their position"/>
            <TextInput name="authority" label="Authority" hint="By what they signed: a minute, a scheme of delegation"/>
            <Button>"Enter the signature"</Button>
        </PostForm>
    }
}

/// Chooses the paper among the files of the agreement.
#[component]
pub fn Scan(
    /// The files there are.
    attachments: Attachments,
    /// What it asks for.
    label: &'static str,
    /// Where another is attached.
    files: String,
) -> impl IntoView {
    if attachments.rows.is_empty() {
        return view! {
            <p class="govuk-body">"Attach the paper first, then come back:"</p>
            <ButtonLink href=files secondary=true>"Attach a file"</ButtonLink>
        }
        .into_any();
    }
    let choices = attachments
        .rows
        .into_iter()
        .map(|row| row.file)
        .map(|file| Choice::new(file.reference.to_string(), format!("{} ({})", file.about, file.name)))
        .collect::<Vec<_>>();
    view! { <Select name="attachment" label hint="Not there? Attach it under Files first." choices empty="Choose"/> }
        .into_any()
}
