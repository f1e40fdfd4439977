//! `/organisations/{ref}/successors`: who took over from a body, several and by area; naming one, withdrawing one that was wrong.

use entities::{
    Refusal,
    organisation::{
        deeds::{AddSuccessor, WithdrawSuccessor},
        read::{OrganisationNamed, OrganisationPage, Related},
    },
    values::{Reference, day},
};
use leptos::prelude::*;

use crate::{
    http::{Answer, Ask, Page, Typed, see_other},
    ui::{
        Button, ButtonLink, Column, DateInput, EmptyState, Hidden, OrganisationInput, PostForm, Seen, Table, TextInput,
    },
};

/// The successors, and the form for another.
pub async fn page(ask: Ask) -> Answer {
    show(&ask, &Typed::empty()).await
}

/// Names one, or withdraws one.
pub async fn post(ask: Ask, typed: Typed) -> Answer {
    match change(&ask, &typed).await {
        Ok(()) => see_other(ask.path()),
        Err(refusal) => show(&ask, &typed.refused(refusal)?).await,
    }
}

async fn change(ask: &Ask, typed: &Typed) -> Result<(), Refusal> {
    let (actor, organisation) = (ask.actor(typed)?, ask.reference()?);
    let mut read = typed.read();
    if typed.form() == "withdraw" {
        let successor = read.parsed("successor", "Choose a successor", str::parse::<Reference>);
        let successor = read.finish(|| successor)?;
        return ask.register.change(&actor, &WithdrawSuccessor { organisation, successor }).await;
    }
    let named = read.required("successor", "Enter who took over");
    let from = read.day("from", "Enter the day from which it answers");
    let area = Some(read.text("area").to_owned()).filter(|text| !text.is_empty());
    let (named, from) = read.finish(|| Some((named?, from?)))?;
    let successor = ask.register.read(&ask.viewer, &OrganisationNamed::new("successor", &named)).await?;
    ask.register.change(&actor, &AddSuccessor { organisation, successor, from, area }).await
}

async fn show(ask: &Ask, typed: &Typed) -> Answer {
    let page = ask.register.read(&ask.viewer, &OrganisationPage(ask.reference()?)).await?;
    let action = ask.path().to_owned();
    let body = page.organisation;
    let back = format!("/organisations/{}", body.reference.in_address());
    let shown = Page::new(format!("Who took over from {}", body.name)).caption(body.reference.to_string());
    shown.crumb("Organisations", "/organisations").crumb(body.name, back.clone()).typed(typed).show(move || {
        view! {
            <Successors successors=page.successors action=action.clone()/>
            <h2 class="govuk-heading-m">"Name a successor"</h2>
            <p class="govuk-body">
                "Every agreement of a body that has closed shows who answers for it now. If several took over, name each with its area. "
                "If a successor has successors of its own, name them on its own page: the last of them answers."
            </p>
            <PostForm action seen=Seen::Nothing name="add">
                <OrganisationInput name="successor" label="Successor" names=Vec::new()/>
                <DateInput name="from" legend="Answers from"/>
                <TextInput
                    name="area"
                    label="For which area (optional)"
                    hint="Only if several took over, each for a part: for example, West Birmingham"
                />
                <div class="govuk-button-group">
                    <Button>"Name the successor"</Button>
                    <ButtonLink href=back secondary=true>"Back to the organisation"</ButtonLink>
                </div>
            </PostForm>
        }
    })
}

#[component]
fn Successors(successors: Vec<Related>, action: String) -> impl IntoView {
    if successors.is_empty() {
        return view! {
            <EmptyState text="Nobody is named as its successor.">
                <p class="govuk-body">"Name one below, if another body answers for it now."</p>
            </EmptyState>
        }
        .into_any();
    }
    let caption = match successors.len() {
        1 => "1 successor".to_owned(),
        several => format!("{several} successors"),
    };
    let rows = successors.into_iter().map(|successor| row(successor, &action)).collect();
    let columns = vec![Column::head("Successor"), Column::text("From"), Column::text("For"), Column::text("Change")];
    view! { <Table caption columns rows/> }.into_any()
}

fn row(successor: Related, action: &str) -> Vec<AnyView> {
    let href = format!("/organisations/{}", successor.reference.in_address());
    let name = successor.name.clone();
    vec![
        view! { <a class="govuk-link" href=href>{successor.name}</a> }.into_any(),
        day::in_words(successor.from).into_any(),
        successor.area.unwrap_or_else(|| "All of it".into()).into_any(),
        view! {
            <PostForm action=action.to_owned() seen=Seen::Nothing name="withdraw">
                <Hidden name="successor" value=successor.reference.to_string()/>
                <button type="submit" class="link-button">
                    "Withdraw" <span class="govuk-visually-hidden">" " {name}</span>
                </button>
            </PostForm>
        }
        .into_any(),
    ]
}
