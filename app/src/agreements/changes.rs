//! `/agreements/{ref}/changes`: what an edition changes of the one before it, before anybody approves or signs it.

use chrono::NaiveDate;
use entities::{
    agreement::read::{
        Altered, At, Changes, ChangesOf, CommitmentChange, Effect, Fate, MoneyChange, OverviewOf, ScopeChange,
    },
    clause::comparison::Comparison,
    organisation::read::Named,
    values::{Pence, day},
};
use leptos::prelude::*;

use super::head::{self, Head};
use crate::{
    http::{Answer, Ask},
    services::UNPUBLISHED,
    ui::{Column, Compared, EmptyState, PlainText, Table, Tag, Tone, WarningText, beside},
};

/// What the edition changes.
pub async fn page(ask: Ask) -> Answer {
    let asked = ask.asked()?;
    let asked = if asked.at == At::Shown { ask.made()? } else { asked };
    let overview = ask.register.read(&ask.viewer, &OverviewOf((&asked).into())).await?;
    let current = ask.path().to_owned();
    if overview.agreement.base_id.is_none() {
        return head::page(&overview, "What it changes").show(move || {
            view! {
                <Head overview current/>
                <EmptyState text="This is the first edition: there was nothing to change.">
                    <p class="govuk-body">"Once it is signed, it changes by a variation, and what that changes stands here."</p>
                </EmptyState>
            }
        });
    }
    let changes = ask.register.read(&ask.viewer, &ChangesOf((&asked).into())).await?;
    head::page(&overview, "What it changes").show(move || {
        let about = format!("What edition {} changes of edition {}: {}.", changes.edition, changes.base, changes.reason.label().to_lowercase());
        let overtakes = changes.overtakes.iter().map(|(number, from)| {
            let text = format!(
                "Edition {number} is signed and was to be in force from {}. Once this edition is signed, edition {number} \
                 never comes into force.",
                day::in_words(*from)
            );
            view! { <WarningText text/> }
        });
        let overtakes: Vec<_> = overtakes.collect();
        let words = changes.words.clone();
        let all = if changes.is_empty() {
            view! { <EmptyState text="Nothing is changed yet."><p class="govuk-body">"What is changed in this edition stands here, word by word."</p></EmptyState> }.into_any()
        } else {
            view! { <All changes/> }.into_any()
        };
        view! {
            <Head overview current/>
            <p class="govuk-body">{about}</p>
            {(!words.is_empty()).then(|| view! { <PlainText text=words/> })}
            {overtakes}
            {all}
        }
    })
}

#[component]
fn All(changes: Changes) -> impl IntoView {
    view! {
        <Effects effect=changes.effect/>
        <Parties joining=changes.joining leaving=changes.leaving other=changes.parties/>
        <Particulars altered=changes.particulars/>
        <Services services=changes.services/>
        <Reviews reviews=changes.reviews/>
        <Clauses clauses=changes.clauses/>
        <Commitments commitments=changes.commitments/>
        <Money money=changes.money/>
    }
}

#[component]
fn Effects(effect: Vec<Effect>) -> impl IntoView {
    (!effect.is_empty()).then(|| {
        let columns = vec![
            Column::head("Party"),
            Column::text("Year"),
            Column::number("Before"),
            Column::number("After"),
            Column::number("Difference"),
        ];
        let row = |effect: Effect| -> Vec<AnyView> {
            vec![
                effect.party.name.into_any(),
                effect.year.to_string().into_any(),
                effect.before.to_string().into_any(),
                effect.after.to_string().into_any(),
                difference(effect.before, effect.after).into_any(),
            ]
        };
        let rows = effect.into_iter().map(row).collect();
        view! { <Table caption="What each party gives" columns rows/> }
    })
}

/// "£5,000.00 more".
fn difference(before: Pence, after: Pence) -> String {
    if after > before { format!("{} more", after - before) } else { format!("{} less", before - after) }
}

