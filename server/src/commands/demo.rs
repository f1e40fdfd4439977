//! `concordat demo`: the Birmingham demonstration (register.md §7).

use anyhow::Context;
use entities::Refusal;

use crate::settings::Settings;

/// Flags.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  concordat demo\n  concordat demo --if-empty")]
pub struct Demo {
    /// Do nothing, successfully, if the register is not empty
    #[arg(long)]
    if_empty: bool,
}

impl Demo {
    pub async fn run(self, settings: &Settings) -> anyhow::Result<()> {
        let register = super::open_migrated(settings).await?;
        let loaded = match register.load_demonstration().await {
            Ok(loaded) => loaded,
            Err(Refusal::NotAllowed { why, .. }) if self.if_empty => {
                println!("{why}: it is left as it is");
                return Ok(());
            }
            Err(Refusal::NotAllowed { why, instead }) => anyhow::bail!("{why}. {instead}"),
            Err(error) => return Err(error).context("the demonstration could not be loaded whole"),
        };
        let made: Vec<String> = loaded.made.iter().map(|(count, what)| format!("{count} {what}")).collect();
        println!("The Birmingham demonstration is loaded: {}", made.join(", "));
        println!("`concordat serve` and the sign-in page show whom to sign in as");
        Ok(())
    }
}
