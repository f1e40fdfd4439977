//! `/organisations/{ref}/merge`: another record of the same body becomes part of this one: which, what would be moved, then the
//! button. On a record that was merged, the same address takes it apart again.

use entities::{
    Refusal,
    organisation::{
        deeds::{Done, MergeOrganisations, TakeApart},
        read::{MergeOf, MergePreview, OrganisationNamed, OrganisationPage, Page as Organisation, WaitsForASecondLook},
    },
    values::{Reference, day},
};
use leptos::prelude::*;

use super::show::identifiers;
use crate::{
    form::{self, Fields, Said, Saved, answered, submitted},
    http::{Answer, Ask, Page, Typed},
    ui::{Button, ButtonLink, Column, Hidden, InsetText, PostForm, Seen, Table, WarningText, day_or},
};

/// The steps of a merge.
pub async fn page(ask: Ask) -> Answer {
    show(&ask, &Typed::empty()).await
}

/// Chooses the other record, merges, or takes apart.
pub async fn post(ask: Ask, typed: Typed) -> Answer {
    let (here, again) = (ask.reference()?, async |typed: &Typed| show(&ask, typed).await);
    // What waits for a second look is shown where it was proposed.
    let next = |done, waiting: String, said| match done {
        Done::Waits => Saved::at(waiting).saying(Said::WAITS_FOR_A_LOOK),
        Done::AtOnce => Saved::at(address(&here)).saying(said),
    };
    match typed.form() {
        "apart" => {
            let deed = async { Ok(TakeApart { merged: here.clone(), seen: typed.seen()? }) };
            let next = |done| next(done, ask.path().to_owned(), Said::TAKEN_APART);
            submitted(&ask, &typed, deed, next, again).await
        }
        "choose" => answered(&typed, chosen(&ask, &typed, &here).await, again).await,
        _ => {
            let mut read = typed.read();
            let merged = read.parsed("with", "Choose the other record", str::parse::<Reference>);
            let merged = read.finish(|| merged);
            let waiting = merged.as_ref().map(|merged| format!("{}/merge?with={merged}", address(&here)));
            let waiting = waiting.unwrap_or_else(|_| address(&here));
            let deed = async {
                let (merged, why) = (merged?, form::read(&typed, why)?);
                let seen = Some(typed.get("moves").trim().to_owned());
                Ok(MergeOrganisations { kept: here.clone(), merged, why, seen })
            };
            let next = |done| next(done, waiting, Said::MERGED);
            submitted(&ask, &typed, deed, next, again).await
        }
    }
}

/// On to the comparison with the other record.
async fn chosen(ask: &Ask, typed: &Typed, here: &Reference) -> Result<Saved, Refusal> {
    ask.actor(typed)?;
    let named = form::read(typed, other)?;
    let with = ask.register.read(&ask.viewer, &OrganisationNamed::new("with", &named)).await?;
    if with == *here {
        return Err(Refusal::field("with", "Enter another record: this is the same one"));
    }
    Ok(Saved::at(format!("{}/merge?with={with}", address(here))))
}

fn other(fields: &mut Fields<'_, ()>) -> Option<String> {
    let other = fields.organisation("with", "Which other record is of the same body?", Vec::new());
    other.required("Enter the other record")
}

fn why(fields: &mut Fields<'_, ()>) -> Option<String> {
    let hint =
        "For example: the charity’s own website names the company number. The history shows it to administrators";
    let why = fields.line("why", "How do you know that they are the same body?").hint(hint);
    why.required("Enter how you know that they are the same body")
}

async fn show(ask: &Ask, typed: &Typed) -> Answer {
    let here = ask.register.read(&ask.viewer, &OrganisationPage(ask.reference()?)).await?;
    let back = address(&here.organisation.reference);
    let title = if here.same_as.is_some() { "Take two records apart" } else { "Merge two records" };
    let page = Page::new(format!("{title}: {}", here.organisation.name)).heading(title);
    let page = page.caption(format!("{}, {}", here.organisation.name, here.organisation.reference));
    let page = page.crumb("Organisations", "/organisations").crumb(here.organisation.name.clone(), back).typed(typed);
    let action = ask.path().to_owned();
    if here.same_as.is_some() {
        let waits = ask.register.read(&ask.viewer, &WaitsForASecondLook(here.organisation.reference.clone())).await?;
        return page.show(move || view! { <Apart here action waits/> });
    }
    let with = typed.get("with").parse().ok().or_else(|| ask.query().value::<Reference>("with"));
    match with.filter(|with| *with != here.organisation.reference) {
        Some(with) => {
            let preview = ask
                .register
                .read(&ask.viewer, &MergeOf { kept: here.organisation.reference.clone(), merged: with.clone() })
                .await?;
            let waits = ask.register.read(&ask.viewer, &WaitsForASecondLook(with.clone())).await?;
            page.show(move || view! { <Preview preview action waits/> })
        }
        None => page.show(move || view! { <Choose action/> }),
    }
}

pub(super) fn address(reference: &Reference) -> String {
    format!("/organisations/{}", reference.in_address())
}

#[component]
fn Choose(action: String) -> impl IntoView {
    view! {
        <p class="govuk-body">
            "Two records of one body become one: this one is kept. You see what would be moved before anything happens, and can take them apart again later."
        </p>
        <PostForm action seen=Seen::Nothing name="choose">
            {form::shown(None, other)}
            <Button>"Continue"</Button>
        </PostForm>
    }
}

