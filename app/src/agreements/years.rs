//! `/agreements/{ref}/compare?with=`: an agreement beside those that it renews, or beside one that somebody names: whether ambition grew,
//! line by line, what each partner gives, and what the text says otherwise.

use entities::{
    Refusal,
    agreement::{
        State,
        read::{OverviewOf, Renewal, RenewalsOf, Side, Summary, Years, YearsCompared},
    },
    values::{FinancialYear, Reference},
};
use leptos::{context::Provider, prelude::*};

use super::{edition_line, head, years_lines::Lines, years_money::MoneyOfYears};
use crate::{
    http::{Answer, Ask, Typed},
    ui::{Button, Compared, EmptyState, FormScope, InsetText, TextInput},
};

/// The two years beside each other.
pub async fn page(ask: Ask) -> Answer {
    let overview = ask.register.read(&ask.viewer, &OverviewOf(ask.asked()?)).await?;
    let (years, typed) = match compared(&ask).await {
        Ok(years) => (years, Typed::empty()),
        Err(refusal) => {
            let asked = ask.query().get("with").unwrap_or_default().to_owned();
            (None, Typed::filled([("with", asked)]).refused(refusal)?)
        }
    };
    let renewals = ask.register.read(&ask.viewer, &RenewalsOf(ask.asked()?)).await?;
    let heading = years.as_ref().map_or_else(|| "Compare two years".to_owned(), heading);
    let (action, with) = (ask.path().to_owned(), ask.query().value::<Reference>("with"));
    head::task(&overview, &heading).typed(&typed).show(move || {
        let found = match years {
            Some(years) => view! { <Beside years with/> }.into_any(),
            None => view! { <Nothing renewed_by=renewals.renewed_by/> }.into_any(),
        };
        view! { {found} <Choose action typed/> }
    })
}

/// There is no earlier year; a later one there may be.
#[component]
fn Nothing(renewed_by: Vec<Renewal>) -> impl IntoView {
    let later = renewed_by.into_iter().map(|row| {
        let (href, words) = (address(&row.reference, None), format!("Compare it with {} {}", row.reference, row.title));
        view! { <p class="govuk-body"><a class="govuk-link" href=href>{words}</a></p> }
    });
    view! {
        <EmptyState text="There is no earlier year to compare it with.">
            <p class="govuk-body">
                "This agreement renews nothing that you may read. Name another agreement, and both stand here beside each other."
            </p>
            {later.collect_view()}
        </EmptyState>
    }
}

/// The address of the comparison; with another agreement than those that it renews if somebody named one.
pub fn address(agreement: &Reference, with: Option<&Reference>) -> String {
    let with = with.map(|with| format!("?with={with}")).unwrap_or_default();
    format!("{}/compare{with}", head::address(agreement))
}

async fn compared(ask: &Ask) -> Result<Option<Years>, Refusal> {
    let named = ask.query().once("with").map_err(|fault| Refusal::Invalid(vec![fault]))?;
    let with = match named.map(str::parse::<Reference>) {
        None => None,
        Some(Ok(with)) => Some(with),
        Some(Err(_)) => return Err(Refusal::field("with", "Enter a reference, like MOU-2014-001")),
    };
    match ask.register.read(&ask.viewer, &YearsCompared { asked: ask.asked()?, with }).await {
        // The agreement itself was found already.
        Err(Refusal::NotFound) if named.is_some() => {
            Err(Refusal::field("with", "No agreement that you may read has this reference"))
        }
        found => found,
    }
}

/// "2014/15 and 2015/16".
fn heading(years: &Years) -> String {
    let (before, after) = columns(&years.before, &years.after);
    format!("{before} and {after}")
}

/// What the two sides are called: by their years, or by their references where those are of one year.
fn columns(before: &[Side], after: &Side) -> (String, String) {
    if before.iter().any(|side| side.year == after.year) {
        let before: Vec<String> = before.iter().map(|side| side.reference.to_string()).collect();
        return (before.join(", "), after.reference.to_string());
    }
    let mut years: Vec<FinancialYear> = before.iter().map(|side| side.year).collect();
    years.sort_unstable();
    years.dedup();
    let years: Vec<String> = years.iter().map(FinancialYear::to_string).collect();
    (years.join(", "), after.year.to_string())
}

#[component]
fn Beside(years: Years, with: Option<Reference>) -> impl IntoView {
    let (was, is) = columns(&years.before, &years.after);
    let summary = format!("Beside {was}: {}.", Summary::of(&years.lines, &years.money).in_words());
    let Years { before, after, clauses, lines, money, may_judge } = years;
    let is_made = after.state != State::Signed;
    view! {
        <p class="govuk-body-l">{summary}</p>
        {is_made.then(|| view! { <InsetText>"The later agreement is not signed yet: this is what is proposed, and not what is agreed."</InsetText> })}
        <ul class="govuk-list">
            {before.into_iter().map(|side| view! { <li>"Before: " {edition(side)}</li> }).collect_view()}
            <li>"After: " {edition(after)}</li>
        </ul>
        <Lines lines was is may_judge with/>
        <MoneyOfYears money/>
        <h2 class="govuk-heading-m">"Text, clause by clause"</h2>
        <Compared comparison=clauses/>
    }
}

/// A side, leading to the very edition that is compared.
fn edition(side: Side) -> impl IntoView {
    let href = edition_line::address(&side.reference, side.edition);
    let words = format!("{} {}", side.reference, side.title);
    let more = format!(", edition {}: {}", side.edition, side.state.label().to_lowercase());
    view! { <a class="govuk-link" href=href>{words}</a> {more} }
}

/// Another agreement to compare it with.
#[component]
fn Choose(action: String, typed: Typed) -> impl IntoView {
    let scope = FormScope { typed, ..FormScope::default() };
    view! {
        <h2 class="govuk-heading-m">"Compare it with another agreement"</h2>
        <form method="get" action=action>
            <Provider value=scope>
                <TextInput name="with" label="The other agreement" hint="Reference, like MOU-2014-001" width=20/>
            </Provider>
            <Button secondary=true>"Compare them"</Button>
        </form>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn side(reference: &str, year: &str) -> Side {
        Side {
            reference: reference.parse().unwrap(),
            title: "Memorandum".into(),
            edition: 1,
            year: year.parse().unwrap(),
            state: State::Signed,
        }
    }

    #[test]
    fn the_sides_are_called_by_their_years_or_by_their_references_where_those_are_of_one_year() {
        let after = side("MOU-2015-001", "2015/16");
        let named = |before: &[Side]| columns(before, &after);
        assert_eq!(named(&[side("MOU-2014-001", "2014/15")]), ("2014/15".into(), "2015/16".into()));
        let two = [side("MOU-2014-002", "2014/15"), side("MOU-2014-001", "2014/15")];
        assert_eq!(named(&two), ("2014/15".into(), "2015/16".into()));
        let own = [side("MOU-2015-002", "2015/16")];
        assert_eq!(named(&own), ("MOU-2015-002".into(), "MOU-2015-001".into()));
    }

    #[test]
    fn the_address_says_with_what_it_is_compared_if_somebody_named_it() {
        let (agreement, with) = ("MOU-2015-001".parse().unwrap(), "MOU-2014-001".parse().unwrap());
        assert_eq!(address(&agreement, None), "/agreements/mou-2015-001/compare");
        assert_eq!(address(&agreement, Some(&with)), "/agreements/mou-2015-001/compare?with=MOU-2014-001");
    }
}
