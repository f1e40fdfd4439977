//! `/agreements/{ref}/attachments`: letters, scans and evidence that belong to the agreement; `/attachments/{ref}`: one of
//! them, to take away.

use entities::{
    Refusal,
    agreement::read::OverviewOf,
    attachment::{
        deeds::{AttachFile, PublishAttachment},
        read::{Attachments, AttachmentsOf, DownloadOf, Row},
    },
    paper::{self, read::PapersOf},
    values::Reference,
};
use leptos::prelude::*;

use super::head::{self, Head};
use crate::{
    http::{Answer, Ask, Cache, File, Typed, see_other},
    ui::{Button, Column, EmptyState, FileInput, Hidden, PostForm, Seen, Table, Tag, TextInput, Tone, moment},
};

/// What browsers offer to choose from.
const ACCEPTED: &str = ".pdf,.docx,.xlsx,.png,.jpg,.jpeg";

/// The files of the agreement.
pub async fn page(ask: Ask) -> Answer {
    show(&ask, &Typed::empty()).await
}

/// Attaches a file, or decides who may read one.
pub async fn post(ask: Ask, typed: Typed) -> Answer {
    match change(&ask, &typed).await {
        Ok(()) => see_other(ask.path()),
        Err(refusal) => show(&ask, &typed.refused(refusal)?).await,
    }
}

/// The file itself.
pub async fn file(ask: Ask) -> Answer {
    let found = ask.register.read(&ask.viewer, &DownloadOf(ask.reference()?)).await?;
    let name = match found.name.rsplit_once('.') {
        Some((stem, _)) => format!("{stem}.{}", found.media.ending()),
        None => format!("{}.{}", found.name, found.media.ending()),
    };
    File::new(found.media.content_type(), found.bytes).named(&name).foreign().cache(Cache::AskAgain).answer()
}

async fn change(ask: &Ask, typed: &Typed) -> Result<(), Refusal> {
    let (actor, agreement) = (ask.actor(typed)?, ask.reference()?);
    let mut read = typed.read();
    if typed.form() == "publish" {
        let attachment = read.parsed("attachment", "Choose a file", str::parse::<Reference>);
        let attachment = read.finish(|| attachment)?;
        let published = typed.get("published") == "yes";
        return ask.register.change(&actor, &PublishAttachment { attachment, published, seen: typed.seen()? }).await;
    }
    let about = read.required("about", "Say what it is");
    let file = typed.file().filter(|file| !file.bytes.is_empty());
    let file = match file {
        Some(file) => Some(file),
        None => read.fault("file", "Choose a file"),
    };
    let (about, file) = read.finish(|| Some((about?, file?)))?;
    // Who may attach nothing puts nothing beside the register.
    if !ask.register.read(&ask.viewer, &AttachmentsOf((&agreement).into())).await?.may_attach {
        return Err(Refusal::Forbidden { why: "Only its parties, its coordinator and its lead attach files".into() });
    }
    let file = ask.register.keep_file(&file.name, file.bytes.to_vec()).await?;
    ask.register.change(&actor, &AttachFile { agreement, file, about }).await.map(|_| ())
}

async fn show(ask: &Ask, typed: &Typed) -> Answer {
    let asked = ask.asked()?;
    let overview = ask.register.read(&ask.viewer, &OverviewOf((&asked).into())).await?;
    let attachments = ask.register.read(&ask.viewer, &AttachmentsOf(asked.clone())).await?;
    let papers = ask.register.read(&ask.viewer, &PapersOf(asked.clone())).await?;
    let current = head::address(&asked.reference) + "/attachments";
    let largest = ask.site.largest_file;
    head::page(&overview, "Files").typed(typed).show(move || {
        let attach = attachments.may_attach.then(|| view! { <Attach action=current.clone() largest/> });
        view! {
            <Head overview current=current.clone()/>
            <Attached attachments action=current/>
            <Papers papers/>
            {attach}
        }
    })
}

#[component]
fn Attached(attachments: Attachments, action: String) -> impl IntoView {
    let Attachments { rows, may_publish, .. } = attachments;
    if rows.is_empty() {
        return view! {
            <EmptyState text="No file is attached here for you to read.">
                <p class="govuk-body">"Letters, scans and evidence that belong to the agreement are kept here."</p>
            </EmptyState>
        }
        .into_any();
    }
    let rows = rows.into_iter().map(|file| row(file, may_publish, &action)).collect();
    let mut columns =
        vec![Column::head("File"), Column::text("Attached"), Column::text("For whom"), Column::number("Size")];
    if may_publish {
        columns.push(Column::text("Change"));
    }
    view! { <Table caption="Files" columns rows/> }.into_any()
}

