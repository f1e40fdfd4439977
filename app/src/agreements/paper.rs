//! `/papers/{ref}`: what somebody entered from a letter or a scan, for somebody else to compare with it.

use entities::{
    agreement::read::Frozen,
    funding::read::terms_in_words,
    paper::{
        Says as Said, State,
        deeds::CheckPaper,
        read::{Answered, Page as Paper, PaperPage},
    },
    values::day,
};
use leptos::prelude::*;

use super::{head, text::Document};
use crate::{
    form::{self, Fields, Said as Done, Saved, submitted},
    http::{Answer, Ask, Page, Typed},
    ui::{Button, Choice, InsetText, PostForm, Says, SummaryList, SummaryRow, WarningText, moment},
};

/// What was entered, beside the way to the paper.
pub async fn page(ask: Ask) -> Answer {
    show(&ask, &Typed::empty()).await
}

/// Takes it, or says what is wrong.
pub async fn post(ask: Ask, typed: Typed) -> Answer {
    let deed = async {
        let (paper, seen) = (ask.reference()?, typed.seen()?);
        let (right, why) = form::read(&typed, comparison)?;
        Ok(CheckPaper { paper, seen, right, why })
    };
    let checked = |_| Saved::at(ask.path()).saying(Done::PAPER_CHECKED);
    submitted(&ask, &typed, deed, checked, async |typed| show(&ask, typed).await).await
}

/// Whether the paper says the same, and what is not right.
fn comparison(fields: &mut Fields<'_, ()>) -> Option<(bool, String)> {
    let choices = vec![
        Choice::new("yes", "Yes").hint("It counts from now on"),
        Choice::new("no", "No").hint("It counts for nothing, and can be entered again"),
    ];
    let right = fields.choose("right", "Does the paper say the same?", choices).radios();
    let right = right.yes("Choose whether the paper says the same");
    let why = fields.area("why", "If not: what is not right", 2).optional();
    Some((right?, why?))
}

async fn show(ask: &Ask, typed: &Typed) -> Answer {
    let paper = ask.register.read(&ask.viewer, &PaperPage(ask.reference()?)).await?;
    let action = ask.path().to_owned();
    let reference = paper.agreement.reference.clone();
    Page::new(format!("Entered from paper: {}", paper.reference))
        .heading("Entered from paper")
        .caption(paper.agreement.title.clone())
        .crumb("Agreements", "/agreements")
        .crumb(reference.to_string(), head::address(&reference))
        .crumb("Files", head::address(&reference) + "/attachments")
        .typed(typed)
        .show(move || {
            let (state, may_check, seen) = (paper.state, paper.may_check, paper.version);
            let stands = paper.stands.clone().map(|(stands, has_moved)| view! { <Stands stands has_moved may_check/> });
            let (says, moved) = paper.answered.as_ref().map(|of| (says(of), of.has_moved)).unwrap_or_default();
            view! {
                <Facts paper/>
                {stands}
                {(moved && may_check).then(|| view! { <WarningText text=MOVED/> })}
                {may_check.then(|| view! { <Check action seen says/> })}
                {(state == State::Waiting && !may_check).then(|| view! {
                    <InsetText>
                        "Somebody else of the lead commissioner or the coordinator compares this with the paper. Until then it does not count."
                    </InsetText>
                })}
            }
        })
}

const MOVED: &str = "The commitment or one of its costs was changed after this was entered. The letter does not answer what \
                     stands there now: choose “No”, and ask the organisation again.";

/// What the answer is about: the wording, and each cost with its terms.
fn says(answered: &Answered) -> Says {
    let or_none = |text: &str| if text.is_empty() { "None".to_owned() } else { text.to_owned() };
    let commitment = &answered.commitment;
    let mut says = vec![
        ("It says now".to_owned(), commitment.statement.clone()),
        ("Measured by".to_owned(), or_none(&commitment.measure)),
        ("Target".to_owned(), or_none(&commitment.target)),
        ("Due".to_owned(), commitment.due.map_or("No date".to_owned(), day::in_words)),
    ];
    for (line, _) in &answered.costs {
        let terms = terms_in_words(line).into_iter().map(|(name, value)| format!("{name}: {value}"));
        let terms = terms.collect::<Vec<_>>().join(". ");
        says.push((format!("Cost {}", line.reference), format!("{}. {terms}", line.amount())));
    }
    says
}

#[component]
fn Facts(paper: Paper) -> impl IntoView {
    let file = format!("/attachments/{}", paper.attachment.reference.in_address());
    let link = view! {
        <a class="govuk-link" href=file download="">{paper.attachment.about}</a>
        <span class="quiet quiet--block">{paper.attachment.name}</span>
    };
    let entered = format!("{}, {}", paper.entered_by, moment(paper.entered_at));
    let about = paper.answered.as_ref().map(says).unwrap_or_default();
    let says = match paper.says {
        Said::Answer(answer) => [
            Some(SummaryRow::new("Commitment", answer.commitment.to_string())),
            Some(SummaryRow::new("The answer", answer.answer.label())),
            (!answer.proposed.is_empty()).then(|| SummaryRow::new("In the words", answer.proposed)),
            (!answer.words.is_empty()).then(|| SummaryRow::new("Because", answer.words)),
        ]
        .into_iter()
        .flatten()
        .chain(about.into_iter().map(|(name, value)| SummaryRow::new(name, value)))
        .chain(answer.costs.into_iter().map(|cost| {
            let words = if cost.words.is_empty() { String::new() } else { format!(": {}", cost.words) };
            SummaryRow::new(format!("It answers the cost {}", cost.line), format!("{}{words}", cost.stand.label()))
        }))
        .collect::<Vec<_>>(),
        Said::Record(record) => vec![
            SummaryRow::new("What was entered", "This agreement, signed before this register"),
            SummaryRow::new("Signed on", day::in_words(record.signed_on)),
        ],
        Said::Signature { sign, signatory } => vec![
            SummaryRow::new("Signed by", signatory),
            SummaryRow::new("Position", sign.position),
            SummaryRow::new("Authority", sign.authority),
            SummaryRow::new("Revision with the hash", view! { <code class="hash">{sign.hash}</code> }),
        ],
    };
    let checked = paper.checked_by.map(|by| SummaryRow::new("Checked by", by));
    let why = (!paper.why.is_empty()).then(|| SummaryRow::new("What is not right", paper.why));
    let rows = [SummaryRow::new("Of", paper.organisation.name), SummaryRow::new("Paper", link)]
        .into_iter()
        .chain(says)
        .chain([SummaryRow::new("Entered by", entered), SummaryRow::new("State", paper.state.label())])
        .chain(checked)
        .chain(why)
        .collect();
    view! { <SummaryList rows/> }
}

/// What the agreement says, to be compared with the file.
#[component]
fn Stands(stands: Frozen, has_moved: bool, may_check: bool) -> impl IntoView {
    view! {
        <h2 class="govuk-heading-m">"What the register has beside the file"</h2>
        {(has_moved && may_check).then(|| view! { <WarningText text=CHANGED/> })}
        <Document text=stands.text printed=Some(stands.printed) framed=true/>
    }
}

const CHANGED: &str = "The agreement, a commitment or its money was changed after this was entered. Choose “No”, and have it entered \
                       again as it stands now.";

#[component]
fn Check(action: String, seen: i64, says: Says) -> impl IntoView {
    view! {
        <PostForm action seen says>
            {form::shown(None, comparison)}
            <Button>"Save"</Button>
        </PostForm>
    }
}
