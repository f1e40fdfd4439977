//! What the page of an agreement says of the years around it: what it renews and what renews it, whether ambition grew, what was left
//! behind, and what became of it at its end.

use chrono::NaiveDate;
use entities::{
    agreement::{
        State, Status,
        read::{Ending, LeftBehind, Overview, Renewal, Renewals, Summary, WhyLeft},
    },
    values::{Pence, Reference, day},
};
use leptos::prelude::*;

use super::{head, years};
use crate::{
    services::UNPUBLISHED,
    ui::{ButtonLink, Details, InsetText, Tag, WarningText},
};

/// For everybody: that it is past an end of which nobody said what became, and what was said of others.
#[component]
pub fn AtItsEnd(
    /// Where the agreement is.
    status: Status,
    /// Its ends.
    ends: Vec<Ending>,
    /// The register's day.
    today: NaiveDate,
) -> impl IntoView {
    let warning = matches!(status, Status::Lapsed(_)).then(|| view! { <WarningText text=lapsed(&ends, today)/> });
    let said: Vec<String> = ends.iter().filter_map(said).collect();
    let said = (!said.is_empty()).then(|| {
        let said = said.into_iter().map(|words| view! { <p class="govuk-body">{words}</p> }).collect_view();
        view! { <InsetText>{said}</InsetText> }
    });
    view! { {warning} {said} }
}

/// Where it is renewed and where somebody says what becomes of it, for who may; first of all once it has lapsed.
pub fn actions(overview: &Overview, renewals: &Renewals) -> Option<AnyView> {
    let lapsed = matches!(overview.status, Status::Lapsed(_));
    let offers = lapsed || matches!(overview.status, Status::InForce | Status::Starts(_) | Status::Ended(_));
    if !renewals.may_renew || !offers {
        return None;
    }
    let base = head::address(&overview.agreement.reference);
    let beside = !lapsed;
    if let Some(next) = renewals.renewed_by.first() {
        let (href, words) = (head::address(&next.reference), format!("Go on with {}, which renews it", next.reference));
        let go_on = view! { <ButtonLink href secondary=beside>{words}</ButtonLink> };
        let again = view! { <a class="govuk-link" href=format!("{base}/renew")>"Renew it once more"</a> };
        return Some(view! { <div class="govuk-button-group">{go_on} {again}</div> }.into_any());
    }
    let conclude = (!renewals.ends.is_empty()).then(|| {
        let href = format!("{base}/conclude");
        view! { <ButtonLink href secondary=true>"Say what becomes of it"</ButtonLink> }
    });
    let renew = view! { <ButtonLink href=format!("{base}/renew") secondary=beside>"Renew this agreement"</ButtonLink> };
    Some(view! { <div class="govuk-button-group">{renew} {conclude}</div> }.into_any())
}

/// The years before and after, with what changed from one to the next.
#[component]
pub fn YearByYear(
    /// The agreement.
    overview: Overview,
    /// What it renews and what renews it.
    renewals: Renewals,
    /// What changed, if it renews something.
    summary: Option<Summary>,
) -> impl IntoView {
    let Renewals { renews, renewed_by, left, .. } = renewals;
    (!renews.is_empty() || !renewed_by.is_empty()).then(|| {
        let is_made = overview.agreement.state != State::Signed;
        let reference = overview.agreement.reference;
        let later = renewed_by.first().map(|row| {
            let href = years::address(&row.reference, None);
            view! { <p class="govuk-body"><a class="govuk-link" href=href>"Compare it with the year after"</a></p> }
        });
        let newer: Vec<_> = renews
            .iter()
            .filter(|_| overview.may_draft && overview.may_steer)
            .filter_map(|row| newer(&reference, row))
            .collect();
        let renews = renews.into_iter().map(|row| line("Renews ", row)).collect_view();
        let renewed_by = renewed_by.into_iter().map(|row| line("Renewed by ", row)).collect_view();
        let summary = summary.map(|summary| {
            let (words, href) = (sentence(&summary, is_made), years::address(&reference, None));
            let link = if summary.with.len() > 1 { "Compare the years" } else { "Compare the two years" };
            view! { <p class="govuk-body">{words} " " <a class="govuk-link" href=href>{link}</a></p> }
        });
        let left = (!left.is_empty()).then(|| {
            view! { <Details summary="What was left behind when this was drafted"><LeftBehindList left/></Details> }
        });
        view! {
            <section aria-labelledby="years">
                <h2 class="govuk-heading-m" id="years">"Year by year"</h2>
                <ul class="govuk-list">{renews} {renewed_by}</ul>
                {newer}
                {summary}
                {later}
                {left}
            </section>
        }
    })
}

