//! `/import/{id}`: what a file would change, and what is wrong in it; to apply or to discard.

use entities::{
    Refusal,
    import::{Alteration, Fate, FaultsOf, Import, ImportOf, Planned, Preview, ProcessesWaiting, Raised, State},
    list::{Count, Listed},
    ocds::Fault,
};
use leptos::prelude::*;

use super::list::tone;
use crate::{
    form::{Said, Saved, answered},
    http::{Answer, Ask, Page, Query, Typed},
    list::{NothingFollows, counted},
    ui::{
        Button, Column, Hidden, InsetText, ListPages, PlainText, PostForm, Seen, SummaryList, SummaryRow, Table, Tag,
        Tone, WarningText, moment,
    },
};

/// The hidden field with the fingerprint of the preview that was shown.
const PREVIEW: &str = "preview";

/// By which names the address says where in each of the two lists it is.
const WAITING: [&str; 2] = ["after", "before"];
const FAULTS: [&str; 2] = ["faults-after", "faults-before"];

/// The import as it stands.
pub async fn page(ask: Ask) -> Answer {
    show(&ask, &Typed::empty()).await
}

/// Applies it, goes on with it, or discards it.
pub async fn post(ask: Ask, typed: Typed) -> Answer {
    answered(&typed, decide(&ask, &typed).await, async |typed| show(&ask, typed).await).await
}

async fn decide(ask: &Ask, typed: &Typed) -> Result<Saved, Refusal> {
    let (actor, import) = (ask.actor(typed)?, number(ask)?);
    let said = match typed.form() {
        "discard" => {
            ask.register.discard_import(&actor, import).await?;
            Said::IMPORT_DISCARDED
        }
        "apply" => {
            let place = ask.query().place_in(WAITING);
            ask.register.apply_soon(&actor, import, &place, typed.get(PREVIEW)).await?;
            Said::IMPORT_BEGUN
        }
        _ => return Err(Refusal::rule("Choose what to do with it", "Press one of the buttons")),
    };
    Ok(Saved::at(ask.path()).saying(said))
}

fn number(ask: &Ask) -> Result<i64, Refusal> {
    ask.param("id").parse().map_err(|_| Refusal::NotFound)
}

async fn show(ask: &Ask, typed: &Typed) -> Answer {
    let (register, query, id) = (&ask.register, ask.query().clone(), number(ask)?);
    let preview = register.read(&ask.viewer, &ImportOf(id)).await?;
    let planned = register.list(&ask.viewer, &ProcessesWaiting(id), &query.place_in(WAITING)).await?;
    let waiting = register.count(&ask.viewer, &ProcessesWaiting(id)).await?;
    let faults = register.list(&ask.viewer, &FaultsOf(id), &query.place_in(FAULTS)).await?;
    let fingerprint = preview.fingerprint(&planned.rows)?;
    // What is applied is what this page showed: its address says which processes those are.
    let (path, apply) = (ask.path().to_owned(), ask.address().to_owned());
    Page::new(preview.import.name.clone()).crumb("Import notices", "/import").typed(typed).show(move || {
        let Preview { import, raised } = preview;
        let count = import.faults;
        view! {
            <Status import=import.clone() path=path.clone() apply fingerprint waiting/>
            <Facts import/>
            <Differing raised/>
            <Changes planned waiting path=path.clone() query=query.clone()/>
            <Faults faults count path query/>
        }
    })
}

