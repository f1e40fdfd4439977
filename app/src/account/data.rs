//! `/account/data`: everything the register holds about whoever is signed in, to read and to take along. Only their own.

use entities::{
    Refusal,
    held::{Held, HeldAboutOneself, HeldEntry},
    values::day,
};
use leptos::prelude::*;

use crate::{
    http::{Answer, Ask, Cache, Failure, File, Page},
    ui::{Column, InsetText, SummaryList, SummaryRow, Table, moment},
};

/// The page.
pub async fn page(ask: Ask) -> Answer {
    let held = held(&ask).await?;
    Page::new("What is held about you").crumb("Your account", "/account").cache(Cache::Nobody).show(move || {
        view! {
            <p class="govuk-body">
                "This is everything the register holds about you. "
                <a class="govuk-link" href="/privacy">"Privacy"</a>
                " says how long each is kept, and why."
            </p>
            <p class="govuk-body"><a class="govuk-link" href="/account/data.json">"Take it with you (JSON)"</a></p>
            <Account held=held.clone()/>
            <Given held=held.clone()/>
            <Trail count=held.audit_entries entries=held.latest_audit_entries/>
        }
    })
}

/// The same, for programs.
pub async fn file(ask: Ask) -> Answer {
    let json = serde_json::to_vec_pretty(&held(&ask).await?).map_err(Failure::broken)?;
    File::new("application/json", json).named("held-about-you.json").cache(Cache::Nobody).answer()
}

async fn held(ask: &Ask) -> Result<Held, Refusal> {
    ask.register.read(&ask.viewer, &HeldAboutOneself).await
}

#[component]
fn Account(held: Held) -> impl IntoView {
    let belongs = held.memberships.into_iter().map(|held| {
        let waiting = held.waiting.into_iter().map(|role| format!("{role}, which waits to be confirmed"));
        let roles: Vec<String> = held.roles.into_iter().map(str::to_owned).chain(waiting).collect();
        format!("{} ({})", held.organisation, roles.join(", "))
    });
    let belongs = belongs.map(|words| view! { <li>{words}</li> }).collect_view();
    let password = match (held.has_password, held.has_unused_link) {
        (true, false) => "Set. Only a hash of it is kept",
        (true, true) => "Set, and a one-time link to set another. Only hashes of both are kept",
        (false, true) => "Not set; a one-time link to set it. Only a hash of it is kept",
        (false, false) => "Not set",
    };
    let identities = held.identities.into_iter().map(|held| {
        let (connected, used) = (moment(held.connected), moment(held.last_used));
        format!("{} at {}: connected {connected}, last used {used}", held.subject, held.provider)
    });
    let instants = |instants: Vec<String>| {
        if instants.is_empty() { "None".to_owned() } else { instants.join("; ") }
    };
    let sessions = held.sessions.into_iter().map(|held| {
        format!("{}: signed in {}, last seen {}", held.browser, moment(held.signed_in), moment(held.last_seen))
    });
    let letters = held.letters.into_iter().map(|letter| format!("{}, {}", letter.subject, moment(letter.at)));
    let rows = vec![
        SummaryRow::new("Name", held.name),
        SummaryRow::new("E-mail address", held.email),
        SummaryRow::new("Account made", day::in_words(held.created.date_naive())),
        SummaryRow::new("Password", password),
        SummaryRow::new(
            "Second factor",
            if held.has_second_factor { "Set up. Its secret is kept" } else { "Not set up" },
        ),
        SummaryRow::new("Single sign-on", instants(identities.collect())),
        SummaryRow::new("Belongs to", view! { <ul class="govuk-list plain-list">{belongs}</ul> }),
        SummaryRow::new("Sessions", instants(sessions.collect())),
        SummaryRow::new("Letters", instants(letters.collect())),
        SummaryRow::new("Sign-ins that failed", instants(held.failed_sign_ins.into_iter().map(moment).collect())),
    ];
    view! { <SummaryList rows/> }
}

/// What was given in an organisation's name.
#[component]
fn Given(held: Held) -> impl IntoView {
    let signatures: Vec<_> = held
        .signatures
        .into_iter()
        .map(|held| {
            [held.agreement, held.organisation, held.signatory, held.position, held.authority, moment(held.at)]
                .map(IntoAny::into_any)
                .into()
        })
        .collect();
    let words: Vec<_> = held
        .words
        .into_iter()
        .map(|held| vec![held.about.into_any(), held.words.into_any(), moment(held.at).into_any()])
        .collect();
    let signed = ["Agreement", "For", "Name", "Position", "Authority", "When"].map(Column::text).into();
    let said = ["About", "Your words", "When"].map(Column::text).into();
    view! {
        {(!signatures.is_empty()).then(|| view! { <Table caption="Your signatures" columns=signed rows=signatures/> })}
        {(!words.is_empty()).then(|| view! { <Table caption="What you wrote for an organisation" columns=said rows=words/> })}
    }
}

#[component]
fn Trail(count: u64, entries: Vec<HeldEntry>) -> impl IntoView {
    let shown = entries.len();
    let rows = entries
        .into_iter()
        .map(|held| vec![held.deed.into_any(), held.record.into_any(), moment(held.at).into_any()])
        .collect::<Vec<_>>();
    let columns = ["What you did", "To which record", "When"].map(Column::text).into();
    let says = match count {
        0 => "You have changed nothing in the register.".to_owned(),
        1 => "The audit trail has one entry of yours.".to_owned(),
        count if count > shown as u64 => {
            format!("The audit trail has {count} entries of yours; these are the newest {shown}.")
        }
        count => format!("The audit trail has {count} entries of yours."),
    };
    view! {
        <InsetText>{says}</InsetText>
        {(shown > 0).then(|| view! { <Table caption="What you changed, newest first" columns rows/> })}
    }
}
