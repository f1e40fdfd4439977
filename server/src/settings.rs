//! What the program is told: flags, then environment, then `concordat.toml`, then what is right for a first try.

use std::{
    fmt,
    net::{IpAddr, Ipv4Addr, SocketAddr},
    path::PathBuf,
};

use anyhow::{Context, bail};
use chrono::NaiveDate;
use figment::{
    Figment,
    providers::{Env, Format, Serialized, Toml},
};
use serde::{Deserialize, Serialize};

/// Every setting. `Debug` and [`fmt::Display`] show what is in force without secrets.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// `sqlite://FILE` or `postgres://USER:PASSWORD@HOST/NAME`. Environment: `DATABASE_URL`.
    pub database_url: String,
    /// Where it listens.
    pub addr: SocketAddr,
    /// The address by which browsers reach it, `https://register.example`, when something stands in front of it.
    pub public_url: Option<String>,
    /// Proxies whose `X-Forwarded-For` is believed.
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
    /// What is logged: `info`, `debug`, or more finely as `tracing` filters say it.
    pub log: String,
    /// `text` or `json`.
    pub log_format: LogFormat,
    /// Seconds after which a request that is not answered gets an apology.
    pub request_seconds: u64,
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
            addr: SocketAddr::from((Ipv4Addr::LOCALHOST, 3000)),
            public_url: None,
            trusted_proxies: Vec::new(),
            site_root: "target/site".into(),
            register_date: None,
            smtp_url: None,
            mail_from: "Concordat <concordat@localhost>".into(),
            mail_retry_seconds: 60,
            mail_timeout_seconds: 30,
            log: "info".into(),
            log_format: LogFormat::Text,
            request_seconds: 30,
            sign_ins_per_minute: 20,
            changes_per_minute: 120,
            searches_per_minute: 120,
        }
    }
}

/// The names the environment may set, as `CONCORDAT_…`.
const FROM_ENVIRONMENT: &[&str] = &[
    "addr",
    "public_url",
    "trusted_proxies",
    "site_root",
    "register_date",
    "smtp_url",
    "mail_from",
    "mail_retry_seconds",
    "mail_timeout_seconds",
    "log",
    "log_format",
    "request_seconds",
    "sign_ins_per_minute",
    "changes_per_minute",
    "searches_per_minute",
];

impl Settings {
    /// Reads them all.
    ///
    /// # Errors
    /// A setting is not what it should be; the message names it and where it came from.
    pub fn load(overrides: &Overrides) -> anyhow::Result<Self> {
        let settings: Self = Figment::from(Serialized::defaults(Self::default()))
            .merge(Toml::file(&overrides.config))
            .merge(Env::prefixed("CONCORDAT_").only(FROM_ENVIRONMENT))
            .merge(Env::raw().only(&["database_url"]))
            .merge(Serialized::defaults(overrides))
            .extract()
            .context("the settings cannot be used")?;
        settings.check()?;
        Ok(settings)
    }

    /// Whether browsers reach it by https.
    pub fn is_secure(&self) -> bool {
        self.public_url.as_deref().is_some_and(|url| url.starts_with("https://"))
    }

    fn check(&self) -> anyhow::Result<()> {
        if let Some(url) = &self.public_url {
            let host = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
            if host.is_none_or(|host| host.is_empty() || host.contains('/')) {
                bail!("public_url must be like https://register.example, without a path; it is {url}");
            }
        }
        if self.sign_ins_per_minute == 0 || self.changes_per_minute == 0 || self.searches_per_minute == 0 {
            bail!("a limit of 0 a minute would refuse everything");
        }
        Ok(())
    }

    /// Refuses to send sessions through a network in the clear.
    ///
    /// # Errors
    /// It would listen beyond this machine without https in front.
    pub fn check_for_serving(&self) -> anyhow::Result<()> {
        if !self.is_secure() && !self.addr.ip().is_loopback() {
            bail!(
                "listening on {} without https would send sessions in the clear: \
                 put a proxy with https in front and set CONCORDAT_PUBLIC_URL=https://…, or listen on 127.0.0.1",
                self.addr
            );
        }
        Ok(())
    }

    /// The database without user and password.
    pub fn database_without_secrets(&self) -> String {
        without_secrets(&self.database_url)
    }
}

/// An address without user, password and query.
fn without_secrets(url: &str) -> String {
    match (url.split_once("://"), url.rsplit_once('@')) {
        (Some((scheme, _)), Some((_, place))) => format!("{scheme}://…@{place}"),
        _ => url.split('?').next().unwrap_or_default().to_owned(),
    }
}

impl fmt::Display for Settings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let none = "–";
        let day = self.register_date.map_or_else(|| none.to_owned(), |day| day.to_string());
        let proxies: Vec<String> = self.trusted_proxies.iter().map(ToString::to_string).collect();
        writeln!(f, "database_url         {}", self.database_without_secrets())?;
        writeln!(f, "addr                 {}", self.addr)?;
        writeln!(f, "public_url           {}", self.public_url.as_deref().unwrap_or(none))?;
        writeln!(f, "trusted_proxies      {}", if proxies.is_empty() { none.into() } else { proxies.join(", ") })?;
        writeln!(f, "site_root            {}", self.site_root.display())?;
        writeln!(f, "register_date        {day}")?;
        let smtp = self.smtp_url.as_deref().map_or_else(|| none.to_owned(), without_secrets);
        writeln!(f, "smtp_url             {smtp}")?;
        writeln!(f, "mail_from            {}", self.mail_from)?;
        writeln!(f, "mail_retry_seconds   {}", self.mail_retry_seconds)?;
        writeln!(f, "mail_timeout_seconds {}", self.mail_timeout_seconds)?;
        writeln!(f, "log                  {} ({:?})", self.log, self.log_format)?;
        writeln!(f, "request_seconds      {}", self.request_seconds)?;
        writeln!(f, "sign_ins_per_minute  {}", self.sign_ins_per_minute)?;
        writeln!(f, "changes_per_minute   {}", self.changes_per_minute)?;
        write!(f, "searches_per_minute  {}", self.searches_per_minute)
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
    }

    #[test]
    fn sessions_do_not_go_through_a_network_in_the_clear() {
        let everywhere = Settings { addr: ([0, 0, 0, 0], 3000).into(), ..Default::default() };
        assert!(everywhere.check_for_serving().is_err());
        let behind = Settings { public_url: Some("https://register.example".into()), ..everywhere };
        assert!(behind.check_for_serving().is_ok());
        assert!(Settings::default().check_for_serving().is_ok());
    }

    #[test]
    fn a_public_address_has_no_path() {
        let settings = Settings { public_url: Some("https://example.org/register".into()), ..Default::default() };
        assert!(settings.check().is_err());
    }
}
