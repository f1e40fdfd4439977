//! `/agreements/{ref}/services`: which services are in scope, for how long and with which host; putting one in scope, changing it,
//! taking it out.

use entities::{
    Refusal,
    agreement::{
        deeds::{ChangeServiceInScope, PutServiceInScope, TakeServiceOutOfScope},
        read::{Overview, OverviewOf, Scope, ScopeOf, ServiceInScope},
        rules::Days,
    },
    service::{self, read::ServiceChoices},
    values::Reference,
};
use leptos::prelude::*;

use super::{head, scope::cells};
use crate::{
    agreements::not_open,
    http::{Answer, Ask, Typed, see_other},
    ui::{Button, ButtonLink, Choice, Column, DateInput, EmptyState, Hidden, PostForm, Select, Table, day_values},
};

/// The form that changes one of them.
const CHANGE: &str = "change";
/// The form that takes one out.
const TAKE_OUT: &str = "take-out";

/// The services in scope, and the form for another, or for the one that is to be changed.
pub async fn page(ask: Ask) -> Answer {
    show(&ask, &Typed::empty()).await
}

/// Puts a service in scope, changes one, or takes one out.
pub async fn post(ask: Ask, typed: Typed) -> Answer {
    match change(&ask, &typed).await {
        Ok(()) => see_other(ask.path()),
        Err(refusal) => show(&ask, &typed.refused(refusal)?).await,
    }
}

async fn change(ask: &Ask, typed: &Typed) -> Result<(), Refusal> {
    let (actor, agreement) = (ask.actor(typed)?, ask.reference()?);
    let (seen, mut read) = (typed.seen()?, typed.read());
    let service = read.parsed("service", "Choose a service", str::parse::<Reference>);
    if typed.form() == TAKE_OUT {
        let service = read.finish(|| service)?;
        return ask.register.change(&actor, &TakeServiceOutOfScope { agreement, service, seen }).await;
    }
    let (starts, ends) = (read.optional_day("starts"), read.optional_day("ends"));
    let host = read.optional("host", str::parse::<Reference>);
    let (service, days, host) = read.finish(|| Some((service?, Days { starts: starts?, ends: ends? }, host?)))?;
    if typed.form() == CHANGE {
        return ask.register.change(&actor, &ChangeServiceInScope { agreement, service, days, host, seen }).await;
    }
    ask.register.change(&actor, &PutServiceInScope { agreement, service, days, host, seen }).await
}

/// The service in scope that is to be changed, if one is.
fn chosen(ask: &Ask, typed: &Typed, scope: &Scope) -> Option<ServiceInScope> {
    let asked = if typed.form() == CHANGE { Some(typed.get("service")) } else { ask.query().get("change") };
    let asked: Reference = asked?.parse().ok()?;
    let is_it = |row: &&ServiceInScope| row.service.as_ref().is_some_and(|(reference, _)| *reference == asked);
    scope.services.iter().find(is_it).cloned()
}

async fn show(ask: &Ask, typed: &Typed) -> Answer {
    let overview = ask.register.read(&ask.viewer, &OverviewOf(ask.made()?)).await?;
    if !overview.may_draft {
        let why = "Only the lead commissioner and the coordinator change the services, before it goes for approval";
        return Err(not_open(Some(overview.agreement.state), why).into());
    }
    let scope = ask.register.read(&ask.viewer, &ScopeOf(ask.made()?)).await?;
    let services = ask.register.read(&ask.viewer, &ServiceChoices).await?;
    let chosen = chosen(ask, typed, &scope);
    let action = ask.path().to_owned();
    head::task(&overview, "Services in scope").typed(typed).show(move || {
        let (seen, hosts) = (overview.agreement.version, hosts(&overview));
        let back = head::address(&overview.agreement.reference);
        let rows = scope.services.clone();
        let form = match chosen {
            Some(row) => view! { <Changing row action=action.clone() seen hosts/> }.into_any(),
            None => {
                let services = not_in_scope(services, &scope);
                view! { <Another services action=action.clone() seen hosts back/> }.into_any()
            }
        };
        view! {
            <InScope rows action seen/>
            {form}
        }
    })
}

