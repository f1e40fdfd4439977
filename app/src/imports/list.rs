//! `/import`: a file of notices is sent, and what was sent before.

use entities::{
    Refusal,
    extent::Extent,
    import::{State, table::Model},
};
use leptos::prelude::*;

use crate::{
    http::{Answer, Ask, Page, Typed, see_other},
    ui::{Button, Column, EmptyState, FileInput, InsetText, PostForm, Seen, Table, Tag, Tone, moment},
};

/// What browsers offer to choose from.
const ACCEPTED: &str = ".json,.jsonl,.gz";

/// The form, and the imports of late.
pub async fn page(ask: Ask) -> Answer {
    show(&ask, &Typed::empty()).await
}

/// Reads a file; nothing is changed by it yet.
pub async fn post(ask: Ask, typed: Typed) -> Answer {
    match read(&ask, &typed).await {
        Ok(import) => see_other(format!("/import/{import}")),
        Err(refusal) => show(&ask, &typed.refused(refusal)?).await,
    }
}

async fn read(ask: &Ask, typed: &Typed) -> Result<i64, Refusal> {
    let actor = ask.actor(typed)?;
    let mut read = typed.read();
    let file = match typed.file().filter(|file| !file.bytes.is_empty()) {
        Some(file) => Some(file),
        None => read.fault("file", "Choose a file"),
    };
    let file = read.finish(|| file)?;
    ask.register.read_soon(&actor, &file.name, file.bytes.to_vec()).await
}

async fn show(ask: &Ask, typed: &Typed) -> Answer {
    let imports = ask.register.imports(&ask.viewer).await?;
    let (_, waiting) = ask.register.differences(&ask.viewer, Extent::default()).await?;
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
            {(waiting > 0).then(|| view! { <Waiting count=waiting/> })}
            <PostForm action="/import" seen=Seen::Nothing file=true>
                <FileInput name="file" label="File of notices" hint accept=ACCEPTED/>
                <Button>"Read the file"</Button>
            </PostForm>
            <Imports imports/>
        }
    })
}

#[component]
fn Waiting(count: u64) -> impl IntoView {
    let words = if count == 1 { "1 difference waits".to_owned() } else { format!("{count} differences wait") };
    view! {
        <InsetText>
            "Notices say something else than people wrote here: "
            <a class="govuk-link" href="/import/differences">{words} " for a decision"</a>
            "."
        </InsetText>
    }
}

#[component]
fn Imports(imports: Vec<Model>) -> impl IntoView {
    if imports.is_empty() {
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
    let rows = imports.into_iter().map(row).collect();
    view! { <Table caption="Files of late" columns rows/> }.into_any()
}

fn row(import: Model) -> Vec<AnyView> {
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
