//! `/sign-in`: e-mail and password; the demonstration's sign-ins while it is loaded.

use entities::{account::read::DemonstrationSignIn, demonstration};
use leptos::prelude::*;

use crate::{
    form::{self, Fields},
    http::{Answer, Ask, Cache, Page, Typed, is_own_address, next_after, see_other},
    ui::{Button, ButtonLink, Column, Hidden, InsetText, PostForm, Seen, Table},
};

/// The form.
pub async fn page(ask: Ask) -> Answer {
    let next = ask.query().get("next").unwrap_or_default().to_owned();
    show(&ask, &Typed::filled([("next", next)])).await
}

/// Opens a session and goes on to where the person wanted to be.
pub async fn post(ask: Ask, typed: Typed) -> Answer {
    let (email, password) = form::read(&typed, credentials)?;
    match ask.register.sign_in(&email, password, ask.visitor(&ask.browser())).await {
        Ok(signed_in) => {
            // The session there was ends: nobody goes on under it.
            if let Some(token) = ask.session() {
                ask.register.sign_out(token).await?;
            }
            let next = goes_on_to(&typed);
            let address = if signed_in.awaits_code { next_after("/sign-in/code", &next) } else { next };
            see_other(address).map(|reply| reply.start_session(signed_in.token).know_browser(signed_in.device))
        }
        Err(refusal) => show(&ask, &typed.refused(refusal)?).await,
    }
}

/// The e-mail address and the password.
fn credentials(fields: &mut Fields<'_, ()>) -> Option<(String, String)> {
    let email = fields.line("email", "Email").kind("email").autocomplete("username").verbatim();
    let password = fields.line("password", "Password").kind("password").autocomplete("current-password");
    let password = password.verbatim();
    Some((email?, password?))
}

/// Where the person wanted to be, if it is an address of ours; else their work.
pub(super) fn goes_on_to(typed: &Typed) -> String {
    own_or_work(typed.get("next"))
}

/// The address, if it is one of ours; else the person's work.
pub(super) fn own_or_work(next: &str) -> String {
    if is_own_address(next) { next.to_owned() } else { "/work".to_owned() }
}

async fn show(ask: &Ask, typed: &Typed) -> Answer {
    let sign_ins = ask.register.demonstration_sign_ins().await?;
    let next = typed.get("next").to_owned();
    let elsewhere = next_after("/sign-in/single", &next);
    let single_sign_on = ask.site.single_sign_on.as_ref().map(|provider| provider.name().to_owned());
    Page::new("Sign in").typed(typed).cache(Cache::Nobody).show(move || {
        view! {
            <div class="govuk-grid-row">
                <div class="govuk-grid-column-two-thirds">
                    {single_sign_on.map(|name| view! {
                        <ButtonLink href=elsewhere>"Sign in with " {name}</ButtonLink>
                        <p class="govuk-body">"Or with the password you have for this register:"</p>
                    })}
                    <PostForm action="/sign-in" seen=Seen::Nothing>
                        <Hidden name="next" value=next/>
                        {form::shown(None, credentials)}
                        <Button>"Sign in"</Button>
                    </PostForm>
                    <p class="govuk-body">
                        <a class="govuk-link" href="/reset-password">"Forgotten your password?"</a>
                        " If you have no account, ask your organisation’s administrator."
                    </p>
                </div>
            </div>
            {(!sign_ins.is_empty()).then(|| view! { <Demonstration sign_ins/> })}
        }
    })
}

#[component]
fn Demonstration(sign_ins: Vec<DemonstrationSignIn>) -> impl IntoView {
    let rows = sign_ins
        .into_iter()
        .map(|sign_in| {
            let roles: Vec<&str> = sign_in.roles.iter().map(entities::access::Role::label).collect();
            vec![
                sign_in.email.into_any(),
                sign_in.name.into_any(),
                sign_in.organisation.into_any(),
                roles.join(", ").into_any(),
            ]
        })
        .collect();
    let columns =
        vec![Column::head("Email"), Column::text("Name"), Column::text("Acts for"), Column::text("May act as")];
    view! {
        <h2 class="govuk-heading-l">"Try the demonstration"</h2>
        <InsetText>
            "Every person below is invented. The password of each is "
            <strong>{demonstration::PASSWORD}</strong>
            "."
        </InsetText>
        <Table caption="Sign-ins of the demonstration" columns rows/>
    }
}
