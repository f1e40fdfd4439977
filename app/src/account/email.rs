//! `/account/email`: another e-mail address of one's own, to be confirmed at both.

use entities::account::{Email, deeds::change_email::AskEmailChange};
use leptos::prelude::*;

use super::proof::{Proving, proof};
use crate::{
    form::{self, Fields, Said, Saved, submitted},
    http::{Answer, Ask, Page, Typed},
    ui::{Button, PostForm, Seen},
};

/// The form.
pub async fn page(ask: Ask) -> Answer {
    show(&ask, &Typed::empty()).await
}

/// Sends a letter to either address.
pub async fn post(ask: Ask, typed: Typed) -> Answer {
    let deed = async {
        let proving = Proving::of(&ask).await?;
        let (email, password) = form::read(&typed, |fields| email(fields, &proving))?;
        ask.register.prove(&ask.actor(&typed)?, ask.proof(&password), "password").await?;
        Ok(AskEmailChange { email })
    };
    let sent = Saved::at("/account").saying(Said::LETTERS_SENT);
    submitted(&ask, &typed, deed, |()| sent, async |typed| show(&ask, typed).await).await
}

/// The new address, and what proves who asks.
fn email(fields: &mut Fields<'_, ()>, proving: &Proving) -> Option<(Email, String)> {
    let wrong = "Enter an e-mail address, like name@example.gov.uk";
    let email = fields.line("email", "New e-mail address").kind("email").autocomplete("email");
    let email = email.parsed(wrong, |text| Email::parse(text).ok_or(wrong));
    let password = proof(fields, proving, "");
    Some((email?, password?))
}

async fn show(ask: &Ask, typed: &Typed) -> Answer {
    let own = ask.own_account().await?;
    let proving = Proving::by(ask, &own);
    let instead = proving.instead_of_form(typed);
    Page::new("Change your e-mail address").crumb("Your account", "/account").typed(typed).show(move || {
        view! {
            <p class="govuk-body">
                "You sign in as " <strong>{own.email}</strong>
                ". A letter goes to that address and one to the new address; when both are confirmed, the new one counts."
            </p>
            {instead.unwrap_or_else(|| view! {
                <PostForm action="/account/email" seen=Seen::Nothing>
                    {form::shown(None, |fields| email(fields, &proving))}
                    <Button>"Send both letters"</Button>
                </PostForm>
            }.into_any())}
        }
    })
}
