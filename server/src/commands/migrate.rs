//! `concordat migrate`: brings the schema up to date.

use anyhow::Context;
use entities::register::Mismatch;

use crate::settings::Settings;

/// Flags.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  concordat migrate\n  concordat migrate --status")]
pub struct Migrate {
    /// Only say what is applied and what is pending
    #[arg(long)]
    status: bool,
}

impl Migrate {
    pub async fn run(self, settings: &Settings) -> anyhow::Result<()> {
        let register = super::open(settings).await?;
        let before = register.schema_state().await.context("the schema cannot be read")?;
        if self.status {
            before.applied.iter().for_each(|name| println!("applied  {name}"));
            before.pending.iter().for_each(|name| println!("pending  {name}"));
            before.unknown.iter().for_each(|name| println!("unknown  {name}, of a newer program"));
            println!("{} applied, {} pending", before.applied.len(), before.pending.len());
            return Ok(());
        }
        if let Some(mismatch @ Mismatch::Newer { .. }) = register.mismatch().await? {
            return Err(mismatch.into());
        }
        register.migrate().await.context("the schema could not be brought up to date")?;
        println!("{} changes applied, {} were already", before.pending.len(), before.applied.len());
        Ok(())
    }
}
