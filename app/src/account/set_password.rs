//! `/set-password/{secret}`: a one-time link sets a password.

use entities::{Refusal, account::secret::Secret};
use http::StatusCode;
use leptos::prelude::*;

use super::new_password::new_password;
use crate::{
    form::{self, Said},
    http::{Answer, Ask, Cache, Page, Typed, see_other},
    ui::{Button, PostForm, Seen},
};

const ADVICE: &str = "Three or four words you will remember are good.";

/// The form, while the link works.
pub async fn page(ask: Ask) -> Answer {
    show(&ask, &Typed::empty()).await
}

/// Sets the password; the link works no more.
pub async fn post(ask: Ask, typed: Typed) -> Answer {
    let link = link(&ask)?;
    let done = match form::read(&typed, |fields| new_password(fields, ADVICE)) {
        Ok(password) => ask.register.set_password(&link, password).await,
        Err(refusal) => Err(refusal),
    };
    match done {
        Ok(device) => see_other("/sign-in").map(|reply| reply.saying(Said::PASSWORD_SAVED).know_browser(Some(device))),
        Err(refusal) => show(&ask, &typed.refused(refusal)?).await,
    }
}

fn link(ask: &Ask) -> Result<Secret, Refusal> {
    Secret::parse(ask.param("secret")).ok_or(Refusal::NotFound)
}

/// Said of every link that sets no password, whatever became of it.
fn over() -> Answer {
    Page::new("This link works no more").status(StatusCode::NOT_FOUND).cache(Cache::Nobody).show(|| {
        view! {
            <p class="govuk-body">
                "It was used, it is over, or a newer one was sent. If you have chosen a password, "
                <a class="govuk-link" href="/sign-in">"sign in"</a> "; if not, "
                <a class="govuk-link" href="/reset-password">"ask for a new link"</a> "."
            </p>
        }
    })
}

async fn show(ask: &Ask, typed: &Typed) -> Answer {
    let Some((name, email)) = ask.register.person_of_link(&link(ask)?).await? else { return over() };
    let action = ask.path().to_owned();
    Page::new("Choose a password").typed(typed).cache(Cache::Nobody).show(move || {
        view! {
            <p class="govuk-body">"For " {name} ", who signs in as " <strong>{email}</strong> "."</p>
            <PostForm action seen=Seen::Nothing>
                {form::shown(None, |fields| new_password(fields, ADVICE))}
                <Button>"Save password"</Button>
            </PostForm>
        }
    })
}
