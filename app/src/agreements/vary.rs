//! `/agreements/{ref}/vary`: opening the next edition of an agreement that was signed.

use chrono::NaiveDate;
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
    form::{self, Fields, Said, Saved, submitted},
    http::{Answer, Ask, Typed},
    ui::{Button, ButtonLink, Choice, PostForm},
};

/// The form.
pub async fn page(ask: Ask) -> Answer {
    show(&ask, &Typed::empty()).await
}

/// Opens it, and leads to it.
pub async fn post(ask: Ask, typed: Typed) -> Answer {
    let agreement = ask.reference()?;
    let deed = async {
        let (agreement, seen) = (agreement.clone(), typed.seen()?);
        let (reason, words, effective_on) = form::read(&typed, variation)?;
        Ok(Vary { agreement, reason, words, effective_on, seen })
    };
    let opened = |number: i64| Saved::at(address(&agreement, number)).saying(Said::EDITION_OPENED);
    submitted(&ask, &typed, deed, opened, async |typed| show(&ask, typed).await).await
}

fn variation(fields: &mut Fields<'_, ()>) -> Option<(Reason, String, NaiveDate)> {
    let choices = Reason::OF_VARIATIONS.iter().map(|reason| Choice::new(reason.code(), reason.label())).collect();
    let reason = fields.choose("reason", "Why is it varied?", choices).radios().required("Choose why it is varied");
    let words = fields.area("words", "What is to change, and why?", 3);
    let words = words.hint("One or two sentences, for the boards that approve it");
    let words = words.required("Enter in a sentence what is to change, and why");
    let effective = fields
        .day("effective", "From which day is it to be in force?")
        .hint("For example, 1 10 2015. Once every party has signed it, it is in force from this day")
        .required("Enter the day from which it is to be in force");
    Some((reason?, words?, effective?))
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
                {form::shown(None, variation)}
                <Button>"Open the next edition"</Button>
            </PostForm>
        }
    })
}
