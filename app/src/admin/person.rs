//! `/admin/people/{id}`: somebody, and what they belong to.

use entities::{
    Refusal,
    access::Role,
    account::{
        deeds::invite::InviteAgain,
        read::people::{Belonging, PersonOf, PersonPage},
    },
    values::day,
};
use leptos::prelude::*;

use crate::{
    form::{Said, Saved, submitted},
    http::{Answer, Ask, Page, Typed},
    ui::{Button, ButtonLink, Column, PostForm, Seen, SummaryList, SummaryRow, Table},
};

/// The person.
pub async fn page(ask: Ask) -> Answer {
    show(&ask, &Typed::empty()).await
}

/// Invites them once more.
pub async fn post(ask: Ask, typed: Typed) -> Answer {
    let deed = async {
        let membership = find(&ask).await?.memberships.first().ok_or(Refusal::NotFound)?.membership;
        Ok(InviteAgain { membership })
    };
    let invited = Saved::at(ask.path()).saying(Said::INVITED);
    submitted(&ask, &typed, deed, |()| invited, async |typed| show(&ask, typed).await).await
}

/// Whom the address names.
pub(super) async fn find(ask: &Ask) -> Result<PersonPage, Refusal> {
    let id = ask.param("id").parse().map_err(|_| Refusal::NotFound)?;
    ask.register.read(&ask.viewer, &PersonOf { account: id }).await
}

async fn show(ask: &Ask, typed: &Typed) -> Answer {
    let person = find(ask).await?;
    let action = ask.path().to_owned();
    let page = Page::new(person.name.clone()).crumb("Administration", "/admin").crumb("People", "/admin/people");
    page.typed(typed).show(move || {
        let set = |is: bool| if is { "Set" } else { "Not set" };
        let rows = vec![
            SummaryRow::new("Email", person.email.clone()),
            SummaryRow::new("Password", set(person.has_password)),
            SummaryRow::new("Single sign-on", if person.has_identity { "Connected" } else { "Not connected" }),
            SummaryRow::new("Second factor", set(person.has_second_factor)),
        ];
        let belongs = person.memberships.iter().map(|belonging| row(&action, belonging)).collect();
        let columns =
            vec![Column::head("Belongs to"), Column::text("Roles"), Column::text("Until"), Column::text("Stands in")];
        view! {
            <SummaryList rows/>
            {(!person.has_password && !person.has_identity).then(|| view! {
                <PostForm action=action.clone() seen=Seen::Nothing>
                    <Button secondary=true>"Send the invitation again"</Button>
                </PostForm>
            })}
            <Table caption="Organisations" columns rows=belongs/>
            <ButtonLink href="/admin/people/new" secondary=true>"Add them to another organisation"</ButtonLink>
        }
    })
}

fn row(person: &str, belonging: &Belonging) -> Vec<AnyView> {
    let href = format!("{person}/{}", belonging.membership);
    let roles: Vec<&str> = belonging.roles.iter().map(Role::label).collect();
    let waits = (!belonging.waiting.is_empty())
        .then(|| view! { <span class="quiet quiet--block">"More waits to be confirmed"</span> });
    let until = match belonging.last_day {
        Some(last) if belonging.has_left => format!("Left on {}", day::in_words(last)),
        Some(last) => day::in_words(last),
        None => String::new(),
    };
    vec![
        view! { <a class="govuk-link" href=href>{belonging.organisation_name.clone()}</a> }.into_any(),
        view! { {roles.join(", ")} {waits} }.into_any(),
        until.into_any(),
        belonging.deputy.as_ref().map(deputy).unwrap_or_default().into_any(),
    ]
}

/// `Jo Bloggs, from 1 December 2014 to 24 December 2014`
pub(super) fn deputy((name, from, to): &(String, chrono::NaiveDate, Option<chrono::NaiveDate>)) -> String {
    let to = to.map(|to| format!(" to {}", day::in_words(to))).unwrap_or_default();
    format!("{name}, from {}{to}", day::in_words(*from))
}
