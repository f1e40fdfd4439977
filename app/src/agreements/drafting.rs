//! `/agreements/{ref}/edit`: drafting the text, with tools, a preview, and what it still lacks; and what is kept while somebody writes.

use entities::{
    Refusal,
    agreement::{
        deeds::SaveText,
        draft::Draft,
        placed::Tables,
        read::{Drafting, DraftingOf, HeadOf, MergedWith, OverviewOf, PutTogether, RevisionOf},
        templates::{self, Guidance, Offered},
    },
    clause::{self, Conflict, unseen},
};
use http::StatusCode;
use leptos::prelude::*;

use super::{
    edition_line::made_address,
    head, heads,
    islands::{PreviewBeside, Unseen},
    reuse,
};
use crate::{
    form::{self, Fields, Said, Saved, answered, submitted_to},
    http::{Answer, Ask, Cache, File, Typed},
    ui::{Button, Choice, Details, Difference, InsetText, Markdown, PostForm, Seen, moment},
};

const HINT: &str = "A line that starts with ## is a clause: commitments stand under it, and its number comes by itself. \
                    {commitments} or {contributions} alone in a line is where the register prints its table";

/// The text as it is, as somebody left it, or a starter text.
pub async fn page(ask: Ask) -> Answer {
    let drafting = read(&ask).await?;
    let (seen, text) = match (&drafting.draft, starter(&ask, &drafting)) {
        (Some(draft), _) => (draft.base, draft.text.clone()),
        (None, Some(starter)) => (drafting.base, starter.text),
        (None, None) => (drafting.base, drafting.text.clone()),
    };
    let typed = Typed::filled([(Typed::SEEN, seen.to_string()), ("text", text)]);
    show(&ask, &typed, drafting, false).await
}

/// Saves a revision, or shows how the text will read.
pub async fn post(ask: Ask, typed: Typed) -> Answer {
    if typed.form() == LEAVE {
        ask.acts_as_shown(&typed)?;
        let left = ask.register.forget_draft(&ask.viewer, ask.reference()?).await;
        let left = left.map(|()| Saved::at(ask.path()).saying(Said::DRAFT_LEFT));
        return answered(&typed, left, async |typed| show(&ask, typed, read(&ask).await?, false).await).await;
    }
    if typed.get("do") == "preview" {
        return show(&ask, &typed, read(&ask).await?, true).await;
    }
    let deed = async {
        let (agreement, base) = (ask.reference()?, typed.seen()?);
        let (text, chosen) = form::read(&typed, |fields| written(fields, &[]))?;
        // In the revision that was shown beside it.
        let theirs = RevisionOf { agreement: agreement.clone(), number: base };
        let text = match chosen.as_slice() {
            [] => text,
            chosen => with_theirs(&ask.register.read(&ask.viewer, &theirs).await?.text.text, text, chosen),
        };
        Ok(SaveText { agreement, base, text })
    };
    let saved = async |saved: entities::agreement::deeds::Saved| {
        let said = if saved.merged { Said::TEXT_MERGED } else { Said::TEXT_SAVED };
        Ok(Saved::at(made_address(&ask, "/text").await?).saying(said))
    };
    submitted_to(&ask, &typed, deed, saved, async |typed| show(&ask, typed, read(&ask).await?, false).await).await
}

/// `/agreements/{ref}/draft`: keeps what somebody is writing, for the script of the page.
pub async fn keep(ask: Ask, typed: Typed) -> Answer {
    ask.acts_as_shown(&typed)?;
    ask.register.keep_draft(&ask.viewer, ask.reference()?, typed.seen()?, typed.get("text")).await?;
    File::new("text/plain; charset=utf-8", "Kept").cache(Cache::Nobody).answer()
}

const LEAVE: &str = "leave";

async fn read(ask: &Ask) -> Result<Drafting, Refusal> {
    ask.register.read(&ask.viewer, &DraftingOf(ask.reference()?)).await
}

/// The text; and of which clauses, that both changed, the other wording is taken.
fn written(fields: &mut Fields<'_, ()>, conflicts: &[Conflict]) -> Option<(String, Vec<String>)> {
    let choices = conflicts
        .iter()
        .filter(|conflict| !conflict.mine.is_empty() && !conflict.theirs.is_empty() && !conflict.anchor.is_empty())
        .map(|conflict| Choice::new(conflict.anchor.clone(), conflict.heading.clone()))
        .collect();
    let theirs = fields.ticks("theirs", "Of which clauses do you take their wording?", choices);
    let theirs = theirs.hint("Of those that you do not tick, yours is saved. Both revisions are kept");
    let theirs = theirs.all(|anchor| Some(anchor.to_owned()));
    let text = fields.source("text", "Text", 24).hint(HINT).verbatim();
    Some((text?, theirs.unwrap_or_default()))
}

