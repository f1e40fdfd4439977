//! `/agreements/{ref}/compare`: two revisions of an agreement's text, clause by clause and word by word.

use entities::{
    Refusal,
    agreement::read::{ComparedRevisions, OverviewOf, RevisionPair, RevisionRow, RevisionsCompared},
    clause::comparison::Comparison,
    values::Reference,
};
use leptos::{context::Provider, prelude::*};

use super::{head, revisions};
use crate::{
    http::{Answer, Ask, Typed},
    ui::{Button, Choice, Compared, EmptyState, FormScope, Select, moment},
};

/// What is asked to be compared: two revisions, or the agreement and those of earlier years.
pub async fn page(ask: Ask) -> Answer {
    let names_revisions = ["from", "to"].iter().any(|name| ask.query().has(name));
    if names_revisions { of_revisions(ask).await } else { super::years::page(ask).await }
}

/// The address at which two revisions are compared.
pub fn address(reference: &Reference, from: i64, to: i64) -> String {
    format!("{}/compare?from={from}&to={to}", head::address(reference))
}

/// Two revisions: those that are asked for, else the newest two.
async fn of_revisions(ask: Ask) -> Answer {
    let agreement = ask.reference()?;
    let (from, to) = (number(&ask, "from")?, number(&ask, "to")?);
    let overview = ask.register.read(&ask.viewer, &OverviewOf((&agreement).into())).await?;
    let compared = ask.register.read(&ask.viewer, &RevisionsCompared { agreement, from, to }).await?;
    let action = ask.path().to_owned();
    let base = head::address(&overview.agreement.reference);
    head::task(&overview, "Compare revisions").crumb("Revisions", format!("{base}/revisions")).show(move || {
        let ComparedRevisions { all, pair } = compared;
        let chosen = pair.as_ref().map(|pair| [pair.from.number, pair.to.number]);
        let form = (all.len() > 1).then(|| view! { <Choose action all chosen/> });
        let found = match pair {
            Some(pair) => view! { <Pair pair reference=overview.agreement.reference.clone()/> }.into_any(),
            None => view! {
                <EmptyState text="There are no two revisions to compare.">
                    <p class="govuk-body">"Nothing that you may read was saved before it."</p>
                </EmptyState>
            }
            .into_any(),
        };
        view! { {form} {found} }
    })
}

/// The number of a revision that the query asks for.
fn number(ask: &Ask, name: &'static str) -> Result<Option<i64>, Refusal> {
    let asked = ask.query().once(name).map_err(|fault| Refusal::Invalid(vec![fault]))?;
    asked.map(|text| text.parse().map_err(|_| Refusal::NotFound)).transpose()
}

#[component]
fn Choose(
    /// The page's own address.
    action: String,
    /// What can be chosen.
    all: Vec<RevisionRow>,
    /// What is compared now.
    chosen: Option<[i64; 2]>,
) -> impl IntoView {
    let typed = match chosen {
        Some([from, to]) => Typed::filled([("from", from.to_string()), ("to", to.to_string())]),
        None => Typed::empty(),
    };
    let choice = |row: &RevisionRow| {
        let words = format!("Revision {} of edition {}, {}", row.number, row.edition, moment(row.at));
        Choice::new(row.number.to_string(), words)
    };
    let choices: Vec<Choice> = all.iter().map(choice).collect();
    let scope = FormScope { typed, ..FormScope::default() };
    view! {
        <form method="get" action=action>
            <Provider value=scope>
                <Select name="from" label="From" choices=choices.clone()/>
                <Select name="to" label="To" choices=choices/>
            </Provider>
            <Button secondary=true>"Compare them"</Button>
        </form>
    }
}

#[component]
fn Pair(pair: RevisionPair, reference: Reference) -> impl IntoView {
    let link = |row: &RevisionRow| {
        let href = revisions::address(&reference, row.number);
        let words = format!("revision {} of edition {}", row.number, row.edition);
        view! { <a class="govuk-link" href=href>{words}</a> }
    };
    let (from, to) = (link(&pair.from), link(&pair.to));
    let printed = pair.printed.map(|[particulars, commitments, money]| {
        view! {
            <Printed heading="Particulars" name="particular" of=" in the particulars" comparison=particulars/>
            <Printed heading="Commitments" name="commitment" of=" in the commitments" comparison=commitments/>
            <Printed heading="Money" name="money" of=" in the money" comparison=money/>
        }
    });
    let only_text = printed.is_none().then(|| {
        view! {
            <p class="govuk-body quiet">
                "Particulars, commitments and money are compared between revisions that were both sent for approval."
            </p>
        }
    });
    view! {
        <p class="govuk-body">"What changes from " {from} " to " {to} "."</p>
        <h2 class="govuk-heading-m">"Text"</h2>
        <Compared comparison=pair.text/>
        {printed}
        {only_text}
    }
}

/// What is printed around the text, if it differs.
#[component]
fn Printed(heading: &'static str, name: &'static str, of: &'static str, comparison: Comparison) -> impl IntoView {
    (!comparison.is_empty()).then(|| {
        view! {
            <h2 class="govuk-heading-m">{heading}</h2>
            <Compared comparison name of/>
        }
    })
}
