//! What the settings say of single sign-on, and whether it can be used.

use anyhow::{Context, bail};
use chrono::TimeDelta;
use entities::values::place::without_secrets;
use http::Uri;

use super::Settings;

/// The most seconds by which a provider's clock may differ.
const MOST_LEEWAY: u32 = 300;

/// A provider that is named whole.
#[derive(Clone)]
pub struct Named {
    pub issuer: String,
    pub client: String,
    /// What this program shows the provider; never printed.
    pub secret: String,
    pub name: String,
    /// With blanks between them.
    pub scopes: String,
    pub groups_claim: String,
    pub leeway: TimeDelta,
}

/// True for an address whose requests nobody on the network reads: https, or plain http on this machine itself.
pub fn is_confidential(address: &str) -> bool {
    let Ok(address) = address.parse::<Uri>() else { return false };
    match (address.scheme_str(), address.host()) {
        (Some("https"), Some(_)) => true,
        (Some("http"), Some(host)) => matches!(host, "127.0.0.1" | "[::1]" | "localhost"),
        _ => false,
    }
}

impl Settings {
    /// The provider that is named, with its secret; `None` if none is.
    ///
    /// # Errors
    /// The file with the secret cannot be read, or is empty.
    pub fn single_sign_on(&self) -> anyhow::Result<Option<Named>> {
        let (Some(issuer), Some(client)) = (&self.sso_issuer, &self.sso_client_id) else { return Ok(None) };
        let secret = match (&self.sso_client_secret, &self.sso_client_secret_file) {
            (Some(secret), _) => secret.clone(),
            (None, Some(file)) => {
                let read = std::fs::read_to_string(file);
                read.with_context(|| format!("sso_client_secret_file {} cannot be read", file.display()))?.trim().into()
            }
            (None, None) => String::new(),
        };
        if secret.is_empty() {
            bail!("the client's secret for single sign-on is empty");
        }
        Ok(Some(Named {
            issuer: issuer.clone(),
            client: client.clone(),
            secret,
            name: self.sso_name.clone(),
            scopes: self.sso_scopes.clone(),
            groups_claim: self.sso_groups_claim.clone(),
            leeway: TimeDelta::seconds(self.sso_leeway_seconds.into()),
        }))
    }

    /// Refuses what names half a provider, or one that would be asked in the clear.
    pub(super) fn check_single_sign_on(&self) -> anyhow::Result<()> {
        let secrets = [self.sso_client_secret.is_some(), self.sso_client_secret_file.is_some()];
        let Some(issuer) = &self.sso_issuer else {
            if self.sso_client_id.is_some() || secrets.contains(&true) {
                bail!("single sign-on needs sso_issuer, the address of the provider");
            }
            return Ok(());
        };
        if !cfg!(feature = "sso") {
            bail!(
                "sso_issuer is set, but this program was built without single sign-on: build it with the feature sso"
            );
        }
        // It stands on the administrators' page, and OpenID Connect knows no issuer with a query (Discovery 1.0, 3).
        if !is_confidential(issuer) || issuer.contains(['@', '?', '#', '\\']) {
            bail!(
                "sso_issuer must begin with https:// (http:// only for this machine itself), without user, password and \
                 query; it is {}",
                without_secrets(issuer)
            );
        }
        if self.sso_client_id.as_deref().is_none_or(str::is_empty) {
            bail!("single sign-on needs sso_client_id, what the provider calls this register");
        }
        if secrets[0] == secrets[1] {
            bail!("single sign-on needs one of sso_client_secret and sso_client_secret_file");
        }
        if self.sso_name.trim().is_empty() || self.sso_groups_claim.is_empty() {
            bail!("sso_name and sso_groups_claim must not be empty");
        }
        if self.sso_leeway_seconds > MOST_LEEWAY {
            bail!("sso_leeway_seconds is at most {MOST_LEEWAY}; it is {}", self.sso_leeway_seconds);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(change: impl FnOnce(&mut Settings)) -> Result<(), String> {
        let mut settings = Settings {
            sso_issuer: Some("https://login.example".into()),
            sso_client_id: Some("concordat".into()),
            sso_client_secret: Some("secret".into()),
            ..Default::default()
        };
        change(&mut settings);
        settings.check_single_sign_on().map_err(|error| error.to_string())
    }

    #[test]
    #[cfg(feature = "sso")]
    fn a_provider_is_named_whole_and_by_https() {
        assert_eq!(named(|_| {}), Ok(()));
        assert_eq!(named(|s| s.sso_issuer = Some("http://127.0.0.1:4000".into())), Ok(()));
        for address in ["http://login.example", "http://127.0.0.1@login.example", "login.example", "ftp://127.0.0.1"] {
            let refused = named(|s| s.sso_issuer = Some(address.into())).unwrap_err();
            assert!(refused.contains("https://"), "{refused}");
        }
        for secret in
            ["https://me:hush@login.example", "https://login.example?token=hush", "https://login.example#hush"]
        {
            let refused = named(|s| s.sso_issuer = Some(secret.into())).unwrap_err();
            assert!(refused.contains("without user") && !refused.contains("hush"), "{refused}");
        }
        assert!(named(|s| s.sso_client_id = None).unwrap_err().contains("sso_client_id"));
        assert!(named(|s| s.sso_client_secret = None).unwrap_err().contains("sso_client_secret_file"));
        assert!(named(|s| s.sso_client_secret_file = Some("secret".into())).unwrap_err().contains("one of"));
        assert!(named(|s| s.sso_leeway_seconds = 301).unwrap_err().contains("at most 300"));
        assert!(named(|s| s.sso_issuer = None).unwrap_err().contains("needs sso_issuer"));
    }

    #[test]
    #[cfg(not(feature = "sso"))]
    fn a_program_without_it_refuses_settings_that_name_it() {
        assert!(named(|_| {}).unwrap_err().contains("built without single sign-on"));
    }

    #[test]
    fn the_secret_is_never_shown() {
        let settings = Settings { sso_client_secret: Some("hush-hush".into()), ..Default::default() };
        let shown = format!("{settings}");
        assert!(shown.contains("sso_client_secret") && !shown.contains("hush"), "{shown}");
    }
}
