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
    form::{self, Fields, Said, Saved, submitted},
    http::{Answer, Ask, Typed},
    ui::{Button, ButtonLink, Choice, InsetText, PostForm, Seen},
};

/// The form.
pub async fn page(ask: Ask) -> Answer {
    show(&ask, &Typed::empty()).await
}

/// Enters it, to be checked by somebody else.
pub async fn post(ask: Ask, typed: Typed) -> Answer {
    let deed = async {
        let agreement = ask.reference()?;
        form::read(&typed, |fields| signature(fields, agreement, Vec::new(), None))
    };
    let entered = |paper: Reference| Saved::at(format!("/papers/{}", paper.in_address())).saying(Said::PAPER_ENTERED);
    submitted(&ask, &typed, deed, entered, async |typed| show(&ask, typed).await).await
}

/// The form, about the revision with such a hash; the parties that it can be of, and the scans.
fn signature(
    fields: &mut Fields<'_, String>,
    agreement: Reference,
    parties: Vec<Choice>,
    scans: Option<Scans>,
) -> Option<EnterSignature> {
    let hash = fields.hidden("hash").from(String::clone).optional();
    let organisation = fields.choose("organisation", "Party", parties).empty("Choose");
    let organisation = organisation.parsed("Choose the party that signed", str::parse::<Reference>);
    let attachment = scan(fields, "Scan", "Choose the scan", scans);
    let signatory = fields.line("signatory", "Who signed").required("Enter who signed");
    let position = fields.line("position", "Their position").required("Enter their position");
    let authority = fields.line("authority", "Authority").hint("By what they signed: a minute, a scheme of delegation");
    let authority = authority.required("Enter the authority by which they signed");
    let sign = Sign { agreement, hash: hash?, position: position?, authority: authority? };
    Some(EnterSignature { attachment: attachment?, organisation: organisation?, signatory: signatory?, sign })
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
        view! { <Form agreement=reference signatures attachments number hash action base/> }
    })
}

#[component]
fn Form(
    agreement: Reference,
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
    let files = base + "/attachments";
    let scans = Scans { attachments, files };
    view! {
        <InsetText>
            "It must be revision " {number.to_string()} " that was signed, with the hash that begins " <code>{short}</code>
            ". Somebody else compares what you enter with the scan; until then it does not count."
        </InsetText>
        <PostForm action seen=Seen::Nothing>
            {form::shown(Some(&hash), |fields| signature(fields, agreement, parties, Some(scans)))}
            <Button>"Enter the signature"</Button>
        </PostForm>
    }
}

/// The files of an agreement, and where another is attached.
#[derive(Debug)]
pub struct Scans {
    /// The files there are.
    pub attachments: Attachments,
    /// Where another is attached.
    pub files: String,
}

/// Which of the agreement's files the paper is; where the form is only read, nothing is known of them.
pub fn scan<Of>(
    fields: &mut Fields<'_, Of>,
    label: &str,
    message: &'static str,
    scans: Option<Scans>,
) -> Option<Reference> {
    let choices = match scans {
        Some(Scans { attachments, files }) if attachments.rows.is_empty() => {
            fields.words(|| {
                view! {
                    <p class="govuk-body">"Attach the paper first, then come back:"</p>
                    <ButtonLink href=files secondary=true>"Attach a file"</ButtonLink>
                }
            });
            return None;
        }
        Some(scans) => scans.attachments.rows,
        None => Vec::new(),
    };
    let choices = choices.into_iter().map(|row| row.file);
    let choices =
        choices.map(|file| Choice::new(file.reference.to_string(), format!("{} ({})", file.about, file.name)));
    let scan = fields.choose("attachment", label, choices.collect()).hint("Not there? Attach it under Files first.");
    scan.empty("Choose").parsed(message, str::parse::<Reference>)
}
