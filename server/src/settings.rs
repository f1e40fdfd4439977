//! What the program is told: flags, then environment, then `concordat.toml`, then what is right for a first try.

use std::{
    fmt,
    net::{IpAddr, Ipv4Addr, SocketAddr},
    path::PathBuf,
    time::Duration,
};

use anyhow::anyhow;
use app::addresses::LARGEST_FORM;
use chrono::NaiveDate;
use entities::{account::SessionLimits, attachment, register::Connections, values::place::without_secrets};
use figment::{
    Figment,
    providers::{Env, Format, Serialized, Toml},
};
use serde::{Deserialize, Deserializer, Serialize, de::Error};
use serde_json::Value;

mod check;
mod misread;
mod single_sign_on;

pub use single_sign_on::{Named, is_confidential};

/// Every setting. `Debug` and [`fmt::Display`] show what is in force without secrets.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// `sqlite://FILE` or `postgres://USER:PASSWORD@HOST/NAME`. Environment: `DATABASE_URL`.
    pub database_url: String,
    /// Connections to PostgreSQL at most; to SQLite half as many read and one writes.
    pub database_connections: u32,
    /// Seconds to wait for a connection; twice as long for an SQLite file that another program holds.
    pub database_wait_seconds: u64,
    /// Where it listens.
    pub addr: SocketAddr,
    /// The address by which browsers reach it, `https://register.example`, when something stands in front of it.
    pub public_url: Option<String>,
    /// Proxies whose `X-Forwarded-For` is believed: a list, or in the environment `10.0.0.1,10.0.0.2`.
    #[serde(deserialize_with = "addresses")]
    pub trusted_proxies: Vec<IpAddr>,
    /// The folder of the built files, with `pkg/` in it.
    pub site_root: PathBuf,
    /// The day the register stands on, instead of today's; a loaded demonstration sets it by itself.
    pub register_date: Option<NaiveDate>,
    /// The mail server, `smtp://USER:PASSWORD@HOST:587?tls=required`; without one letters wait.
    pub smtp_url: Option<String>,
    /// Whom letters come from.
    pub mail_from: String,
    /// Seconds to wait after a first try that failed; each later wait is three times as long, four hours at most.
    pub mail_retry_seconds: u32,
    /// Seconds after which a mail server that says nothing is thought down.
    pub mail_timeout_seconds: u32,
    /// The provider of single sign-on (OpenID Connect), by the address of its issuer; without one there is none.
    pub sso_issuer: Option<String>,
    /// What the provider calls this register.
    pub sso_client_id: Option<String>,
    /// What this program shows the provider.
    pub sso_client_secret: Option<String>,
    /// The file with that secret, in its place.
    pub sso_client_secret_file: Option<PathBuf>,
    /// What people know it as: "Birmingham staff sign-in".
    pub sso_name: String,
    /// What the provider is asked for beside `openid`, with blanks between.
    pub sso_scopes: String,
    /// The claim of the token that holds the groups.
    pub sso_groups_claim: String,
    /// Seconds by which the provider's clock may differ.
    pub sso_leeway_seconds: u32,
    /// What is logged: `info`, `debug`, or more finely as `tracing` filters say it.
    pub log: String,
    /// `text` or `json`.
    pub log_format: LogFormat,
    /// Where `/metrics` is told, and nothing else; not set, nowhere. It is for whoever watches the program, not for the
    /// public.
    pub metrics_addr: Option<SocketAddr>,
    /// Where attached files lie: a folder, or `s3://BUCKET/FOLDER` with the usual `AWS_…` in the environment.
    pub attachments: String,
    /// Seconds in which the headers of a request must arrive; a connection on which nothing comes is closed after as long.
    pub header_seconds: u64,
    /// Seconds after which a request that is not answered gets an apology.
    pub request_seconds: u64,
    /// Seconds that requests in flight have to finish once the program was told to stop.
    pub stop_seconds: u64,
    /// Room in memory for pages that everybody reads alike, in megabytes; 0 has each made anew.
    pub page_megabytes: usize,
    /// The largest form, in megabytes.
    pub form_megabytes: usize,
    /// The largest attached file, in megabytes.
    pub attachment_megabytes: usize,
    /// Hours after which a session ends in which nothing came.
    pub session_idle_hours: u32,
    /// Hours after which a session ends whatever comes.
    pub session_longest_hours: u32,
    /// Sign-ins a minute, for an account or an address.
    pub sign_ins_per_minute: u32,
    /// Changes a minute, for an account or an address.
    pub changes_per_minute: u32,
    /// Searches and exports a minute, for an account or an address.
    pub searches_per_minute: u32,
}