/// Where it is, and what can be done.
#[component]
fn Status(import: Import, path: String, apply: String, fingerprint: String, waiting: Count) -> impl IntoView {
    let again = view! { <a class="govuk-link" href=path.clone()>"Look again"</a> };
    let discard = |path: String| {
        view! {
            <PostForm action=path seen=Seen::Nothing name="discard">
                <Button secondary=true>"Discard"</Button>
            </PostForm>
        }
    };
    let apply = move |words: &'static str| {
        let shown = fingerprint.clone();
        view! {
            <PostForm action=apply.clone() seen=Seen::Nothing name="apply">
                <Hidden name=PREVIEW value=shown/>
                <Button>{words}</Button>
            </PostForm>
        }
    };
    match import.state {
        State::Reading => view! {
            <InsetText>{format!("The file is being read: {} releases so far. ", import.read)} {again}</InsetText>
        }
        .into_any(),
        State::Waiting if waiting.is_none() => view! {
            <InsetText>"Everything in the file is in the register already. There is nothing to apply."</InsetText>
            {discard(path)}
        }
        .into_any(),
        State::Waiting => view! {
            <p class="govuk-body">"Nothing is changed yet. What waits is swept after 3 days."</p>
            <div class="govuk-button-group">{apply("Apply")} {discard(path)}</div>
        }
        .into_any(),
        State::Applying => view! {
            {(!import.why.is_empty()).then(|| view! { <WarningText text=format!("It stopped: {}", import.why)/> })}
            <InsetText>
                "It is being applied: " {counted(waiting, "process still waits", "processes still wait")} ". " {again}
            </InsetText>
            <div class="govuk-button-group">{apply("Go on applying")} {discard(path)}</div>
        }
        .into_any(),
        State::Broken => view! { <WarningText text=format!("The file was not taken: {}", import.why)/> }.into_any(),
        State::Applied => view! {
            <p class="govuk-body">
                "It was applied. "
                <a class="govuk-link" href="/tenders?scope=out">"See tenders that are not in scope"</a>
                {(import.faults > 0).then_some(", or what is wrong in the file below")}
                "."
            </p>
        }
        .into_any(),
        State::Stopped => view! {
            <p class="govuk-body">{discarded(&import)} " To import it, send the file again."</p>
        }
        .into_any(),
    }
}

#[component]
fn Facts(import: Import) -> impl IntoView {
    let state = view! { <Tag text=import.state.label() tone=tone(import.state)/> };
    let fact = |name: &'static str, number: i64| SummaryRow::new(name, number.to_string());
    let done = match import.state {
        State::Applied | State::Applying | State::Stopped => {
            vec![fact("Procurements added", import.added), fact("Procurements changed", import.changed)]
        }
        _ => vec![fact("Procurements to add", import.to_add), fact("Procurements to change", import.to_change)],
    };
    let mut rows = vec![
        SummaryRow::new("Status", state),
        SummaryRow::new("Read", moment(import.begun_at)),
        SummaryRow::new("What it is", import.shape.unwrap_or_else(|| "Not known".into())),
        SummaryRow::new("Releases", format!("{}, about {}", import.read, processes(import.processes))),
        fact("Releases known already", import.known),
        fact("Releases left out", import.left_out),
    ];
    rows.extend(done);
    rows.push(fact("Faults", import.faults));
    view! { <SummaryList rows/> }
}

/// What a discarded import had done by then.
fn discarded(import: &Import) -> String {
    match (import.added, import.changed) {
        (0, 0) => "It was discarded before anything of it was applied.".into(),
        (added, changed) => format!(
            "It was discarded while it was being applied. Before that {} added and {} changed, and that stays.",
            procurements(added),
            procurements(changed)
        ),
    }
}

fn procurements(count: i64) -> String {
    if count == 1 { "1 procurement was".into() } else { format!("{count} procurements were") }
}

fn processes(count: i64) -> String {
    if count == 1 { "1 process".into() } else { format!("{count} processes") }
}

#[component]
fn Differing(raised: Vec<Raised>) -> impl IntoView {
    (!raised.is_empty()).then(|| {
        let row = |raised: Raised| {
            let href = format!("/tenders/{}", raised.reference.in_address());
            vec![
                view! {
                    <a class="govuk-link" href=href>{raised.title}</a>
                    <span class="quiet quiet--block">{raised.field.label()}</span>
                }
                .into_any(),
                view! { <PlainText text=raised.ours/> }.into_any(),
                view! { <PlainText text=raised.theirs/> }.into_any(),
            ]
        };
        let columns = vec![Column::head("Procurement"), Column::text("A person wrote"), Column::text("The file says")];
        let rows = raised.into_iter().map(row).collect();
        view! {
            <h2 class="govuk-heading-l">"Where it differs from what people wrote"</h2>
            <p class="govuk-body">"What people wrote stays. Once this is applied, each of these waits for a decision."</p>
            <Table caption="Differences" caption_hidden=true columns rows/>
        }
    })
}

