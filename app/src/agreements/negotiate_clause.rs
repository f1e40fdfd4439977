//! `/agreements/{ref}/negotiate/{clause}`: one clause, where one's own organisation stands on it, and where the others do.

use entities::{
    Refusal,
    agreement::{
        placed::Tables,
        read::{Overview, OverviewOf},
    },
    clause::comparison::{Patience, compare},
    negotiation::{
        Outcome, Stand,
        deeds::TakeStand,
        read::{ClauseOf, ClausePage, PartyStands, Position, Talk, TalkOf, Thread},
    },
    values::Reference,
};
use leptos::prelude::*;

use super::{
    head,
    negotiate::{address, carried, clauses, of_clause, shown, tone},
    negotiate_comments::{WhatWasSaid, comments_of},
};
use crate::{
    form::{self, Fields, Said, Saved, submitted},
    http::{Answer, Ask, Typed},
    ui::{Button, Choice, Compared, Hidden, InsetText, Markdown, PostForm, Tag, moment},
};

/// The clause, and the form.
pub async fn page(ask: Ask) -> Answer {
    show(&ask, &Typed::empty()).await
}

/// Says where one's own organisation stands, and goes on to the next clause that is asked about.
pub async fn post(ask: Ask, typed: Typed) -> Answer {
    let agreement = ask.reference()?;
    let deed = async {
        let (agreement, revision, clause) = (agreement.clone(), typed.seen()?, shown(typed.get("clause"))?);
        if clause.anchor != ask.param("clause") {
            return Err(Refusal::NotFound);
        }
        let (stand, words, proposed) = form::read(&typed, stands)?;
        Ok(TakeStand { agreement, revision, clause, stand, words, proposed })
    };
    let read = clause_of(&ask).await?;
    let next = match &read.next_asked {
        Some(next) => of_clause(&agreement, next),
        None => address(&agreement),
    };
    let said = Saved::at(next).saying(Said::STAND_SAID);
    submitted(&ask, &typed, deed, |()| said, async |typed| show(&ask, typed).await).await
}

/// Where somebody stands on a clause, why, and the words that they propose.
fn stands(fields: &mut Fields<'_, ClausePage>) -> Option<(Stand, String, String)> {
    let choices = vec![
        Choice::new(Stand::Agrees.code(), "Agrees with these words"),
        Choice::new(Stand::Objects.code(), "Objects to them"),
        Choice::new(Stand::Proposes.code(), "Proposes other words"),
    ];
    let stand = fields.choose("stand", "Where does your organisation stand?", choices).radios();
    let stand = stand.chosen_of(|page| own(page).map_or_else(String::new, |said| said.stand.code().to_owned()));
    let stand = stand.required("Choose where your organisation stands");
    let words = fields.area("words", "Why", 3).hint("Needed if your organisation objects");
    let words = words.from(|page| own(page).map_or_else(String::new, |said| said.words.clone())).optional();
    let proposed = fields.area("proposed", "The clause as it should read", 10);
    let proposed = proposed.hint("Change it here only if you propose other words. The line with ## is its heading");
    let proposed = proposed.from(|page| match own(page) {
        Some(said) if !said.proposed.is_empty() => said.proposed.clone(),
        _ => page.text.clone(),
    });
    let proposed = proposed.verbatim();
    Some((stand?, words?, proposed?))
}

/// What one's own organisation said of these words.
fn own(page: &ClausePage) -> Option<&Position> {
    page.stands.iter().find(|row| row.own)?.said.as_ref().filter(|said| said.of_now)
}

async fn clause_of(ask: &Ask) -> Result<ClausePage, Refusal> {
    ask.register.read(&ask.viewer, &ClauseOf { asked: ask.made()?, anchor: ask.param("clause").to_owned() }).await
}

