//! How a form asks once more who acts: by the password, or for those who have none by signing in again where they sign in.

use entities::{
    Refusal,
    account::{deeds::prove::PROVED_MINUTES, read::own::OwnAccount},
};
use http::StatusCode;
use leptos::prelude::*;

use super::single::again;
use crate::{
    form::Fields,
    http::{Ask, Typed},
    ui::{Anchor, ButtonLink, InsetText},
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

/// The field in which the password is asked for, if it is: empty where something else proves who acts.
pub fn proof<Of>(fields: &mut Fields<'_, Of>, proving: &Proving, hint: &'static str) -> Option<String> {
    const LABEL: &str = "Your password";
    match proving {
        Proving::Done => Some(String::new()),
        Proving::Password => {
            let password = fields.line("password", LABEL).kind("password").autocomplete("current-password");
            let password = if hint.is_empty() { password } else { password.hint(hint) };
            password.read(|reading| match reading.verbatim("password") {
                "" => reading.fault("password", "Enter your password"),
                password => Some(password.to_owned()),
            })
        }
        // What was typed stays in this window.
        Proving::SignInAgain { name, href } => {
            let (text, href) = (format!("Sign in again with {name} (opens in a new tab)"), href.clone());
            fields.words(|| {
                view! { <p class="govuk-body"><Anchor href text new_tab=true/>", then come back and send it."</p> }
            });
            Some(String::new())
        }
    }
}
