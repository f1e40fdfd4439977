//! `/admin`: the way to people, organisations, single sign-on and mail, and what is wrong with the mail.

use entities::{
    account::read::people::People, mail::read::MailWaiting, organisation::read::Organisations,
    single_sign_on::read::SingleSignOnRules,
};
use leptos::prelude::*;

use crate::{
    http::{Answer, Ask, Page},
    list::counted,
    ui::WarningText,
};

/// The ways.
pub async fn page(ask: Ask) -> Answer {
    let people = ask.register.count(&ask.viewer, &People::default()).await?;
    let people = counted(people, "person", "people");
    let organisations = ask.register.count(&ask.viewer, &Organisations::default()).await?;
    let organisations = counted(organisations, "organisation", "organisations");
    let mail = ask.register.read(&ask.viewer, &MailWaiting).await?;
    let rules = ask.register.read(&ask.viewer, &SingleSignOnRules).await?;
    let single_sign_on = match (&ask.site.single_sign_on, rules.groups.len()) {
        (None, _) => "Not set up".to_owned(),
        (Some(provider), 1) => format!("{}: 1 group has a place here", provider.name()),
        (Some(provider), groups) => format!("{}: {groups} groups have a place here", provider.name()),
    };
    let sends_mail = ask.site.sends_mail;
    Page::new("Administration").show(move || {
        let no_server = "No mail server is named, so letters wait: invitations, new passwords. \
                         Whoever runs the register names one with CONCORDAT_SMTP_URL.";
        let given_up = match mail.given_up {
            0 => String::new(),
            1 => ", 1 given up".to_owned(),
            many => format!(", {many} given up"),
        };
        view! {
            {(!sends_mail).then(|| view! { <WarningText text=no_server/> })}
            <ul class="govuk-list ways">
                {way("/admin/people", "People", format!("{people}: invite, roles, leaving, deputies"))}
                {way("/admin/organisations", "Organisations", format!("{organisations}: add, successors, second factor"))}
                {way("/admin/single-sign-on", "Single sign-on", single_sign_on)}
                {way("/admin/mail", "Mail", format!("{} letters wait{given_up}", mail.waiting))}
            </ul>
        }
    })
}

fn way(href: &'static str, text: &'static str, says: String) -> impl IntoView {
    view! {
        <li>
            <h2 class="govuk-heading-m ways__name"><a class="govuk-link" href=href>{text}</a></h2>
            <p class="govuk-body">{says}</p>
        </li>
    }
}