/// How the log is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LogFormat {
    /// For people.
    Text,
    /// For programs.
    Json,
}

/// Flags that stand above everything else; the same for every command.
#[derive(Debug, Clone, Default, clap::Args, Serialize)]
pub struct Overrides {
    /// Database: sqlite://FILE or postgres://USER@HOST/NAME [environment: DATABASE_URL]
    #[arg(long, global = true, value_name = "URL", hide_env_values = true)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub database_url: Option<String>,
    /// Settings file
    #[arg(long, global = true, value_name = "FILE", default_value = "concordat.toml")]
    #[serde(skip)]
    pub config: PathBuf,
    /// Where to listen
    #[arg(skip)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub addr: Option<SocketAddr>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            database_url: "sqlite://data/concordat.db".into(),
            database_connections: 16,
            database_wait_seconds: 5,
            addr: SocketAddr::from((Ipv4Addr::LOCALHOST, 3000)),
            public_url: None,
            trusted_proxies: Vec::new(),
            site_root: "target/site".into(),
            register_date: None,
            smtp_url: None,
            mail_from: "Concordat <concordat@localhost>".into(),
            mail_retry_seconds: 60,
            mail_timeout_seconds: 30,
            sso_issuer: None,
            sso_client_id: None,
            sso_client_secret: None,
            sso_client_secret_file: None,
            sso_name: "single sign-on".into(),
            sso_scopes: "email profile".into(),
            sso_groups_claim: "groups".into(),
            sso_leeway_seconds: 60,
            log: "info".into(),
            log_format: LogFormat::Text,
            metrics_addr: None,
            attachments: "data/attachments".into(),
            header_seconds: 20,
            request_seconds: 30,
            stop_seconds: 20,
            page_megabytes: 8,
            form_megabytes: LARGEST_FORM / MEGABYTE,
            attachment_megabytes: attachment::LARGEST / MEGABYTE,
            session_idle_hours: SessionLimits::default().idle_hours,
            session_longest_hours: SessionLimits::default().longest_hours,
            sign_ins_per_minute: 20,
            changes_per_minute: 120,
            searches_per_minute: 120,
        }
    }
}

/// Bytes.
const MEGABYTE: usize = 1024 * 1024;

impl Settings {
    /// Reads them all.
    ///
    /// # Errors
    /// A setting is not what it should be; the message names it and where it came from.
    pub fn load(overrides: &Overrides) -> anyhow::Result<Self> {
        let settings: Self = Figment::from(Serialized::defaults(Self::default()))
            .merge(Toml::file(&overrides.config))
            .merge(Env::prefixed("CONCORDAT_").only(&from_environment().iter().map(String::as_str).collect::<Vec<_>>()))
            .merge(Env::raw().only(&["database_url"]))
            .merge(Serialized::defaults(overrides))
            .extract()
            .map_err(|error| anyhow!("the settings cannot be used: {}", misread::in_words(error)))?;
        settings.check()?;
        Ok(settings)
    }

    /// Room for pages that everybody reads alike, in bytes.
    pub fn room_for_pages(&self) -> usize {
        self.page_megabytes * MEGABYTE
    }

    /// The largest form, in bytes.
    pub fn largest_form(&self) -> usize {
        self.form_megabytes * MEGABYTE
    }

    /// The largest attached file, in bytes.
    pub fn largest_file(&self) -> usize {
        self.attachment_megabytes * MEGABYTE
    }

    /// How the database is connected to.
    pub fn connections(&self) -> Connections {
        Connections { most: self.database_connections, wait: Duration::from_secs(self.database_wait_seconds) }
    }

    /// When sessions end by themselves.
    pub fn sessions(&self) -> SessionLimits {
        SessionLimits { idle_hours: self.session_idle_hours, longest_hours: self.session_longest_hours }
    }

    /// Whether browsers reach it by https.
    pub fn is_secure(&self) -> bool {
        self.public_url.as_deref().is_some_and(|url| url.starts_with("https://"))
    }

    /// The database without user and password.
    pub fn database_without_secrets(&self) -> String {
        without_secrets(&self.database_url)
    }
}

