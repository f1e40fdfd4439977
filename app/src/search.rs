//! `/search`: what was found by words: the best of each kind with how many there are, or one kind page by page.

use entities::{
    Fault, Refusal,
    search::{Count, Group, Kind, Part, ResultRow, Results, Wanted, excerpt, marked},
};
use leptos::prelude::*;

use crate::{
    http::{Answer, Ask, Page, Query},
    list::Misread,
    ui::{EmptyState, InsetText, Pagination, SearchBox, SubNavigation},
};

/// What to do about a kind that there is not.
const KIND: &str = "There is no such kind of record. Search every kind, or follow a link to one";

/// The results.
pub async fn page(ask: Ask) -> Answer {
    let address = ask.query().clone();
    let query = address.get("q").unwrap_or_default().to_owned();
    let mut read = address.narrowing();
    let wanted = Wanted { query: read.words(), kind: read.value("kind", KIND), page: address.page() };
    let wanted = read.read(wanted).map_err(by_the_box);
    let shown = wanted.as_ref().ok().cloned().unwrap_or_default();
    let find = async |wanted| ask.register.read(&ask.viewer, &wanted).await;
    let (results, typed) = ask.listed(wanted, find).await?;
    let title = if query.is_empty() { "Search".to_owned() } else { format!("Search: {query}") };
    let misread = !typed.faults().is_empty();
    Page::new(title).heading("Search").typed(&typed).show(move || {
        let wanted = shown;
        let words = results.instead.clone().unwrap_or_else(|| query.clone());
        let Results { counts, groups, instead, pages } = results;
        let groups: Vec<AnyView> = groups
            .into_iter()
            .map(|group| {
                let count = counts.iter().find(|(kind, _)| *kind == group.kind).map(|(_, count)| *count);
                view! { <Found group count words=words.clone() only=wanted.kind.is_some() address=address.clone()/> }
                    .into_any()
            })
            .collect();
        let nothing = groups.is_empty().then(|| match misread {
            true => view! { <Misread/> }.into_any(),
            false => view! { <Nothing query=query.clone() wanted=wanted.clone()/> }.into_any(),
        });
        view! {
            <SearchBox query=query.clone()/>
            {instead.map(|words| view! { <Instead query words/> })}
            <Kinds counts address=address.clone() only=wanted.kind/>
            {nothing}
            {groups}
            <Pages address pages/>
        }
    })
}

/// What is wrong stands by the one field of the page.
fn by_the_box(refusal: Refusal) -> Refusal {
    match refusal {
        Refusal::Invalid(faults) => {
            Refusal::Invalid(faults.into_iter().map(|fault| Fault { field: "q".into(), ..fault }).collect())
        }
        other => other,
    }
}

#[component]
fn Nothing(query: String, wanted: Wanted) -> impl IntoView {
    let kind = wanted.kind.map(|kind| format!(" among {}", kind.label().to_lowercase())).unwrap_or_default();
    (!query.trim().is_empty()).then(|| {
        view! {
            <EmptyState text=format!("Nothing was found for “{query}”{kind}.")>
                <p class="govuk-body">"Try fewer words, every kind of record, or a reference like MOU-2015-001."</p>
            </EmptyState>
        }
    })
}

#[component]
fn Instead(query: String, words: String) -> impl IntoView {
    view! {
        <InsetText>
            "Nothing was found for “" {query} "”. Did you mean “" <strong>{words}</strong> "”? This is what was found for it."
        </InsetText>
    }
}

/// Every kind of which something was found, with how many there are: an address each.
#[component]
fn Kinds(counts: Vec<(Kind, Count)>, address: Query, only: Option<Kind>) -> impl IntoView {
    (counts.len() > 1 || (only.is_some() && !counts.is_empty())).then(|| {
        let to = |kind: &str| address.link("/search", &[("kind", kind), ("page", "")]);
        let every = ("Every kind".to_owned(), to(""));
        let kinds = counts.iter().map(|(kind, count)| (format!("{kind} ({})", in_words(*count)), to(kind.code())));
        let current = to(only.map_or("", |kind| kind.code()));
        view! { <SubNavigation label="Kinds of records" items={[every].into_iter().chain(kinds).collect()} current/> }
    })
}

fn in_words(count: Count) -> String {
    match count {
        Count::Exactly(count) => count.to_string(),
        Count::MoreThan(most) => format!("more than {most}"),
    }
}

#[component]
fn Found(group: Group, count: Option<Count>, words: String, only: bool, address: Query) -> impl IntoView {
    let Group { kind, rows } = group;
    let more = count.filter(|count| !only && *count != Count::Exactly(rows.len() as u64)).map(|count| {
        let href = address.link("/search", &[("kind", kind.code()), ("page", "")]);
        let says = format!("All {} ({})", kind.label().to_lowercase(), in_words(count));
        view! { <p class="govuk-body"><a class="govuk-link" href=href>{says}</a></p> }
    });
    let items = rows.into_iter().map(|row| item(kind, row, &words)).collect_view();
    view! {
        <h2 class="govuk-heading-m">{kind.label()}</h2>
        <ul class="govuk-list govuk-list--spaced">{items}</ul>
        {more}
    }
}

fn item(kind: Kind, row: ResultRow, words: &str) -> impl IntoView + use<> {
    let href = format!("{}{}", path(kind), row.hit.reference.in_address());
    let excerpt = excerpt(&row.text, words)
        .map(|parts| view! { <span class="quiet quiet--block">{parts.into_iter().map(part).collect_view()}</span> });
    let title = marked(&row.hit.title, words).into_iter().map(part).collect_view();
    view! {
        <li>
            <a class="govuk-link" href=href>{title}</a>
            " "
            <span class="quiet">{row.hit.reference.to_string()}</span>
            {excerpt}
        </li>
    }
}

fn part(part: Part) -> AnyView {
    if part.found { view! { <mark>{part.text}</mark> }.into_any() } else { part.text.into_any() }
}

const fn path(kind: Kind) -> &'static str {
    match kind {
        Kind::Agreement => "/agreements/",
        Kind::Commitment => "/commitments/",
        Kind::Service => "/services/",
        Kind::Contract => "/contracts/",
        Kind::Procurement => "/tenders/",
        Kind::Organisation => "/organisations/",
    }
}

/// The way through the pages of one kind. The best five hundred are gone through: more words tell more than more pages.
#[component]
fn Pages(address: Query, pages: u64) -> impl IntoView {
    let page = address.page();
    (pages > 1).then(|| {
        let to = |page: u64| {
            address.link("/search", &[("page", if page == 1 { String::new() } else { page.to_string() }.as_str())])
        };
        let (previous, next) = ((page > 1).then(|| to(page - 1)), (page < pages).then(|| to(page + 1)));
        let best = (page == pages && pages == 10)
            .then(|| view! { <p class="govuk-body">"These are the best 500. Add a word to find others."</p> });
        view! {
            {best}
            <p class="govuk-body quiet">{format!("Page {page} of {pages}")}</p>
            <Pagination previous next/>
        }
    })
}
