//! `/following`: what a person follows, has saved and subscribes to.

use entities::{
    following::{
        deeds::{Follow, MakeCalendar, RevokeCalendar},
        read::{
            FollowedProcurement, OwnCalendar, OwnCalendarAddress, ProcurementsFollowed, SavedSearch, SavedSearches,
        },
    },
    list::{Listed, Place},
    values::Reference,
};
use leptos::prelude::*;

use crate::{
    form::{self, Fields, Said, Saved, submitted},
    http::{Answer, Ask, Page, Query, Typed},
    list::NothingFollows,
    ui::{Button, Column, EmptyState, ListPages, PostForm, Seen, Table},
};

/// The page.
pub async fn page(ask: Ask) -> Answer {
    show(&ask, &Typed::empty()).await
}

/// Stops following, makes or revokes the calendar.
pub async fn post(ask: Ask, typed: Typed) -> Answer {
    let again = async |typed: &Typed| show(&ask, typed).await;
    // On the page of the list that the form was on.
    let address = ask.address();
    let here = |said| move |()| Saved::at(address).saying(said);
    match typed.form() {
        "unfollow" => {
            let deed = async { Ok(Follow { procurement: form::read(&typed, procurement)?, follow: false }) };
            submitted(&ask, &typed, deed, here(Said::UNFOLLOWED), again).await
        }
        "revoke" => {
            let deed = async { Ok(RevokeCalendar { seen: typed.seen()? }) };
            submitted(&ask, &typed, deed, here(Said::CALENDAR_REVOKED), again).await
        }
        _ => {
            let deed = async { Ok(MakeCalendar { seen: typed.seen()? }) };
            submitted(&ask, &typed, deed, here(Said::CALENDAR_MADE), again).await
        }
    }
}

fn procurement(fields: &mut Fields<'_, Reference>) -> Option<Reference> {
    let procurement = fields.hidden("procurement").from(Reference::to_string);
    procurement.parsed("Choose a procurement", str::parse::<Reference>)
}

async fn show(ask: &Ask, typed: &Typed) -> Answer {
    let (query, place, action) = (ask.query().clone(), ask.query().place(), ask.address().to_owned());
    let procurements = ask.register.list(&ask.viewer, &ProcurementsFollowed, &place).await?;
    if place != Place::First {
        return Page::new("What you follow, continued")
            .crumb("What you follow", "/following")
            .typed(typed)
            .show(move || view! { <Procurements procurements query action/> });
    }
    let searches = ask.register.read(&ask.viewer, &SavedSearches).await?;
    let calendar = ask.register.read(&ask.viewer, &OwnCalendar).await?;
    let origin = ask.site.origin.clone();
    Page::new("What you follow").crumb("Your work", "/work").typed(typed).show(move || {
        view! {
            <Calendar calendar origin/>
            <Searches searches/>
            <Procurements procurements query action/>
        }
    })
}

#[component]
fn Calendar(calendar: Option<OwnCalendarAddress>, origin: String) -> impl IntoView {
    let about = "A calendar with the events of everything below, and of what you registered interest in. Whoever has its \
                 address can read it: it shows published events, and so what you look for.";
    let shown = match calendar {
        Some(calendar) => {
            let address = format!("{origin}/calendar/{}/tenders.ics", calendar.secret.reveal());
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
fn Searches(searches: Vec<SavedSearch>) -> impl IntoView {
    let none = searches.is_empty().then(|| {
        view! {
            <EmptyState text="You have no saved search.">
                <p class="govuk-body">
                    "Filter the " <a class="govuk-link" href="/tenders">"tender events"</a> ", then choose “Save this search”."
                </p>
            </EmptyState>
        }
    });
    let row = |search: SavedSearch| {
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
fn Procurements(procurements: Listed<FollowedProcurement>, query: Query, action: String) -> impl IntoView {
    let Listed { rows, before, after, is_beyond } = procurements;
    let shown = if is_beyond {
        view! { <NothingFollows first="/following"/> }.into_any()
    } else if rows.is_empty() {
        view! {
            <EmptyState text="You follow no procurement.">
                <p class="govuk-body">
                    "Open one of the " <a class="govuk-link" href="/tenders">"tender events"</a> ", then choose “Follow”."
                </p>
            </EmptyState>
        }
        .into_any()
    } else {
        let columns = vec![Column::head("Procurement"), Column::text("Reference"), Column::text("Stop")];
        let rows = rows.into_iter().map(|procurement| row(procurement, action.clone())).collect();
        view! {
            <Table caption="Procurements that you follow" caption_hidden=true columns rows/>
            <ListPages path="/following" query before after/>
        }
        .into_any()
    };
    view! {
        <h2 class="govuk-heading-l">"Procurements"</h2>
        {shown}
    }
}

fn row(followed: FollowedProcurement, action: String) -> Vec<AnyView> {
    let FollowedProcurement { reference, title } = followed;
    let href = format!("/tenders/{}", reference.in_address());
    vec![
        view! { <a class="govuk-link" href=href>{title.clone()}</a> }.into_any(),
        view! { <span class="reference">{reference.to_string()}</span> }.into_any(),
        view! {
            <PostForm action seen=Seen::Nothing name="unfollow">
                {form::shown(Some(&reference), procurement)}
                <button type="submit" class="link-button">
                    "Stop following" <span class="govuk-visually-hidden">" " {title}</span>
                </button>
            </PostForm>
        }
        .into_any(),
    ]
}
