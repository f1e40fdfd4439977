//! `/organisations/{ref}`: a body, by what it is known, who came before and after it, its agreements and its history.

use entities::{
    access::{Permission, Standing},
    agreement::read::PartsOf,
    list::{Count, PAGE, Place},
    organisation::read::{Happened, Named, OrganisationPage, Page as Organisation, Related},
    registered_service::read::ServicesOf,
    values::{Identifier, Reference, day},
};
use leptos::prelude::*;

use super::{answering::link, parts::Agreements};
use crate::{
    http::{Answer, Ask, Page},
    list::counted,
    providers::services::{RegisteredServices, Services},
    ui::{ButtonLink, Column, Details, InsetText, SummaryList, SummaryRow, Table, day_or, moment},
};

/// The organisation.
pub async fn page(ask: Ask) -> Answer {
    let reference = ask.reference()?;
    let page = ask.register.read(&ask.viewer, &OrganisationPage(reference.clone())).await?;
    let (list, of) = (PartsOf(reference.clone()), ServicesOf(reference.clone()));
    let parts = ask.register.list(&ask.viewer, &list, &ask.query().place()).await?;
    let count = ask.register.count(&ask.viewer, &list).await?;
    let services = Services::of(&ask, &of, &Place::First).await?;
    let service_count = services.count;
    let (path, query) = (ask.path().to_owned(), ask.query().clone());
    let roles =
        [Permission::Administer, Permission::KeepRegister].map(|permission| ask.viewer.may(permission, Standing::OPEN));
    let title = page.organisation.name.clone();
    Page::new(title).caption(reference.to_string()).crumb("Organisations", "/organisations").show(move || {
        let (successors, predecessors) = (page.successors.clone(), page.predecessors.clone());
        let history = page.history.clone();
        view! {
            {page.same_as.clone().map(same_as)}
            <Changes page=page.clone() path=path.clone() roles/>
            <Facts page/>
            {related("Who took over from it", successors)}
            {related("Whom it took over from", predecessors)}
            <Agreements parts count path query/>
            <RegisteredServices services/>
            {all_services(service_count, &reference)}
            {happened(history)}
        }
    })
}

fn same_as(kept: Named) -> impl IntoView {
    view! {
        <InsetText>
            "This is the same body as " {link(kept)} ". Everything that is known of it stands there; this record is kept with its history."
        </InsetText>
    }
}

/// The first of its services are shown here; the rest is on the provider's page.
fn all_services(count: Count, reference: &Reference) -> Option<impl IntoView + use<>> {
    let href = format!("/providers/{}", reference.in_address());
    count.exactly().is_none_or(|count| count > PAGE).then(|| {
        let all = format!("All {}", counted(count, "registered service", "registered services"));
        view! { <p class="govuk-body"><a class="govuk-link" href=href>{all}</a></p> }
    })
}

/// What administrators and commissioners can do with it.
#[component]
fn Changes(page: Organisation, path: String, roles: [bool; 2]) -> impl IntoView {
    let [administers, commissions] = roles;
    let is_merged = page.same_as.is_some();
    let successor = (administers && !is_merged).then(|| {
        view! { <ButtonLink href=format!("{path}/successors") secondary=true>"Say who took over from it"</ButtonLink> }
    });
    let merge = commissions.then(|| {
        let words = if is_merged { "Take the two records apart" } else { "Merge another record into it" };
        view! { <ButtonLink href=format!("{path}/merge") secondary=true>{words}</ButtonLink> }
    });
    let people = page.may_confirm_roles.then(|| {
        view! { <ButtonLink href=format!("{path}/roles") secondary=true>"Who acts for it"</ButtonLink> }
    });
    (successor.is_some() || merge.is_some() || people.is_some())
        .then(|| view! { <div class="govuk-button-group">{people} {successor} {merge}</div> })
}

#[component]
fn Facts(page: Organisation) -> impl IntoView {
    let organisation = page.organisation;
    let short = organisation.short_name.map(|name| SummaryRow::new("Short name", name));
    let others = page.other_names.join(", ");
    let others = (!others.is_empty()).then(|| SummaryRow::new("Also called", others));
    let place: Vec<String> = organisation.town.into_iter().chain(organisation.postcode).collect();
    let place = (!place.is_empty()).then(|| SummaryRow::new("Place", place.join(", ")));
    let closed = organisation.closed.map(|closed| SummaryRow::new("Open until", day::in_words(closed)));
    let rows = vec![
        SummaryRow::new("Kind", organisation.kind.label()),
        SummaryRow::new("Opened", day_or(organisation.opened, "Not stated")),
    ];
    let sector = [
        organisation.sme.then(|| SummaryRow::new("Small or medium-sized", "Yes")),
        organisation.vcse.then(|| SummaryRow::new("Voluntary, community or social enterprise", "Yes")),
    ];
    let merged = (!page.merged.is_empty()).then(|| {
        let item = |named: Named| {
            let reference = format!(" ({})", named.reference);
            view! { <li>{link(named)} {reference}</li> }
        };
        let items = page.merged.into_iter().map(item).collect_view();
        SummaryRow::new("Records merged into it", view! { <ul class="govuk-list plain-list">{items}</ul> })
    });
    let known_by = SummaryRow::new("Identifiers", identifiers(page.identifiers));
    let more = sector.into_iter().flatten().chain([known_by]).chain(merged);
    let rows = short.into_iter().chain(others).chain(rows).chain(closed).chain(place).chain(more).collect();
    view! { <SummaryList rows/> }
}

/// By which codes a body is known.
pub fn identifiers(identifiers: Vec<Identifier>) -> AnyView {
    if identifiers.is_empty() {
        return "None".into_any();
    }
    let item = |identifier: Identifier| {
        view! { <li>{identifier.scheme.label()} ": " {identifier.value().to_owned()}</li> }
    };
    view! { <ul class="govuk-list plain-list">{identifiers.into_iter().map(item).collect_view()}</ul> }.into_any()
}

fn related(caption: &'static str, related: Vec<Related>) -> impl IntoView {
    (!related.is_empty()).then(|| {
        let row = |related: Related| {
            let href = format!("/organisations/{}", related.reference.in_address());
            vec![
                view! { <a class="govuk-link" href=href>{related.name}</a> }.into_any(),
                day::in_words(related.from).into_any(),
                related.area.unwrap_or_else(|| "All of it".into()).into_any(),
            ]
        };
        let columns = vec![Column::head("Organisation"), Column::text("From"), Column::text("For")];
        view! { <Table caption columns rows={related.into_iter().map(row).collect()}/> }
    })
}

/// What people have done with the record and those merged into it.
fn happened(history: Vec<Happened>) -> impl IntoView {
    let item = |event: Happened| {
        let who = event.organisation.map_or_else(|| "The operator of the register".to_owned(), |named| named.name);
        let mut letters = event.deed.chars();
        let deed: String = letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect();
        view! {
            <li class="timeline__item">
                <p class="govuk-body timeline__what"><strong>{deed}</strong> " " <span class="quiet">{event.record}</span></p>
                <p class="govuk-body-s quiet">{format!("{who}, {}", moment(event.at))}</p>
            </li>
        }
    };
    (!history.is_empty()).then(|| {
        view! {
            <Details summary="History of this record">
                <ol class="timeline">{history.into_iter().map(item).collect_view()}</ol>
            </Details>
        }
    })
}
