//! `/admin/people`: everybody with an account.

use entities::account::read::people::Somebody;
use leptos::prelude::*;

use crate::{
    http::{Answer, Ask, Page},
    ui::{ButtonLink, Column, EmptyState, FilterPanel, ListPages, Misread, Table, Tag, TextInput, Tone},
};

/// The list.
pub async fn page(ask: Ask) -> Answer {
    let query = ask.query().clone();
    let mut read = query.narrowing();
    let words = read.words();
    let find = async |words: String| ask.register.people(&ask.viewer, &words, query.extent()).await;
    let (list, typed) = ask.listed(read.read(words), find).await?;
    let misread = !typed.faults().is_empty();
    Page::new("People").crumb("Administration", "/admin").typed(&typed).show(move || {
        let rows = if misread {
            view! { <Misread/> }.into_any()
        } else if list.rows.is_empty() {
            view! {
                <EmptyState text="Nobody has these words in name or address.">
                    <p class="govuk-body">"Try fewer words, or invite them."</p>
                </EmptyState>
            }
            .into_any()
        } else {
            let caption = if list.count == 1 { "1 person".to_owned() } else { format!("{} people", list.count) };
            let columns = vec![Column::head("Name"), Column::text("Email"), Column::text("Belongs to")];
            view! { <Table caption columns rows={list.rows.into_iter().map(row).collect()}/> }.into_any()
        };
        view! {
            <ButtonLink href="/admin/people/new">"Invite somebody"</ButtonLink>
            <div class="filtered-list">
                <FilterPanel action="/admin/people" query=query.clone()>
                    <TextInput name="q" label="Words in name or address" kind="search"/>
                </FilterPanel>
                <div>
                    {rows}
                    <ListPages path="/admin/people" query count=list.count/>
                </div>
            </div>
        }
    })
}

fn row(person: Somebody) -> Vec<AnyView> {
    let href = format!("/admin/people/{}", person.account);
    let invited = (!person.has_signed_up).then(|| view! { " " <Tag text="Invited" tone=Tone::Waiting/> });
    let belongs =
        if person.organisations.is_empty() { "Nothing now".to_owned() } else { person.organisations.join("; ") };
    vec![
        view! { <a class="govuk-link" href=href>{person.name}</a> {invited} }.into_any(),
        person.email.into_any(),
        belongs.into_any(),
    ]
}
