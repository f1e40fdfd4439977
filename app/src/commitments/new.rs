//! `/agreements/{ref}/commitments/new`: writing a commitment under a clause.

use entities::{
    agreement::read::{Choices, ChoicesOf, OverviewOf},
    commitment::{
        deeds::{Wording, WriteCommitment},
        read::Page,
    },
    values::{FinancialYear, Reference},
};
use leptos::prelude::*;

use super::wording::wording;
use crate::{
    agreements::{
        making::{EditionSeen, is_the_edition_seen},
        not_open, task,
    },
    form::{self, Fields, Said, Saved, submitted},
    http::{Answer, Ask, Typed},
    ui::{Button, Choice, InsetText, PostForm, Seen},
};

/// The form.
pub async fn page(ask: Ask) -> Answer {
    let overview = ask.register.read(&ask.viewer, &OverviewOf(ask.made()?)).await?;
    show(&ask, &Typed::filled([("year", overview.agreement.year.to_string())])).await
}

/// Writes it and shows it.
pub async fn post(ask: Ask, typed: Typed) -> Answer {
    let deed = async {
        let agreement = ask.reference()?;
        is_the_edition_seen(&ask, &typed).await?;
        let (owner, year, wording) = form::read(&typed, |fields| commitment(fields, &Choices::default()))?;
        Ok(WriteCommitment { agreement, owner, year, wording })
    };
    let written = |reference: Reference| {
        Saved::at(format!("/commitments/{}", reference.in_address())).saying(Said::COMMITMENT_SAVED)
    };
    submitted(&ask, &typed, deed, written, async |typed| show(&ask, typed).await).await
}

/// Who promises, for which year, and what.
fn commitment(fields: &mut Fields<'_, Page>, choices: &Choices) -> Option<(Reference, FinancialYear, Wording)> {
    let parties = choices.parties.iter();
    let parties = parties.map(|party| Choice::new(party.reference.to_string(), party.name.clone())).collect();
    let owner = fields.choose("owner", "Who promises", parties).empty("Choose a party");
    let owner = owner.parsed("Choose who promises", str::parse::<Reference>);
    let year = fields.line("year", "Financial year").width(10);
    let year = year.parsed("Enter a financial year, like 2015/16", str::parse::<FinancialYear>);
    let wording = wording(fields, choices);
    Some((owner?, year?, wording?))
}

async fn show(ask: &Ask, typed: &Typed) -> Answer {
    let reference = ask.reference()?;
    let overview = ask.register.read(&ask.viewer, &OverviewOf(ask.made()?)).await?;
    if !overview.may_draft {
        let why = "Commitments are written by the lead commissioner and the coordinator, before it goes for approval";
        return Err(not_open(Some(overview.agreement.state), why).into());
    }
    let choices = ask.register.read(&ask.viewer, &ChoicesOf(reference.clone())).await?;
    let action = ask.path().to_owned();
    task(&overview, "Add a commitment").typed(typed).show(move || {
        let seen = overview.clone();
        let no_clause = choices.clauses.is_empty();
        view! {
            {no_clause.then(|| view! {
                <InsetText>"The text has no clause yet. Write it first: each line that starts with ## is a clause."</InsetText>
            })}
            <PostForm action seen=Seen::Nothing>
                <EditionSeen overview=seen/>
                {form::shown(None, |fields| commitment(fields, &choices))}
                <Button>"Save the commitment"</Button>
            </PostForm>
        }
    })
}
