//! `/following`: what a person follows, has saved and subscribes to.

use entities::{
    Refusal,
    following::{
        deeds::{Follow, MakeCalendar, RevokeCalendar},
        read::Followed,
        table::{calendar, search},
    },
    values::Reference,
};
use leptos::prelude::*;

use crate::{
    http::{Answer, Ask, Page, Typed, see_other},
    ui::{Button, Column, EmptyState, Hidden, NotificationBanner, PostForm, Seen, Table},
};

/// The page.
pub async fn page(ask: Ask) -> Answer {
    show(&ask, &Typed::empty()).await
}

/// Stops following, makes or revokes the calendar.
pub async fn post(ask: Ask, typed: Typed) -> Answer {
    match change(&ask, &typed).await {
        Ok(said) => see_other(format!("/following?{said}")),
        Err(refusal) => show(&ask, &typed.refused(refusal)?).await,
    }
}

async fn change(ask: &Ask, typed: &Typed) -> Result<&'static str, Refusal> {
    let (actor, mut read) = (ask.actor(typed)?, typed.read());
    match typed.form() {
        "unfollow" => {
            let procurement = read.parsed("procurement", "Choose a procurement", str::parse::<Reference>);
            let procurement = read.finish(|| procurement)?;
            ask.register.change(&actor, &Follow { procurement, follow: false }).await?;
            Ok("unfollowed")
        }
        "revoke" => {
            ask.register.change(&actor, &RevokeCalendar { seen: typed.seen()? }).await?;
            Ok("revoked")
        }
        _ => {
            ask.register.change(&actor, &MakeCalendar { seen: typed.seen()? }).await?;
            Ok("made")
        }
    }
}

async fn show(ask: &Ask, typed: &Typed) -> Answer {
    let followed = ask.register.followed(ask.person()?).await?;
    let words = [
        ("saved", "The search is saved"),
        ("changed", "The search is changed"),
        ("forgotten", "The search is forgotten"),
        ("unfollowed", "You no longer follow that procurement"),
        ("made", "Your calendar has an address"),
        ("revoked", "The calendar’s address does not work any more"),
    ];
    let said = words.into_iter().find(|(word, _)| ask.query().has(word)).map(|(_, text)| text);
    let origin = ask.site.origin.clone();
    Page::new("What you follow").crumb("Your work", "/work").typed(typed).show(move || {
        let Followed { procurements, searches, calendar } = followed;
        view! {
            {said.map(|text| view! { <NotificationBanner text success=true/> })}
            <Calendar calendar origin/>
            <Searches searches/>
            <Procurements procurements/>
        }
    })
}

#[component]
fn Calendar(calendar: Option<calendar::Model>, origin: String) -> impl IntoView {
    let about = "A calendar with the events of everything below, and of what you registered interest in. Whoever has its \
                 address can read it: it shows published events, and so what you look for.";
    let shown = match calendar {
        Some(calendar) => {
            let address = format!("{origin}/calendar/{}/tenders.ics", calendar.secret);
            view! {
                <p class="govuk-body">"Copy this address into your calendar program as a subscription:"</p>
                <p class="govuk-body"><a class="govuk-link secret-address" href=address.clone()>{address.clone()}</a></p>
                <div class="govuk-button-group">
                    <PostForm action="/following" seen=calendar.id name="calendar">
                        <Button secondary=true>"Make another address"</Button>
                    </PostForm>
                    <PostForm action="/following" seen=calendar.id name="revoke">
                        <Button warning=true>"Revoke the address"</Button>
                    </PostForm>
                </div>
            }
            .into_any()
        }
        None => view! {
            <PostForm action="/following" seen=0 name="calendar">
                <Button>"Make a calendar address"</Button>
            </PostForm>
        }
        .into_any(),
    };
    view! {
        <h2 class="govuk-heading-l">"Your calendar"</h2>
        <p class="govuk-body">{about}</p>
        {shown}
    }
}

#[component]
fn Searches(searches: Vec<search::Model>) -> impl IntoView {
    let none = searches.is_empty().then(|| {
        view! {
            <EmptyState text="You have no saved search.">
                <p class="govuk-body">
                    "Filter the " <a class="govuk-link" href="/tenders">"tender events"</a> ", then choose “Save this search”."
                </p>
            </EmptyState>
        }
    });
    let row = |search: search::Model| {
        let list = if search.query.is_empty() { "/tenders".to_owned() } else { format!("/tenders?{}", search.query) };
        let change = format!("/following/{}", search.id);
        vec![
            view! { <a class="govuk-link" href=list>{search.name.clone()}</a> }.into_any(),
            search.digest.label().into_any(),
            view! {
                <a class="govuk-link" href=change>
                    "Change or forget" <span class="govuk-visually-hidden">" the search " {search.name}</span>
                </a>
            }
            .into_any(),
        ]
    };
    let columns = vec![Column::head("Search"), Column::text("Mail"), Column::text("Change")];
    let rows: Vec<_> = searches.into_iter().map(row).collect();
    view! {
        <h2 class="govuk-heading-l">"Saved searches"</h2>
        {none}
        {(!rows.is_empty()).then(|| view! { <Table caption="Saved searches" caption_hidden=true columns rows/> })}
    }
}

#[component]
fn Procurements(procurements: Vec<(Reference, String)>) -> impl IntoView {
    let none = procurements.is_empty().then(|| {
        view! {
            <EmptyState text="You follow no procurement.">
                <p class="govuk-body">
                    "Open one of the " <a class="govuk-link" href="/tenders">"tender events"</a> ", then choose “Follow”."
                </p>
            </EmptyState>
        }
    });
    let row = |(reference, title): (Reference, String)| {
        let href = format!("/tenders/{}", reference.in_address());
        vec![
            view! { <a class="govuk-link" href=href>{title.clone()}</a> }.into_any(),
            view! { <span class="reference">{reference.to_string()}</span> }.into_any(),
            view! {
                <PostForm action="/following" seen=Seen::Nothing name="unfollow">
                    <Hidden name="procurement" value=reference.to_string()/>
                    <button type="submit" class="link-button">
                        "Stop following" <span class="govuk-visually-hidden">" " {title}</span>
                    </button>
                </PostForm>
            }
            .into_any(),
        ]
    };
    let columns = vec![Column::head("Procurement"), Column::text("Reference"), Column::text("Stop")];
    let rows: Vec<_> = procurements.into_iter().map(row).collect();
    view! {
        <h2 class="govuk-heading-l">"Procurements"</h2>
        {none}
        {(!rows.is_empty()).then(|| view! { <Table caption="Procurements that you follow" caption_hidden=true columns rows/> })}
    }
}
