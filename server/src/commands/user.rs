//! `concordat user`: people who sign in.

use clap::{Args, Subcommand};
use entities::{
    access::{Actor, Role},
    account::{AddPerson, Email},
    values::{Reference, text::normalised},
};

use crate::settings::Settings;

/// What is done with people.
#[derive(Debug, Subcommand)]
pub enum User {
    /// Add a person, or a role to a person; prints a one-time link to set a password. Roles that speak for an organisation wait for
    /// its own people, once somebody has come in who can confirm them
    Add(Add),
}

/// Flags.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  \
    concordat user add jo@example.gov.uk --name \"Jo Bloggs\" --organisation ORG-2014-001 --role commissioner")]
pub struct Add {
    /// The e-mail address the person signs in with
    #[arg(value_parser = email)]
    email: Email,
    /// The person's name
    #[arg(long)]
    name: String,
    /// The organisation's reference
    #[arg(long, value_parser = reference)]
    organisation: Reference,
    /// What the person is there; may be given several times: provider, partner, signatory, coordinator, commissioner,
    /// accountable, scrutineer, administrator
    #[arg(long = "role", required = true, value_parser = role)]
    roles: Vec<Role>,
}

impl User {
    pub async fn run(self, settings: &Settings) -> anyhow::Result<()> {
        let Self::Add(Add { email, name, organisation, roles }) = self;
        let register = super::open_migrated(settings).await?;
        let person = AddPerson {
            email,
            name: normalised(&name).trim().to_owned(),
            organisation,
            roles,
            demonstration: false,
            by_mail: false,
        };
        let added = register.change(&Actor::operator(), &person).await?;
        println!("{} belongs to {}", person.email.as_str(), person.organisation);
        if let Some(nomination) = added.waits {
            let able = register.who_confirms(nomination).await?;
            let able: Vec<String> =
                able.into_iter().map(|one| format!("{} ({})", one.name, one.organisation.name)).collect();
            println!("The role waits to be confirmed in the register by: {}", able.join(", "));
        }
        match added.link {
            Some(secret) => {
                let origin = settings.public_url.clone().unwrap_or_else(|| format!("http://{}", settings.addr));
                println!("To set the password, once, within three days: {origin}/set-password/{secret}");
            }
            None => println!("The account was there already; its password stays"),
        }
        Ok(())
    }
}

fn email(text: &str) -> Result<Email, String> {
    Email::parse(text).ok_or_else(|| "not an e-mail address".to_owned())
}

fn reference(text: &str) -> Result<Reference, String> {
    text.parse().map_err(|_| "not a reference, like ORG-2014-001".to_owned())
}

fn role(text: &str) -> Result<Role, String> {
    let known = || Role::ALL.iter().map(Role::code).collect::<Vec<_>>().join(", ");
    text.parse().map_err(|_| format!("not a role; there are {}", known()))
}
