//! `/tenders/{ref}/scope`: which need a procurement meets, and whether it belongs to what the register is for.

use entities::{
    Refusal,
    procurement::{Procurement, areas, deeds::SetScope, read::ProcurementPage},
    service::AreaOfNeed,
};
use leptos::prelude::*;

use crate::{
    http::{Answer, Ask, Page, Typed, see_other},
    ui::{Button, Checkboxes, Choice, Hidden, InsetText, PostForm, Select, WarningText},
};

/// The form, with what is proposed chosen.
pub async fn page(ask: Ask) -> Answer {
    show(&ask, &Typed::empty()).await
}

/// Keeps it.
pub async fn post(ask: Ask, typed: Typed) -> Answer {
    match set(&ask, &typed).await {
        Ok(()) => see_other(format!("/tenders/{}?saved", ask.reference()?.in_address())),
        Err(refusal) => show(&ask, &typed.refused(refusal)?).await,
    }
}

async fn set(ask: &Ask, typed: &Typed) -> Result<(), Refusal> {
    let (actor, procurement) = (ask.actor(typed)?, ask.reference()?);
    let mut read = typed.read();
    let area = read.optional("area", str::parse::<AreaOfNeed>);
    let seen = read.seen();
    let in_scope = read.text("in_scope") == "yes";
    let deed = read.finish(|| Some(SetScope { procurement, seen: seen?, area: area?, in_scope }))?;
    ask.register.change(&actor, &deed).await
}

async fn show(ask: &Ask, typed: &Typed) -> Answer {
    let procurement = ask.register.read(&ask.viewer, &ProcurementPage(ask.reference()?)).await?.procurement;
    let (action, title) = (ask.path().to_owned(), procurement.title.clone());
    let area = procurement.area_of_need.map_or("", |area| area.code());
    let in_scope = if procurement.in_scope { "yes" } else { "" };
    let filled = Typed::filled([("area", area.to_owned()), ("in_scope", in_scope.to_owned())]);
    let seen = procurement.version;
    Page::new(format!("Scope: {title}"))
        .heading("What is it for?")
        .caption(procurement.reference.to_string())
        .crumb("Tenders", "/tenders")
        .crumb(title, format!("/tenders/{}", procurement.reference.in_address()))
        .typed(typed)
        .show(move || {
            let proposal = proposal(&procurement);
            let warning = procurement.cpv.as_ref().and_then(areas::warning);
            let scope = Choice::new("yes", "It belongs to this register’s services").hint("Listed before other notices");
            view! {
                {warning.map(|text| view! { <WarningText text/> })}
                {proposal.map(|text| view! { <InsetText>{text}</InsetText> })}
                <PostForm action seen filled>
                    <Select name="area" label="Area of need" choices={Choice::words::<AreaOfNeed>()} empty="Not classified"/>
                    <Checkboxes name="in_scope" legend="Scope" choices=vec![scope]/>
                    <Button>"Save"</Button>
                </PostForm>
            }
        })
}

/// What is proposed, and why.
fn proposal(procurement: &Procurement) -> Option<String> {
    let cpv = procurement.cpv.as_ref()?;
    let (area, words) = (areas::proposed(cpv)?, areas::reason(cpv)?);
    Some(format!("Proposed from its CPV code {cpv} ({words}): {}.", area.label()))
}

/// On the procurement's page, for those who keep the register.
#[component]
pub fn ScopeOfOne(procurement: Procurement) -> impl IntoView {
    let href = format!("/tenders/{}/scope", procurement.reference.in_address());
    let area = match (procurement.area_of_need, procurement.area_confirmed) {
        (Some(area), true) => format!("Area of need: {}.", area.label()),
        (Some(area), false) => format!("Area of need: not classified, proposed: {}.", area.label()),
        (None, _) => "Area of need: not classified.".to_owned(),
    };
    let warning = procurement.cpv.as_ref().and_then(areas::warning);
    let bring = (!procurement.in_scope).then(|| {
        let confirmed = procurement.area_of_need.filter(|_| procurement.area_confirmed);
        view! {
            <PostForm action=href.clone() seen=procurement.version name="bring">
                <Hidden name="area" value=confirmed.map_or("", |area| area.code()).to_owned()/>
                <Hidden name="in_scope" value="yes".to_owned()/>
                <Button secondary=true>"Bring into scope"</Button>
            </PostForm>
        }
    });
    view! {
        {warning.map(|text| view! { <WarningText text/> })}
        <p class="govuk-body">
            {area} " " <a class="govuk-link" href=href.clone()>"Say what it is for"</a>
        </p>
        {bring}
    }
}
