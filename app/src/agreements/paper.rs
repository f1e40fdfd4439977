//! `/papers/{ref}`: what somebody entered from a letter or a scan, for somebody else to compare with it.

use entities::{
    Refusal,
    paper::{Says, State, deeds::CheckPaper, read::Page as Paper},
};
use leptos::prelude::*;

use super::head;
use crate::{
    http::{Answer, Ask, Page, Typed, see_other},
    ui::{Button, Choice, InsetText, PostForm, Radios, SummaryList, SummaryRow, TextArea, moment},
};

/// What was entered, beside the way to the paper.
pub async fn page(ask: Ask) -> Answer {
    show(&ask, &Typed::empty()).await
}

/// Takes it, or says what is wrong.
pub async fn post(ask: Ask, typed: Typed) -> Answer {
    match check(&ask, &typed).await {
        Ok(()) => see_other(ask.path()),
        Err(refusal) => show(&ask, &typed.refused(refusal)?).await,
    }
}

async fn check(ask: &Ask, typed: &Typed) -> Result<(), Refusal> {
    let (actor, paper) = (ask.actor(typed)?, ask.reference()?);
    let mut read = typed.read();
    let right = read.chosen("right", "Choose whether the paper says the same", |text| match text {
        "yes" => Some(true),
        "no" => Some(false),
        _ => None,
    });
    let why = read.text("why").to_owned();
    let deed = read.finish(|| Some(CheckPaper { paper, right: right?, why }))?;
    ask.register.change(&actor, &deed).await.map(|_| ())
}

async fn show(ask: &Ask, typed: &Typed) -> Answer {
    let paper = ask.register.paper(&ask.viewer, &ask.reference()?).await?;
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
            let (state, may_check) = (paper.state, paper.may_check);
            view! {
                <Facts paper/>
                {may_check.then(|| view! { <Check action/> })}
                {(state == State::Waiting && !may_check).then(|| view! {
                    <InsetText>
                        "Somebody else of the lead commissioner or the coordinator compares this with the paper. Until then it does not count."
                    </InsetText>
                })}
            }
        })
}

#[component]
fn Facts(paper: Paper) -> impl IntoView {
    let file = format!("/attachments/{}", paper.attachment.reference.in_address());
    let link = view! {
        <a class="govuk-link" href=file download="">{paper.attachment.about}</a>
        <span class="quiet quiet--block">{paper.attachment.name}</span>
    };
    let entered = format!("{}, {}", paper.entered_by, moment(paper.entered_at));
    let says = match paper.says {
        Says::Answer(answer) => [
            Some(SummaryRow::new("Commitment", answer.commitment.to_string())),
            paper.statement.map(|statement| SummaryRow::new("It says now", statement)),
            Some(SummaryRow::new("The answer", answer.answer.label())),
            (!answer.proposed.is_empty()).then(|| SummaryRow::new("In the words", answer.proposed)),
            (!answer.words.is_empty()).then(|| SummaryRow::new("Because", answer.words)),
        ]
        .into_iter()
        .flatten()
        .chain(answer.costs.into_iter().map(|cost| {
            let words = if cost.words.is_empty() { String::new() } else { format!(": {}", cost.words) };
            SummaryRow::new(format!("Cost {}", cost.line), format!("{}{words}", cost.stand.label()))
        }))
        .collect::<Vec<_>>(),
        Says::Signature { sign, signatory } => vec![
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

#[component]
fn Check(action: String) -> impl IntoView {
    let choices = vec![
        Choice::new("yes", "Yes").hint("It counts from now on"),
        Choice::new("no", "No").hint("It counts for nothing, and can be entered again"),
    ];
    view! {
        <PostForm action seen says>
            <Radios name="right" legend="Does the paper say the same?" choices/>
            <TextArea name="why" label="If not: what is not right" rows=2/>
            <Button>"Save"</Button>
        </PostForm>
    }
}
