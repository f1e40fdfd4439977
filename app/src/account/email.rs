//! `/account/email`: another e-mail address of one's own, to be confirmed at both.

use entities::{
    Refusal,
    account::{Email, deeds::change_email::AskEmailChange},
};
use leptos::prelude::*;

use super::proof::{ProofInput, Proving};
use crate::{
    http::{Answer, Ask, Page, Typed, see_other},
    ui::{Button, PostForm, Seen, TextInput},
};

/// The form.
pub async fn page(ask: Ask) -> Answer {
    show(&ask, &Typed::empty()).await
}

/// Sends a letter to either address.
pub async fn post(ask: Ask, typed: Typed) -> Answer {
    match change(&ask, &typed).await {
        Ok(()) => see_other("/account"),
        Err(refusal) => show(&ask, &typed.refused(refusal)?).await,
    }
}

async fn change(ask: &Ask, typed: &Typed) -> Result<(), Refusal> {
    let actor = ask.actor(typed)?;
    let mut read = typed.read();
    let wrong = "Enter an e-mail address, like name@example.gov.uk";
    let email = read.parsed("email", wrong, |text| Email::parse(text).ok_or(wrong));
    let email = read.finish(|| email)?;
    ask.register.prove(&actor, ask.proof(typed.get("password")), "password").await?;
    ask.register.change(&actor, &AskEmailChange { email }).await
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
                    <TextInput name="email" label="New e-mail address" kind="email" autocomplete="email"/>
                    <ProofInput proving/>
                    <Button>"Send both letters"</Button>
                </PostForm>
            }.into_any())}
        }
    })
}
