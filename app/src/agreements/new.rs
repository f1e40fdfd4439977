//! `/agreements/new`: the frame of a new agreement. Its text, parties and promises come after.

use entities::{
    Refusal,
    agreement::{Kind, deeds::CreateAgreement},
    values::{FinancialYear, Reference},
};
use leptos::prelude::*;

use super::{
    frame::{FrameFields, coordinators, read_frame},
    head,
};
use crate::{
    http::{Answer, Ask, Page, Typed, see_other},
    ui::{Button, Choice, PostForm, Seen, Select, TextInput, day_values},
};

/// The form, for the year after the register's day.
pub async fn page(ask: Ask) -> Answer {
    let year = FinancialYear::of(ask.register.clock().today()).next();
    let values =
        [("kind", Kind::Memorandum.code().to_owned()), ("year", year.to_string()), ("binding", "no".to_owned())];
    let values = values.map(|(name, value)| (name.to_owned(), value)).into_iter();
    let term = [day_values("starts", Some(year.first_day())), day_values("ends", Some(year.last_day()))].concat();
    show(&ask, &Typed::filled(values.chain(term))).await
}

/// Creates the agreement and goes to its page.
pub async fn post(ask: Ask, typed: Typed) -> Answer {
    match create(&ask, &typed).await {
        Ok(reference) => see_other(head::address(&reference)),
        Err(refusal) => show(&ask, &typed.refused(refusal)?).await,
    }
}

async fn create(ask: &Ask, typed: &Typed) -> Result<Reference, Refusal> {
    let actor = ask.actor(typed)?;
    let mut read = typed.read();
    let title = read.required("title", "Enter a title");
    let kind = read.word::<Kind>("kind", "Choose a kind");
    let year = read.parsed("year", "Enter a financial year, like 2015/16", str::parse);
    let frame = read_frame(ask, &mut read).await?;
    let deed = read.finish(|| {
        let (title, kind, year, frame) = (title?, kind?, year?, frame?);
        Some(CreateAgreement {
            title,
            kind,
            year,
            binding: frame.binding,
            coordinator: frame.coordinator,
            starts: frame.starts,
            ends: frame.ends,
            aims: frame.aims,
        })
    })?;
    ask.register.change(&actor, &deed).await
}

async fn show(ask: &Ask, typed: &Typed) -> Answer {
    let names = coordinators(ask).await?;
    let lead = ask.person()?.organisation.name.clone();
    Page::new("Draft a new agreement").crumb("Agreements", "/agreements").typed(typed).show(move || {
        view! {
            <p class="govuk-body">
                "It will be led by " <strong>{lead}</strong> ". Its parties see it once you open negotiation."
            </p>
            <PostForm action="/agreements/new" seen=Seen::Nothing>
                <TextInput name="title" label="Title"/>
                <Select name="kind" label="Kind" choices={Choice::words::<Kind>()}/>
                <TextInput name="year" label="Financial year" hint="For example, 2015/16" width=10/>
                <FrameFields names/>
                <Button>"Save and go on"</Button>
            </PostForm>
        }
    })
}
