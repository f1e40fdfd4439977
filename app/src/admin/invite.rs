//! `/admin/people/new`: inviting somebody, or adding them to another organisation.

use entities::{
    Refusal,
    access::Role,
    account::{AddPerson, Email},
    organisation::read::{OrganisationNamed, OrganisationNames},
};
use leptos::prelude::*;

use crate::{
    http::{Answer, Ask, Page, Typed, see_other},
    ui::{Button, Checkboxes, Choice, OrganisationInput, PostForm, Seen, TextInput},
};

/// The form.
pub async fn page(ask: Ask) -> Answer {
    let organisation = ask.query().get("organisation").unwrap_or_default().to_owned();
    show(&ask, &Typed::filled([("organisation", organisation)])).await
}

/// Writes the letter with the link.
pub async fn post(ask: Ask, typed: Typed) -> Answer {
    match invite(&ask, &typed).await {
        Ok(account) => see_other(format!("/admin/people/{account}")),
        Err(refusal) => show(&ask, &typed.refused(refusal)?).await,
    }
}

async fn invite(ask: &Ask, typed: &Typed) -> Result<i64, Refusal> {
    let actor = ask.actor(typed)?;
    let mut read = typed.read();
    let wrong = "Enter an e-mail address, like name@example.gov.uk";
    let name = read.required("name", "Enter the person’s name");
    let email = read.parsed("email", wrong, |text| Email::parse(text).ok_or(wrong));
    let named = read.required("organisation", "Enter the organisation they belong to");
    let roles = read.ticked("role", |code| code.parse::<Role>().ok());
    if roles.as_ref().is_some_and(Vec::is_empty) {
        read.fault::<()>("role", "Choose at least one role");
    }
    let (name, email, named, roles) = read.finish(|| Some((name?, email?, named?, roles?)))?;
    let organisation = ask.register.read(&ask.viewer, &OrganisationNamed::new("organisation", &named)).await?;
    let person = AddPerson { email, name, organisation, roles, demonstration: false, by_mail: true };
    Ok(ask.register.change(&actor, &person).await?.account)
}

async fn show(ask: &Ask, typed: &Typed) -> Answer {
    let names = ask.register.read(&ask.viewer, &OrganisationNames(&[])).await?;
    Page::new("Invite somebody").crumb("Administration", "/admin").crumb("People", "/admin/people").typed(typed).show(
        move || {
            view! {
                <p class="govuk-body">"A letter with a link goes to them. With it they choose a password, within three days. What they are to do for another "
                    "organisation than yours waits until somebody of it has confirmed it."</p>
                <PostForm action="/admin/people/new" seen=Seen::Nothing>
                    <TextInput name="name" label="Name" autocomplete="off"/>
                    <TextInput name="email" label="Email" kind="email" autocomplete="off"/>
                    <OrganisationInput name="organisation" label="Organisation" names/>
                    <RoleBoxes/>
                    <Button>"Invite"</Button>
                </PostForm>
            }
        },
    )
}

/// A box for each role, with what it is for.
#[component]
pub fn RoleBoxes(
    /// Which roles there is a choice of.
    #[prop(default = |_| true)]
    of: fn(Role) -> bool,
) -> impl IntoView {
    let choices = Role::ALL
        .iter()
        .filter(|role| of(**role))
        .map(|role| Choice::new(role.code(), role.label()).hint(what_for(*role)))
        .collect();
    view! { <Checkboxes name="role" legend="Roles" hint="What they may do for this organisation" choices/> }
}

fn what_for(role: Role) -> &'static str {
    match role {
        Role::Provider => "Sees and answers tenders, reports results of its own contracts",
        Role::Partner => "Confirms or disputes what the organisation is asked to promise and to pay",
        Role::Signatory => "Signs agreements for the organisation",
        Role::Coordinator => "Drafts the agreements that the organisation coordinates",
        Role::Commissioner => {
            "Keeps services, contracts and tenders, drafts and steers the agreements that the organisation leads"
        }
        Role::Accountable => "Reads everything, and answers what is escalated",
        Role::Scrutineer => "Reads everything, and challenges",
        Role::Administrator => "Keeps people and organisations; reads no more than the public",
    }
}
