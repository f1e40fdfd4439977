//! `/agreements/{ref}/funding/new`: writing a party's money or help in kind for a service.

use entities::{
    Refusal,
    agreement::read::{At, CommitmentsOf, OverviewOf},
    commitment::{Confirmation, read::Row},
    funding::{
        deeds::{Figures, WriteFunding},
        read::Line,
    },
    service::read::ServiceChoices,
    values::{FinancialYear, Reference},
};
use leptos::prelude::*;

use super::figures::figures;
use crate::{
    agreements::{
        edition_line::made_address,
        making::{EditionSeen, is_the_edition_seen},
        not_open, task,
    },
    form::{self, Fields, Said, Saved, submitted_to},
    http::{Answer, Ask, Typed},
    ui::{Button, Choice, InsetText, PostForm, Seen},
};

/// The form.
pub async fn page(ask: Ask) -> Answer {
    let overview = ask.register.read(&ask.viewer, &OverviewOf(ask.made()?)).await?;
    let start = [("year", overview.agreement.year.to_string()), ("recurrence", "recurrent".to_owned())];
    show(&ask, &Typed::filled(start)).await
}

/// Writes it, and goes to the agreement's money.
pub async fn post(ask: Ask, typed: Typed) -> Answer {
    let deed = async {
        let agreement = ask.reference()?;
        let commitments = payable(&ask, &agreement).await?;
        is_the_edition_seen(&ask, &typed).await?;
        let read = form::read(&typed, |fields| money(fields, Vec::new(), Vec::new(), &commitments))?;
        let (organisation, service, year, figures) = read;
        Ok(WriteFunding { agreement: Some(agreement), service, organisation, year, figures })
    };
    let written = async |_| Ok(Saved::at(made_address(&ask, "/funding").await?).saying(Said::MONEY_SAVED));
    submitted_to(&ask, &typed, deed, written, async |typed| show(&ask, typed).await).await
}

/// Whose money, for which service and year, and how much.
fn money(
    fields: &mut Fields<'_, Line>,
    parties: Vec<Choice>,
    services: Vec<Choice>,
    commitments: &[Row],
) -> Option<(Reference, Reference, FinancialYear, Figures)> {
    let organisation = fields.choose("organisation", "Whose money or help is it?", parties).empty("Choose a party");
    let organisation = organisation.parsed("Choose whose money it is", str::parse::<Reference>);
    let service = fields.choose("service", "Service", services).empty("Choose a service");
    let service = service.parsed("Choose the service it is for", str::parse::<Reference>);
    let year = fields.line("year", "Financial year").width(10);
    let year = year.parsed("Enter a financial year, like 2015/16", str::parse::<FinancialYear>);
    let figures = figures(fields, commitments);
    Some((organisation?, service?, year?, figures?))
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
                {form::shown(None, |fields| money(fields, parties, services, &commitments))}
                <Button>"Save the money"</Button>
            </PostForm>
        }
    })
}
