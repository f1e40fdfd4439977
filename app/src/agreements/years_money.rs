//! What each partner gives in both years [15]: retained, increased, reduced or withdrawn, and what was for the earlier year alone.

use std::cmp::Ordering;

use entities::{
    agreement::read::{Money, PartnersMoney},
    funding::rules::Trend,
    values::Pence,
};
use leptos::prelude::*;

use crate::{
    organisations::answering,
    ui::{Column, Table},
};

/// The money of both years, by partner.
#[component]
pub fn MoneyOfYears(
    /// The money.
    money: Money,
) -> impl IntoView {
    let Money { before, after, partners } = money;
    if partners.is_empty() {
        return view! {
            <h2 class="govuk-heading-m">"Each partner’s money"</h2>
            <p class="govuk-body">"Nobody gives money in either year, or what they give is disputed."</p>
        }
        .into_any();
    }
    let columns = vec![
        Column::head("Partner"),
        Column::number(before.to_string()),
        Column::number("Of that, for the year alone"),
        Column::number(after.to_string()),
        Column::text("Difference"),
        Column::text("What became of it"),
    ];
    let total: Vec<AnyView> = std::iter::once("All".into_any()).chain(total(&partners)).collect();
    let cliff = cliff(partners.iter().map(|partner| partner.one_off).sum(), &before.to_string());
    let cliff = cliff.map(|words| view! { <p class="govuk-body">{words}</p> });
    let rows = partners.into_iter().map(row).collect();
    view! {
        <Table caption="Each partner’s money" columns rows total/>
        {cliff}
        <p class="govuk-body quiet">
            "A rise in the base counts in every later year by itself. Disputed money counts in neither."
        </p>
    }
    .into_any()
}

fn row(partner: PartnersMoney) -> Vec<AnyView> {
    let PartnersMoney { party, before, one_off, after, trend, is_open } = partner;
    vec![
        answering::link(party).into_any(),
        before.to_string().into_any(),
        one_off.to_string().into_any(),
        after.to_string().into_any(),
        difference(before, after, trend == Trend::Open).into_any(),
        if is_open { "Some of it is disputed" } else { trend.label() }.into_any(),
    ]
}

/// The sums, below the partners' own.
fn total(partners: &[PartnersMoney]) -> Vec<AnyView> {
    let sum = |of: fn(&PartnersMoney) -> Pence| partners.iter().map(of).sum::<Pence>();
    let (before, one_off, after) =
        (sum(|of: &PartnersMoney| of.before), sum(|of: &PartnersMoney| of.one_off), sum(|of: &PartnersMoney| of.after));
    let open = partners.iter().any(|partner| partner.trend == Trend::Open);
    vec![
        before.to_string().into_any(),
        one_off.to_string().into_any(),
        after.to_string().into_any(),
        difference(before, after, open).into_any(),
        "".into_any(),
    ]
}

/// "£5,000 less"; unknown while somebody has yet to say what they give.
fn difference(before: Pence, after: Pence, open: bool) -> String {
    match after.cmp(&before) {
        _ if open => "Not known yet".to_owned(),
        Ordering::Less => format!("{} less", before - after),
        Ordering::Equal => "The same".to_owned(),
        Ordering::Greater => format!("{} more", after - before),
    }
}

/// What ends with the earlier year, if something does.
fn cliff(one_off: Pence, year: &str) -> Option<String> {
    one_off.is_positive().then(|| format!("{one_off} of {year} was for that year alone, and ends with it."))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_difference_is_said_in_words() {
        let of = |before, after, open| difference(Pence::pounds(before), Pence::pounds(after), open);
        assert_eq!(of(5_000, 8_000, false), "£3,000 more");
        assert_eq!(of(8_000, 5_000, false), "£3,000 less");
        assert_eq!(of(5_000, 5_000, false), "The same");
        assert_eq!(of(5_000, 0, true), "Not known yet");
    }

    #[test]
    fn money_that_ends_with_its_year_is_told() {
        assert_eq!(
            cliff(Pence::pounds(14_000), "2014/15").unwrap(),
            "£14,000 of 2014/15 was for that year alone, and ends with it."
        );
        assert_eq!(cliff(Pence::ZERO, "2014/15"), None);
    }
}