#[component]
fn Changes(planned: Listed<Planned>, waiting: Count, path: String, query: Query) -> impl IntoView {
    if waiting.is_none() {
        return ().into_any();
    }
    if planned.is_beyond {
        return view! { <NothingFollows first=query.first(&path)/> }.into_any();
    }
    let columns = vec![
        Column::head("Procurement"),
        Column::text("Buyer"),
        Column::text("What becomes of it"),
        Column::number("New releases"),
    ];
    let Listed { rows, before, after, .. } = planned;
    let rows = rows.into_iter().map(planned_row).collect();
    view! {
        <Table caption=counted(waiting, "process waits", "processes wait") columns rows/>
        <ListPages path query before after names=WAITING/>
    }
    .into_any()
}

fn planned_row(planned: Planned) -> Vec<AnyView> {
    let title = match planned.reference {
        Some(reference) => {
            let href = format!("/tenders/{}", reference.in_address());
            view! { <a class="govuk-link" href=href>{planned.title}</a> }.into_any()
        }
        None => planned.title.into_any(),
    };
    let changes = (planned.fate == Fate::Changed)
        .then(|| view! { <Alterations alterations=planned.alterations further=planned.further/> });
    let (text, tone) = match planned.fate {
        Fate::Added => ("Added", Tone::Good),
        Fate::Changed => ("Changed", Tone::Active),
    };
    vec![
        view! { {title} <span class="quiet quiet--block">{planned.ocid}</span> {changes} }.into_any(),
        planned.buyer.into_any(),
        view! { <Tag text tone/> }.into_any(),
        planned.releases.to_string().into_any(),
    ]
}

/// What would change of a procurement, under its title.
#[component]
fn Alterations(alterations: Vec<Alteration>, further: usize) -> impl IntoView {
    if alterations.is_empty() {
        return view! { <span class="quiet quiet--block">"Nothing changes that the register shows."</span> }.into_any();
    }
    let becomes = || {
        view! {
            <span aria-hidden="true">" → "</span>
            <span class="govuk-visually-hidden">" becomes "</span>
        }
    };
    let item = |Alteration { what, before, after }: Alteration| match (before.is_empty(), after.is_empty()) {
        (true, _) => view! { <li>{what} ": " {after} " (new)"</li> }.into_any(),
        (_, true) => view! { <li>{what} ": " {before} " (no longer)"</li> }.into_any(),
        _ => view! { <li>{what} ": " {before} {becomes()} {after}</li> }.into_any(),
    };
    let items = alterations.into_iter().map(item).collect_view();
    let further = (further > 0).then(|| view! { <li>{format!("and {further} more")}</li> });
    view! { <ul class="govuk-list govuk-list--bullet planned-changes">{items} {further}</ul> }.into_any()
}

#[component]
fn Faults(faults: Listed<Fault>, count: i64, path: String, query: Query) -> impl IntoView {
    if count == 0 {
        return ().into_any();
    }
    if faults.is_beyond {
        return view! { <NothingFollows first=query.link(&path, &FAULTS.map(|name| (name, "")))/> }.into_any();
    }
    let row = |fault: Fault| {
        vec![
            view! { <code>{fault.path}</code> }.into_any(),
            fault.reason.into_any(),
            fault.instead.into_any(),
            view! { <PlainText text=fault.raw/> }.into_any(),
        ]
    };
    let columns = vec![
        Column::head("Where"),
        Column::text("What is wrong"),
        Column::text("What was done instead"),
        Column::text("As it stands there"),
    ];
    let caption = if count == 1 { "1 fault in the file".to_owned() } else { format!("{count} faults in the file") };
    let Listed { rows, before, after, .. } = faults;
    let rows = rows.into_iter().map(row).collect();
    view! {
        <Table caption columns rows/>
        <ListPages path query before after names=FAULTS/>
    }
    .into_any()
}