#[component]
fn Parties(joining: Vec<Named>, leaving: Vec<Named>, other: Vec<Altered>) -> impl IntoView {
    let line = |says: &'static str| move |named: Named| view! { <li>{named.name} " " {says}</li> };
    let any = !joining.is_empty() || !leaving.is_empty();
    view! {
        {any.then(|| view! {
            <h2 class="govuk-heading-m">"Parties"</h2>
            <ul class="govuk-list govuk-list--bullet">
                {joining.into_iter().map(line("joins")).collect_view()}
                {leaving.into_iter().map(line("leaves, and signs that it does")).collect_view()}
            </ul>
        })}
        <AlteredTable caption="Parties that stay" altered=other/>
    }
}

#[component]
fn Particulars(altered: Vec<Altered>) -> impl IntoView {
    view! { <AlteredTable caption="Particulars" altered/> }
}

#[component]
fn Services(services: Vec<ScopeChange>) -> impl IntoView {
    (!services.is_empty()).then(|| {
        let one = |change: ScopeChange| {
            let caption = change.service.map_or(UNPUBLISHED.to_owned(), |(_, name)| name);
            view! { <p class="govuk-body">{fate(change.fate, "No longer in scope")}</p> <AlteredTable caption altered=change.changes/> }
        };
        view! { <h2 class="govuk-heading-m">"Services in scope"</h2> {services.into_iter().map(one).collect_view()} }
    })
}

#[component]
fn Reviews(reviews: Vec<(NaiveDate, Fate)>) -> impl IntoView {
    (!reviews.is_empty()).then(|| {
        let one = |(on, what): (NaiveDate, Fate)| view! { <li>{day::in_words(on)} " " {fate(what, "No longer")}</li> };
        view! {
            <h2 class="govuk-heading-m">"Review days"</h2>
            <ul class="govuk-list govuk-list--bullet">{reviews.into_iter().map(one).collect_view()}</ul>
        }
    })
}

#[component]
fn AlteredTable(#[prop(into)] caption: String, altered: Vec<Altered>) -> impl IntoView {
    (!altered.is_empty()).then(|| {
        let columns = vec![Column::head("What"), Column::text("Before"), Column::text("After")];
        let rows = altered.into_iter().map(cells).collect();
        view! { <Table caption columns rows/> }
    })
}

fn cells(altered: Altered) -> Vec<AnyView> {
    let or_none = |text: String| if text.is_empty() { "Nothing".to_owned() } else { text };
    let (before, after) = beside(or_none(altered.before), or_none(altered.after));
    vec![altered.what.into_any(), before, after]
}

#[component]
fn Clauses(clauses: Comparison) -> impl IntoView {
    (!clauses.is_empty()).then(|| view! { <h2 class="govuk-heading-m">"Text"</h2> <Compared comparison=clauses/> })
}

fn fate(fate: Fate, gone: &'static str) -> impl IntoView {
    let (text, tone) = match fate {
        Fate::New => ("New", Tone::Good),
        Fate::Changed => ("Changed", Tone::Waiting),
        Fate::Gone => (gone, Tone::Alarm),
    };
    view! { <Tag text tone/> }
}

#[component]
fn Commitments(commitments: Vec<CommitmentChange>) -> impl IntoView {
    (!commitments.is_empty()).then(|| {
        let one = |change: CommitmentChange| {
            let caption = format!("{}, promised by {}", change.reference, change.owner.name);
            view! { <p class="govuk-body">{fate(change.fate, "No longer promised")}</p> <AlteredTable caption altered=change.changes/> }
        };
        view! { <h2 class="govuk-heading-m">"Commitments"</h2> {commitments.into_iter().map(one).collect_view()} }
    })
}

#[component]
fn Money(money: Vec<MoneyChange>) -> impl IntoView {
    (!money.is_empty()).then(|| {
        let one = |change: MoneyChange| {
            let caption = format!("{}, from {} for {}", change.reference, change.party.name, change.year);
            view! { <p class="govuk-body">{fate(change.fate, "No longer given")}</p> <AlteredTable caption altered=change.changes/> }
        };
        view! { <h2 class="govuk-heading-m">"Money"</h2> {money.into_iter().map(one).collect_view()} }
    })
}