/// The text with another's wording of some clauses.
fn with_theirs(theirs: &str, text: String, chosen: &[String]) -> String {
    let pieces = clause::pieces(theirs);
    let chosen: std::collections::BTreeSet<&String> = chosen.iter().collect();
    chosen.into_iter().fold(text, |text, anchor| {
        let words = pieces.iter().find(|piece| piece.anchor == *anchor);
        words.and_then(|words| clause::replaced(&text, anchor, &words.text)).unwrap_or(text)
    })
}

/// The starter text that was asked for, while nothing is written.
fn starter(ask: &Ask, drafting: &Drafting) -> Option<templates::Parsed> {
    let code = ask.query().get("template").filter(|_| drafting.base == 0)?;
    drafting.templates.iter().find(|one| one.code == code).map(|one| one.parsed.clone())
}

/// What starter texts say to the drafter of clauses with these headings.
fn guidance(drafting: &Drafting) -> Vec<Guidance> {
    drafting.templates.iter().flat_map(|one| one.parsed.guidance.clone()).collect()
}

async fn show(ask: &Ask, typed: &Typed, drafting: Drafting, preview: bool) -> Answer {
    let overview = ask.register.read(&ask.viewer, &OverviewOf(ask.made()?)).await?;
    let stale = typed.status() == StatusCode::CONFLICT;
    let both = if stale {
        let (base, text) = (typed.seen().unwrap_or_default(), typed.get("text").to_owned());
        Some(ask.register.read(&ask.viewer, &MergedWith { agreement: ask.reference()?, base, text }).await?)
    } else {
        None
    };
    let mine = typed.get("text").to_owned();
    let typed = match both.as_ref().and_then(|both| both.merged.as_ref()) {
        Some(merged) => typed.with("text", &merged.text),
        None => typed.clone(),
    };
    // After a stale save the form stands on the newest revision: whoever has seen both may save in its place.
    let seen = if stale { drafting.base } else { typed.seen().unwrap_or(drafting.base) };
    let (action, reference) = (ask.path().to_owned(), overview.agreement.reference.clone());
    let draft_address = format!("{}/draft", head::address(&reference));
    let asks_for_starter = drafting.base == 0 && drafting.draft.is_none() && mine.trim().is_empty();
    let notes = guidance(&drafting);
    head::task(&overview, "Write the text").typed(&typed).show(move || {
        let conflicts = both.as_ref().and_then(|both| both.merged.as_ref()).map(|merged| merged.conflicts.clone());
        let conflicts = conflicts.unwrap_or_default();
        let (draft, newest) = (drafting.draft.clone().filter(|_| !stale), drafting.base);
        let leave = action.clone();
        view! {
            {both.map(|both| view! { <Stale both mine=mine.clone()/> })}
            {draft.map(|draft| view! { <LeftOff draft newest action=leave/> })}
            {asks_for_starter.then(|| view! { <Starters templates=drafting.templates.clone() action=action.clone()/> })}
            <div class="drafting-tools" data-drafting="text" data-draft-address=draft_address>
                <nav class="outline" data-outline="" hidden=true aria-label="Clauses"><ol></ol></nav>
                <PostForm action seen wide=true>
                    <PreviewBeside>{form::shown(None, |fields| written(fields, &conflicts))}</PreviewBeside>
                    <div class="govuk-button-group">
                        <Button>"Save the text"</Button>
                        <Button name="do" value="preview" secondary=true>"Show how it will read"</Button>
                    </div>
                </PostForm>
            </div>
            {preview.then(|| view! { <Read text=mine/> })}
            <Lacks lacks=drafting.lacks heads=drafting.heads reference=reference.clone()/>
            <Notes notes/>
            <p class="govuk-body">
                <a class="govuk-link" href=reuse::address(&reference)>"Use a clause of another agreement"</a>
            </p>
            {(drafting.base > 1).then(|| view! {
                <p class="govuk-body"><a class="govuk-link" href=format!("{}/revisions", head::address(&reference))>"Earlier revisions"</a></p>
            })}
        }
    })
}

/// Starter texts, while nothing is written.
#[component]
fn Starters(templates: Vec<Offered>, action: String) -> impl IntoView {
    (!templates.is_empty()).then(|| {
        let item = |one: Offered| {
            view! { <li><a class="govuk-link" href=format!("{action}?template={}", one.code)>{one.title}</a></li> }
        };
        let items = templates.into_iter().map(item).collect_view();
        view! {
            <p class="govuk-body">"Begin from an empty page, or from a starter text:"</p>
            <ul class="govuk-list govuk-list--bullet">{items}</ul>
            <p class="govuk-body"><a class="govuk-link" href="/templates">"Write a starter text of your own"</a></p>
        }
    })
}

/// What somebody wrote and did not save, and the way back.
#[component]
fn LeftOff(draft: Draft, newest: i64, action: String) -> impl IntoView {
    let others = (draft.base < newest).then_some(
        " Somebody saved another revision since: what they changed is put together with yours when you save.",
    );
    view! {
        <InsetText>
            {format!("You go on where you left off on {}: this was not saved yet.", moment(draft.at))} {others}
        </InsetText>
        <PostForm action seen=Seen::Nothing name=LEAVE>
            <Button secondary=true>"Leave my draft, show the saved text"</Button>
        </PostForm>
    }
}

