//! The page of a list.

use entities::{
    Refusal,
    list::{Count, Listed, Listing},
    values::figures::parted,
};
use leptos::prelude::*;

use super::{ChosenFilters, Columns, FilterPanel, Filters, Misread, NothingFollows};
use crate::{
    http::{Answer, Ask, Cache, Page, Query, Typed},
    ui::{EmptyState, ListPages, Table},
};

type Content = Box<dyn FnOnce() -> AnyView + Send>;

/// A list that stands at an address, with its file beside it at the same address with `.csv`.
pub struct List<L: Listing> {
    pub(super) address: &'static str,
    title: &'static str,
    one: &'static str,
    several: &'static str,
    /// What to try where nothing is found.
    advice: &'static str,
    crumbs: Vec<(&'static str, &'static str)>,
    filters: Filters<L>,
    pub(super) columns: Columns<L::Row>,
    above: Vec<Content>,
    /// Where it can be had as CSV.
    has_file: bool,
    cache: Cache,
    /// What narrows it that no filter names.
    start: L,
}

impl<L: Listing> std::fmt::Debug for List<L> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("List").field("address", &self.address).finish_non_exhaustive()
    }
}

/// "1 contract", "17 contracts", "more than 10,000 contracts".
pub fn counted(count: Count, one: &str, several: &str) -> String {
    match count {
        Count::Exactly(1) => format!("1 {one}"),
        Count::Exactly(number) => format!("{} {several}", parted(&number.to_string())),
        Count::Many => format!("more than 10,000 {several}"),
    }
}

impl<L: Listing + Clone + Default + 'static> List<L>
where
    L::Row: Send + 'static,
{
    /// At an address, under a title; what one row is called, and several.
    pub fn at(address: &'static str, title: &'static str, [one, several]: [&'static str; 2]) -> Self {
        Self {
            address,
            title,
            one,
            several,
            advice: "Try fewer filters.",
            crumbs: Vec::new(),
            filters: Filters::default(),
            columns: Columns::default(),
            above: Vec::new(),
            has_file: true,
            cache: Cache::default(),
            start: L::default(),
        }
    }

    /// What to try where nothing is found.
    #[must_use]
    pub fn advice(self, advice: &'static str) -> Self {
        Self { advice, ..self }
    }

    /// One step on the way there.
    #[must_use]
    pub fn crumb(mut self, text: &'static str, href: &'static str) -> Self {
        self.crumbs.push((text, href));
        self
    }

    /// On the page only: there is no file of it.
    #[must_use]
    pub fn without_file(self) -> Self {
        Self { has_file: false, ..self }
    }

    /// Who may keep a copy of the page.
    #[must_use]
    pub fn cache(self, cache: Cache) -> Self {
        Self { cache, ..self }
    }

    /// What it can be narrowed by.
    #[must_use]
    pub fn filters(self, with: impl FnOnce(Filters<L>) -> Filters<L>) -> Self {
        Self { filters: with(self.filters), ..self }
    }

    /// Its columns.
    #[must_use]
    pub fn columns(self, with: impl FnOnce(Columns<L::Row>) -> Columns<L::Row>) -> Self {
        Self { columns: with(self.columns), ..self }
    }

    /// Something above it, if there is: what it is about, what can be added.
    #[must_use]
    pub fn above<V: IntoView + 'static>(mut self, content: impl FnOnce() -> V + Send + 'static) -> Self {
        self.above.push(Box::new(move || content().into_any()));
        self
    }

    /// What is asked.
    ///
    /// # Errors
    /// [`Refusal::Invalid`] with every filter that was not understood.
    pub fn asked(&self, query: &Query) -> Result<L, Refusal> {
        let (mut read, mut list) = (query.narrowing(), self.start.clone());
        self.filters.read(&mut read, &mut list);
        read.read(list)
    }

    /// The page.
    ///
    /// # Errors
    /// The list cannot be read.
    pub async fn page(self, ask: Ask) -> Answer {
        let query = ask.query().clone();
        let (found, typed) = ask.listed(self.asked(&query), async |list| read(&ask, &list).await).await?;
        let mut page = Page::new(self.title).typed(&typed).cache(self.cache);
        for (text, href) in &self.crumbs {
            page = page.crumb(*text, *href);
        }
        page.show(move || self.shown(query, found, &typed))
    }

    fn shown(self, query: Query, found: (Listed<L::Row>, Count), typed: &Typed) -> AnyView {
        let Self { address, one, several, advice, filters, columns, above, has_file, .. } = self;
        let (listed, count) = found;
        let misread = !typed.faults().is_empty();
        let chosen = filters.chosen_in(address, &query);
        let body = if misread {
            view! { <Misread/> }.into_any()
        } else if listed.is_beyond {
            view! { <NothingFollows first=query.first(address)/> }.into_any()
        } else if listed.rows.is_empty() {
            view! { <EmptyState text=format!("No {several} match.")><p class="govuk-body">{advice}</p></EmptyState> }
                .into_any()
        } else {
            let (columns, rows) = columns.table(&listed.rows);
            let numbered = query.has("page").then(|| {
                view! { <p class="govuk-body quiet">"Pages are not numbered any more. This is the first."</p> }
            });
            let file = has_file.then(|| {
                let href = query.first(&format!("{address}.csv"));
                view! { <p class="govuk-body"><a class="govuk-link" href=href>"Download this list as CSV"</a></p> }
            });
            view! {
                {numbered}
                <Table caption=sentence(&counted(count, one, several)) columns rows/>
                <ListPages path=address query=query.clone() before=listed.before after=listed.after/>
                {file}
            }
            .into_any()
        };
        let above = above.into_iter().map(|content| content()).collect_view();
        if filters.is_empty() {
            return view! { {above} {body} }.into_any();
        }
        let panel = view! {
            <FilterPanel action=address query>{filters.fields()}</FilterPanel>
        };
        view! {
            {above}
            <div class="filtered-list">
                {panel}
                <div>
                    <ChosenFilters chosen/>
                    {body}
                </div>
            </div>
        }
        .into_any()
    }
}

async fn read<L: Listing>(ask: &Ask, list: &L) -> Result<(Listed<L::Row>, Count), Refusal> {
    let listed = ask.register.list(&ask.viewer, list, &ask.query().place()).await?;
    Ok((listed, ask.register.count(&ask.viewer, list).await?))
}

/// With a capital letter.
fn sentence(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
