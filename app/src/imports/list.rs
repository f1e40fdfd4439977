//! `/import`: a file of notices is sent, and what was sent before.

use entities::{
    Refusal,
    import::{self, Import, State},
    list::{Count, Listed},
    procurement::read::Differences,
};
use leptos::prelude::*;

use crate::{
    form::{Saved, answered},
    http::{Answer, Ask, Page, Query, Typed},
    list::{NothingFollows, counted},
    ui::{Button, Column, EmptyState, FileInput, InsetText, ListPages, PostForm, Seen, Table, Tag, Tone, moment},
};

/// What browsers offer to choose from.
const ACCEPTED: &str = ".json,.jsonl,.gz";

/// The form, and the imports of late.
pub async fn page(ask: Ask) -> Answer {
    show(&ask, &Typed::empty()).await
}

/// Reads a file; nothing is changed by it yet.
pub async fn post(ask: Ask, typed: Typed) -> Answer {
    answered(&typed, read(&ask, &typed).await, async |typed| show(&ask, typed).await).await
}

async fn read(ask: &Ask, typed: &Typed) -> Result<Saved, Refusal> {
    let actor = ask.actor(typed)?;
    let mut read = typed.read();
    let file = match typed.file().filter(|file| !file.bytes.is_empty()) {
        Some(file) => Some(file),
        None => read.fault("file", "Choose a file"),
    };
    let file = read.finish(|| file)?;
    let import = ask.register.read_soon(&actor, &file.name, file.bytes.to_vec()).await?;
    Ok(Saved::at(format!("/import/{import}")))
}

async fn show(ask: &Ask, typed: &Typed) -> Answer {
    let imports = ask.register.list(&ask.viewer, &import::Imports, &ask.query().place()).await?;
    let waiting = ask.register.count(&ask.viewer, &Differences).await?;
    let query = ask.query().clone();
    let largest = ask.site.largest_file / 1024 / 1024;
    Page::new("Import notices").typed(typed).show(move || {
        let hint = format!(
            "OCDS JSON: releases, packages or records, also packed with gzip; {largest} MB at most. Larger files are imported \
             at the command line."
        );
        view! {
            <p class="govuk-body-l">
                "Published notices become procurements with their events. You see what a file would change before anything is changed."
            </p>
            {(!waiting.is_none()).then(|| view! { <Waiting count=waiting/> })}
            <PostForm action="/import" seen=Seen::Nothing file=true>
                <FileInput name="file" label="File of notices" hint accept=ACCEPTED/>
                <Button>"Read the file"</Button>
            </PostForm>
            <Imports imports query/>
        }
    })
}

#[component]
fn Waiting(count: Count) -> impl IntoView {
    let words = counted(count, "difference waits", "differences wait");
    view! {
        <InsetText>
            "Notices say something else than people wrote here: "
            <a class="govuk-link" href="/import/differences">{words} " for a decision"</a>
            "."
        </InsetText>
    }
}

#[component]
fn Imports(imports: Listed<Import>, query: Query) -> impl IntoView {
    if imports.is_beyond {
        return view! { <NothingFollows first="/import"/> }.into_any();
    }
    if imports.rows.is_empty() {
        return view! {
            <EmptyState text="No file has been read yet.">
                <p class="govuk-body">"Contracts Finder and Find a Tender publish notices as OCDS JSON."</p>
            </EmptyState>
        }
        .into_any();
    }
    let columns = vec![
        Column::head("File"),
        Column::text("Read"),
        Column::text("Status"),
        Column::number("Processes"),
        Column::number("Faults"),
    ];
    let Listed { rows, before, after, .. } = imports;
    let rows = rows.into_iter().map(row).collect();
    view! {
        <Table caption="Files, the last first" columns rows/>
        <ListPages path="/import" query before after/>
    }
    .into_any()
}

fn row(import: Import) -> Vec<AnyView> {
    let href = format!("/import/{}", import.id);
    vec![
        view! { <a class="govuk-link" href=href>{import.name}</a> }.into_any(),
        moment(import.begun_at).into_any(),
        view! { <Tag text=import.state.label() tone=tone(import.state)/> }.into_any(),
        import.processes.to_string().into_any(),
        import.faults.to_string().into_any(),
    ]
}

/// The colour of a state.
pub(super) fn tone(state: State) -> Tone {
    match state {
        State::Reading | State::Applying => Tone::Active,
        State::Waiting => Tone::Waiting,
        State::Applied => Tone::Good,
        State::Broken => Tone::Alarm,
        State::Stopped => Tone::Neutral,
    }
}
