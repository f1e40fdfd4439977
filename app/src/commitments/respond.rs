//! `/commitments/{ref}/respond`: the owner answers the statement and each cost of its own.

use entities::{
    Refusal,
    commitment::{
        Answer as Says,
        deeds::{AnswerCommitment, CostAnswer},
        read::{self, Cost},
    },
    funding::Stand,
    values::Reference,
};
use leptos::prelude::*;

use crate::{
    http::{Answer, Ask, Page, Typed, see_other},
    ui::{Button, Choice, Hidden, PostForm, Radios, SummaryList, SummaryRow, TextArea, day_or},
};

/// The form.
pub async fn page(ask: Ask) -> Answer {
    show(&ask, &Typed::empty()).await
}

/// Answers, and goes back to what waits.
pub async fn post(ask: Ask, typed: Typed) -> Answer {
    match answer(&ask, &typed).await {
        Ok(()) => see_other("/work"),
        Err(refusal) => show(&ask, &typed.refused(refusal)?).await,
    }
}

async fn answer(ask: &Ask, typed: &Typed) -> Result<(), Refusal> {
    let (actor, commitment) = (ask.actor(typed)?, ask.reference()?);
    let mut read = typed.read();
    let seen = read.parsed("seen", "Open the page again", str::parse::<i64>);
    let answer = read.word::<Says>("answer", "Choose your answer to the commitment");
    let (proposed, words) = (read.text("proposed").to_owned(), read.text("words").to_owned());
    let mut costs = Vec::new();
    for line in typed.all("line") {
        let line: Reference = line.parse().map_err(|_| Refusal::NotFound)?;
        match typed.get(&stand_field(&line)) {
            "" => {
                let field = stand_field(&line);
                read.fault::<()>(field, format!("Choose your answer to the cost {line}")).unwrap_or_default();
            }
            code => {
                let stand = code.parse::<Stand>().map_err(|_| Refusal::NotFound)?;
                costs.push(CostAnswer { words: typed.get(&words_field(&line)).trim().to_owned(), line, stand });
            }
        }
    }
    let deed =
        read.finish(|| Some(AnswerCommitment { commitment, seen: seen?, answer: answer?, proposed, words, costs }))?;
    ask.register.change(&actor, &deed).await.map(|_| ())
}

fn stand_field(line: &Reference) -> String {
    format!("stand-{}", line.in_address())
}

fn words_field(line: &Reference) -> String {
    format!("cost-words-{}", line.in_address())
}

async fn show(ask: &Ask, typed: &Typed) -> Answer {
    let shown = ask.register.commitment(&ask.viewer, &ask.reference()?).await?;
    if !shown.may_answer {
        let why = "Only its owner answers a commitment, once confirmation was requested and before signing opens";
        return Err(Refusal::Forbidden { why: why.into() }.into());
    }
    let action = ask.path().to_owned();
    let reference = shown.row.reference.to_string();
    Page::new(format!("Answer {reference}"))
        .heading("Answer the commitment")
        .caption(reference.clone())
        .crumb("Your work", "/work")
        .crumb(reference, format!("/commitments/{}", shown.row.reference.in_address()))
        .typed(typed)
        .show(move || view! { <Form shown action/> })
}

#[component]
fn Form(shown: read::Page, action: String) -> impl IntoView {
    let seen = shown.commitment.version.to_string();
    let rows = vec![
        SummaryRow::new("You promise", shown.commitment.statement),
        SummaryRow::new("Measured by", shown.commitment.measure),
        SummaryRow::new("Target", shown.commitment.target),
        SummaryRow::new("Due", day_or(shown.commitment.due, "No date")),
    ];
    let costs: Vec<Cost> = shown.costs.into_iter().filter(|cost| cost.own).collect();
    view! {
        <SummaryList rows/>
        <PostForm action>
            <Hidden name="seen" value=seen/>
            <Radios name="answer" legend="Your answer" choices={Choice::words::<Says>()}/>
            <TextArea
                name="proposed"
                label="With a change: the words you would confirm"
                hint="If the commissioner takes them over as they are, that confirms them"
                rows=3
            />
            <TextArea name="words" label="With a dispute or a refusal: what, and why" rows=3/>
            // Made within the form, where they find what was typed.
            {costs.into_iter().map(|cost| view! { <CostFields cost/> }).collect_view()}
            <Button>"Send your answer"</Button>
        </PostForm>
    }
}

#[component]
fn CostFields(cost: Cost) -> impl IntoView {
    let service = cost.service.as_ref().map_or(crate::services::UNPUBLISHED, |(_, name)| name);
    let legend = format!("Your cost of {} for {service}, of which {} pays for this", cost.amount, cost.share);
    let (stand, words) = (stand_field(&cost.line), words_field(&cost.line));
    view! {
        <Hidden name="line" value=cost.line.to_string()/>
        <Radios name=stand legend choices={Choice::words::<Stand>()}/>
        <TextArea name=words label="If you dispute it: what, and why" rows=2/>
    }
}
