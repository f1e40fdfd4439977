//! `/tenders`: what is coming, what is past; to filter, to follow.

use entities::{
    Refusal,
    access::{Permission, Standing},
    list::Listed,
    procurement::{
        EventKind,
        read::{Band, Counts, Filter, OwnInterest, OwnInterests, Row, Section, TenderCounts, UNTIL_DEADLINE},
    },
    service::AreaOfNeed,
    values::cpv::CpvBranch,
};
use leptos::prelude::*;

use super::{chosen, interests::Interests, rows::Diary, words::count};
use crate::{
    http::{Answer, Ask, Page, Query},
    list::{FilterPanel, Misread, NothingFollows},
    ui::{ButtonLink, Choice, Details, EmptyState, ListPages, Select, TextInput},
};

/// The tender events that the viewer may read.
pub async fn page(ask: Ask) -> Answer {
    let (query, filter) = (ask.query().clone(), chosen::filter(&ask));
    let (list, typed) = ask.listed(filter, async |filter| found(&ask, filter).await).await?;
    let misread = !typed.faults().is_empty();
    let own = match ask.viewer.may(Permission::TakePart, Standing::OWN) {
        true => ask.register.read(&ask.viewer, &OwnInterests).await?,
        false => Vec::new(),
    };
    let may_keep = ask.viewer.may(Permission::KeepRegister, Standing::OPEN);
    Page::new("Tenders").typed(&typed).show(move || {
        let counts = list.counts;
        view! {
            <p class="govuk-body-l">
                "Market engagement, tenders, awards and the ends of contracts: what is coming first, then what is past."
            </p>
            <p class="govuk-body">
                "What is planned for later: "
                <a class="govuk-link" href="/tenders/pipeline">"pipeline by quarter"</a>
                ", "
                <a class="govuk-link" href="/expiring">"contracts that end within 18 months"</a>
            </p>
            {may_keep.then(|| view! { <ButtonLink href="/tenders/new">"Add a procurement"</ButtonLink> })}
            <Own own/>
            <div class="filtered-list">
                <Filters action="/tenders" query=query.clone() counts=(!misread).then_some(counts)/>
                <div>
                    {if misread { view! { <Misread/> }.into_any() } else { view! { <Found list query may_keep/> }.into_any() }}
                </div>
            </div>
        }
    })
}

/// A page of the list.
#[derive(Default)]
struct List {
    page: Listed<Row>,
    counts: Counts,
    /// How many the filter leaves, over all pages.
    count: u64,
}

async fn found(ask: &Ask, filter: Filter) -> Result<List, Refusal> {
    let counts = ask.register.read(&ask.viewer, &TenderCounts(filter.clone())).await?;
    let page = ask.register.list(&ask.viewer, &filter, &ask.query().place()).await?;
    Ok(List { page, counts, count: counts.of(filter.in_scope) })
}

/// The panel by which tender events are looked for.
#[component]
pub fn Filters(
    /// Where it is sent.
    action: &'static str,
    /// What is chosen now.
    query: Query,
    /// How many events there are of each sort; not known where a filter was not understood.
    counts: Option<Counts>,
) -> impl IntoView {
    let days = [(7, "7 days"), (14, "14 days"), (30, "30 days"), (90, "90 days")];
    let days = days.map(|(days, words)| Choice::new(days.to_string(), words)).to_vec();
    let within = [(30, "30 days"), (91, "3 months"), (183, "6 months"), (365, "12 months")];
    let within = within.map(|(days, words): (u32, _)| Choice::new(days.to_string(), words)).to_vec();
    let mut kinds = vec![Choice::new(UNTIL_DEADLINE, "All until the deadline")];
    kinds.extend(Choice::words::<EventKind>());
    let with = |words: &str, number: fn(&Counts) -> u64| match &counts {
        Some(counts) => format!("{words} ({})", count(number(counts))),
        None => words.to_owned(),
    };
    let everything = with("All", Counts::all);
    let scope = vec![
        Choice::new("in", with("In scope", Counts::in_scope)),
        Choice::new("out", with("Not in scope", Counts::elsewhere)),
    ];
    view! {
        <FilterPanel action query>
            <TextInput name="q" label="Words" hint="In title, buyer or description" kind="search"/>
            <Select name="kind" label="Event" choices=kinds empty="Any event"/>
            <Select name="closing" label="Closing within" choices=days empty="Any time"/>
            <Select name="within" label="Happening within" choices=within empty="Any time"/>
            <Select name="area" label="Area of need" choices={Choice::words::<AreaOfNeed>()} empty="Any need"/>
            <TextInput name="buyer" label="Buyer" hint="Words of its name"/>
            <Select name="value" label="Value" choices={Choice::words::<Band>()} empty="Any value"/>
            <TextInput name="cpv" label="CPV code" hint="With all below it: 85300000 is social work" width=10 inputmode="numeric"/>
            <Select name="scope" label="Scope" choices=scope empty=everything/>
        </FilterPanel>
    }
}

