//! Pages of the test's own: a list, a form, an island, and pages that go wrong.

use std::time::Duration;

use app::{
    addresses::{Limit, Mount, file, page, post},
    http::{Answer, Ask, Cache, File, Need, Page, Typed, see_other},
    ui::{Button, PostForm, Seen, TextArea, TextInput},
};
use entities::{Refusal, access::Permission, refusal::Hindrance};
use leptos::prelude::*;

pub fn mounts() -> Vec<Mount> {
    vec![
        page("/", Need::Nothing, list),
        page("/records/{ref}", Need::Nothing, record),
        page("/new", Need::SignedIn, new),
        post("/new", Need::SignedIn, create),
        page("/open-form", Need::Nothing, new),
        post("/open-form", Need::Nothing, create),
        page("/steer", Need::May(Permission::Steer), list),
        page("/island", Need::Nothing, with_island),
        page("/search", Need::Nothing, list).limited(Limit::Search),
        page("/made", Need::Nothing, made),
        page("/made-and-counted", Need::Nothing, made).limited(Limit::Search),
        page("/made-for-nobody-to-keep", Need::Nothing, made_to_be_kept_by_nobody),
        page("/panics", Need::Nothing, panics),
        page("/slow", Need::Nothing, slow),
        page("/broken", Need::Nothing, broken),
        post("/broken", Need::Nothing, broken_form),
        page("/busy", Need::Nothing, busy),
        page("/full", Need::Nothing, list),
        post("/full", Need::Nothing, full),
        file("/feed", Need::Nothing, feed),
        file("/broken-feed", Need::Nothing, broken),
        page("/leave", Need::Nothing, leave),
        page("/leave-for-elsewhere", Need::Nothing, leave_for_elsewhere),
        page("/sign-in-now", Need::Nothing, sign_in_now),
        page("/sign-out-now", Need::Nothing, sign_out_now),
    ]
}

async fn list(ask: Ask) -> Answer {
    let asked_for = ask.query().get("q").unwrap_or("everything").to_owned();
    Page::new("Records").show(move || view! { <p>{asked_for}</p> })
}

/// Says by which asking it was made.
async fn made(ask: Ask) -> Answer {
    let asking = ask.request_id().to_owned();
    Page::new("Made").show(move || view! { <p>"Made for " {asking}</p> })
}

async fn made_to_be_kept_by_nobody(ask: Ask) -> Answer {
    let asking = ask.request_id().to_owned();
    Page::new("Made").cache(Cache::Nobody).show(move || view! { <p>"Made for " {asking}</p> })
}

async fn record(ask: Ask) -> Answer {
    match ask.param("ref") {
        "known" => Page::new("A record").caption("REC-1").crumb("Records", "/").show(|| view! { <p>"Known"</p> }),
        _ => Err(Refusal::NotFound.into()),
    }
}

async fn new(ask: Ask) -> Answer {
    form(ask, Typed::empty()).await
}

async fn create(ask: Ask, typed: Typed) -> Answer {
    let mut read = typed.read();
    let title = read.required("title", "Enter a title");
    let created = read.finish(|| Some(title?.to_lowercase()));
    match created {
        Ok(reference) => see_other(format!("/records/{reference}")),
        Err(refusal) => form(ask, typed.refused(refusal)?).await,
    }
}

async fn form(ask: Ask, typed: Typed) -> Answer {
    let action = ask.path().to_owned();
    Page::new("New record").typed(&typed).show(move || {
        view! {
            <PostForm action seen=Seen::Nothing>
                <TextInput name="title" label="Title"/>
                <TextArea name="text" label="Text"/>
                <Button>"Create"</Button>
            </PostForm>
        }
    })
}

#[island]
fn Greeting(name: String) -> impl IntoView {
    view! { <p>"Hello " {name}</p> }
}

async fn with_island(_ask: Ask) -> Answer {
    Page::new("With an island").show(|| view! { <Greeting name="</script>\"><b>".to_owned()/> })
}

async fn panics(_ask: Ask) -> Answer {
    panic!("on purpose")
}

async fn slow(ask: Ask) -> Answer {
    tokio::time::sleep(Duration::from_secs(3600)).await;
    list(ask).await
}

async fn broken(_ask: Ask) -> Answer {
    Err(Refusal::broken("the secret cause").into())
}

async fn broken_form(ask: Ask, _typed: Typed) -> Answer {
    broken(ask).await
}

async fn busy(_ask: Ask) -> Answer {
    Err(Refusal::Unavailable.into())
}

async fn full(_ask: Ask, _typed: Typed) -> Answer {
    Err(Refusal::Hindered(Hindrance::Full).into())
}

async fn feed(_ask: Ask) -> Answer {
    File::new("text/calendar; charset=utf-8", "BEGIN:VCALENDAR").named("a \"feed\".ics").answer()
}

async fn leave(_ask: Ask) -> Answer {
    see_other("/records/known")
}

async fn leave_for_elsewhere(_ask: Ask) -> Answer {
    see_other("//elsewhere.example")
}

async fn sign_in_now(_ask: Ask) -> Answer {
    let secret = entities::account::secret::Secret::new()?;
    see_other("/").map(|reply| reply.start_session(secret))
}

async fn sign_out_now(_ask: Ask) -> Answer {
    let answer = Page::new("Signed out").cache(Cache::Nobody).show(|| view! { <p>"Bye"</p> });
    answer.map(app::http::Reply::end_session)
}
