//! The fields of a funding line's figures, for writing it and editing it.

use entities::{
    commitment::read::Row,
    funding::{
        Arrangement, Certainty, Recurrence, Spending,
        deeds::{Figures, Share},
        read::Line,
    },
    values::{Amount, Figures as Number, Precision},
};
use leptos::prelude::*;

use crate::{
    http::{Reading, Typed},
    ui::{Choice, MoneyInput, Select, TextArea, TextInput},
};

/// The fields.
#[component]
pub fn FigureFields(
    /// The commitments it can pay for.
    commitments: Vec<Row>,
) -> impl IntoView {
    let shares = commitments
        .into_iter()
        .map(|row| {
            let label = format!("{}: {}", row.reference, row.statement);
            view! { <MoneyInput name=share_field(&row.reference.in_address()) label/> }
        })
        .collect::<Vec<_>>();
    view! {
        <MoneyInput name="amount" label="Amount for the year" hint="In pounds. For example 140,000 or 1.5 million"/>
        <Select name="precision" label="How precisely is it known?" choices={Choice::words::<Precision>()}/>
        <Select name="arrangement" label="Arrangement" choices={Choice::words::<Arrangement>()}/>
        <Select name="spending" label="Revenue or capital" choices={Choice::words::<Spending>()}/>
        <Select name="recurrence" label="In which years does it count?" choices={Choice::words::<Recurrence>()}/>
        <Select name="certainty" label="How certain is it?" choices={Choice::words::<Certainty>()}/>
        <TextInput name="tolerance_from" label="Tolerance from" suffix="%" width=3 inputmode="numeric"/>
        <TextInput name="tolerance_to" label="Tolerance to" suffix="%" width=3 inputmode="numeric"/>
        <TextArea name="note" label="Note" rows=2/>
        {(!shares.is_empty()).then(|| view! {
            <h2 class="govuk-heading-m" id="shares">"Which commitments does it pay for?"</h2>
            <p class="govuk-body">"Enter what each gets. Leave the others empty; what is left over is shown as not explained."</p>
            {shares}
        })}
    }
}

fn share_field(commitment: &str) -> String {
    format!("share-{commitment}")
}

/// Reads the fields, with the shares of these commitments.
pub fn read_figures(read: &mut Reading<'_>, commitments: &[Row]) -> Option<Figures> {
    let pence = read.pounds("amount", "Enter an amount in pounds; 0 for help in kind");
    let precision = read.word::<Precision>("precision", "Choose how precisely it is known");
    let arrangement = read.word::<Arrangement>("arrangement", "Choose an arrangement");
    let spending = read.word::<Spending>("spending", "Choose revenue or capital");
    let recurrence = read.word::<Recurrence>("recurrence", "Choose in which years it counts");
    let certainty = read.word::<Certainty>("certainty", "Choose how certain it is");
    let per_cent = |text: &str| Number::whole_number(text).map_err(|_| "Enter whole per cent, like 10");
    let from = read.optional("tolerance_from", per_cent);
    let to = read.optional("tolerance_to", per_cent);
    let tolerance = match (from?, to?) {
        (None, None) => None,
        (from, to) => Some((from.unwrap_or_default(), to.or(from).unwrap_or_default())),
    };
    let shares = read_shares(read, commitments);
    let note = read.text("note").to_owned();
    Some(Figures {
        amount: Amount { pence: pence?, precision: precision? },
        arrangement: arrangement?,
        spending: spending?,
        recurrence: recurrence?,
        certainty: certainty?,
        tolerance,
        note,
        shares: shares?,
    })
}

/// What each commitment gets of it. All are read, so that one faulty share hides none of the others' faults.
fn read_shares(read: &mut Reading<'_>, commitments: &[Row]) -> Option<Vec<Share>> {
    let all: Vec<Option<Option<Share>>> = commitments
        .iter()
        .map(|row| {
            let pence = read.optional_pounds(share_field(&row.reference.in_address()))?;
            Some(pence.map(|pence| Share { commitment: row.reference.clone(), pence }))
        })
        .collect();
    all.into_iter().collect::<Option<Vec<_>>>().map(|shares| shares.into_iter().flatten().collect())
}

/// The fields as a line fills them.
pub fn filled(line: &Line) -> Typed {
    let shares = line.shares.iter().map(|share| (share_field(&share.commitment.in_address()), share.pence.in_field()));
    let line = &line.line;
    let per_cent = |value: Option<i64>| value.map(|value| value.to_string()).unwrap_or_default();
    let values = [
        ("amount", line.pence.in_field()),
        ("precision", line.precision.code().to_owned()),
        ("arrangement", line.arrangement.code().to_owned()),
        ("spending", line.spending.code().to_owned()),
        ("recurrence", line.recurrence.code().to_owned()),
        ("certainty", line.certainty.code().to_owned()),
        ("tolerance_from", per_cent(line.tolerance_from)),
        ("tolerance_to", per_cent(line.tolerance_to)),
        ("note", line.note.clone()),
    ];
    Typed::filled(values.map(|(name, value)| (name.to_owned(), value)).into_iter().chain(shares))
}