#[component]
fn Found(list: List, query: Query, may_keep: bool) -> impl IntoView {
    if list.page.is_beyond {
        return view! { <NothingFollows first=query.first("/tenders")/> }.into_any();
    }
    if list.page.rows.is_empty() {
        return view! {
            <EmptyState text="No tender events match.">
                <p class="govuk-body">"Try fewer words, another buyer, or a longer time until closing."</p>
                <p class="govuk-body"><a class="govuk-link" href="/tenders">"Show all tender events"</a></p>
            </EmptyState>
        }
        .into_any();
    }
    let (total, counts) = (list.count, list.counts);
    let file = query.first("/tenders.csv");
    let summary = if total == 1 { "1 event".to_owned() } else { format!("{} events", count(total)) };
    let coming = counts.coming_in_scope + counts.coming_elsewhere;
    let split =
        |section: Section| list.page.rows.iter().filter(|row| row.section == section).cloned().collect::<Vec<_>>();
    // One heading is enough where everything coming is of one sort.
    let [here, elsewhere] = match counts.coming_in_scope > 0 && counts.coming_elsewhere > 0 {
        true => ["Coming, in this register’s scope", "Coming, from other imported notices"],
        false => ["Coming", "Coming"],
    };
    view! {
        <p class="govuk-body">
            <strong>{summary}</strong>
            {(coming > 0 && coming < total).then(|| format!(", {} of them coming", count(coming)))}
        </p>
        <Branch query=query.clone()/>
        {(may_keep && counts.elsewhere() > 0).then(|| {
            let href = chosen::follow(&query, "/tenders/scope");
            view! {
                <p class="govuk-body">
                    <a class="govuk-link" href=href>"Bring what is listed here into scope"</a>
                </p>
            }
        })}
        <Follow query=query.clone()/>
        <Diary heading=here rows=split(Section::ComingInScope)/>
        <Diary heading=elsewhere rows=split(Section::ComingElsewhere)/>
        <Diary heading="Past" rows=split(Section::Past)/>
        <ListPages path="/tenders" query=query.clone() before=list.page.before after=list.page.after/>
        <p class="govuk-body"><a class="govuk-link" href=file>"Download this list as CSV"</a></p>
        <Details summary="How to follow these events in a calendar or feed reader">
            <p class="govuk-body">
                "Copy the address of the calendar into your calendar program as a subscription, or the address of the \
                 feed into your feed reader. Both show what this page shows, with the same filters, and are kept up to \
                 date: an event that is moved or cancelled is moved or cancelled there, too."
            </p>
        </Details>
    }
    .into_any()
}

#[component]
fn Follow(query: Query) -> impl IntoView {
    let (calendar, feed) = (chosen::follow(&query, "/tenders.ics"), chosen::follow(&query, "/tenders.atom"));
    let save = chosen::follow(&query, "/following/new");
    view! {
        <p class="govuk-body">
            "Follow these events: "
            <a class="govuk-link" href=calendar>"calendar (ICS)"</a>
            ", "
            <a class="govuk-link" href=feed>"news feed (Atom)"</a>
            ", "
            <a class="govuk-link" href=save>"save this search"</a>
            " to get what is new by mail"
        </p>
    }
}

#[component]
fn Own(own: Vec<OwnInterest>) -> impl IntoView {
    (!own.is_empty()).then(|| {
        let summary = format!("What your organisation is interested in ({})", own.len());
        view! { <Details summary><Interests interests=own/></Details> }
    })
}

/// Where in the tree of CPV codes the list is, and the way up.
#[component]
fn Branch(query: Query) -> impl IntoView {
    query.value::<CpvBranch>("cpv").map(|branch| {
        let path = branch.path();
        let last = path.len().saturating_sub(1);
        let steps = path
            .into_iter()
            .enumerate()
            .map(|(index, step)| {
                let code = step.to_string();
                let href = query.link("/tenders", &[("cpv", code.as_str())]);
                let before = (index > 0).then_some(" › ");
                match index == last {
                    true => view! { {before} <strong>{code}</strong> }.into_any(),
                    false => view! { {before} <a class="govuk-link" href=href>{code}</a> }.into_any(),
                }
            })
            .collect::<Vec<_>>();
        view! { <p class="govuk-body">"CPV codes below: " {steps}</p> }
    })
}
