//! `/admin/people/{id}/{membership}`: somebody's roles in an organisation, their leaving, and who stands in for them.

use entities::{
    Refusal,
    access::Role,
    account::{
        deeds::{
            deputy::{NameDeputy, StandsIn},
            leave::Leave,
            roles::SetRoles,
        },
        read::people::Belonging,
    },
    nomination::read::Nomination,
    values::day,
};
use leptos::prelude::*;

use super::{invite::RoleBoxes, person};
use crate::{
    http::{Answer, Ask, Page, Typed, see_other},
    ui::{Button, Choice, DateInput, InsetText, PostForm, Says, Select, day_values},
};

/// The three forms.
pub async fn page(ask: Ask) -> Answer {
    show(&ask, &Typed::empty()).await
}

/// Saves one of them.
pub async fn post(ask: Ask, typed: Typed) -> Answer {
    match change(&ask, &typed).await {
        Ok(()) => see_other(format!("/admin/people/{}", ask.param("id"))),
        Err(refusal) => show(&ask, &typed.refused(refusal)?).await,
    }
}

async fn change(ask: &Ask, typed: &Typed) -> Result<(), Refusal> {
    let (actor, membership) = (ask.actor(typed)?, find(ask).await?.1.membership);
    let mut read = typed.read();
    let seen = read.seen();
    let colleague = |text: &str| text.parse::<i64>().map_err(|_| "Choose from the list");
    match typed.form() {
        "leave" => {
            let last_day = read.optional_day("last_day");
            let successor = read.optional("successor", colleague);
            let leave =
                read.finish(|| Some(Leave { membership, seen: seen?, last_day: last_day?, successor: successor? }))?;
            ask.register.change(&actor, &leave).await
        }
        "deputy" => {
            let from = read.day("from", "Enter the first day");
            let to = read.day("to", "Enter the last day");
            let deputy = read.parsed("deputy", "Choose who stands in", colleague);
            let (seen, deputy) =
                read.finish(|| Some((seen?, StandsIn { membership: deputy?, from: from?, to: Some(to?) })))?;
            ask.register.change(&actor, &NameDeputy { membership, seen, deputy: Some(deputy) }).await
        }
        "end-deputy" => {
            let seen = read.finish(|| seen)?;
            ask.register.change(&actor, &NameDeputy { membership, seen, deputy: None }).await
        }
        _ => {
            let roles = read.ticked("role", |code| code.parse::<Role>().ok());
            let (seen, roles) = read.finish(|| Some((seen?, roles?)))?;
            ask.register.change(&actor, &SetRoles { membership, seen, roles }).await
        }
    }
}

/// The person's name, and how they belong.
async fn find(ask: &Ask) -> Result<(String, Belonging), Refusal> {
    let person = person::find(ask).await?;
    let id = ask.param("membership").parse::<i64>().map_err(|_| Refusal::NotFound)?;
    let belonging = person.memberships.into_iter().find(|belonging| belonging.membership == id);
    Ok((person.name, belonging.ok_or(Refusal::NotFound)?))
}

async fn show(ask: &Ask, typed: &Typed) -> Answer {
    let (name, belonging) = find(ask).await?;
    let action = ask.path().to_owned();
    let back = format!("/admin/people/{}", ask.param("id"));
    Page::new(format!("{name} for {}", belonging.organisation_name))
        .crumb("Administration", "/admin")
        .crumb("People", "/admin/people")
        .crumb(name, back)
        .typed(typed)
        .show(move || {
            let by_rule = "These roles follow a group of single sign-on. If you save roles or a last day here, they follow it no more.";
            let roles = Typed::filled(belonging.roles.iter().map(|role| ("role", role.code().to_owned())));
            let seen = belonging.version;
            view! {
                <Waiting belonging=belonging.clone()/>
                <h2 class="govuk-heading-m">"What they may do"</h2>
                {belonging.by_rule.then(|| view! { <InsetText>{by_rule}</InsetText> })}
                <PostForm action=action.clone() seen name="roles" filled=roles says=says(&belonging, &[DEPUTY, LAST_DAY])>
                    <RoleBoxes/>
                    <Button>"Save the roles"</Button>
                </PostForm>
                <Absence action=action.clone() belonging=belonging.clone()/>
                <Leaving action belonging/>
            }
        })
}

