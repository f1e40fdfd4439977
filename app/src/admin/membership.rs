//! `/admin/people/{id}/{membership}`: somebody's roles in an organisation, their leaving, and who stands in for them.

use chrono::NaiveDate;
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

use super::{invite::role_boxes, person};
use crate::{
    form::{self, Fields, Said, Saved, submitted},
    http::{Answer, Ask, Page, Typed},
    ui::{Button, Choice, InsetText, PostForm, Says},
};

/// The three forms.
pub async fn page(ask: Ask) -> Answer {
    show(&ask, &Typed::empty()).await
}

/// Saves one of them.
pub async fn post(ask: Ask, typed: Typed) -> Answer {
    let saved = |said| Saved::at(format!("/admin/people/{}", ask.param("id"))).saying(said);
    let again = async |typed: &Typed| show(&ask, typed).await;
    let membership = async || Ok::<_, Refusal>((find(&ask).await?.1.membership, typed.seen()?));
    match typed.form() {
        "leave" => {
            let deed = async {
                let (membership, seen) = membership().await?;
                let (last_day, successor) = form::read(&typed, |fields| leaving(fields, Vec::new()))?;
                Ok(Leave { membership, seen, last_day, successor })
            };
            submitted(&ask, &typed, deed, |()| saved(Said::LAST_DAY_SAVED), again).await
        }
        "deputy" => {
            let deed = async {
                let (membership, seen) = membership().await?;
                let deputy = Some(form::read(&typed, |fields| stands_in(fields, Vec::new()))?);
                Ok(NameDeputy { membership, seen, deputy })
            };
            submitted(&ask, &typed, deed, |()| saved(Said::DEPUTY_NAMED), again).await
        }
        "end-deputy" => {
            let deed = async {
                let (membership, seen) = membership().await?;
                Ok(NameDeputy { membership, seen, deputy: None })
            };
            submitted(&ask, &typed, deed, |()| saved(Said::DEPUTY_ENDED), again).await
        }
        _ => {
            let deed = async {
                let (membership, seen) = membership().await?;
                Ok(SetRoles { membership, seen, roles: form::read(&typed, roles)? })
            };
            submitted(&ask, &typed, deed, |()| saved(Said::ROLES_SAVED), again).await
        }
    }
}

fn roles(fields: &mut Fields<'_, Belonging>) -> Option<Vec<Role>> {
    let boxes = role_boxes(fields, |_| true);
    let boxes = boxes.ticked_of(|of| of.roles.iter().map(|role| role.code().to_owned()).collect());
    boxes.all(|code| code.parse().ok())
}

fn stands_in(fields: &mut Fields<'_, Belonging>, colleagues: Vec<Choice>) -> Option<StandsIn> {
    let deputy = fields.choose("deputy", "Who stands in", colleagues);
    let deputy = deputy.empty("Choose somebody of the same organisation").parsed("Choose who stands in", colleague);
    let from = fields.day("from", "First day").required("Enter the first day");
    let to = fields.day("to", "Last day").required("Enter the last day");
    Some(StandsIn { membership: deputy?, from: from?, to: Some(to?) })
}

/// The last day, and who takes over.
fn leaving(fields: &mut Fields<'_, Belonging>, colleagues: Vec<Choice>) -> Option<(Option<NaiveDate>, Option<i64>)> {
    let last_day = fields.day("last_day", "Last day").hint("Leave it empty if they stay").from(|of| of.last_day);
    let last_day = last_day.optional();
    let successor = fields.choose("successor", "Who takes over", colleagues).empty("Nobody yet").maybe(colleague);
    Some((last_day?, successor?))
}

fn colleague(text: &str) -> Result<i64, &'static str> {
    text.parse().map_err(|_| "Choose from the list")
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
            let (seen, filled) = (belonging.version, form::filled(&belonging, roles));
            let was = belonging.clone();
            view! {
                <Waiting belonging=belonging.clone()/>
                <h2 class="govuk-heading-m">"What they may do"</h2>
                {belonging.by_rule.then(|| view! { <InsetText>{by_rule}</InsetText> })}
                <PostForm action=action.clone() seen name="roles" filled says=says(&belonging, &[DEPUTY, LAST_DAY])>
                    {form::shown(Some(&was), roles)}
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
            {form::shown(None, |fields| stands_in(fields, colleagues))}
            <Button secondary=true>"Name the deputy"</Button>
        </PostForm>
    }
}

#[component]
fn Leaving(action: String, belonging: Belonging) -> impl IntoView {
    let filled = form::filled(&belonging, |fields| leaving(fields, Vec::new()));
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
            {form::shown(Some(&belonging), |fields| leaving(fields, colleagues))}
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
