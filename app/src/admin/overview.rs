//! `/admin`: the way to people, organisations, single sign-on and mail, and what is wrong with the mail.

use entities::{extent::Extent, single_sign_on::read::SingleSignOnRules};
use leptos::prelude::*;

use crate::{
    http::{Answer, Ask, Page},
    ui::WarningText,
};

/// The ways.
pub async fn page(ask: Ask) -> Answer {
    let people = ask.register.people(&ask.viewer, "", Extent::default()).await?.count;
    let organisations = ask.register.organisations(&Default::default()).await?.count;
    let outbox = ask.register.outbox(&ask.viewer, Extent::default()).await?;
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
        let given_up = match outbox.given_up {
            0 => String::new(),
            1 => ", 1 given up".to_owned(),
            many => format!(", {many} given up"),
        };
        view! {
            {(!sends_mail).then(|| view! { <WarningText text=no_server/> })}
            <ul class="govuk-list ways">
                {way("/admin/people", "People", format!("{people} of them: invite, roles, leaving, deputies"))}
                {way("/admin/organisations", "Organisations", format!("{organisations} of them: add, successors, second factor"))}
                {way("/admin/single-sign-on", "Single sign-on", single_sign_on)}
                {way("/admin/mail", "Mail", format!("{} letters wait{given_up}", outbox.waiting))}
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
