//! `/import/differences`: where notices say something else than a person wrote; each field is decided by itself, here or on the
//! procurement's page.

use entities::{
    Refusal,
    procurement::{
        Field,
        deeds::DecideDifference,
        read::{self, Difference},
    },
    values::Reference,
};
use leptos::prelude::*;

use crate::{
    form::{Said, Saved, submitted},
    http::{Answer, Ask, Page, Typed},
    list::{NothingFollows, counted},
    ui::{EmptyState, Hidden, ListPages, PlainText, PostForm, Seen, Tag, Tone, moment},
};

/// All that wait.
pub async fn page(ask: Ask) -> Answer {
    show(&ask, &Typed::empty()).await
}

/// Decides about one.
pub async fn post(ask: Ask, typed: Typed) -> Answer {
    let next = match typed.get("procurement").parse::<Reference>() {
        Ok(reference) if typed.get("back") == "procurement" => format!("/tenders/{}", reference.in_address()),
        _ => "/import/differences".to_owned(),
    };
    let decided = Saved::at(next).saying(Said::DECISION_KEPT);
    let deed = async { decision(&typed) };
    submitted(&ask, &typed, deed, |()| decided, async |typed| show(&ask, typed).await).await
}

fn decision(typed: &Typed) -> Result<DecideDifference, Refusal> {
    let mut read = typed.read();
    let procurement = read.parsed("procurement", "Choose a procurement", str::parse::<Reference>);
    let field = read.word::<Field>("field", "Choose a field");
    let take_theirs = read.text("take") == "yes";
    let [seen, ours] = ["seen", "ours"].map(|name| typed.get(name).replace("\r\n", "\n"));
    read.finish(|| Some(DecideDifference { procurement: procurement?, field: field?, seen, ours, take_theirs }))
}

async fn show(ask: &Ask, typed: &Typed) -> Answer {
    let query = ask.query().clone();
    let found = ask.register.list(&ask.viewer, &read::Differences, &query.place()).await?;
    let count = ask.register.count(&ask.viewer, &read::Differences).await?;
    Page::new("Differences").crumb("Import notices", "/import").typed(typed).show(move || {
        if count.is_none() {
            return view! {
                <EmptyState text="No difference waits for a decision.">
                    <p class="govuk-body">
                        "Where an import brings something else than a person wrote, it is listed here, and nothing is overwritten."
                    </p>
                </EmptyState>
            }
            .into_any();
        }
        if found.is_beyond {
            return view! { <NothingFollows first="/import/differences"/> }.into_any();
        }
        let words = counted(count, "difference waits", "differences wait");
        let items = found.rows.into_iter().map(|difference| one(difference, "list", true)).collect_view();
        view! {
            <p class="govuk-body">{words} " for a decision. To take theirs lets later imports keep the field."</p>
            {items}
            <ListPages path="/import/differences" query before=found.before after=found.after/>
        }
        .into_any()
    })
}

/// On a procurement's page, for those who keep the register; nothing where there is none.
#[component]
pub fn Differences(differences: Vec<Difference>, back: &'static str) -> impl IntoView {
    (!differences.is_empty()).then(|| {
        let items = differences.into_iter().map(|difference| one(difference, back, false)).collect_view();
        view! {
            <h2 class="govuk-heading-l" id="differences">"Notices say something else"</h2>
            {items}
        }
    })
}

fn one(difference: Difference, back: &'static str, names_it: bool) -> impl IntoView {
    let Difference { reference, title, field, ours, theirs, since, kept } = difference;
    let href = format!("/tenders/{}", reference.in_address());
    let said = |words: String| if words.is_empty() { "Nothing".to_owned() } else { words };
    let name = names_it.then(|| view! { <a class="govuk-link" href=href>{title}</a> ": " });
    let state = kept.then(|| view! { " " <Tag text="Kept as written" tone=Tone::Neutral/> });
    let written = ours.clone();
    let button = |take: &'static str, words: &'static str, seen: String| {
        let here = written.clone();
        let reference = reference.to_string();
        view! {
            <PostForm action="/import/differences" seen=Seen::Nothing name=if take == "yes" { "take" } else { "keep" }>
                <Hidden name="procurement" value=reference.clone()/>
                <Hidden name="field" value=field.code().to_owned()/>
                <Hidden name="back" value=back.to_owned()/>
                <Hidden name="take" value=take.to_owned()/>
                <Hidden name="seen" value=seen/>
                <Hidden name="ours" value=here/>
                <button type="submit" class="govuk-button govuk-button--secondary">
                    {words} <span class="govuk-visually-hidden">{format!(" of {}, {reference}", field.label())}</span>
                </button>
            </PostForm>
        }
    };
    // Under the page's own heading, or under that of its part.
    let heading = match name {
        Some(name) => view! { <h2 class="govuk-heading-s">{name} {field.label()} {state}</h2> }.into_any(),
        None => view! { <h3 class="govuk-heading-s">{field.label()} {state}</h3> }.into_any(),
    };
    let take = button("yes", "Take theirs", theirs.clone());
    let keep = (!kept).then(|| button("no", "Keep ours", theirs.clone()));
    view! {
        <div class="difference-to-decide">
            {heading}
            <div class="govuk-grid-row">
                <div class="govuk-grid-column-one-half">
                    <p class="govuk-body quiet">"Written here"</p>
                    <PlainText text=said(ours)/>
                </div>
                <div class="govuk-grid-column-one-half">
                    <p class="govuk-body quiet">"The notices say, since " {moment(since)}</p>
                    <PlainText text=said(theirs)/>
                </div>
            </div>
            <div class="govuk-button-group">
                {take}
                {keep}
            </div>
        </div>
    }
}