#[component]
fn Preview(
    preview: MergePreview,
    action: String,
    /// Somebody has proposed it, and it waits for a second look.
    waits: bool,
) -> impl IntoView {
    let MergePreview { kept, merged, moves, hindrances, seen: shown, waits: needs_a_look } = preview;
    let (kept_at, merged_at) = (kept.organisation.reference.clone(), merged.organisation.reference.clone());
    let kept_name = kept.organisation.name.clone();
    let moves = moves.into_iter().map(|(what, count)| view! { <li>{format!("{count} {what}")}</li> }).collect_view();
    let swap = format!("{}/merge?with={kept_at}", address(&merged_at));
    let swap = view! { <ButtonLink href=swap secondary=true>"Keep the other record instead"</ButtonLink> };
    let then = if waits {
        view! { <InsetText>{WAITS}</InsetText> }.into_any()
    } else if hindrances.is_empty() {
        view! {
            {needs_a_look.then(|| view! {
                <WarningText text="It would move what a party promised, paid or signed. Somebody else looks at it first: whoever leads the agreements it touches, or an administrator."/>
            })}
            <PostForm action seen=Seen::Nothing name="merge">
                <Hidden name="with" value=merged_at.to_string()/>
                <Hidden name="moves" value=shown/>
                {form::shown(None, why)}
                <div class="govuk-button-group"><Button>{if needs_a_look { "Propose the merge" } else { "Merge the two records" }}</Button> {swap}</div>
            </PostForm>
        }
        .into_any()
    } else {
        let why = hindrances.into_iter().map(|one| view! { <li>{format!("{}. {}.", one.why, one.instead)}</li> });
        view! {
            <WarningText text="These two records cannot be merged as they are."/>
            <ul class="govuk-list govuk-list--bullet">{why.collect_view()}</ul>
            <div class="govuk-button-group">{swap}</div>
        }
        .into_any()
    };
    view! {
        <Compared kept merged/>
        <h2 class="govuk-heading-m">"What will be moved to " {kept_name}</h2>
        <ul class="govuk-list govuk-list--bullet">
            {moves}
            <li>"whatever else points to the other record and is not for you to read"</li>
        </ul>
        <p class="govuk-body">
            "The other record keeps its reference. It is left out of lists and searches, and its page leads here. Its names and identifiers find this record."
        </p>
        {then}
    }
}

/// What is said while somebody else has yet to look.
const WAITS: &str = "This waits for a second look. Whoever leads the agreements it touches, or an administrator, finds it in their work.";

/// The two records side by side.
#[component]
pub fn Compared(kept: Organisation, merged: Organisation) -> impl IntoView {
    let place = |page: &Organisation| {
        let body = &page.organisation;
        [body.town.as_deref(), body.postcode.as_deref()].into_iter().flatten().collect::<Vec<_>>().join(", ")
    };
    let name = |page: &Organisation| {
        let reference = &page.organisation.reference;
        view! { <a class="govuk-link" href=address(reference)>{page.organisation.name.clone()}</a> " (" {reference.to_string()} ")" }
    };
    let closed = |page: &Organisation| page.organisation.closed.map(day::in_words).unwrap_or_default();
    let opened = |page: &Organisation| day_or(page.organisation.opened, "Not stated");
    // What neither has is left out.
    let text = |what: &'static str, of: &dyn Fn(&Organisation) -> String| {
        let (one, other) = (of(&kept), of(&merged));
        (!one.is_empty() || !other.is_empty()).then(|| vec![what.into_any(), one.into_any(), other.into_any()])
    };
    let rows = [
        Some(vec!["Name".into_any(), name(&kept).into_any(), name(&merged).into_any()]),
        text("Also called", &|page| page.other_names.join(", ")),
        text("Kind", &|page| page.organisation.kind.label().to_owned()),
        text("Place", &place),
        text("Opened", &opened),
        text("Open until", &closed),
    ];
    let codes = [kept.identifiers.clone(), merged.identifiers.clone()].map(identifiers);
    let codes = std::iter::once("Identifiers".into_any()).chain(codes).collect();
    let rows = rows.into_iter().flatten().chain([codes]).collect();
    let columns =
        vec![Column::head("What"), Column::text("This record, which is kept"), Column::text("The other record")];
    view! { <Table caption="The two records" columns rows/> }
}

#[component]
fn Apart(
    here: Organisation,
    action: String,
    /// Somebody has proposed it, and it waits for a second look.
    waits: bool,
) -> impl IntoView {
    let version = here.organisation.version;
    let kept = here.same_as.map(|kept| {
        let href = address(&kept.reference);
        view! { <a class="govuk-link" href=href>{kept.name}</a> }
    });
    view! {
        <InsetText>"This record is merged into " {kept} "."</InsetText>
        <p class="govuk-body">
            "What was moved from this record comes back to it. What has come to the other record since stays there. Where a party’s "
            "place in an agreement would go back, somebody else looks at it first."
        </p>
        {waits.then(|| view! { <InsetText>{WAITS}</InsetText> })}
        <PostForm action seen=version name="apart">
            <div class="govuk-button-group">
                {(!waits).then(|| view! { <Button>"Take the two records apart"</Button> })}
                <ButtonLink href=address(&here.organisation.reference) secondary=true>"Back to the record"</ButtonLink>
            </div>
        </PostForm>
    }
}
