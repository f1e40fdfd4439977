//! `concordat audit`: the trail of who did what.

use clap::{Args, Subcommand};
use entities::audit::{Head, Verdict};

use crate::settings::Settings;

/// What is done with it.
#[derive(Debug, Subcommand)]
pub enum Audit {
    /// Check that no entry was changed or taken out, and print the head
    Verify(Verify),
}

/// Flags.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  concordat audit verify\n  concordat audit verify --head 120:9f86d0…\n\n\
    Keep the printed head somewhere else: with it a later check also finds a tail that was cut off.")]
pub struct Verify {
    /// The head that was printed before, SEQ:HASH
    #[arg(long, value_name = "SEQ:HASH")]
    head: Option<Head>,
}

impl Audit {
    pub async fn run(self, settings: &Settings) -> anyhow::Result<()> {
        let Self::Verify(Verify { head }) = self;
        let register = super::open_migrated(settings).await?;
        match register.verify_audit(head.as_ref()).await? {
            Verdict::Whole { entries, redacted, head } => {
                println!("{entries} entries, each as it was sealed; {redacted} redacted");
                println!("Head: {head}");
                Ok(())
            }
            Verdict::Broken { seq, why } => anyhow::bail!("the chain is broken at entry {seq}: {why}"),
        }
    }
}
