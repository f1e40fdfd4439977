//! `/organisations/{ref}/successors`: who took over from a body, several and by area; naming one, withdrawing one that was wrong.

use chrono::NaiveDate;
use entities::{
    organisation::{
        deeds::{AddSuccessor, WithdrawSuccessor},
        read::{OrganisationNamed, OrganisationPage, Related},
    },
    values::{Reference, day},
};
use leptos::prelude::*;

use crate::{
    form::{self, Fields, Said, Saved, submitted},
    http::{Answer, Ask, Page, Typed},
    ui::{Button, ButtonLink, Column, EmptyState, Hidden, PostForm, Seen, Table},
};

/// The successors, and the form for another.
pub async fn page(ask: Ask) -> Answer {
    show(&ask, &Typed::empty()).await
}

/// Names one, or withdraws one.
pub async fn post(ask: Ask, typed: Typed) -> Answer {
    let (organisation, again) = (ask.reference()?, async |typed: &Typed| show(&ask, typed).await);
    let saved = |said| Saved::at(ask.path()).saying(said);
    if typed.form() == "withdraw" {
        let deed = async {
            let mut read = typed.read();
            let successor = read.parsed("successor", "Choose a successor", str::parse::<Reference>);
            read.finish(|| Some(WithdrawSuccessor { organisation, successor: successor? }))
        };
        return submitted(&ask, &typed, deed, |()| saved(Said::SUCCESSOR_WITHDRAWN), again).await;
    }
    let deed = async {
        let (named, from, area) = form::read(&typed, successor)?;
        let successor = ask.register.read(&ask.viewer, &OrganisationNamed::new("successor", &named)).await?;
        Ok(AddSuccessor { organisation, successor, from, area })
    };
    submitted(&ask, &typed, deed, |()| saved(Said::SUCCESSOR_NAMED), again).await
}

/// Who took over, as it was typed, from when, and for which area.
fn successor(fields: &mut Fields<'_, ()>) -> Option<(String, NaiveDate, Option<String>)> {
    let named = fields.organisation("successor", "Successor", Vec::new()).required("Enter who took over");
    let from = fields.day("from", "Answers from").required("Enter the day from which it answers");
    let area = fields.line("area", "For which area (optional)");
    let area = area.hint("Only if several took over, each for a part: for example, West Birmingham").maybe_text();
    Some((named?, from?, area?))
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
                {form::shown(None, successor)}
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
