//! `/agreements/new`: the frame of a new agreement. Its text, parties and promises come after.

use entities::{
    agreement::{Kind, deeds::CreateAgreement, read::Overview},
    values::{FinancialYear, Reference},
};
use leptos::prelude::*;

use super::{
    frame::{Frame, coordinator, coordinators, frame},
    head,
};
use crate::{
    form::{self, Fields, Said, Saved, submitted},
    http::{Answer, Ask, Page, Typed},
    ui::{Button, PostForm, Seen, day_values},
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

fn new(fields: &mut Fields<'_, Overview>, names: &[String]) -> Option<(String, Kind, FinancialYear, Frame)> {
    let title = fields.line("title", "Title").required("Enter a title");
    let kind = fields.word::<Kind>("kind", "Kind").required("Choose a kind");
    let year = fields.line("year", "Financial year").hint("For example, 2015/16").width(10);
    let year = year.parsed("Enter a financial year, like 2015/16", str::parse);
    let frame = frame(fields, names);
    Some((title?, kind?, year?, frame?))
}

/// Creates the agreement and goes to its page.
pub async fn post(ask: Ask, typed: Typed) -> Answer {
    let deed = async {
        let (title, kind, year, frame) = form::read(&typed, |fields| new(fields, &[]))?;
        let coordinator = coordinator(&ask, &frame.coordinator).await?;
        let Frame { starts, ends, binding, aims, .. } = frame;
        Ok(CreateAgreement { title, kind, year, binding, coordinator, starts, ends, aims })
    };
    let created = |reference: Reference| Saved::at(head::address(&reference)).saying(Said::AGREEMENT_SAVED);
    submitted(&ask, &typed, deed, created, async |typed| show(&ask, typed).await).await
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
                {form::shown(None, |fields| new(fields, &names))}
                <Button>"Save and go on"</Button>
            </PostForm>
        }
    })
}