/// Addresses as a list, or as one text with commas between them.
fn addresses<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<IpAddr>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Named {
        List(Vec<IpAddr>),
        Text(String),
    }
    match Named::deserialize(from)? {
        Named::List(list) => Ok(list),
        Named::Text(text) => {
            let named = text.split(',').map(str::trim).filter(|one| !one.is_empty());
            named.map(|one| one.parse().map_err(|_| D::Error::custom("one of them is no address"))).collect()
        }
    }
}

/// Each setting's name and value, in order, without secrets.
fn listed(settings: &Settings) -> Vec<(String, String)> {
    let shown = Settings {
        database_url: settings.database_without_secrets(),
        smtp_url: settings.smtp_url.as_deref().map(without_secrets),
        public_url: settings.public_url.as_deref().map(without_secrets),
        attachments: settings.storage().shown(),
        sso_issuer: settings.sso_issuer.as_deref().map(without_secrets),
        sso_client_secret: settings.sso_client_secret.as_ref().map(|_| "…".into()),
        ..settings.clone()
    };
    let Ok(Value::Object(all)) = serde_json::to_value(shown) else { return Vec::new() };
    let plain = |value: &Value| value.as_str().map_or_else(|| value.to_string(), ToOwned::to_owned);
    let none = || "–".to_owned();
    let said = |value: &Value| match value {
        Value::Null => none(),
        Value::Array(several) if several.is_empty() => none(),
        Value::Array(several) => several.iter().map(plain).collect::<Vec<_>>().join(", "),
        one => plain(one),
    };
    all.iter().map(|(name, value)| (name.clone(), said(value))).collect()
}

/// What the environment may set as `CONCORDAT_…`: everything but the database's address, whose name others share.
fn from_environment() -> Vec<String> {
    let names = listed(&Settings::default()).into_iter().map(|(name, _)| name);
    names.filter(|name| name != "database_url").collect()
}

impl fmt::Display for Settings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let lines: Vec<String> = listed(self).iter().map(|(name, value)| format!("{name:23}{value}")).collect();
        f.write_str(&lines.join("\n"))
    }
}

impl fmt::Debug for Settings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_shown_of_the_settings_holds_no_password() {
        let settings =
            Settings { database_url: "postgres://me:p@ss@db.example/register?x=1".into(), ..Default::default() };
        let shown = format!("{settings:?}");
        assert!(shown.contains("postgres://…@db.example/register") && !shown.contains("p@ss"), "{shown}");
        let settings = Settings {
            database_url: "postgres://db.example/register?user=me&password=hush".into(),
            sso_issuer: Some("https://me:hush@login.example/?secret=hush".into()),
            smtp_url: Some("smtp://mail.example?password=hush".into()),
            public_url: Some("https://me:hush@register.example?hush".into()),
            attachments: "s3://key:hush@bucket/folder?hush".into(),
            ..Default::default()
        };
        let shown = format!("{settings:?}");
        assert!(!shown.contains("hush") && shown.contains("login.example") && shown.contains("db.example"), "{shown}");
        for odd in ["S3://key:hush@bucket", "https://key:hush@bucket", "s3:key:hush@bucket", "key:hush@bucket"] {
            let shown = Settings { attachments: odd.into(), ..Default::default() }.to_string();
            assert!(!shown.contains("hush"), "{shown}");
        }
    }

    #[test]
    fn proxies_are_named_in_a_file_and_in_the_environment() {
        let named = |proxies: &str| -> Vec<String> {
            let settings: Settings = Figment::from(Serialized::defaults(Settings::default()))
                .merge(Toml::string(&format!("trusted_proxies = {proxies}")))
                .extract()
                .unwrap();
            settings.trusted_proxies.iter().map(ToString::to_string).collect()
        };
        assert_eq!(named("[\"10.0.0.1\", \"::1\"]"), ["10.0.0.1", "::1"]);
        assert_eq!(named("\"10.0.0.1, 10.0.0.2\""), ["10.0.0.1", "10.0.0.2"]);
        assert!(named("\"\"").is_empty());
    }

    #[test]
    fn every_setting_is_explained_with_what_it_is_by_itself() {
        let explained = include_str!("../deploy/OPERATIONS.md");
        for (name, value) in listed(&Settings::default()) {
            let row = format!("| `{name}` | `{value}` | ");
            assert!(explained.contains(&row), "server/deploy/OPERATIONS.md has no row {row}");
        }
    }
}
