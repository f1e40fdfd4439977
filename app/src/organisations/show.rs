//! `/organisations/{ref}`: a body, by what it is known, who came before and after it, and its agreements.

use entities::access::Role;
use entities::organisation::{Kind, read::Related};
use entities::values::{Identifier, day};
use leptos::prelude::*;

use super::parts::Agreements;
use crate::{
    http::{Answer, Ask, Page},
    ui::{ButtonLink, Column, SummaryList, SummaryRow, Table, day_or},
};

/// The organisation.
pub async fn page(ask: Ask) -> Answer {
    let reference = ask.reference()?;
    let page = ask.register.organisation(&reference).await?;
    let parts = ask.register.agreements_of(&ask.viewer, &reference, ask.query().page()).await?;
    let (path, query) = (ask.path().to_owned(), ask.query().clone());
    let administers = ask.viewer.has(Role::Administrator);
    let organisation = page.organisation;
    let (name, reference) = (organisation.name.clone(), organisation.reference.to_string());
    Page::new(name).caption(reference).crumb("Organisations", "/organisations").show(move || {
        let yes_no = |is: bool| if is { "Yes" } else { "No" };
        let short = organisation.short_name.map(|name| SummaryRow::new("Short name", name));
        let others = page.other_names.join(", ");
        let others = (!others.is_empty()).then(|| SummaryRow::new("Also called", others));
        let place: Vec<String> = organisation.town.into_iter().chain(organisation.postcode).collect();
        let place = (!place.is_empty()).then(|| SummaryRow::new("Place", place.join(", ")));
        let closed = organisation.closed.map(|closed| SummaryRow::new("Closed", day::in_words(closed)));
        let rows = vec![
            SummaryRow::new("Kind", organisation.kind.label()),
            SummaryRow::new("Opened", day_or(organisation.opened, "Not stated")),
        ];
        // Of a public body nobody asks.
        let sector = matches!(organisation.kind, Kind::Voluntary | Kind::SocialEnterprise | Kind::Private).then(|| {
            vec![
                SummaryRow::new("Small or medium-sized", yes_no(organisation.sme)),
                SummaryRow::new("Voluntary, community or social enterprise", yes_no(organisation.vcse)),
            ]
        });
        let known_by = SummaryRow::new("Identifiers", identifiers(page.identifiers));
        let more = sector.into_iter().flatten().chain([known_by]);
        let rows = short.into_iter().chain(others).chain(rows).chain(closed).chain(place).chain(more).collect();
        let change = administers.then(|| {
            view! {
                <ButtonLink href=format!("{path}/successors") secondary=true>"Say who took over from it"</ButtonLink>
            }
        });
        view! {
            <SummaryList rows/>
            {change}
            {related("Who took over from it", page.successors)}
            {related("Whom it took over from", page.predecessors)}
            <Agreements parts path query/>
        }
    })
}

fn identifiers(identifiers: Vec<Identifier>) -> AnyView {
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
