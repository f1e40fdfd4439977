//! `/agreements/{ref}/funding/new`: writing a party's money or help in kind for a service.

use entities::{
    Refusal,
    agreement::read::{At, CommitmentsOf, OverviewOf},
    commitment::{Confirmation, read::Row},
    funding::deeds::WriteFunding,
    service::read::ServiceChoices,
    values::{FinancialYear, Reference},
};
use leptos::prelude::*;

use super::figures::{FigureFields, read_figures};
use crate::{
    agreements::{
        edition_line::made_address,
        making::{EditionSeen, is_the_edition_seen},
        not_open, task,
    },
    http::{Answer, Ask, Typed, see_other},
    ui::{Button, Choice, InsetText, PostForm, Seen, Select, TextInput},
};

/// The form.
pub async fn page(ask: Ask) -> Answer {
    let overview = ask.register.read(&ask.viewer, &OverviewOf(ask.made()?)).await?;
    let start = [("year", overview.agreement.year.to_string()), ("recurrence", "recurrent".to_owned())];
    show(&ask, &Typed::filled(start)).await
}

/// Writes it, and goes to the agreement's money.
pub async fn post(ask: Ask, typed: Typed) -> Answer {
    match write(&ask, &typed).await {
        Ok(_) => see_other(made_address(&ask, "/funding").await?),
        Err(refusal) => show(&ask, &typed.refused(refusal)?).await,
    }
}

async fn write(ask: &Ask, typed: &Typed) -> Result<Reference, Refusal> {
    let (actor, agreement) = (ask.actor(typed)?, ask.reference()?);
    let commitments = payable(ask, &agreement).await?;
    let mut read = typed.read();
    let organisation = read.parsed("organisation", "Choose whose money it is", str::parse::<Reference>);
    let service = read.parsed("service", "Choose the service it is for", str::parse::<Reference>);
    let year = read.parsed("year", "Enter a financial year, like 2015/16", str::parse::<FinancialYear>);
    let figures = read_figures(&mut read, &commitments);
    is_the_edition_seen(ask, typed).await?;
    let deed = read.finish(|| {
        let (service, organisation) = (service?, organisation?);
        Some(WriteFunding { agreement: Some(agreement), service, organisation, year: year?, figures: figures? })
    })?;
    ask.register.change(&actor, &deed).await
}

/// The commitments of an agreement that money can pay for.
pub async fn payable(ask: &Ask, agreement: &Reference) -> Result<Vec<Row>, Refusal> {
    let rows = ask.register.read(&ask.viewer, &CommitmentsOf(At::Made.of(agreement.clone()))).await?;
    Ok(rows.into_iter().filter(|row| row.confirmation != Confirmation::Withdrawn).collect())
}

async fn show(ask: &Ask, typed: &Typed) -> Answer {
    let reference = ask.reference()?;
    let overview = ask.register.read(&ask.viewer, &OverviewOf(ask.made()?)).await?;
    if !overview.may_draft {
        let why = "Money is written by the lead commissioner and the coordinator, before it goes for approval";
        return Err(not_open(Some(overview.agreement.state), why).into());
    }
    let commitments = payable(ask, &reference).await?;
    let services = ask.register.read(&ask.viewer, &ServiceChoices).await?;
    let action = ask.path().to_owned();
    task(&overview, "Add money").typed(typed).show(move || {
        let seen = overview.clone();
        let parties = overview.parties.iter().map(|party| &party.organisation);
        let parties = parties.map(|party| Choice::new(party.reference.to_string(), party.name.clone())).collect();
        let none = services.is_empty();
        let services = services.into_iter().map(|service| Choice::new(service.reference.to_string(), service.name)).collect();
        view! {
            {none.then(|| view! {
                <InsetText>"The register has no service yet. " <a class="govuk-link" href="/services/new">"Add the service"</a> " first."</InsetText>
            })}
            <PostForm action seen=Seen::Nothing>
                <EditionSeen overview=seen/>
                <Select name="organisation" label="Whose money or help is it?" choices=parties empty="Choose a party"/>
                <Select name="service" label="Service" choices=services empty="Choose a service"/>
                <TextInput name="year" label="Financial year" width=10/>
                <FigureFields commitments/>
                <Button>"Save the money"</Button>
            </PostForm>
        }
    })
}
