//! `concordat export …`: what is published, as files for other programs. Nothing that the public cannot read is in them.

mod ocds;

use clap::Subcommand;

use crate::settings::Settings;

#[derive(Debug, Subcommand)]
pub enum Export {
    /// Published procurements with their releases, as OCDS 1.1
    Ocds(ocds::Ocds),
}

impl Export {
    pub async fn run(self, settings: &Settings) -> anyhow::Result<()> {
        let register = super::open_migrated(settings).await?;
        match self {
            Self::Ocds(ocds) => ocds.run(&register, settings).await,
        }
    }
}