/// What has been given and counts for nothing yet, and who may confirm it.
#[component]
fn Waiting(belonging: Belonging) -> impl IntoView {
    let name = belonging.organisation_name;
    let item = move |(nomination, able): (Nomination, Vec<String>)| {
        let what = match nomination.deputy {
            Some((deputy, _)) => format!("{deputy} standing in"),
            None => nomination.roles.iter().map(Role::label).collect::<Vec<_>>().join(", "),
        };
        let who = match able.as_slice() {
            [] => "Nobody can confirm it yet: whoever runs the register adds somebody who can.".to_owned(),
            able => format!("{} can confirm it.", able.join(", ")),
        };
        view! { <InsetText>{format!("Waits to be confirmed for {name}: {what}. {who}")}</InsetText> }
    };
    belonging.waiting.into_iter().map(item).collect_view()
}

#[component]
fn Absence(action: String, belonging: Belonging) -> impl IntoView {
    let colleagues = choices(&belonging);
    let end = action.clone();
    let seen = belonging.version;
    let says = says(&belonging, &[ROLES, DEPUTY, LAST_DAY]);
    let deputy = belonging.deputy.filter(|_| belonging.last_day.is_none());
    view! {
        <h2 class="govuk-heading-m">"While they are away"</h2>
        {deputy.map(|deputy| view! {
            <InsetText>"Stands in: " {person::deputy(&deputy)} "."</InsetText>
            <PostForm action=end seen name="end-deputy" says=says.clone()>
                <Button secondary=true>"End it"</Button>
            </PostForm>
        })}
        <p class="govuk-body">"Whoever stands in has all these roles but the administrator’s, from the first day to the last."</p>
        <PostForm action seen name="deputy" says>
            <Select name="deputy" label="Who stands in" choices=colleagues empty="Choose somebody of the same organisation"/>
            <DateInput name="from" legend="First day"/>
            <DateInput name="to" legend="Last day"/>
            <Button secondary=true>"Name the deputy"</Button>
        </PostForm>
    }
}

#[component]
fn Leaving(action: String, belonging: Belonging) -> impl IntoView {
    let filled = Typed::filled(day_values("last_day", belonging.last_day));
    let seen = belonging.version;
    let says = says(&belonging, &[ROLES, DEPUTY]);
    let colleagues = choices(&belonging);
    view! {
        <h2 class="govuk-heading-m">"Leaving"</h2>
        <p class="govuk-body">
            "After the last day they can do nothing for the organisation. What they did stays under their name; what waits goes to
            whoever takes over."
        </p>
        <PostForm action seen name="leave" filled says>
            <DateInput name="last_day" legend="Last day" hint="Leave it empty if they stay"/>
            <Select name="successor" label="Who takes over" choices=colleagues empty="Nobody yet"/>
            <Button warning=true>"Save the last day"</Button>
        </PostForm>
    }
}

const ROLES: &str = "Roles";
const DEPUTY: &str = "Stands in";
const LAST_DAY: &str = "Last day";

/// How somebody belongs, as far as a form does not say it in its own fields.
fn says(belonging: &Belonging, parts: &[&str]) -> Says {
    let roles = belonging.roles.iter().map(Role::label).collect::<Vec<_>>().join(", ");
    let deputy = belonging.deputy.as_ref().map_or_else(|| "Nobody".to_owned(), person::deputy);
    let last_day = belonging.last_day.map_or_else(|| "Not set".to_owned(), day::in_words);
    let all = [(ROLES, roles), (DEPUTY, deputy), (LAST_DAY, last_day)];
    all.into_iter().filter(|(part, _)| parts.contains(part)).map(|(part, says)| (part.to_owned(), says)).collect()
}

fn choices(belonging: &Belonging) -> Vec<Choice> {
    belonging.colleagues.iter().map(|(membership, name)| Choice::new(membership.to_string(), name.clone())).collect()
}
