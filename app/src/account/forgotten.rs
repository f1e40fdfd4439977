//! `/reset-password`: a link to choose another password, by mail.

use leptos::prelude::*;

use crate::{
    form::{self, Fields},
    http::{Answer, Ask, Cache, Page, Typed},
    ui::{Button, NotificationBanner, PostForm, Seen},
};

/// The form.
pub async fn page(ask: Ask) -> Answer {
    show(&ask, &Typed::empty())
}

/// Sends the link if there is such an account, and answers the same if there is none.
pub async fn post(ask: Ask, typed: Typed) -> Answer {
    match ask.register.forgot_password_unseen(&form::read(&typed, email)?) {
        Ok(()) => Page::new("Look into your mail").cache(Cache::Nobody).show(|| {
            let text = "If there is an account with this address, a letter with a link is on its way. The link works for an hour.";
            view! { <NotificationBanner text/> }
        }),
        Err(refusal) => show(&ask, &typed.refused(refusal)?),
    }
}

fn email(fields: &mut Fields<'_, ()>) -> Option<String> {
    fields.line("email", "Email").kind("email").autocomplete("username").verbatim()
}

fn show(_: &Ask, typed: &Typed) -> Answer {
    Page::new("Choose a new password").crumb("Sign in", "/sign-in").typed(typed).show(|| {
        view! {
            <p class="govuk-body">"Enter the e-mail address you sign in with. A link to choose a new password goes there."</p>
            <PostForm action="/reset-password" seen=Seen::Nothing>
                {form::shown(None, email)}
                <Button>"Send the link"</Button>
            </PostForm>
        }
    })
}
