//! The commands, one file each. Each ends with 0 on success and 1 when it was refused or failed; wrong use is 2.

mod audit;
mod backup;
mod check;
mod demo;
mod export;
mod import;
mod migrate;
mod restore;
mod serve;
mod sweep;
mod user;

use anyhow::Context;
use clap::{Parser, Subcommand};
use entities::{
    Refusal, Register,
    clock::Clock,
    register::{hindrance, setting},
};

use crate::{
    logging,
    settings::{Overrides, Settings},
};

/// The command line.
#[derive(Debug, Parser)]
#[command(
    name = "concordat",
    version,
    about = "A register of what partners agree to do for children, who pays for it, and what comes of it",
    after_help = "Without a command it serves.\n\n\
        Settings: flags, then environment (DATABASE_URL, CONCORDAT_…), then concordat.toml.\n\
        Ends with 0 on success, 1 when something was refused or failed, 2 on wrong use."
)]
pub struct CommandLine {
    #[command(flatten)]
    overrides: Overrides,
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serve the register (the default)
    Serve(serve::Serve),
    /// Bring the database's schema up to date
    Migrate(migrate::Migrate),
    /// Load the Birmingham demonstration into an empty register
    Demo(demo::Demo),
    /// People who sign in
    #[command(subcommand)]
    User(user::User),
    /// Read records from files
    #[command(subcommand)]
    Import(import::Import),
    /// Write what is published into files
    #[command(subcommand)]
    Export(export::Export),
    /// Copy the register with what is attached into one file, while it serves
    Backup(backup::Backup),
    /// Put a backup into an empty place, and verify it
    Restore(restore::Restore),
    /// The audit trail
    #[command(subcommand)]
    Audit(audit::Audit),
    /// Take away personal data whose time is over
    Sweep(sweep::Sweep),
    /// Check database, settings, schema and audit chain
    Check(check::Check),
}

/// Runs a command.
///
/// # Errors
/// What was refused or failed, for people to read.
pub async fn run(command_line: CommandLine) -> anyhow::Result<()> {
    let CommandLine { mut overrides, command } = command_line;
    let command = command.unwrap_or(Command::Serve(serve::Serve::default()));
    if let Command::Serve(serve) = &command {
        overrides.addr = serve.addr;
    }
    let settings = Settings::load(&overrides)?;
    logging::start(&settings)?;
    match command {
        Command::Serve(_) => serve::run(settings).await,
        Command::Migrate(migrate) => migrate.run(&settings).await,
        Command::Demo(demo) => demo.run(&settings).await,
        Command::User(user) => user.run(&settings).await,
        Command::Import(import) => import.run(&settings).await,
        Command::Export(export) => export.run(&settings).await,
        Command::Backup(backup) => backup.run(&settings).await,
        Command::Restore(restore) => restore.run(&settings).await,
        Command::Audit(audit) => audit.run(&settings).await,
        Command::Sweep(sweep) => sweep.run(&settings).await,
        Command::Check(check) => check.run(&settings).await,
    }
}

/// A refusal with all that whoever sits at the command line may know of it.
fn in_full(refusal: Refusal) -> anyhow::Error {
    match refusal {
        Refusal::NotAllowed { why, instead } => anyhow::anyhow!("{why}. {instead}"),
        Refusal::Broken(cause) => anyhow::anyhow!("{cause}"),
        other => other.into(),
    }
}

/// Opens the register on the day it stands on: the settings', else the loaded demonstration's, else today.
async fn open(settings: &Settings) -> anyhow::Result<Register> {
    let clock = Clock::standing_on(settings.register_date);
    let opened = Register::open_with(&settings.database_url, clock, settings.connections()).await;
    let opened = opened.map(|register| register.with_sessions(settings.sessions()));
    let register = opened.map_err(|error| {
        let what_to_do = hindrance(&error).map(|hindrance| format!(": {hindrance}")).unwrap_or_default();
        let place = settings.database_without_secrets();
        anyhow::Error::new(error).context(format!("the database {place} cannot be opened{what_to_do}"))
    })?;
    if settings.register_date.is_some() {
        return Ok(register);
    }
    // Before the first migration there are no settings to read.
    let day = register.setting(setting::DEMONSTRATION).await.unwrap_or_default();
    let day = day.and_then(|day| day.parse().ok());
    Ok(register.with_clock(Clock::standing_on(day)))
}

/// The same, and refuses a schema that is not this program's.
async fn open_migrated(settings: &Settings) -> anyhow::Result<Register> {
    let register = open(settings).await?;
    match register.mismatch().await.context("the schema cannot be read")? {
        Some(mismatch) => Err(mismatch.into()),
        None => Ok(register),
    }
}

/// Recomputes what the audit trail vouches for, and says how much that was.
///
/// # Errors
/// Something differs, and what.
pub(crate) async fn vouched(settings: &Settings, register: &Register) -> anyhow::Result<String> {
    let files = settings.storage().open()?;
    let found = register.with_files(files).verify_records().await?;
    if found.differs.is_empty() {
        return Ok(format!(
            "{} revisions, {} signatures, {} signed editions and {} attached files, each as the trail says",
            found.revisions, found.signatures, found.editions, found.files
        ));
    }
    anyhow::bail!("what the trail vouches for differs:\n  {}", found.differs.join("\n  "))
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_command_line_is_sound() {
        CommandLine::command().debug_assert();
    }

    #[test]
    fn every_command_has_help_with_an_example() {
        fn walk(command: &clap::Command) {
            if command.has_subcommands() {
                command.get_subcommands().filter(|sub| sub.get_name() != "help").for_each(walk);
            } else {
                let help = command.get_after_help().map(ToString::to_string).unwrap_or_default();
                assert!(help.contains("Example"), "{} has no example", command.get_name());
                assert!(help.contains("concordat "), "{} shows no command", command.get_name());
            }
        }
        walk(&CommandLine::command());
    }

    #[test]
    fn a_flag_of_serve_says_where_to_listen() {
        let line = CommandLine::try_parse_from(["concordat", "serve", "--addr", "127.0.0.1:4000"]).unwrap();
        assert!(matches!(line.command, Some(Command::Serve(serve)) if serve.addr.is_some()));
        assert!(CommandLine::try_parse_from(["concordat", "serve", "--addr", "nowhere"]).is_err());
    }
}
