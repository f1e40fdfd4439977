//! `/account`: who is signed in, for which organisation they act, how they sign in, and where they are signed in.

use entities::{
    Refusal,
    access::{Person, Role},
    account::{
        deeds::session::EndedSessions,
        read::{
            Membership, OwnMemberships,
            own::{OwnAccount, OwnSession},
        },
    },
};
use leptos::prelude::*;

use crate::{
    form::{Said, Saved, answered},
    http::{Answer, Ask, Page, Typed},
    ui::{Button, Choice, Column, Hidden, PostForm, Radios, Seen, SummaryList, SummaryRow, Table, moment},
};

/// The page.
pub async fn page(ask: Ask) -> Answer {
    show(&ask, &Typed::empty()).await
}

/// Acts for another organisation from now on, or ends sessions.
pub async fn post(ask: Ask, typed: Typed) -> Answer {
    answered(&typed, change(&ask, &typed).await, async |typed| show(&ask, typed).await).await
}

async fn change(ask: &Ask, typed: &Typed) -> Result<Saved, Refusal> {
    let (actor, token) = (ask.actor(typed)?, ask.session().ok_or(Refusal::SignInNeeded)?);
    let mut read = typed.read();
    match typed.form() {
        "end" => {
            let session = read.number("session", "Choose a session");
            let session = read.finish(|| session)?;
            ask.register.end_sessions(&actor, EndedSessions::One(session)).await?;
            Ok(Saved::at("/account").saying(Said::SESSIONS_ENDED))
        }
        "end-others" => {
            ask.register.end_sessions(&actor, EndedSessions::AllBut(token)).await?;
            Ok(Saved::at("/account").saying(Said::SESSIONS_ENDED))
        }
        _ => {
            let membership = read.number("membership", "Choose an organisation");
            let membership = read.finish(|| membership)?;
            ask.register.act_for(token, membership).await?;
            Ok(Saved::at("/work"))
        }
    }
}

async fn show(ask: &Ask, typed: &Typed) -> Answer {
    let person = ask.person()?.clone();
    let memberships = ask.register.read(&ask.viewer, &OwnMemberships).await?;
    let own = ask.own_account().await?;
    Page::new("Your account").typed(typed).show(move || {
        view! {
            <Facts person=person.clone() own=own.clone()/>
            <p class="govuk-body"><a class="govuk-link" href="/account/data">"What is held about you"</a></p>
            {person.has_others.then(|| view! { <ActFor person memberships/> })}
            <Sessions sessions=own.sessions/>
        }
    })
}

#[component]
fn Facts(person: Person, own: OwnAccount) -> impl IntoView {
    let roles: Vec<&str> = person.roles.iter().map(|role| role.label()).collect();
    let roles = if roles.is_empty() { "None".to_owned() } else { roles.join(", ") };
    let email = match own.new_email {
        Some(new) => view! { {own.email} <span class="quiet quiet--block">{new} " waits to be confirmed at both addresses"</span> }.into_any(),
        None => own.email.into_any(),
    };
    let second_factor = match (own.has_second_factor, own.recovery_codes) {
        (false, _) => "Not set up".to_owned(),
        (true, 1) => "Set up; 1 recovery code is left".to_owned(),
        (true, left) => format!("Set up; {left} recovery codes are left"),
    };
    let password = if own.has_password {
        SummaryRow::new("Password", "Set").action("Change", "/account/password")
    } else {
        SummaryRow::new("Password", "None: you sign in with single sign-on")
    };
    let stands_in = (!person.stands_in_for.is_empty())
        .then(|| SummaryRow::new("You also do the work of", person.stands_in_for.join(", ")));
    let rows = [SummaryRow::new("Name", person.name), SummaryRow::new("Acting for", person.organisation.name)]
        .into_iter()
        .chain([SummaryRow::new("Roles", roles)])
        .chain(stands_in)
        .chain([
            SummaryRow::new("Email", email).action("Change", "/account/email"),
            password,
            SummaryRow::new("Second factor", second_factor).action("Change", "/account/second-factor"),
        ])
        .collect();
    view! { <SummaryList rows/> }
}

#[component]
fn ActFor(person: Person, memberships: Vec<Membership>) -> impl IntoView {
    let choices = memberships
        .into_iter()
        .map(|membership| {
            let roles: Vec<&str> = membership.roles.iter().map(Role::label).collect();
            Choice::new(membership.id.to_string(), membership.organisation).hint(roles.join(", "))
        })
        .collect::<Vec<_>>();
    let filled = Typed::filled([("membership", person.membership.to_string())]);
    view! {
        <PostForm action="/account" seen=Seen::Nothing name="act-for" filled>
            <Radios name="membership" legend="Act for" choices/>
            <Button>"Act for it"</Button>
        </PostForm>
    }
}

#[component]
fn Sessions(sessions: Vec<OwnSession>) -> impl IntoView {
    let several = sessions.len() > 1;
    let rows = sessions.into_iter().map(session).collect();
    let columns = vec![Column::head("With"), Column::text("Since"), Column::text("Last used"), Column::text("End")];
    view! {
        <Table caption="Where you are signed in" columns rows/>
        {several.then(|| view! {
            <PostForm action="/account" seen=Seen::Nothing name="end-others">
                <Button secondary=true>"Sign out everywhere else"</Button>
            </PostForm>
        })}
    }
}

fn session(session: OwnSession) -> Vec<AnyView> {
    let end = if session.is_this {
        "This one".into_any()
    } else {
        let browser = session.browser.clone();
        view! {
            <PostForm action="/account" seen=Seen::Nothing name="end">
                <Hidden name="session" value=session.id.to_string()/>
                <button type="submit" class="link-button">
                    "End" <span class="govuk-visually-hidden">" the session with " {browser}</span>
                </button>
            </PostForm>
        }
        .into_any()
    };
    vec![session.browser.into_any(), moment(session.since).into_any(), moment(session.seen).into_any(), end]
}
