//! `/agreements/{ref}/commitments/new`: writing a commitment under a clause.

use entities::{
    Refusal,
    agreement::read::{ChoicesOf, OverviewOf},
    commitment::deeds::WriteCommitment,
    values::{FinancialYear, Reference},
};
use leptos::prelude::*;

use super::wording::{WordingFields, read_wording};
use crate::{
    agreements::{
        making::{EditionSeen, is_the_edition_seen},
        not_open, task,
    },
    http::{Answer, Ask, Typed, see_other},
    ui::{Button, Choice, InsetText, PostForm, Seen, Select, TextInput},
};

/// The form.
pub async fn page(ask: Ask) -> Answer {
    let overview = ask.register.read(&ask.viewer, &OverviewOf(ask.made()?)).await?;
    show(&ask, &Typed::filled([("year", overview.agreement.year.to_string())])).await
}

/// Writes it and shows it.
pub async fn post(ask: Ask, typed: Typed) -> Answer {
    match write(&ask, &typed).await {
        Ok(reference) => see_other(format!("/commitments/{}", reference.in_address())),
        Err(refusal) => show(&ask, &typed.refused(refusal)?).await,
    }
}

async fn write(ask: &Ask, typed: &Typed) -> Result<Reference, Refusal> {
    let (actor, agreement) = (ask.actor(typed)?, ask.reference()?);
    let mut read = typed.read();
    let owner = read.parsed("owner", "Choose who promises", str::parse::<Reference>);
    let year = read.parsed("year", "Enter a financial year, like 2015/16", str::parse::<FinancialYear>);
    let wording = read_wording(&mut read);
    is_the_edition_seen(ask, typed).await?;
    let deed = read.finish(|| Some(WriteCommitment { agreement, owner: owner?, year: year?, wording: wording? }))?;
    ask.register.change(&actor, &deed).await
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
        let owners = choices.parties.iter().map(|party| Choice::new(party.reference.to_string(), party.name.clone())).collect();
        let no_clause = choices.clauses.is_empty();
        view! {
            {no_clause.then(|| view! {
                <InsetText>"The text has no clause yet. Write it first: each line that starts with ## is a clause."</InsetText>
            })}
            <PostForm action seen=Seen::Nothing>
                <EditionSeen overview=seen/>
                <Select name="owner" label="Who promises" choices=owners empty="Choose a party"/>
                <TextInput name="year" label="Financial year" width=10/>
                <WordingFields choices/>
                <Button>"Save the commitment"</Button>
            </PostForm>
        }
    })
}
