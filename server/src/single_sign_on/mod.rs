//! Single sign-on by OpenID Connect: the provider that the settings name, asked and understood. What follows from its
//! answer is the register's business (`entities::single_sign_on`).

#[cfg(feature = "sso")]
mod http_client;
#[cfg(feature = "sso")]
mod provider;
#[cfg(feature = "sso")]
mod verify;

use std::sync::Arc;

use app::http::Provider;
use entities::clock::Clock;

use crate::settings::Settings;

/// The provider of the settings; `None` if they name none.
///
/// # Errors
/// The client's secret cannot be read.
#[cfg(feature = "sso")]
pub fn provider(settings: &Settings, clock: Clock, origin: &str) -> anyhow::Result<Option<Arc<dyn Provider>>> {
    let Some(named) = settings.single_sign_on()? else { return Ok(None) };
    Ok(Some(Arc::new(provider::OpenId::new(named, clock, origin)?)))
}

/// None: this program was built without. Settings that name one were refused before.
#[cfg(not(feature = "sso"))]
pub fn provider(_: &Settings, _: Clock, _: &str) -> anyhow::Result<Option<Arc<dyn Provider>>> {
    Ok(None)
}

/// Whether the provider of the settings answers as it should, in words; `None` if they name none.
///
/// # Errors
/// In words, why it does not.
#[cfg(feature = "sso")]
pub async fn check(settings: &Settings, clock: Clock) -> Result<Option<String>, String> {
    let Some(named) = settings.single_sign_on().map_err(|error| format!("{error:#}"))? else { return Ok(None) };
    let provider = provider::OpenId::new(named, clock, "http://127.0.0.1").map_err(|error| format!("{error:#}"))?;
    provider.discover().await.map(Some)
}

/// Nothing to check: this program was built without.
#[cfg(not(feature = "sso"))]
pub async fn check(_: &Settings, _: Clock) -> Result<Option<String>, String> {
    Ok(None)
}
