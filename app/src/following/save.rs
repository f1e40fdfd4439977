//! `/following/new` and `/following/{id}`: a person saves a search of tender events, changes how often it tells, or forgets it.

use entities::{
    Fault, Refusal,
    following::{
        Digest,
        deeds::{ForgetSearch, SaveSearch},
        read::{SavedSearch, SavedSearches},
    },
    procurement::read::{Filter, TenderCounts},
};
use leptos::prelude::*;

use crate::{
    form::{self, Fields, Said, Saved, submitted},
    http::{self, Answer, Ask, Page, Query, Typed},
    tenders::Filters,
    ui::{Button, Hidden, PostForm, Seen},
};

/// The form for the search that stands in the address.
pub async fn page(ask: Ask) -> Answer {
    let query = ask.query().fields().encode();
    let (filter, faults) = Filter::read(&query);
    if !faults.is_empty() {
        return show_misread(&query, faults);
    }
    let name = filter.words.clone();
    let values = [("query", filter.query()), ("name", name), ("digest", Digest::Daily.code().to_owned())];
    show_new(&ask, &Typed::filled(values)).await
}

/// Saves it.
pub async fn post(ask: Ask, typed: Typed) -> Answer {
    let deed = async {
        let (name, digest) = form::read(&typed, name_and_rhythm)?;
        Ok(SaveSearch { existing: None, name, query: typed.get("query").trim().to_owned(), digest })
    };
    let saved = |()| Saved::at("/following").saying(Said::SEARCH_SAVED);
    submitted(&ask, &typed, deed, saved, async |typed| show_new(&ask, typed).await).await
}

fn name_and_rhythm(fields: &mut Fields<'_, SavedSearch>) -> Option<(String, Digest)> {
    let name = fields.line("name", "What do you call it?").from(|search| search.name.clone());
    let name = name.required("Enter a name for the search");
    let digest = fields
        .word::<Digest>("digest", "How often should it tell you by mail what is new?")
        .hint("Only when something is")
        .radios()
        .from(|search| search.digest)
        .required("Choose how often");
    Some((name?, digest?))
}

/// A saved search as it is.
pub async fn change_page(ask: Ask) -> Answer {
    let search = found(&ask).await?;
    show(&ask, &Typed::empty(), search).await
}

/// Changes or forgets it.
pub async fn change(ask: Ask, typed: Typed) -> Answer {
    let search = found(&ask).await?;
    let id = search.id;
    let again = async |typed: &Typed| show(&ask, typed, search).await;
    if typed.form() == "forget" {
        let deed = async { Ok(ForgetSearch { search: id, seen: typed.seen()? }) };
        let forgotten = |()| Saved::at("/following").saying(Said::SEARCH_FORGOTTEN);
        return submitted(&ask, &typed, deed, forgotten, again).await;
    }
    let deed = async {
        let existing = Some((id, typed.seen()?));
        let (name, digest) = form::read(&typed, name_and_rhythm)?;
        Ok(SaveSearch { existing, name, query: typed.get("query").trim().to_owned(), digest })
    };
    submitted(&ask, &typed, deed, |()| Saved::at("/following").saying(Said::SEARCH_SAVED), again).await
}

/// The own search in the address.
async fn found(ask: &Ask) -> Result<SavedSearch, Refusal> {
    let id: i64 = ask.param("id").parse().map_err(|_| Refusal::NotFound)?;
    let searches = ask.register.read(&ask.viewer, &SavedSearches).await?;
    searches.into_iter().find(|search| search.id == id).ok_or(Refusal::NotFound)
}

/// A search that cannot be saved, with its filters to be put right.
fn show_misread(query: &str, faults: Vec<Fault>) -> Answer {
    let fields = http::Fields::parse(query.as_bytes())?;
    let typed = Typed::new(fields.clone()).refused(Refusal::Invalid(faults))?;
    Page::new("Save this search").crumb("Tenders", "/tenders").typed(&typed).show(move || {
        view! {
            <p class="govuk-body">"This search cannot be saved yet: it would find everything."</p>
            <Filters action="/following/new" query=Query::new(fields) counts=None/>
        }
    })
}

async fn show_new(ask: &Ask, typed: &Typed) -> Answer {
    let query = typed.get("query").to_owned();
    let (filter, faults) = Filter::read(&query);
    if !faults.is_empty() {
        return show_misread(&query, faults);
    }
    let count = ask.register.read(&ask.viewer, &TenderCounts(filter.clone())).await?.of(filter.in_scope);
    let found = match count {
        1 => "It finds 1 event now.".to_owned(),
        count => format!("It finds {} events now.", crate::tenders::count(count)),
    };
    let list = format!("/tenders?{query}");
    Page::new("Save this search").crumb("Tenders", "/tenders").typed(typed).show(move || {
        view! {
            <p class="govuk-body">
                <a class="govuk-link" href=list>"The search"</a>
                " is kept for you, not for your organisation. " {found}
            </p>
            <PostForm action="/following/new" seen=Seen::Nothing>
                <Hidden name="query" value=query/>
                {form::shown(None, name_and_rhythm)}
                <Button>"Save the search"</Button>
            </PostForm>
        }
    })
}

async fn show(ask: &Ask, typed: &Typed, search: SavedSearch) -> Answer {
    let action = ask.path().to_owned();
    let (filled, version) = (form::filled(&search, name_and_rhythm), search.version);
    Page::new(format!("Change the search: {}", search.name))
        .heading("Change the search")
        .caption(search.name.clone())
        .crumb("What you follow", "/following")
        .typed(typed)
        .show(move || {
            view! {
                <PostForm action=action.clone() seen=version filled>
                    {form::shown(Some(&search), name_and_rhythm)}
                    <Button>"Save the search"</Button>
                </PostForm>
                <PostForm action seen=version name="forget">
                    <Button warning=true>"Forget the search"</Button>
                </PostForm>
            }
        })
}
