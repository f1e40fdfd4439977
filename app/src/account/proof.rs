//! How a form asks once more who acts: by the password, or for those who have none by signing in again where they sign in.

use entities::{
    Refusal,
    account::{deeds::prove::PROVED_MINUTES, read::own::OwnAccount},
};
use http::StatusCode;
use leptos::prelude::*;

use super::single::again;
use crate::{
    http::{Ask, Typed},
    ui::{Anchor, ButtonLink, InsetText, TextInput},
};

/// What a form asks for.
#[derive(Clone)]
pub enum Proving {
    /// The password.
    Password,
    /// To sign in again first.
    SignInAgain {
        /// The provider, as people know it.
        name: String,
        /// Where to.
        href: String,
    },
    /// Nothing: it was just done.
    Done,
}

impl Proving {
    /// For whoever asks.
    ///
    /// # Errors
    /// [`Refusal::SignInNeeded`] for whoever is not signed in.
    pub async fn of(ask: &Ask) -> Result<Self, Refusal> {
        Ok(Self::by(ask, &ask.own_account().await?))
    }

    /// The same for an account that is read already, with the session that asks.
    pub fn by(ask: &Ask, own: &OwnAccount) -> Self {
        let provider = ask
            .site
            .single_sign_on
            .as_ref()
            .filter(|provider| own.issuers.iter().any(|issuer| issuer == provider.issuer()));
        match provider {
            _ if own.is_proved => Self::Done,
            Some(provider) if !own.has_password => {
                Self::SignInAgain { name: provider.name().to_owned(), href: again(ask.path()) }
            }
            _ => Self::Password,
        }
    }

    /// What stands in the form's place until it is done; nothing once somebody has typed into the form.
    pub fn instead_of_form(&self, typed: &Typed) -> Option<AnyView> {
        let Self::SignInAgain { name, href } = self.clone() else { return None };
        (typed.status() == StatusCode::OK).then(|| {
            view! {
                <InsetText>
                    "Show once more who you are, so that nobody does this in your name. For "
                    {PROVED_MINUTES.to_string()} " minutes you can then go on here."
                </InsetText>
                <ButtonLink href>"Sign in again with " {name}</ButtonLink>
            }
            .into_any()
        })
    }
}

/// The field of the form, if there is something to fill in.
#[component]
pub fn ProofInput(
    /// What is asked.
    proving: Proving,
    /// Help that is always there.
    #[prop(default = "")]
    hint: &'static str,
) -> impl IntoView {
    match proving {
        Proving::Done => ().into_any(),
        Proving::Password if hint.is_empty() => {
            view! { <TextInput name="password" label="Your password" kind="password" autocomplete="current-password"/> }
                .into_any()
        }
        Proving::Password => view! {
            <TextInput name="password" label="Your password" hint kind="password" autocomplete="current-password"/>
        }
        .into_any(),
        // What was typed stays in this window.
        Proving::SignInAgain { name, href } => {
            let text = format!("Sign in again with {name} (opens in a new tab)");
            view! { <p class="govuk-body"><Anchor href text new_tab=true/>", then come back and send it."</p> }
                .into_any()
        }
    }
}
