//! `/admin/people`: everybody with an account, by name.

use entities::account::read::people::{People, Somebody};
use leptos::prelude::*;

use crate::{
    http::{Answer, Ask},
    list::List,
    ui::{ButtonLink, Tag, Tone},
};

/// The list.
pub async fn page(ask: Ask) -> Answer {
    List::<People>::at("/admin/people", "People", ["person", "people"])
        .crumb("Administration", "/admin")
        .without_file()
        .above(|| view! { <ButtonLink href="/admin/people/new">"Invite somebody"</ButtonLink> })
        .advice("Nobody has these words in name or address. Try fewer words, or invite them.")
        .filters(|filters| filters.words("Words in name or address", |list, words| list.words = words))
        .columns(|columns| {
            columns.head("Name", name).text("Email", |person| person.email.clone()).text("Belongs to", |person| {
                match person.organisations.as_slice() {
                    [] => "Nothing now".to_owned(),
                    some => some.join("; "),
                }
            })
        })
        .page(ask)
        .await
}

fn name(person: &Somebody) -> impl IntoView + use<> {
    let href = format!("/admin/people/{}", person.account);
    let invited = (!person.has_signed_up).then(|| view! { " " <Tag text="Invited" tone=Tone::Waiting/> });
    view! { <a class="govuk-link" href=href>{person.name.clone()}</a> {invited} }
}
