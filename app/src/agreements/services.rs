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
    form::{self, Fields, Said, Saved, submitted},
    http::{Answer, Ask, Typed},
    ui::{Button, ButtonLink, Choice, Column, EmptyState, PostForm, Table},
};

/// The form that changes one of them.
const CHANGE: &str = "change";
/// What is asked where none is named.
const CHOOSE: &str = "Choose a service";
/// The form that takes one out.
const TAKE_OUT: &str = "take-out";

/// The services in scope, and the form for another, or for the one that is to be changed.
pub async fn page(ask: Ask) -> Answer {
    show(&ask, &Typed::empty()).await
}

/// Puts a service in scope, changes one, or takes one out.
pub async fn post(ask: Ask, typed: Typed) -> Answer {
    let again = async |typed: &Typed| show(&ask, typed).await;
    let saying = |said| {
        let here = Saved::at(ask.path()).saying(said);
        move |()| here
    };
    let record = async { Ok::<_, Refusal>((ask.reference()?, typed.seen()?)) };
    match typed.form() {
        TAKE_OUT => {
            let deed = async {
                let (agreement, seen) = record.await?;
                Ok(TakeServiceOutOfScope { agreement, service: form::read(&typed, one_of_them)?, seen })
            };
            submitted(&ask, &typed, deed, saying(Said::SERVICE_TAKEN_OUT), again).await
        }
        CHANGE => {
            let deed = async {
                let (agreement, seen) = record.await?;
                let (service, days, host) = form::read(&typed, |fields| in_scope(fields, None, &[]))?;
                Ok(ChangeServiceInScope { agreement, service, days, host, seen })
            };
            submitted(&ask, &typed, deed, saying(Said::SERVICE_SAVED), again).await
        }
        _ => {
            let deed = async {
                let (agreement, seen) = record.await?;
                let (service, days, host) = form::read(&typed, |fields| in_scope(fields, None, &[]))?;
                Ok(PutServiceInScope { agreement, service, days, host, seen })
            };
            submitted(&ask, &typed, deed, saying(Said::SERVICE_PUT_IN), again).await
        }
    }
}

/// A service that is in scope.
fn one_of_them(fields: &mut Fields<'_, ServiceInScope>) -> Option<Reference> {
    let service = fields.hidden("service").from(|row| {
        let service = row.service.as_ref();
        service.map(|(reference, _)| reference.to_string()).unwrap_or_default()
    });
    service.parsed(CHOOSE, str::parse::<Reference>)
}

/// A service in scope: that which is changed, or one of those that can be put in scope.
fn in_scope(
    fields: &mut Fields<'_, ServiceInScope>,
    others: Option<&[Choice]>,
    hosts: &[Choice],
) -> Option<(Reference, Days, Option<Reference>)> {
    let service = match others {
        Some(others) => fields
            .choose("service", "Service", others.to_vec())
            .empty("Choose a service")
            .parsed(CHOOSE, str::parse::<Reference>),
        None => one_of_them(fields),
    };
    let starts = fields
        .day("starts", "In scope from")
        .hint("Leave it empty for as long as the agreement. For example, 1 4 2015")
        .from(|row| row.days.starts)
        .optional();
    let ends = fields
        .day("ends", "In scope until")
        .hint("Leave it empty for as long as the agreement. For example, 31 3 2016")
        .from(|row| row.days.ends)
        .optional();
    let host = fields.choose("host", "Who hosts it?", hosts.to_vec()).empty("Nobody in particular");
    let host = host.chosen_of(|row| row.host.as_ref().map(|host| host.reference.to_string()).unwrap_or_default());
    let host = host.maybe(str::parse::<Reference>);
    Some((service?, Days { starts: starts?, ends: ends? }, host?))
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
        let change = row.service.clone().map(|(reference, name)| {
            let href = format!("{action}?change={}", reference.in_address());
            view! { <Changes row=row.clone() href name action=action.clone() seen/> }
        });
        let mut cells = cells(row);
        cells.push(change.into_any());
        cells
    };
    let rows = rows.into_iter().map(row).collect();
    view! { <Table caption="Services in scope now" columns rows/> }.into_any()
}

/// What can be done with one of them.
#[component]
fn Changes(row: ServiceInScope, href: String, name: String, action: String, seen: i64) -> impl IntoView {
    view! {
        <p class="govuk-body">
            <a class="govuk-link" href=href>"Change" <span class="govuk-visually-hidden">" " {name.clone()}</span></a>
        </p>
        <PostForm action seen name=TAKE_OUT>
            {form::shown(Some(&row), one_of_them)}
            <button type="submit" class="link-button">
                "Take out" <span class="govuk-visually-hidden">" " {name}</span>
            </button>
        </PostForm>
    }
}

#[component]
fn Another(services: Vec<Choice>, action: String, seen: i64, hosts: Vec<Choice>, back: String) -> impl IntoView {
    view! {
        <h2 class="govuk-heading-m">"Put a service in scope"</h2>
        <PostForm action seen>
            {form::shown(None, |fields| in_scope(fields, Some(&services), &hosts))}
            <div class="govuk-button-group">
                <Button>"Put it in scope"</Button>
                <ButtonLink href=back secondary=true>"Back to the agreement"</ButtonLink>
            </div>
        </PostForm>
    }
}

#[component]
fn Changing(row: ServiceInScope, action: String, seen: i64, hosts: Vec<Choice>) -> impl IntoView {
    let filled = form::filled(&row, |fields| in_scope(fields, None, &hosts));
    let name = row.service.clone().map(|(_, name)| name).unwrap_or_default();
    let back = action.clone();
    view! {
        <h2 class="govuk-heading-m">"Change " {name}</h2>
        <PostForm action seen name=CHANGE filled>
            {form::shown(Some(&row), |fields| in_scope(fields, None, &hosts))}
            <div class="govuk-button-group">
                <Button>"Save the service"</Button>
                <ButtonLink href=back secondary=true>"Put another in scope"</ButtonLink>
            </div>
        </PostForm>
    }
}
