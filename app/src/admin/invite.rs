//! `/admin/people/new`: inviting somebody, or adding them to another organisation.

use entities::{
    access::Role,
    account::{AddPerson, Added, Email},
    organisation::read::{OrganisationNamed, OrganisationNames},
};
use leptos::prelude::*;

use crate::{
    form::{self, Fields, Said, Saved, Ticks, submitted},
    http::{Answer, Ask, Page, Typed},
    ui::{Button, Choice, PostForm, Seen},
};

/// The form.
pub async fn page(ask: Ask) -> Answer {
    let organisation = ask.query().get("organisation").unwrap_or_default().to_owned();
    show(&ask, &Typed::filled([("organisation", organisation)])).await
}

/// Writes the letter with the link.
pub async fn post(ask: Ask, typed: Typed) -> Answer {
    let deed = async {
        let (name, email, named, roles) = form::read(&typed, |fields| invitation(fields, Vec::new()))?;
        let organisation = ask.register.read(&ask.viewer, &OrganisationNamed::new("organisation", &named)).await?;
        Ok(AddPerson { email, name, organisation, roles, demonstration: false, by_mail: true })
    };
    let invited = |added: Added| Saved::at(format!("/admin/people/{}", added.account)).saying(Said::INVITED);
    submitted(&ask, &typed, deed, invited, async |typed| show(&ask, typed).await).await
}

/// Who is invited, by what name the organisation was typed, and as what.
fn invitation(fields: &mut Fields<'_, ()>, names: Vec<String>) -> Option<(String, Email, String, Vec<Role>)> {
    let name = fields.line("name", "Name").autocomplete("off").required("Enter the person’s name");
    let wrong = "Enter an e-mail address, like name@example.gov.uk";
    let email = fields.line("email", "Email").kind("email").autocomplete("off");
    let email = email.parsed(wrong, |text| Email::parse(text).ok_or(wrong));
    let named = fields.organisation("organisation", "Organisation", names);
    let named = named.required("Enter the organisation they belong to");
    let roles = role_boxes(fields, |_| true).some("Choose at least one role", |code| code.parse().ok());
    Some((name?, email?, named?, roles?))
}

async fn show(ask: &Ask, typed: &Typed) -> Answer {
    let names = ask.register.read(&ask.viewer, &OrganisationNames(&[])).await?;
    Page::new("Invite somebody").crumb("Administration", "/admin").crumb("People", "/admin/people").typed(typed).show(
        move || {
            view! {
                <p class="govuk-body">"A letter with a link goes to them. With it they choose a password, within three days. What they are to do for another "
                    "organisation than yours waits until somebody of it has confirmed it."</p>
                <PostForm action="/admin/people/new" seen=Seen::Nothing>
                    {form::shown(None, |fields| invitation(fields, names))}
                    <Button>"Invite"</Button>
                </PostForm>
            }
        },
    )
}

/// A box for each role of which there is a choice, with what it is for.
pub fn role_boxes<'f, 'a, Of>(fields: &'f mut Fields<'a, Of>, is_offered: fn(Role) -> bool) -> Ticks<'f, 'a, Of> {
    let offered = Role::ALL.iter().filter(|role| is_offered(**role));
    let choices = offered.map(|role| Choice::new(role.code(), role.label()).hint(what_for(*role))).collect();
    fields.ticks("role", "Roles", choices).hint("What they may do for this organisation")
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
