//! `/tenders/{ref}/scope`: which need a procurement meets, and whether it belongs to what the register is for.

use entities::{
    procurement::{Procurement, areas, deeds::SetScope, read::ProcurementPage},
    service::AreaOfNeed,
};
use leptos::prelude::*;

use super::frame::saved;
use crate::{
    form::{self, Fields, Said, submitted},
    http::{Answer, Ask, Page, Typed},
    ui::{Button, Choice, Hidden, InsetText, PostForm, WarningText},
};

/// The form, with what is proposed chosen.
pub async fn page(ask: Ask) -> Answer {
    show(&ask, &Typed::empty()).await
}

/// Keeps it.
pub async fn post(ask: Ask, typed: Typed) -> Answer {
    let (procurement, saved) = (ask.reference()?, saved(&ask, Said::PROCUREMENT_SAVED)?);
    let deed = async {
        let (area, in_scope) = form::read(&typed, scope)?;
        Ok(SetScope { procurement, seen: typed.seen()?, area, in_scope })
    };
    submitted(&ask, &typed, deed, |()| saved, async |typed| show(&ask, typed).await).await
}

fn scope(fields: &mut Fields<'_, Procurement>) -> Option<(Option<AreaOfNeed>, bool)> {
    let area = fields.word::<AreaOfNeed>("area", "Area of need").empty("Not classified");
    let area = area.chosen_of(|of| of.area_of_need.map_or("", |area| area.code()).to_owned());
    let area = area.maybe(str::parse::<AreaOfNeed>);
    let in_scope = in_scope(fields, |of| of.in_scope);
    Some((area?, in_scope?))
}

/// Whether a procurement belongs to what the register is for.
pub fn in_scope<Of>(fields: &mut Fields<'_, Of>, is: impl FnOnce(&Of) -> bool) -> Option<bool> {
    let yes = Choice::new("yes", "It belongs to this register’s services").hint("Listed before other notices");
    fields.ticks("in_scope", "Scope", vec![yes]).from(is).ticked()
}

async fn show(ask: &Ask, typed: &Typed) -> Answer {
    let procurement = ask.register.read(&ask.viewer, &ProcurementPage(ask.reference()?)).await?.procurement;
    let (action, title) = (ask.path().to_owned(), procurement.title.clone());
    let filled = form::filled(&procurement, scope);
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
            view! {
                {warning.map(|text| view! { <WarningText text/> })}
                {proposal.map(|text| view! { <InsetText>{text}</InsetText> })}
                <PostForm action seen filled>
                    {form::shown(Some(&procurement), scope)}
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
