//! `/agreements/{ref}/edit`: drafting the text, with a preview and what it still lacks.

use entities::{
    agreement::{
        deeds::SaveText,
        read::{Drafting, DraftingOf, OverviewOf},
    },
    clause::unseen,
};
use http::StatusCode;
use leptos::prelude::*;

use super::{
    edition_line::made_address,
    head,
    islands::{PreviewBeside, Unseen},
};
use crate::{
    form::{Said, Saved, submitted_to},
    http::{Answer, Ask, Typed},
    ui::{Button, Details, Difference, InsetText, Markdown, PostForm, TextArea},
};

const HINT: &str = "Write in Markdown. A line that starts with ## is a clause: commitments stand under it, and its number comes by itself.";

/// The text as it is.
pub async fn page(ask: Ask) -> Answer {
    let drafting = ask.register.read(&ask.viewer, &DraftingOf(ask.reference()?)).await?;
    let typed = Typed::filled([(Typed::SEEN, drafting.base.to_string()), ("text", drafting.text.clone())]);
    show(&ask, &typed, drafting, false).await
}

/// Saves a revision, or shows how the text will read.
pub async fn post(ask: Ask, typed: Typed) -> Answer {
    let reads = async || ask.register.read(&ask.viewer, &DraftingOf(ask.reference()?)).await;
    if typed.get("do") == "preview" {
        return show(&ask, &typed, reads().await?, true).await;
    }
    let deed =
        async { Ok(SaveText { agreement: ask.reference()?, base: typed.seen()?, text: typed.get("text").to_owned() }) };
    let saved = async |_| Ok(Saved::at(made_address(&ask, "/text").await?).saying(Said::TEXT_SAVED));
    submitted_to(&ask, &typed, deed, saved, async |typed| show(&ask, typed, reads().await?, false).await).await
}

async fn show(ask: &Ask, typed: &Typed, drafting: Drafting, preview: bool) -> Answer {
    let overview = ask.register.read(&ask.viewer, &OverviewOf(ask.made()?)).await?;
    let stale = typed.status() == StatusCode::CONFLICT;
    let (mine, action) = (typed.get("text").to_owned(), ask.path().to_owned());
    let revisions = format!("{}/revisions", head::address(&overview.agreement.reference));
    head::task(&overview, "Write the text").typed(typed).show(move || {
        // After a stale save the form stands on the newest revision: whoever has seen both may save in its place.
        view! {
            {stale.then(|| view! { <Stale now=drafting.text.clone() mine=mine.clone()/> })}
            <PostForm action seen=drafting.base wide=true>
                <PreviewBeside>
                    <TextArea name="text" label="Text" hint=HINT rows=24 fixed=true/>
                </PreviewBeside>
                <div class="govuk-button-group">
                    <Button>"Save the text"</Button>
                    <Button name="do" value="preview" secondary=true>"Show how it will read"</Button>
                </div>
            </PostForm>
            {preview.then(|| view! { <Read text=mine/> })}
            {(drafting.base > 1).then(|| view! {
                <p class="govuk-body"><a class="govuk-link" href=revisions>"Earlier revisions"</a></p>
            })}
            <Lacks lacks=drafting.lacks/>
        }
    })
}

#[component]
fn Stale(now: String, mine: String) -> impl IntoView {
    view! {
        <InsetText>
            "Somebody saved another text meanwhile. Yours is below, as you typed it. Take over from theirs what you \
             need, then save: yours then follows theirs as a new revision, and both are kept."
        </InsetText>
        <h2 class="govuk-heading-m">"From their text to yours"</h2>
        <Difference before=now.clone() after=mine/>
        <Details summary="Their whole text"><pre class="source">{now}</pre></Details>
    }
}

#[component]
fn Read(text: String) -> impl IntoView {
    let unseen = unseen(&text).iter().map(|unseen| unseen.in_words(&text)).collect();
    view! {
        <section class="document document--framed" aria-labelledby="read">
            <h2 class="govuk-heading-m" id="read">"How it will read"</h2>
            <Unseen unseen/>
            <Markdown source=text/>
        </section>
    }
}

#[component]
fn Lacks(lacks: Vec<String>) -> impl IntoView {
    (!lacks.is_empty()).then(|| {
        let items = lacks.into_iter().map(|lack| view! { <li>{lack}</li> }).collect_view();
        view! {
            <h2 class="govuk-heading-m">"What it still lacks"</h2>
            <ul class="govuk-list govuk-list--bullet">{items}</ul>
        }
    })
}