/// What does not go on in a later year, by why it does not.
#[component]
pub fn LeftBehindList(
    /// What does not go on.
    left: Vec<LeftBehind>,
) -> impl IntoView {
    let group = |why: &WhyLeft| {
        let its: Vec<LeftBehind> = left.iter().filter(|one| one.why == *why).cloned().collect();
        (!its.is_empty()).then(|| {
            let heading = format!("{}{}:", why.label(), in_all(&its));
            let items = its.into_iter().map(left_behind).collect_view();
            view! {
                <p class="govuk-body">{heading}</p>
                <ul class="govuk-list govuk-list--bullet">{items}</ul>
            }
        })
    };
    WhyLeft::ALL.iter().map(group).collect_view()
}

fn line(says: &'static str, row: Renewal) -> impl IntoView {
    let (href, words) = (head::address(&row.reference), format!("{} {}", row.reference, row.title));
    view! {
        <li>
            {says}
            <a class="govuk-link" href=href>{words}</a>
            " "
            <Tag text=row.status.in_words() tone=head::tone(row.status)/>
        </li>
    }
}

/// That another edition of what it renews is in force by now.
fn newer(reference: &Reference, row: &Renewal) -> Option<impl IntoView + use<>> {
    let newer = row.newer?;
    let says = format!(
        "Edition {newer} of {} came into force after this was drafted from edition {}.",
        row.reference, row.edition
    );
    let href = format!("{}/take-over?of={}", head::address(reference), row.reference);
    Some(view! {
        <InsetText>
            {says} " "
            <a class="govuk-link" href=href>"See what differs, and take over what you choose"</a>
        </InsetText>
    })
}

fn left_behind(left: LeftBehind) -> impl IntoView {
    let record = left.record.map(|record| {
        let href = record_address(&record);
        view! { " " <a class="govuk-link" href=href>{record.to_string()}</a> }
    });
    view! { <li>{left.words} {record}</li> }
}

/// The address of money or of a commitment.
fn record_address(record: &Reference) -> String {
    let record = record.in_address();
    if record.starts_with("fun-") { format!("/funding/{record}") } else { format!("/commitments/{record}") }
}

/// ", £14,000 in all", where there is money in several places.
fn in_all(left: &[LeftBehind]) -> String {
    let sum: Pence = left.iter().map(|one| one.pence).sum();
    if left.len() > 1 && sum.is_positive() { format!(", {sum} in all") } else { String::new() }
}

/// "Beside MOU-2014-001: 3 raised, 5 held."
fn sentence(summary: &Summary, is_made: bool) -> String {
    let with: Vec<String> = summary.with.iter().map(Reference::to_string).collect();
    let begins = if is_made { "As it is proposed, beside" } else { "Beside" };
    format!("{begins} {}: {}.", with.join(" and "), summary.in_words())
}

/// Which ends are past, of which nobody said what became.
fn lapsed(ends: &[Ending], today: NaiveDate) -> String {
    let open = ends.iter().filter(|end| end.said.is_none() && end.on < today);
    let ended = open.map(|end| match service(end) {
        Some(service) => format!("{service} was in its scope until {}", day::in_words(end.on)),
        None => format!("its term ended on {}", day::in_words(end.on)),
    });
    format!("Lapsed, still operating: {}. Nobody has said what became of it.", ended.collect::<Vec<_>>().join("; "))
}

