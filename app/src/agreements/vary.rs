//! `/agreements/{ref}/vary`: opening the next edition of an agreement that was signed.

use entities::{
    Refusal,
    agreement::{
        Reason, State,
        deeds::Vary,
        read::{At, OverviewOf},
    },
};
use leptos::prelude::*;

use super::{
    edition_line::{address, says},
    head,
};
use crate::{
    http::{Answer, Ask, Typed, see_other},
    ui::{Button, ButtonLink, Choice, DateInput, PostForm, Radios, TextArea},
};

/// The form.
pub async fn page(ask: Ask) -> Answer {
    show(&ask, &Typed::empty()).await
}

/// Opens it, and leads to it.
pub async fn post(ask: Ask, typed: Typed) -> Answer {
    match vary(&ask, &typed).await {
        Ok(number) => see_other(address(&ask.reference()?, number)),
        Err(refusal) => show(&ask, &typed.refused(refusal)?).await,
    }
}

async fn vary(ask: &Ask, typed: &Typed) -> Result<i64, Refusal> {
    let (actor, agreement) = (ask.actor(typed)?, ask.reference()?);
    let mut read = typed.read();
    let reason = read.word::<Reason>("reason", "Choose why it is varied");
    let words = read.required("words", "Enter in a sentence what is to change, and why");
    let effective_on = read.day("effective", "Enter the day from which it is to be in force");
    let seen = read.seen();
    let deed = read.finish(|| {
        Some(Vary { agreement, reason: reason?, words: words?, effective_on: effective_on?, seen: seen? })
    })?;
    ask.register.change(&actor, &deed).await
}

async fn show(ask: &Ask, typed: &Typed) -> Answer {
    let overview = ask.register.read(&ask.viewer, &OverviewOf((&ask.reference()?).into())).await?;
    if !overview.may_steer {
        let why = "Only a commissioner of the body that leads it varies an agreement.";
        return Err(Refusal::Forbidden { why: why.into() }.into());
    }
    let newest = overview.editions.rows.iter().find(|row| row.state == State::Signed);
    let Some(newest) = newest.cloned() else {
        return Err(Refusal::rule(
            "This agreement is not signed yet",
            "Change it as it is; once it is signed, it changes by a variation",
        )
        .into());
    };
    if let Some(row) = overview.editions.made() {
        let (number, href) = (row.number, address(&ask.reference()?, row.number));
        let made = ask.register.read(&ask.viewer, &OverviewOf(At::Edition(number).of(ask.reference()?))).await?;
        let is_made = format!(
            "Edition {number}{} {} leads it. An agreement has one edition in the making: finish it first, withdraw it, or \
             set it aside for an urgent one.",
            says(row),
            made.lead.name
        );
        return head::task(&overview, "Vary this agreement").typed(typed).show(move || {
            view! {
                <p class="govuk-body">{is_made}</p>
                <ButtonLink href>"Open edition " {number.to_string()}</ButtonLink>
            }
        });
    }
    let choices = Reason::OF_VARIATIONS.iter().map(|reason| Choice::new(reason.code(), reason.label())).collect();
    let (action, seen) = (ask.path().to_owned(), newest.version);
    head::task(&overview, "Vary this agreement").typed(typed).show(move || {
        let copied = format!(
            "The next edition begins as a copy of edition {}: its text, parties, services, commitments and money. You change \
             what is to change; what keeps its words stays confirmed. Edition {} stays as it is, until the new one is signed and its \
             day has come.",
            newest.number, newest.number
        );
        view! {
            <p class="govuk-body">{copied}</p>
            <PostForm action seen>
                <Radios name="reason" legend="Why is it varied?" choices/>
                <TextArea
                    name="words"
                    label="What is to change, and why?"
                    hint="One or two sentences, for the boards that approve it"
                    rows=3
                />
                <DateInput
                    name="effective"
                    legend="From which day is it to be in force?"
                    hint="For example, 1 10 2015. Once every party has signed it, it is in force from this day"
                />
                <Button>"Open the next edition"</Button>
            </PostForm>
        }
    })
}
