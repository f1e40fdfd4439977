//! `/agreements/{ref}/signatures`: who signed which revision, and who is still to sign.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use entities::{
    agreement::read::{OverviewOf, PartyRow, SignatureRow, Signatures, SignaturesOf},
    organisation::read::Answering,
    values::{Reference, day},
};
use leptos::prelude::*;

use super::head::{self, Head};
use crate::{
    http::{Answer, Ask},
    organisations::answering::{answers_now, called},
    ui::{ButtonLink, Column, EmptyState, InsetText, Table, moment},
};

/// The signatures of the agreement.
pub async fn page(ask: Ask) -> Answer {
    let asked = ask.asked()?;
    let overview = ask.register.read(&ask.viewer, &OverviewOf((&asked).into())).await?;
    let signatures = ask.register.read(&ask.viewer, &SignaturesOf((&asked).into())).await?;
    let current = ask.path().to_owned();
    head::page(&overview, "Signatures").show(move || {
        let base = head::address(&overview.agreement.reference);
        let sign =
            overview.may_sign.then(|| view! { <ButtonLink href=format!("{base}/sign")>"Read and sign"</ButtonLink> });
        let enter = signatures.may_enter.then(|| {
            view! { <ButtonLink href=format!("{base}/sign/paper") secondary=true>"Enter a signature from paper"</ButtonLink> }
        });
        let offers = (sign.is_some() || enter.is_some())
            .then(|| view! { <div class="govuk-button-group">{sign} {enter}</div> });
        let parties = overview.parties.clone();
        view! { <Head overview current/> {offers} <Given signatures parties/> }
    })
}

#[component]
fn Given(signatures: Signatures, parties: Vec<PartyRow>) -> impl IntoView {
    let Signatures { rows, waiting, of_record, .. } = signatures;
    if let Some((file, on)) = of_record {
        return view! { <OfRecord file on/> }.into_any();
    }
    let names: Vec<String> = waiting.into_iter().map(|party| party.name).collect();
    let waiting =
        (!names.is_empty()).then(|| view! { <InsetText>"Still to sign: " {names.join(", ")} "."</InsetText> });
    if rows.is_empty() {
        return view! {
            {waiting}
            <EmptyState text="Nobody has signed yet.">
                <p class="govuk-body">"Parties can sign once the commissioner opens the agreement for signing."</p>
            </EmptyState>
        }
        .into_any();
    }
    let now: BTreeMap<_, _> = parties.into_iter().map(|party| (party.organisation.reference, party.acts_now)).collect();
    let rows = rows.into_iter().map(|signature| row(signature, &now)).collect();
    let columns = vec![
        Column::head("Party"),
        Column::text("Signed by"),
        Column::text("Authority"),
        Column::text("When"),
        Column::text("Revision"),
    ];
    view! { {waiting} <Table caption="Signatures" columns rows/> }.into_any()
}

/// Said where nobody signs: it was signed before.
#[component]
fn OfRecord(file: Reference, on: NaiveDate) -> impl IntoView {
    let href = format!("/attachments/{}", file.in_address());
    view! {
        <InsetText>
            {format!("It was signed on {}, before this register. What was signed is the file ", day::in_words(on))}
            <a class="govuk-link" href=href download="">{file.to_string()}</a>
            "; two people have compared with it what stands here."
        </InsetText>
    }
}

fn row(row: SignatureRow, now: &BTreeMap<Reference, Vec<Answering>>) -> Vec<AnyView> {
    let short: String = row.hash.chars().take(12).collect();
    let scan = row.scan.map(|scan| {
        let href = format!("/attachments/{}", scan.in_address());
        view! { <a class="govuk-link" href=href download="">"On paper: " {scan.to_string()}</a> }
    });
    let now = now.get(&row.organisation.reference).cloned().unwrap_or_default();
    let changed = (!row.has_its_hash).then(|| {
        view! { <strong class="stacked">"The text on record is not the one that was signed: it was changed outside the register."</strong> }
    });
    let past = (!row.counts).then_some(", reopened since");
    vec![
        view! { {called(row.organisation.name, row.then_called)} {answers_now(now)} }.into_any(),
        view! { {row.signatory} <span class="quiet quiet--block">{row.position}</span> {scan} }.into_any(),
        row.authority.into_any(),
        moment(row.at).into_any(),
        view! { {row.revision.to_string()} {past} {changed} <code class="hash stacked" title=row.hash>{short} "…"</code> }
            .into_any(),
    ]
}