/// The service that ends; `None` for the agreement as a whole.
pub fn service(end: &Ending) -> Option<&str> {
    let (reference, name) = end.service.as_ref()?;
    Some(if reference.is_some() { name.as_str() } else { UNPUBLISHED })
}

/// "It ended, and nothing takes its place: the board decided so (said by the council on 1 April 2016)".
fn said(end: &Ending) -> Option<String> {
    let said = end.said.as_ref()?;
    let of = service(end).map(|name| format!("{name}: ")).unwrap_or_default();
    let by = said.by.as_ref().map_or_else(|| "somebody".to_owned(), |by| by.name.clone());
    Some(format!("{of}{}: {} (said by {by} on {})", said.kind.label(), said.words, day::in_words(said.on)))
}

#[cfg(test)]
mod tests {
    use entities::{
        agreement::{
            Conclusion,
            read::{Growth, Said},
        },
        organisation::read::Named,
    };

    use super::*;

    fn end(service: Option<&str>, on: &str) -> Ending {
        let service = service.map(|name| (Some("SVC-2014-001".parse().unwrap()), name.to_owned()));
        Ending { service, on: on.parse().unwrap(), said: None, times: 0 }
    }

    #[test]
    fn what_has_lapsed_says_which_end_it_is() {
        let today = "2016-04-01".parse().unwrap();
        let ends = [end(None, "2016-03-31"), end(Some("Hub"), "2015-09-30"), end(Some("Advice"), "2016-09-30")];
        assert_eq!(
            lapsed(&ends, today),
            "Lapsed, still operating: its term ended on 31 March 2016; Hub was in its scope until 30 September 2015. \
             Nobody has said what became of it."
        );
        let unread = Ending { service: Some((None, String::new())), ..end(None, "2015-09-30") };
        assert!(lapsed(&[unread], today).contains("A service that is not published was in its scope"));
    }

    #[test]
    fn what_was_said_is_shown_with_who_said_it_and_when() {
        let council = Named { reference: "ORG-2014-001".parse().unwrap(), name: "The council".into() };
        let of = |service| Ending {
            said: Some(Said {
                kind: Conclusion::Ended,
                words: "The board decided so".into(),
                by: Some(council.clone()),
                on: "2016-04-02".parse().unwrap(),
            }),
            ..end(service, "2016-03-31")
        };
        assert_eq!(
            said(&of(None)).unwrap(),
            "It ended, and nothing takes its place: The board decided so (said by The council on 2 April 2016)"
        );
        assert!(said(&of(Some("Hub"))).unwrap().starts_with("Hub: It ended"));
        assert_eq!(said(&end(None, "2016-03-31")), None);
    }

    #[test]
    fn money_that_is_left_in_several_places_is_summed() {
        let left = |pounds| LeftBehind {
            why: WhyLeft::OneOff,
            record: Some("FUN-2014-001".parse().unwrap()),
            words: String::new(),
            pence: Pence::pounds(pounds),
        };
        assert_eq!(in_all(&[left(4_000), left(10_000)]), ", £14,000 in all");
        assert_eq!(in_all(&[left(4_000)]), "");
        assert_eq!(record_address(&"FUN-2014-001".parse().unwrap()), "/funding/fun-2014-001");
        assert_eq!(record_address(&"COM-2014-001".parse().unwrap()), "/commitments/com-2014-001");
    }

    #[test]
    fn the_summary_names_what_it_is_held_against() {
        let summary = Summary {
            with: vec!["MOU-2014-001".parse().unwrap(), "MOU-2014-002".parse().unwrap()],
            lines: vec![(Growth::Held, 2)],
            ..Summary::default()
        };
        assert_eq!(sentence(&summary, false), "Beside MOU-2014-001 and MOU-2014-002: 2 held; the same money.");
    }
}
