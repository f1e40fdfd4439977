//! `/following/new` and `/following/{id}`: a person saves a search of tender events, changes how often it tells, or forgets it.

use entities::{
    Fault, Refusal,
    following::{
        Digest,
        deeds::{ForgetSearch, SaveSearch},
        table::search,
    },
    procurement::read::{Filter, TenderCounts},
};
use leptos::prelude::*;

use crate::{
    http::{Answer, Ask, Fields, Page, Query, Typed, see_other},
    tenders::Filters,
    ui::{Button, Choice, Hidden, PostForm, Radios, Seen, TextInput},
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
    match save(&ask, &typed, None).await {
        Ok(()) => see_other("/following?saved".to_owned()),
        Err(refusal) => show_new(&ask, &typed.refused(refusal)?).await,
    }
}

/// A saved search as it is.
pub async fn change_page(ask: Ask) -> Answer {
    let search = found(&ask).await?;
    show(&ask, &Typed::empty(), search).await
}

/// Changes or forgets it.
pub async fn change(ask: Ask, typed: Typed) -> Answer {
    let search = found(&ask).await?;
    let done = match typed.form() {
        "forget" => forget(&ask, &typed, search.id).await.map(|()| "forgotten"),
        _ => save(&ask, &typed, Some(search.id)).await.map(|()| "changed"),
    };
    match done {
        Ok(said) => see_other(format!("/following?{said}")),
        Err(refusal) => show(&ask, &typed.refused(refusal)?, search).await,
    }
}

async fn save(ask: &Ask, typed: &Typed, existing: Option<i64>) -> Result<(), Refusal> {
    let actor = ask.actor(typed)?;
    let mut read = typed.read();
    let name = read.required("name", "Enter a name for the search");
    let digest = read.word::<Digest>("digest", "Choose how often");
    let query = read.text("query").to_owned();
    let existing = match existing {
        Some(search) => Some((search, typed.seen()?)),
        None => None,
    };
    let deed = read.finish(|| Some(SaveSearch { existing, name: name?, query, digest: digest? }))?;
    ask.register.change(&actor, &deed).await
}

async fn forget(ask: &Ask, typed: &Typed, search: i64) -> Result<(), Refusal> {
    ask.register.change(&ask.actor(typed)?, &ForgetSearch { search, seen: typed.seen()? }).await
}

/// The own search in the address.
async fn found(ask: &Ask) -> Result<search::Model, Refusal> {
    let id: i64 = ask.param("id").parse().map_err(|_| Refusal::NotFound)?;
    let searches = ask.register.followed(ask.person()?).await?.searches;
    searches.into_iter().find(|search| search.id == id).ok_or(Refusal::NotFound)
}

/// A search that cannot be saved, with its filters to be put right.
fn show_misread(query: &str, faults: Vec<Fault>) -> Answer {
    let fields = Fields::parse(query.as_bytes())?;
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
                <NameAndRhythm/>
                <Button>"Save the search"</Button>
            </PostForm>
        }
    })
}

async fn show(ask: &Ask, typed: &Typed, search: search::Model) -> Answer {
    let action = ask.path().to_owned();
    let filled = Typed::filled([("name", search.name.clone()), ("digest", search.digest.code().to_owned())]);
    Page::new(format!("Change the search: {}", search.name))
        .heading("Change the search")
        .caption(search.name.clone())
        .crumb("What you follow", "/following")
        .typed(typed)
        .show(move || {
            view! {
                <PostForm action=action.clone() seen=search.version filled>
                    <NameAndRhythm/>
                    <Button>"Save the search"</Button>
                </PostForm>
                <PostForm action seen=search.version name="forget">
                    <Button warning=true>"Forget the search"</Button>
                </PostForm>
            }
        })
}

#[component]
fn NameAndRhythm() -> impl IntoView {
    view! {
        <TextInput name="name" label="What do you call it?"/>
        <Radios
            name="digest"
            legend="How often should it tell you by mail what is new?"
            hint="Only when something is"
            choices={Choice::words::<Digest>()}
        />
    }
}