async fn show(ask: &Ask, typed: &Typed) -> Answer {
    let overview = ask.register.read(&ask.viewer, &OverviewOf(ask.made()?)).await?;
    let page = clause_of(ask).await?;
    let talk = TalkOf { asked: ask.made()?, anchor: Some(page.shown.anchor.clone()) };
    let talk = ask.register.read(&ask.viewer, &talk).await?;
    let action = ask.path().to_owned();
    let title = format!("Clause {}: {}", page.number, page.heading);
    head::task(&overview, &title).crumb("Negotiation", address(&overview.agreement.reference)).typed(typed).show(
        move || {
            let reference = overview.agreement.reference.clone();
            view! {
                <p class="govuk-body quiet">{format!("As it reads in revision {}.", page.revision)}</p>
                <div class="document document--framed document--clause"><Markdown source=Tables::placed(None, &page.text) clauses_before=u32::try_from(page.number - 1).unwrap_or_default()/></div>
                {page.may_stand.then(|| view! { <Own page=page.clone() action/> })}
                <Stands page=page.clone() overview=overview.clone()/>
                <Comments talk reference=reference.clone() anchor=page.shown.anchor.clone()/>
                <Around page reference/>
            }
        },
    )
}

#[component]
fn Own(page: ClausePage, action: String) -> impl IntoView {
    let row = page.stands.iter().find(|row| row.own).cloned();
    let before = row.as_ref().and_then(|row| row.said.clone()).filter(|said| !said.of_now);
    let decided = row.and_then(|row| row.said).and_then(|said| became(&said));
    let filled = form::filled(&page, stands);
    let left = match page.left {
        0 => None,
        left => Some(format!("{} left.", clauses(left))),
    };
    view! {
        {before.map(|said| view! {
            <InsetText>
                {format!("The clause has changed since revision {}, of which your organisation said “{}”. It is asked again.", said.revision, said.stand.label())}
            </InsetText>
        })}
        {decided}
        <PostForm action seen=page.revision filled agrees=true wide=true>
            <Hidden name="clause" value=carried(&page.shown)/>
            {form::shown(Some(&page), stands)}
            <Button>{if page.left > 1 { "Save and go on" } else { "Save" }}</Button>
            {left.map(|left| view! { <p class="govuk-body quiet">{left}</p> })}
        </PostForm>
    }
}

/// What became of words that were proposed, in a sentence.
fn became(said: &Position) -> Option<AnyView> {
    let words = match said.outcome {
        Outcome::Taken => "The words that your organisation proposed were taken over.".to_owned(),
        Outcome::Edited => "The words that your organisation proposed were taken over with changes.".to_owned(),
        Outcome::Left => format!("The words that your organisation proposed were not taken over: {}", said.reason),
        Outcome::None | Outcome::Waiting => return None,
    };
    Some(view! { <InsetText>{words}</InsetText> }.into_any())
}

