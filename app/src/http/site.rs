//! The running service: the register it shows and how it presents itself.

use entities::{Register, attachment::LARGEST, values::Reference};
use std::{ops::Deref, sync::Arc};

use super::{Assets, Provider};

/// A link by its words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Link {
    /// What it says.
    pub text: &'static str,
    /// Where it goes.
    pub href: &'static str,
}

/// What every page needs to know about the service. Set once, at start.
#[derive(Clone)]
pub struct SiteSettings {
    /// The register.
    pub register: Register,
    /// The service's name, in header and titles.
    pub name: String,
    /// Whether browsers reach it by https (decides the session cookie's name).
    pub secure: bool,
    /// Said on every page: that this is a demonstration and which day its register shows.
    pub banner: Option<String>,
    /// Main navigation.
    pub navigation: Vec<Link>,
    /// Links for whoever is signed in, beside their name.
    pub personal: Vec<Link>,
    /// Where to sign in, if that is mounted.
    pub sign_in: Option<Link>,
    /// Where administrators keep people and organisations, if that is mounted.
    pub administration: Option<Link>,
    /// Whether letters leave the register, or wait for a mail server to be named.
    pub sends_mail: bool,
    /// The largest file that may be attached, in bytes.
    pub largest_file: usize,
    /// Where people can sign in with what their organisation has given them, if anywhere.
    pub single_sign_on: Option<Arc<dyn Provider>>,
    /// Links of the footer.
    pub footer: Vec<Link>,
    /// Stylesheet and island starter.
    pub assets: Assets,
    /// How browsers reach it, `https://register.example`: for what is read elsewhere, calendars and feeds.
    pub origin: String,
}

/// The settings, shared. Cheap to clone.
#[derive(Clone)]
pub struct Site(Arc<SiteSettings>);

impl Site {
    /// The whole address of a record's page, for what is read elsewhere: `address_of("/contracts", CON-2013-001)`.
    pub fn address_of(&self, list: &str, reference: &Reference) -> String {
        format!("{}{list}/{}", self.origin, reference.in_address())
    }

    /// A service on this register with the name Concordat, and links to what [`addresses`](crate::addresses) mounts.
    pub fn new(register: Register, secure: bool, banner: Option<String>, assets: Assets) -> Self {
        use crate::addresses::{ADMINISTRATION, FOOTER, NAVIGATION, PERSONAL, SIGN_IN};
        Self(Arc::new(SiteSettings {
            register,
            name: "Concordat".into(),
            secure,
            banner,
            navigation: NAVIGATION.to_vec(),
            personal: PERSONAL.to_vec(),
            sign_in: SIGN_IN,
            administration: ADMINISTRATION,
            sends_mail: false,
            largest_file: LARGEST,
            single_sign_on: None,
            footer: FOOTER.to_vec(),
            assets,
            origin: "http://127.0.0.1:3000".into(),
        }))
    }
}

impl Site {
    /// The same service, reached at this origin.
    #[must_use]
    pub fn reached_at(&self, origin: &str) -> Self {
        let origin = origin.trim_end_matches('/').to_owned();
        Self(Arc::new(SiteSettings { origin, ..SiteSettings::clone(&self.0) }))
    }

    /// The same service, taking files of so many bytes.
    #[must_use]
    pub fn taking_files(&self, largest_file: usize) -> Self {
        Self(Arc::new(SiteSettings { largest_file, ..SiteSettings::clone(&self.0) }))
    }

    /// The same service, with or without a mail server.
    #[must_use]
    pub fn sending_mail(&self, sends_mail: bool) -> Self {
        Self(Arc::new(SiteSettings { sends_mail, ..SiteSettings::clone(&self.0) }))
    }

    /// The same service, with a provider of single sign-on or without.
    #[must_use]
    pub fn signing_in_at(&self, provider: Option<Arc<dyn Provider>>) -> Self {
        Self(Arc::new(SiteSettings { single_sign_on: provider, ..SiteSettings::clone(&self.0) }))
    }
}

impl From<SiteSettings> for Site {
    fn from(settings: SiteSettings) -> Self {
        Self(Arc::new(settings))
    }
}

impl Deref for Site {
    type Target = SiteSettings;

    fn deref(&self) -> &SiteSettings {
        &self.0
    }
}
