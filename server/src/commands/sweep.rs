//! `concordat sweep`: takes away personal data whose time is over, as the server does once an hour.

use crate::settings::Settings;

/// It has no flags.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  concordat sweep\n\n\
    The server does the same once an hour; the page /privacy says how long what is kept.")]
pub struct Sweep {}

impl Sweep {
    pub async fn run(self, settings: &Settings) -> anyhow::Result<()> {
        let register = super::open_migrated(settings).await?.with_files(settings.storage().open()?);
        let swept = register.sweep_what_is_over().await?;
        for (kind, count) in &swept.0 {
            println!("{count:>8}  {}", kind.label());
        }
        println!("{:>8}  in all", swept.all());
        Ok(())
    }
}