/// Where each party stands, by the side for which it speaks.
#[component]
fn Stands(page: ClausePage, overview: Overview) -> impl IntoView {
    let reference = overview.agreement.reference;
    if !page.is_told_all {
        return view! {
            <h2 class="govuk-heading-m">"Where the others stand"</h2>
            <p class="govuk-body">"You read it once you have said where your organisation stands on this clause."</p>
        }
        .into_any();
    }
    let mut sides: Vec<(&'static str, Vec<PartyStands>)> = Vec::new();
    for row in page.stands.clone() {
        match sides.last_mut() {
            Some((side, rows)) if *side == row.speaks_as.label() => rows.push(row),
            _ => sides.push((row.speaks_as.label(), vec![row])),
        }
    }
    let sides = sides.into_iter().map(|(side, rows)| {
        let rows = rows.into_iter().map(|row| view! { <Party row page=page.clone() reference=reference.clone()/> });
        view! {
            <h3 class="govuk-heading-s">{side}</h3>
            <ul class="govuk-list stands">{rows.collect_view()}</ul>
        }
    });
    view! {
        <h2 class="govuk-heading-m">{if page.all_agree { "All parties agree" } else { "Where the parties stand" }}</h2>
        {sides.collect_view()}
    }
    .into_any()
}

#[component]
fn Party(row: PartyStands, page: ClausePage, reference: Reference) -> impl IntoView {
    let Some(stands) = row.stands else { return ().into_any() };
    let said = row.said.map(|said| {
        let of_before = (!said.of_now).then(|| format!(" It said “{}” of revision {}.", said.stand.label(), said.revision));
        let about = format!("{}.{}", moment(said.at), of_before.unwrap_or_default());
        let proposes = !said.proposed.is_empty();
        let outcome = match said.outcome {
            Outcome::None | Outcome::Waiting => None,
            Outcome::Left => Some(format!("{}: {}", said.outcome.label(), said.reason)),
            other => Some(other.label().to_owned()),
        };
        let decide = (page.may_draft && said.waits).then(|| {
            let href = format!("{}/proposals/{}", of_clause(&reference, &page.shown.anchor), said.id);
            view! { <p class="govuk-body"><a class="govuk-link" href=href>"Take these words over, or leave them"</a></p> }
        });
        view! {
            {(!said.words.is_empty()).then(|| view! { <p class="govuk-body stands__words">{said.words.clone()}</p> })}
            {proposes.then(|| view! { <div class="stands__proposed"><Proposed before=page.text.clone() after=said.proposed.clone() key=said.id/></div> })}
            {outcome.map(|words| view! { <p class="govuk-body">{words}</p> })}
            {decide}
            <p class="govuk-body-s quiet">{about}</p>
        }
    });
    let name = row.party.name;
    view! {
        <li class="stands__party">
            <p class="govuk-body"><strong>{name}</strong> " " <Tag text=stands.label() tone=tone(stands)/></p>
            {said}
        </li>
    }
    .into_any()
}

/// Proposed words beside those of the clause, as inserted and deleted.
#[component]
pub(super) fn Proposed(before: String, after: String, key: i64) -> impl IntoView {
    let comparison = compare(&before, &after, Patience::of_a_page());
    if comparison.changes() == 0 {
        return view! { <p class="govuk-body">"These are the words as they are now."</p> }.into_any();
    }
    view! { <Compared comparison name=format!("proposal-{key}") of=" in the proposed words"/> }.into_any()
}

/// What people say about the clause to each other, and where they do.
#[component]
fn Comments(talk: Talk, reference: Reference, anchor: String) -> impl IntoView {
    let open: Vec<Thread> = talk.threads.iter().filter(|thread| thread.resolved.is_none()).cloned().collect();
    let settled = talk.threads.len() - open.len();
    let words = match (talk.may_comment, settled) {
        (true, 0) => "Comment on this clause".to_owned(),
        (true, count) => format!("Comment on this clause, or read what was settled ({count})"),
        (false, 0) => return ().into_any(),
        (false, count) => format!("Read the comments that are settled ({count})"),
    };
    let href = comments_of(&reference, &anchor);
    view! {
        <h2 class="govuk-heading-m">"Comments"</h2>
        {open.into_iter().map(|thread| view! { <div class="thread"><WhatWasSaid thread/></div> }).collect_view()}
        <p class="govuk-body"><a class="govuk-link" href=href>{words}</a></p>
    }
    .into_any()
}

/// The clauses before and after.
#[component]
fn Around(page: ClausePage, reference: Reference) -> impl IntoView {
    let link = |anchor: String, words: &'static str| {
        let href = of_clause(&reference, &anchor);
        view! { <li><a class="govuk-link" href=href>{words}</a></li> }
    };
    let previous = page.previous.map(|anchor| link(anchor, "Previous clause"));
    let next = page.next.map(|anchor| link(anchor, "Next clause"));
    view! {
        <nav class="around" aria-label="Clauses"><ul class="govuk-list">{previous} {next}
            <li><a class="govuk-link" href=address(&reference)>"All clauses"</a></li></ul></nav>
    }
}