fn row(row: Row, may_publish: bool, action: &str) -> Vec<AnyView> {
    let by = row.by.into_iter().chain(row.organisation.map(|named| named.name)).collect::<Vec<_>>().join(", ");
    let file = row.file;
    let href = format!("/attachments/{}", file.reference.in_address());
    let (text, tone) = if file.published { ("Everybody", Tone::Good) } else { ("The negotiation", Tone::Waiting) };
    let short: String = file.sha256.chars().take(12).collect();
    let name = file.name.clone();
    let mut cells = vec![
        view! {
            <a class="govuk-link" href=href download="">{file.about}</a>
            <span class="quiet quiet--block">{file.name} ", " {file.media.label()}</span>
            <code class="hash stacked" title=file.sha256>{short} "…"</code>
        }
        .into_any(),
        view! { {moment(row.at)} <span class="quiet quiet--block">{by}</span> }.into_any(),
        view! { <Tag text tone/> }.into_any(),
        size(file.size).into_any(),
    ];
    if may_publish {
        let (words, becomes) = if file.published { ("Take back", "no") } else { ("Publish", "yes") };
        cells.push(
            view! {
                <PostForm action=action.to_owned() seen=file.version name="publish">
                    <Hidden name="attachment" value=file.reference.to_string()/>
                    <Hidden name="published" value=becomes.to_owned()/>
                    <button type="submit" class="link-button">
                        {words} <span class="govuk-visually-hidden">" " {name}</span>
                    </button>
                </PostForm>
            }
            .into_any(),
        );
    }
    cells
}

/// `412 kB`.
fn size(bytes: i64) -> String {
    match bytes {
        ..1_000 => format!("{bytes} bytes"),
        1_000..1_000_000 => format!("{} kB", bytes / 1_000),
        _ => format!("{}.{} MB", bytes / 1_000_000, bytes % 1_000_000 / 100_000),
    }
}

#[component]
fn Papers(papers: Vec<paper::read::Row>) -> impl IntoView {
    (!papers.is_empty()).then(|| {
        let rows = papers.into_iter().map(paper_row).collect();
        let columns = vec![Column::head("Of"), Column::text("What"), Column::text("Entered by"), Column::text("State")];
        view! { <Table caption="Entered from paper" columns rows/> }
    })
}

fn paper_row(row: paper::read::Row) -> Vec<AnyView> {
    let href = format!("/papers/{}", row.reference.in_address());
    let what = match row.kind {
        paper::read::Kind::AnswerTo(commitment) => format!("Answer to {commitment}"),
        paper::read::Kind::Signature => "Signature".into(),
        paper::read::Kind::Record => "The agreement, signed before this register".into(),
    };
    let tone = match row.state {
        paper::State::Waiting => Tone::Waiting,
        paper::State::Right => Tone::Good,
        paper::State::Wrong => Tone::Neutral,
    };
    vec![
        view! { <a class="govuk-link" href=href>{row.organisation.name}</a> }.into_any(),
        what.into_any(),
        view! { {row.entered_by} <span class="quiet quiet--block">{moment(row.entered_at)}</span> }.into_any(),
        view! { <Tag text=row.state.label() tone/> }.into_any(),
    ]
}

#[component]
fn Attach(action: String, largest: usize) -> impl IntoView {
    let hint = format!("PDF, Word, Excel, PNG or JPEG; {} MB at most", largest / 1024 / 1024);
    view! {
        <h2 class="govuk-heading-m">"Attach a file"</h2>
        <p class="govuk-body">
            "Those who negotiate read it; everybody else only once the lead commissioner publishes it. Attach nothing that tells of a child."
        </p>
        <PostForm action seen=Seen::Nothing name="attach" file=true>
            <FileInput name="file" label="File" hint accept=ACCEPTED/>
            <TextInput name="about" label="What is it?" hint="For example: letter of the board, 12 March 2015"/>
            <Button>"Attach"</Button>
        </PostForm>
    }
}

#[cfg(test)]
mod tests {
    use super::size;

    #[test]
    fn a_size_is_told_in_three_figures_or_so() {
        assert_eq!([size(17), size(412_300), size(20_971_520)], ["17 bytes", "412 kB", "20.9 MB"]);
    }
}
