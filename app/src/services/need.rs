//! `/services/{ref}/need`: what a service needs in a financial year.

use entities::{
    Refusal,
    service::{self, deeds::SetNeed, read::ServicePage},
    values::{Amount, FinancialYear, Precision},
};
use leptos::prelude::*;

use crate::{
    http::{Answer, Ask, Page, Typed, see_other},
    ui::{Button, Choice, MoneyInput, PostForm, Says, Select, TextArea, TextInput},
};

/// The form, for the register's year.
pub async fn page(ask: Ask) -> Answer {
    let year = FinancialYear::of(ask.register.clock().today());
    let page = ask.register.read(&ask.viewer, &ServicePage(ask.reference()?)).await?;
    show(&ask, page, &Typed::filled([("year", year.to_string())]))
}

/// Says what it needs.
pub async fn post(ask: Ask, typed: Typed) -> Answer {
    match set(&ask, &typed).await {
        Ok(()) => see_other(format!("/services/{}", ask.reference()?.in_address())),
        Err(refusal) => {
            let page = ask.register.read(&ask.viewer, &ServicePage(ask.reference()?)).await?;
            show(&ask, page, &typed.refused(refusal)?)
        }
    }
}

async fn set(ask: &Ask, typed: &Typed) -> Result<(), Refusal> {
    let (actor, service) = (ask.actor(typed)?, ask.reference()?);
    let mut read = typed.read();
    let year = read.parsed("year", "Enter a financial year, like 2015/16", str::parse::<FinancialYear>);
    let pence = read.pounds("amount", "Enter what it needs, in pounds");
    let precision = read.word::<Precision>("precision", "Choose how precisely it is known");
    let note = read.text("note").to_owned();
    let seen = read.seen();
    let deed = read.finish(|| {
        let amount = Amount { pence: pence?, precision: precision? };
        Some(SetNeed { service, seen: seen?, year: year?, amount, note })
    })?;
    ask.register.change(&actor, &deed).await
}

fn show(ask: &Ask, page: service::read::Page, typed: &Typed) -> Answer {
    let seen = page.service.version;
    let says = says(&page);
    let (action, name) = (ask.path().to_owned(), page.service.name);
    Page::new(format!("What {name} needs"))
        .crumb("Services", "/services")
        .crumb(name, format!("/services/{}", page.service.reference.in_address()))
        .typed(typed)
        .show(move || {
            view! {
                <PostForm action seen says>
                    <TextInput name="year" label="Financial year" hint="What was said for this year before is replaced" width=10/>
                    <MoneyInput name="amount" label="Needed" hint="In pounds. For example 140,000 or 1.5 million"/>
                    <Select name="precision" label="How precisely is it known?" choices={Choice::words::<Precision>()}/>
                    <TextArea name="note" label="How do you know?" rows=3/>
                    <Button>"Save the need"</Button>
                </PostForm>
            }
        })
}

/// What it needs as far as that has been said, and what it is called.
fn says(page: &service::read::Page) -> Says {
    let needs = page
        .needs
        .iter()
        .map(|need| (format!("Needed in {}", need.year), format!("{} {}", need.amount, need.note).trim().to_owned()));
    needs.chain([("Service".to_owned(), page.service.name.clone())]).collect()
}
