//! `/agreements/{ref}/attachments`: letters, scans and evidence that belong to the agreement; `/attachments/{ref}`: one of
//! them, to take away.

use entities::{
    Refusal,
    agreement::read::OverviewOf,
    attachment::{
        self,
        deeds::{AttachFile, PublishAttachment},
        read::{Attachments, AttachmentsOf, DownloadOf, Row},
    },
    paper::{self, read::PapersOf},
    values::Reference,
};
use leptos::prelude::*;

use super::head::{self, Head};
use crate::{
    form::{self, Fields, Said, Saved, submitted},
    http::{Answer, Ask, Cache, File, Typed, Upload},
    ui::{Button, Column, EmptyState, PostForm, Seen, Table, Tag, Tone, moment},
};

/// What browsers offer to choose from.
const ACCEPTED: &str = ".pdf,.docx,.xlsx,.png,.jpg,.jpeg";

/// The files of the agreement.
pub async fn page(ask: Ask) -> Answer {
    show(&ask, &Typed::empty()).await
}

/// Attaches a file, or decides who may read one.
pub async fn post(ask: Ask, typed: Typed) -> Answer {
    let again = async |typed: &Typed| show(&ask, typed).await;
    if typed.form() == "publish" {
        let published = typed.get("published") == "yes";
        let deed = async {
            let seen = typed.seen()?;
            let (attachment, published) = form::read(&typed, publication)?;
            Ok(PublishAttachment { attachment, published, seen })
        };
        let said = if published { Said::FILE_PUBLISHED } else { Said::FILE_TAKEN_BACK };
        return submitted(&ask, &typed, deed, |()| Saved::at(ask.path()).saying(said), again).await;
    }
    let deed = async {
        let agreement = ask.reference()?;
        let (file, about) = form::read(&typed, |fields| attachment(fields, 0))?;
        // Who may attach nothing puts nothing beside the register.
        if !ask.register.read(&ask.viewer, &AttachmentsOf((&agreement).into())).await?.may_attach {
            return Err(Refusal::Forbidden {
                why: "Only its parties, its coordinator and its lead attach files".into(),
            });
        }
        let file = ask.register.keep_file(&file.name, file.bytes.to_vec()).await?;
        Ok(AttachFile { agreement, file, about })
    };
    submitted(&ask, &typed, deed, |_| Saved::at(ask.path()).saying(Said::FILE_ATTACHED), again).await
}

/// A file of so many bytes at most, and what it is.
fn attachment(fields: &mut Fields<'_, ()>, largest: usize) -> Option<(Upload, String)> {
    let hint = format!("PDF, Word, Excel, PNG or JPEG; {} MB at most", largest / 1024 / 1024);
    let file = fields.file("file", "File", ACCEPTED).hint(hint).sent("Choose a file");
    let about = fields.line("about", "What is it?").hint("For example: letter of the board, 12 March 2015");
    let about = about.required("Say what it is");
    Some((file?, about?))
}

/// Which file becomes for everybody, or is that no more.
fn publication(fields: &mut Fields<'_, attachment::Attachment>) -> Option<(Reference, bool)> {
    let attachment = fields.hidden("attachment").from(|file| file.reference.to_string());
    let attachment = attachment.parsed("Choose a file", str::parse::<Reference>);
    let published = fields.hidden("published").from(|file| if file.published { "no" } else { "yes" }.to_owned());
    let published = published.optional();
    Some((attachment?, published? == "yes"))
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
            <a class="govuk-link" href=href download="">{file.about.clone()}</a>
            <span class="quiet quiet--block">{file.name.clone()} ", " {file.media.label()}</span>
            <code class="hash stacked" title=file.sha256.clone()>{short} "…"</code>
        }
        .into_any(),
        view! { {moment(row.at)} <span class="quiet quiet--block">{by}</span> }.into_any(),
        view! { <Tag text tone/> }.into_any(),
        size(file.size).into_any(),
    ];
    if may_publish {
        let words = if file.published { "Take back" } else { "Publish" };
        cells.push(
            view! {
                <PostForm action=action.to_owned() seen=file.version name="publish">
                    {form::shown(Some(&file), publication)}
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
    view! {
        <h2 class="govuk-heading-m">"Attach a file"</h2>
        <p class="govuk-body">
            "Those who negotiate read it; everybody else only once the lead commissioner publishes it. Attach nothing that tells of a child."
        </p>
        <PostForm action seen=Seen::Nothing name="attach" file=true>
            {form::shown(None, |fields| attachment(fields, largest))}
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
