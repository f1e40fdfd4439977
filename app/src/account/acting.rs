//! `/account`: who is signed in, and for which organisation they act.

use entities::{Refusal, access::Role};
use leptos::prelude::*;

use crate::{
    http::{Answer, Ask, Page, Typed, see_other},
    ui::{Button, Choice, PostForm, Radios, SummaryList, SummaryRow},
};

/// The page.
pub async fn page(ask: Ask) -> Answer {
    let person = ask.person()?;
    let typed = Typed::filled([("membership", person.membership.to_string())]);
    show(&ask, &typed).await
}

/// Acts for another organisation from now on.
pub async fn post(ask: Ask, typed: Typed) -> Answer {
    ask.person()?;
    let mut read = typed.read();
    let membership = read.parsed("membership", "Choose an organisation", |text| {
        text.parse::<i64>().map_err(|_| "Choose an organisation")
    });
    let chosen = read.finish(|| membership);
    let done = match (chosen, ask.session()) {
        (Ok(membership), Some(token)) => ask.register.act_for(token, membership).await,
        (Ok(_), None) => Err(Refusal::SignInNeeded),
        (Err(refusal), _) => Err(refusal),
    };
    match done {
        Ok(()) => see_other("/work"),
        Err(refusal) => show(&ask, &typed.refused(refusal)?).await,
    }
}

async fn show(ask: &Ask, typed: &Typed) -> Answer {
    let person = ask.person()?.clone();
    let memberships = ask.register.memberships_of(&person).await?;
    Page::new("Your account").typed(typed).show(move || {
        let roles: Vec<&str> = person.roles.iter().map(|role| role.label()).collect();
        let rows = vec![
            SummaryRow::new("Name", person.name.clone()),
            SummaryRow::new("Acting for", person.organisation.name.clone()),
            SummaryRow::new("Roles", roles.join(", ")),
        ];
        let choices = memberships
            .into_iter()
            .map(|membership| {
                let roles: Vec<&str> = membership.roles.iter().map(Role::label).collect();
                Choice::new(membership.id.to_string(), membership.organisation).hint(roles.join(", "))
            })
            .collect();
        view! {
            <SummaryList rows/>
            <p class="govuk-body"><a class="govuk-link" href="/account/data">"What is held about you"</a></p>
            {person.has_others.then(|| view! {
                <PostForm action="/account">
                    <Radios name="membership" legend="Act for" choices/>
                    <Button>"Change"</Button>
                </PostForm>
            })}
        }
    })
}
