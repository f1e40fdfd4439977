//! PostgreSQL's own programs, which copy a database better than anyone else.

use std::{
    env,
    path::{Path, PathBuf},
    process::Command,
};

use percent_encoding::percent_decode_str;
use sea_orm::{ConnectionTrait, DatabaseBackend, Statement};
use tokio::task::spawn_blocking;

use crate::{Refusal, register::address};

/// Where Debian keeps them, a folder a version.
const DEBIAN: &str = "/usr/lib/postgresql";

/// One of them.
#[derive(Debug)]
pub struct Program {
    name: &'static str,
    path: PathBuf,
    /// Its version, `15`.
    pub major: u32,
}

impl Program {
    /// The oldest on this machine that is not older than a version: on `PATH`, or where Debian keeps them.
    ///
    /// # Errors
    /// [`Refusal::NotAllowed`] says what is there and what to install.
    pub fn find(name: &'static str, at_least: u32) -> Result<Self, Refusal> {
        let mut found: Vec<Self> = candidates(name).into_iter().filter_map(|path| Self::at(name, path)).collect();
        found.sort_by_key(|program| program.major);
        let newest = found.last().map(|program| program.major);
        found.into_iter().find(|program| program.major >= at_least).ok_or_else(|| {
            let why = match newest {
                None => format!("{name} is not on this machine"),
                Some(newest) => format!("{name} {newest} is older than PostgreSQL {at_least}"),
            };
            Refusal::rule(
                why,
                format!(
                    "Install PostgreSQL's client programs, version {at_least} (Debian: postgresql-client-{at_least})"
                ),
            )
        })
    }

    fn at(name: &'static str, path: PathBuf) -> Option<Self> {
        let said = Command::new(&path).arg("--version").output().ok()?;
        let major = major_of(&String::from_utf8_lossy(&said.stdout))?;
        Some(Self { name, path, major })
    }

    /// Runs it on a database, with a file as the last argument.
    ///
    /// # Errors
    /// [`Refusal::Broken`] with what it said.
    pub async fn run(&self, url: &str, options: &[&str], file: &Path) -> Result<(), Refusal> {
        let (address, password) = without_password(url)?;
        let mut command = Command::new(&self.path);
        command.arg("--dbname").arg(address).args(options).arg(file);
        if let Some(password) = password {
            // Other people on this machine can read a command line, and not an environment.
            command.env("PGPASSWORD", password);
        }
        let ended =
            spawn_blocking(move || command.output()).await.map_err(Refusal::broken)?.map_err(Refusal::broken)?;
        if ended.status.success() {
            return Ok(());
        }
        let said = String::from_utf8_lossy(&ended.stderr).trim().to_owned();
        Err(Refusal::broken(format!("{} ended with {}: {said}", self.name, ended.status)))
    }
}

/// The server's version, `15`.
pub async fn server_version(db: &impl ConnectionTrait) -> Result<u32, Refusal> {
    let ask = "SELECT CAST(current_setting('server_version_num') AS INTEGER) AS version";
    let row = db.query_one_raw(Statement::from_string(DatabaseBackend::Postgres, ask)).await?;
    let version: i32 = row.ok_or_else(|| Refusal::broken("no version"))?.try_get("", "version")?;
    Ok(u32::try_from(version / 10_000).unwrap_or_default())
}

fn candidates(name: &str) -> Vec<PathBuf> {
    let path = env::var_os("PATH").unwrap_or_default();
    let debian = std::fs::read_dir(DEBIAN).into_iter().flatten().flatten().map(|version| version.path().join("bin"));
    env::split_paths(&path).chain(debian).map(|folder| folder.join(name)).filter(|path| path.is_file()).collect()
}

/// `pg_dump (PostgreSQL) 15.18 (Debian …)` is 15.
fn major_of(said: &str) -> Option<u32> {
    let number = said.split_whitespace().find(|word| word.starts_with(|c: char| c.is_ascii_digit()))?;
    number.split(|c: char| !c.is_ascii_digit()).next()?.parse().ok()
}

/// An address for libpq without its password, and that.
fn without_password(url: &str) -> Result<(String, Option<String>), Refusal> {
    let mut address = address::postgres(url)?;
    let mut password = address.password().map(|text| percent_decode_str(text).decode_utf8_lossy().into_owned());
    if password.is_some() {
        address.set_password(None).map_err(|()| Refusal::broken("an address without a host has a password"))?;
    }
    if let Some((_, asked)) = address.query_pairs().filter(|(name, _)| name == "password").last() {
        password = Some(asked.into_owned());
    }
    // The last is sqlx's own, which libpq does not know.
    let kept = address::parameters(&address).into_iter();
    let kept = kept.filter(|(name, _)| !matches!(name.as_str(), "password" | "statement-cache-capacity"));
    let kept: Vec<String> = kept.map(|(_, piece)| piece).collect();
    address.set_query((!kept.is_empty()).then(|| kept.join("&")).as_deref());
    Ok((address.into(), password))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_never_stands_on_a_command_line() {
        let split = |url| without_password(url).unwrap();
        let (address, password) = split("postgres://me:p%40ss@db.example:5433/register?sslmode=require");
        assert_eq!(address, "postgres://me@db.example:5433/register?sslmode=require");
        assert_eq!(password.as_deref(), Some("p@ss"));
        let (address, password) = split("postgres://db.example/register?password=secret&statement-cache-capacity=9");
        assert_eq!((address.as_str(), password.as_deref()), ("postgres://db.example/register", Some("secret")));
        assert_eq!(split("postgres:///register?host=/run/postgresql").1, None);
        let (address, password) = split("postgres://me:secret@db.example/register?sslpassword=secret&PassWord=secret");
        assert_eq!((address.as_str(), password.as_deref()), ("postgres://me@db.example/register", Some("secret")));
    }

    #[test]
    fn a_program_tells_its_version() {
        assert_eq!(major_of("pg_dump (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)\n"), Some(15));
        assert_eq!(major_of("pg_restore (PostgreSQL) 18beta1\n"), Some(18));
        assert_eq!(major_of("no such thing"), None);
    }

    #[test]
    fn a_program_that_is_too_old_says_what_to_install() {
        let Err(Refusal::NotAllowed { instead, .. }) = Program::find("pg_dump", 99) else {
            panic!("there is no 99 yet")
        };
        assert!(instead.contains("postgresql-client-99"), "{instead}");
    }
}
