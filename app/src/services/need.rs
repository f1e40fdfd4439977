//! `/services/{ref}/need`: what a service needs in a financial year.

use entities::{
    service::{self, deeds::SetNeed, read::ServicePage},
    values::{Amount, FinancialYear, Precision},
};
use leptos::prelude::*;

use crate::{
    form::{self, Fields, Said, Saved, submitted},
    http::{Answer, Ask, Page, Typed},
    ui::{Button, PostForm, Says},
};

/// The form, for the register's year.
pub async fn page(ask: Ask) -> Answer {
    let year = FinancialYear::of(ask.register.clock().today());
    let page = ask.register.read(&ask.viewer, &ServicePage(ask.reference()?)).await?;
    show(&ask, page, &Typed::filled([("year", year.to_string())]))
}

/// Says what it needs.
pub async fn post(ask: Ask, typed: Typed) -> Answer {
    let deed = async {
        let (service, seen) = (ask.reference()?, typed.seen()?);
        let (year, amount, note) = form::read(&typed, need)?;
        Ok(SetNeed { service, seen, year, amount, note })
    };
    let said = Saved::at(format!("/services/{}", ask.reference()?.in_address())).saying(Said::NEED_SAVED);
    let again = async |typed: &Typed| {
        let page = ask.register.read(&ask.viewer, &ServicePage(ask.reference()?)).await?;
        show(&ask, page, typed)
    };
    submitted(&ask, &typed, deed, |()| said, again).await
}

fn need(fields: &mut Fields<'_, ()>) -> Option<(FinancialYear, Amount, String)> {
    let year = fields.line("year", "Financial year").hint("What was said for this year before is replaced").width(10);
    let year = year.parsed("Enter a financial year, like 2015/16", str::parse::<FinancialYear>);
    let pence = fields.money("amount", "Needed").hint("In pounds. For example 140,000 or 1.5 million");
    let pence = pence.pounds("Enter what it needs, in pounds");
    let precision = fields.word::<Precision>("precision", "How precisely is it known?");
    let precision = precision.required("Choose how precisely it is known");
    let note = fields.area("note", "How do you know?", 3).optional();
    Some((year?, Amount { pence: pence?, precision: precision? }, note?))
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
                    {form::shown(None, need)}
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
