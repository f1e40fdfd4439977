//! What an agreement is about, as its overview shows it: the services in scope, and the days on which it is reviewed.

use chrono::NaiveDate;
use entities::{
    agreement::read::{Scope, ServiceInScope},
    values::day,
};
use leptos::prelude::*;

use crate::{
    organisations::answering::names,
    services,
    ui::{Column, Table},
};

/// Services in scope and review days, where there are any.
#[component]
pub fn InScope(
    /// Of the edition that is shown.
    scope: Scope,
) -> impl IntoView {
    let Scope { services, reviews } = scope;
    let services = (!services.is_empty()).then(|| {
        let columns = vec![Column::head("Service"), Column::text("In scope"), Column::text("Hosted by")];
        let rows = services.into_iter().map(cells).collect();
        view! { <Table caption="Services in scope" columns rows/> }
    });
    let reviews = (!reviews.is_empty()).then(|| {
        let item = |on: NaiveDate| view! { <li>{day::in_words(on)}</li> };
        view! {
            <h2 class="govuk-heading-m">"Review days"</h2>
            <ul class="govuk-list govuk-list--bullet">{reviews.into_iter().map(item).collect_view()}</ul>
        }
    });
    view! { {services} {reviews} }
}

/// Name, days and host of a service in scope.
pub(super) fn cells(row: ServiceInScope) -> Vec<AnyView> {
    let then_called = row.host_then_called;
    let host = row.host.map(|host| {
        let href = format!("/organisations/{}", host.reference.in_address());
        let (then, today) = names(host.name, then_called);
        view! { <a class="govuk-link" href=href>{then}</a> {today} }
    });
    let host = host.map_or_else(|| "Nobody in particular".into_any(), IntoAny::into_any);
    vec![services::link(row.service), row.days.in_words().into_any(), host]
}
