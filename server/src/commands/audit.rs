//! `concordat audit`: the trail of who did what.

use clap::{Args, Subcommand};
use entities::{
    Refusal,
    access::Actor,
    audit::{Head, Verdict, deeds::RedactEntry},
};

use crate::settings::Settings;

/// What is done with it.
#[derive(Debug, Subcommand)]
pub enum Audit {
    /// Check that no entry was changed or taken out, and that what was signed and attached is as the trail says; print the head
    Verify(Verify),
    /// Take the record out that an entry kept, because of personal data in it
    Redact(Redact),
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

/// Flags.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  concordat audit redact 120 --reason \"A child was named in it\"\n\n\
    Who did what when stays, and the chain still verifies. The redaction is an entry of its own.")]
pub struct Redact {
    /// The entry's number
    seq: i64,
    /// Why, without the data that goes: it is kept for ever
    #[arg(long)]
    reason: String,
}

impl Audit {
    pub async fn run(self, settings: &Settings) -> anyhow::Result<()> {
        match self {
            Self::Verify(verify) => verify.run(settings).await,
            Self::Redact(redact) => redact.run(settings).await,
        }
    }
}

impl Redact {
    async fn run(self, settings: &Settings) -> anyhow::Result<()> {
        let Self { seq, reason } = self;
        let register = super::open_migrated(settings).await?;
        match register.change(&Actor::operator(), &RedactEntry { seq, reason }).await {
            Ok(()) => println!(
                "Entry {seq} no longer keeps the record; that it was redacted is entry {}",
                register.audit_head().await?.seq
            ),
            Err(Refusal::NotFound) => anyhow::bail!("there is no entry {seq}"),
            Err(Refusal::NotAllowed { why, instead }) => anyhow::bail!("{why}. {instead}"),
            Err(refusal) => return Err(refusal.into()),
        }
        Ok(())
    }
}

impl Verify {
    async fn run(self, settings: &Settings) -> anyhow::Result<()> {
        let Self { head } = self;
        let register = super::open_migrated(settings).await?;
        match register.verify_audit(head.as_ref()).await? {
            Verdict::Whole { entries, redacted, head } => {
                println!("{entries} entries, each as it was sealed; {redacted} redacted");
                println!("Head: {head}");
                let vouched = super::vouched(settings, &register).await?;
                println!("{vouched}");
                Ok(())
            }
            Verdict::Broken { seq, why } => anyhow::bail!("the chain is broken at entry {seq}: {why}"),
        }
    }
}
