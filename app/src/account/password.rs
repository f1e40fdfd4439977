//! `/account/password`: another password of one's own. It ends every session.

use entities::Refusal;
use leptos::prelude::*;

use super::new_password::new_password;
use crate::{
    form::{self, Fields, Said},
    http::{Answer, Ask, Cache, Page, Typed, see_other},
    ui::{Button, InsetText, PostForm, Seen},
};

/// The form.
pub async fn page(ask: Ask) -> Answer {
    show(&ask, &Typed::empty()).await
}

/// Changes it; whoever knows the new one signs in again.
pub async fn post(ask: Ask, typed: Typed) -> Answer {
    match change(&ask, &typed).await {
        Ok(()) => see_other("/sign-in").map(|reply| reply.saying(Said::PASSWORD_SAVED).end_session()),
        Err(refusal) => show(&ask, &typed.refused(refusal)?).await,
    }
}

async fn change(ask: &Ask, typed: &Typed) -> Result<(), Refusal> {
    let actor = ask.actor(typed)?;
    let (current, new) = form::read(typed, passwords)?;
    ask.register.change_password(&actor, current, new).await
}

/// The password there is, and another.
fn passwords(fields: &mut Fields<'_, ()>) -> Option<(String, String)> {
    let current = fields.line("current-password", "Your password now").kind("password");
    let current = current.autocomplete("current-password").verbatim();
    let new = new_password(fields, "Three or four words that do not belong together are good.");
    Some((current?, new?))
}

async fn show(ask: &Ask, typed: &Typed) -> Answer {
    ask.person()?;
    Page::new("Change your password").crumb("Your account", "/account").typed(typed).cache(Cache::Nobody).show(|| {
        view! {
            <InsetText>"You will be signed out everywhere, and sign in again with the new password."</InsetText>
            <PostForm action="/account/password" seen=Seen::Nothing>
                {form::shown(None, passwords)}
                <Button>"Change the password"</Button>
            </PostForm>
        }
    })
}
