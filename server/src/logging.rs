//! The log: what happened and how long it took, by request number. Never who, never what they typed.

use std::{
    io::{self, IsTerminal},
    panic,
};

use tracing_subscriber::EnvFilter;

use crate::settings::{LogFormat, Settings};

/// Never logged, whatever the settings say.
const PASSWORDS: &str = "sqlx_postgres::options::pgpass=off";
const ADDRESSES: &str = "sqlx_postgres::options::parse=off";

/// Starts logging to standard error.
///
/// # Errors
/// The filter in the settings cannot be read.
pub fn start(settings: &Settings) -> anyhow::Result<()> {
    // Whatever is wrong with a line of `.pgpass` or an address, the library for PostgreSQL logs it with its password.
    let filter = EnvFilter::try_new(&settings.log)?;
    let filter = filter.add_directive(PASSWORDS.parse()?).add_directive(ADDRESSES.parse()?);
    let log =
        tracing_subscriber::fmt().with_env_filter(filter).with_writer(io::stderr).with_ansi(io::stderr().is_terminal());
    let started = match settings.log_format {
        LogFormat::Text => log.with_target(false).try_init(),
        LogFormat::Json => log.json().try_init(),
    };
    started.map_err(|why| anyhow::anyhow!("the log cannot be started: {why}"))?;
    panic::set_hook(Box::new(|info| {
        let place = info.location().map(ToString::to_string).unwrap_or_default();
        // A message that is part of the program tells no secrets; one that was put together may.
        let message = info.payload().downcast_ref::<&'static str>().copied().unwrap_or("(message withheld)");
        tracing::error!(place, message, "panic");
    }));
    Ok(())
}