#[component]
fn Stale(both: PutTogether, mine: String) -> impl IntoView {
    let Some(merged) = both.merged else {
        return view! {
            <InsetText>
                "Somebody saved another text meanwhile. Yours is below, as you typed it. Take over from theirs what you \
                 need, then save: yours then follows theirs as a new revision, and both are kept."
            </InsetText>
            <h2 class="govuk-heading-m">"From their text to yours"</h2>
            <Difference before=both.theirs.clone() after=mine/>
            <Details summary="Their whole text"><pre class="source">{both.theirs}</pre></Details>
        }
        .into_any();
    };
    let count = merged.conflicts.len();
    let words = if count == 1 { "the same clause".to_owned() } else { format!("the same {count} clauses") };
    let conflicts = merged.conflicts.into_iter().map(|conflict| view! { <Both conflict/> }).collect_view();
    view! {
        <InsetText>
            {format!("Somebody saved another text meanwhile, and you both changed {words}. What they changed elsewhere is below \
                      together with yours. Nothing is saved yet: choose, then save.")}
        </InsetText>
        {conflicts}
    }
    .into_any()
}

/// A clause that both changed.
#[component]
fn Both(conflict: Conflict) -> impl IntoView {
    let heading = format!("{}: from their wording to yours", conflict.heading);
    let gone = match (conflict.mine.is_empty(), conflict.theirs.is_empty()) {
        (true, _) => Some("You took this clause out, and they changed it. It stands below as they wrote it."),
        (_, true) => Some("They took this clause out, and you changed it. It stands below as you wrote it."),
        _ => None,
    };
    let name = format!("conflict-{}", conflict.anchor);
    let comparison =
        clause::comparison::compare(&conflict.theirs, &conflict.mine, clause::comparison::Patience::of_a_page());
    view! {
        <h2 class="govuk-heading-m">{heading}</h2>
        {match gone {
            Some(words) => view! { <p class="govuk-body">{words}</p> }.into_any(),
            None => view! { <crate::ui::Compared comparison name of=" in this clause"/> }.into_any(),
        }}
    }
}

#[component]
fn Read(text: String) -> impl IntoView {
    let text = clause::tidied(&text);
    let unseen = unseen(&text).iter().map(|unseen| unseen.in_words(&text)).collect();
    view! {
        <section class="document document--framed" aria-labelledby="read">
            <h2 class="govuk-heading-m" id="read">"How it will read"</h2>
            <Unseen unseen/>
            <Markdown source=Tables::placed(None, &text)/>
        </section>
    }
}

#[component]
fn Lacks(lacks: Vec<String>, heads: Vec<HeadOf>, reference: entities::values::Reference) -> impl IntoView {
    let is_open = |one: &HeadOf| one.met_by.is_none();
    let (open, none) = (heads.iter().filter(|one| is_open(one)).count(), heads.iter().all(|one| !is_open(one)));
    let has_heads = !heads.is_empty();
    let steps = lacks.into_iter().map(|lack| view! { <li>{lack}</li> }).collect_view();
    // Those that a clause is for are there, too: taken out of the text while somebody writes, they are lacking at once.
    let of_terms = heads.into_iter().map(|one| {
        let (key, source) = (one.head.key, format!("({})", one.head.source));
        let anchor = one.met_by.as_ref().map(|met| met.0.clone()).unwrap_or_default();
        view! {
            <li data-head=key data-anchor=anchor hidden=one.met_by.is_some()>
                {one.head.name} " " <span class="quiet">{source}</span>
            </li>
        }
    });
    let of_terms = of_terms.collect_view();
    let href = heads::address(&reference);
    view! {
        <h2 class="govuk-heading-m" id="lacks">"What it still lacks"</h2>
        <ul class="govuk-list govuk-list--bullet">{steps}</ul>
        {has_heads.then(|| view! {
            <div data-lacks="">
                <p class="govuk-body" data-lacks-some="" hidden=none>
                    "Heads of terms that no clause is for: " <span data-lacks-count="">{open}</span>
                </p>
                <p class="govuk-body" data-lacks-none="" hidden=!none>"Every head of terms has its clause."</p>
                <ul class="govuk-list govuk-list--bullet">{of_terms}</ul>
            </div>
        })}
        <p class="govuk-body"><a class="govuk-link" href=href>"Say which clause is for which head of terms"</a></p>
    }
}

/// What starter texts say to the drafter.
#[component]
fn Notes(notes: Vec<Guidance>) -> impl IntoView {
    (!notes.is_empty()).then(|| {
        let items = notes
            .into_iter()
            .filter(|one| !one.notes.is_empty())
            .map(|one| view! { <h3 class="govuk-heading-s">{one.heading}</h3> <p class="govuk-body">{one.notes.join(" ")}</p> })
            .collect_view();
        view! { <Details summary="Notes for whoever writes this, clause by clause">{items}</Details> }
    })
}
