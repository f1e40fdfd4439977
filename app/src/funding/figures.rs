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

use crate::form::Fields;

/// The fields, with the share of each commitment that it can pay for.
pub fn figures(fields: &mut Fields<'_, Line>, commitments: &[Row]) -> Option<Figures> {
    let pence = fields.money("amount", "Amount for the year").hint("In pounds. For example 140,000 or 1.5 million");
    let pence = pence.from(|of| of.line.pence.in_field()).pounds("Enter an amount in pounds; 0 for help in kind");
    let precision = fields.word::<Precision>("precision", "How precisely is it known?");
    let precision = precision.from(|of| of.line.precision).required("Choose how precisely it is known");
    let arrangement = fields.word::<Arrangement>("arrangement", "Arrangement").from(|of| of.line.arrangement);
    let arrangement = arrangement.required("Choose an arrangement");
    let spending = fields.word::<Spending>("spending", "Revenue or capital").from(|of| of.line.spending);
    let spending = spending.required("Choose revenue or capital");
    let recurrence = fields.word::<Recurrence>("recurrence", "In which years does it count?");
    let recurrence = recurrence.from(|of| of.line.recurrence).required("Choose in which years it counts");
    let certainty = fields.word::<Certainty>("certainty", "How certain is it?").from(|of| of.line.certainty);
    let certainty = certainty.required("Choose how certain it is");
    let from = per_cent(fields, "tolerance_from", "Tolerance from", |of| of.line.tolerance_from);
    let to = per_cent(fields, "tolerance_to", "Tolerance to", |of| of.line.tolerance_to);
    let note = fields.area("note", "Note", 2).from(|of| of.line.note.clone()).optional();
    let shares = shares(fields, commitments);
    let tolerance = match (from?, to?) {
        (None, None) => None,
        (from, to) => Some((from.unwrap_or_default(), to.or(from).unwrap_or_default())),
    };
    Some(Figures {
        amount: Amount { pence: pence?, precision: precision? },
        arrangement: arrangement?,
        spending: spending?,
        recurrence: recurrence?,
        certainty: certainty?,
        tolerance,
        note: note?,
        shares: shares?,
    })
}

fn per_cent(
    fields: &mut Fields<'_, Line>,
    name: &'static str,
    label: &str,
    known: impl FnOnce(&Line) -> Option<i64>,
) -> Option<Option<i64>> {
    let field = fields.per_cent(name, label);
    let field = field.from(|of| known(of).map(|value| value.to_string()).unwrap_or_default());
    field.maybe(|text| Number::whole_number(text).map_err(|_| "Enter whole per cent, like 10"))
}

/// What each commitment gets of it. All are read, so that one faulty share hides none of the others' faults.
fn shares(fields: &mut Fields<'_, Line>, commitments: &[Row]) -> Option<Vec<Share>> {
    if !commitments.is_empty() {
        fields.words(|| {
            view! {
                <h2 class="govuk-heading-m" id="shares">"Which commitments does it pay for?"</h2>
                <p class="govuk-body">"Enter what each gets. Leave the others empty; what is left over is shown as not explained."</p>
            }
        });
    }
    let share = |row: &Row| {
        let commitment = row.reference.clone();
        let label = format!("{commitment}: {}", row.statement);
        let share = fields.money(format!("share-{}", commitment.in_address()), label).from(|of| {
            let known = of.shares.iter().find(|share| share.commitment == commitment);
            known.map(|share| share.pence.in_field()).unwrap_or_default()
        });
        Some(share.maybe_pounds()?.map(|pence| Share { commitment, pence }))
    };
    let all: Vec<Option<Option<Share>>> = commitments.iter().map(share).collect();
    all.into_iter().collect::<Option<Vec<_>>>().map(|shares| shares.into_iter().flatten().collect())
}