/// The parties that stay: one of them can host.
fn hosts(overview: &Overview) -> Vec<Choice> {
    let stay = overview.parties.iter().filter(|party| !party.leaving).map(|party| &party.organisation);
    stay.map(|party| Choice::new(party.reference.to_string(), party.name.clone())).collect()
}

fn not_in_scope(services: Vec<service::Service>, scope: &Scope) -> Vec<Choice> {
    let known = |reference: &Reference| {
        scope.services.iter().any(|row| row.service.as_ref().is_some_and(|(known, _)| known == reference))
    };
    let others = services.into_iter().filter(|service| !known(&service.reference));
    others.map(|service| Choice::new(service.reference.to_string(), service.name)).collect()
}

#[component]
fn InScope(rows: Vec<ServiceInScope>, action: String, seen: i64) -> impl IntoView {
    if rows.is_empty() {
        return view! {
            <EmptyState text="No service is in scope yet.">
                <p class="govuk-body">"Say which services this agreement is about, if it is about some and not about all."</p>
            </EmptyState>
        }
        .into_any();
    }
    let columns =
        vec![Column::head("Service"), Column::text("In scope"), Column::text("Hosted by"), Column::text("Change")];
    let row = |row: ServiceInScope| -> Vec<AnyView> {
        let change = row.service.clone().map(|service| view! { <Changes service action=action.clone() seen/> });
        let mut cells = cells(row);
        cells.push(change.into_any());
        cells
    };
    let rows = rows.into_iter().map(row).collect();
    view! { <Table caption="Services in scope now" columns rows/> }.into_any()
}

/// What can be done with one of them.
#[component]
fn Changes(service: (Reference, String), action: String, seen: i64) -> impl IntoView {
    let (reference, name) = service;
    let change = format!("{action}?change={}", reference.in_address());
    view! {
        <p class="govuk-body">
            <a class="govuk-link" href=change>"Change" <span class="govuk-visually-hidden">" " {name.clone()}</span></a>
        </p>
        <PostForm action seen name=TAKE_OUT>
            <Hidden name="service" value=reference.to_string()/>
            <button type="submit" class="link-button">
                "Take out" <span class="govuk-visually-hidden">" " {name}</span>
            </button>
        </PostForm>
    }
}

/// Days and host.
#[component]
fn Fields(hosts: Vec<Choice>) -> impl IntoView {
    view! {
        <DateInput name="starts" legend="In scope from" hint="Leave it empty for as long as the agreement. For example, 1 4 2015"/>
        <DateInput name="ends" legend="In scope until" hint="Leave it empty for as long as the agreement. For example, 31 3 2016"/>
        <Select name="host" label="Who hosts it?" choices=hosts empty="Nobody in particular"/>
    }
}

#[component]
fn Another(services: Vec<Choice>, action: String, seen: i64, hosts: Vec<Choice>, back: String) -> impl IntoView {
    view! {
        <h2 class="govuk-heading-m">"Put a service in scope"</h2>
        <PostForm action seen>
            <Select name="service" label="Service" choices=services empty="Choose a service"/>
            <Fields hosts/>
            <div class="govuk-button-group">
                <Button>"Put it in scope"</Button>
                <ButtonLink href=back secondary=true>"Back to the agreement"</ButtonLink>
            </div>
        </PostForm>
    }
}

/// The fields as a service in scope fills them.
fn filled(row: &ServiceInScope) -> Typed {
    let host = row.host.as_ref().map(|host| host.reference.to_string()).unwrap_or_default();
    let days = [day_values("starts", row.days.starts), day_values("ends", row.days.ends)].concat();
    Typed::filled([("host".to_owned(), host)].into_iter().chain(days))
}

#[component]
fn Changing(row: ServiceInScope, action: String, seen: i64, hosts: Vec<Choice>) -> impl IntoView {
    let filled = filled(&row);
    let (reference, name) = row.service.map(|(reference, name)| (reference.to_string(), name)).unwrap_or_default();
    let back = action.clone();
    view! {
        <h2 class="govuk-heading-m">"Change " {name}</h2>
        <PostForm action seen name=CHANGE filled>
            <Hidden name="service" value=reference/>
            <Fields hosts/>
            <div class="govuk-button-group">
                <Button>"Save the service"</Button>
                <ButtonLink href=back secondary=true>"Put another in scope"</ButtonLink>
            </div>
        </PostForm>
    }
}
