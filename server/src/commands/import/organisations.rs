//! `concordat import organisations`: public bodies from the lists their publishers give.

use std::{fs::File, io::BufReader, path::PathBuf};

use anyhow::Context;
use clap::{Args, ValueEnum};
use entities::{
    Register,
    access::Actor,
    organisation::deeds::{ImportOrganisations, Imported},
};

use super::{counted, name_of};
use crate::imports::{List, read_list};

/// Flags.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  concordat import organisations --kind nhs-trusts etr.csv\n  \
    concordat import organisations --kind ccgs clinical-commissioning-group.csv\n\n\
    Bodies are known again by their ODS codes: a second run adds nothing.")]
pub struct Organisations {
    /// Which list the file is
    #[arg(long, value_enum)]
    kind: Kind,
    /// The list, as its publisher gives it
    file: PathBuf,
}

/// The lists that can be read.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum Kind {
    /// Clinical commissioning groups (until 2022): GOV.UK Registers' clinical-commissioning-group.csv
    Ccgs,
    /// NHS trusts: the Organisation Data Service's etr.csv, without a header
    NhsTrusts,
}

/// Bodies in a batch.
const BATCH: usize = 100;

impl Organisations {
    pub async fn run(self, register: &Register) -> anyhow::Result<()> {
        let list = match self.kind {
            Kind::Ccgs => List::Ccgs,
            Kind::NhsTrusts => List::NhsTrusts,
        };
        let name = name_of(&self.file);
        let file = File::open(&self.file).with_context(|| format!("{name} cannot be read"))?;
        let read = read_list(list, BufReader::new(file)).with_context(|| format!("{name} was not imported"))?;
        println!("{name}");
        for skipped in &read.skipped {
            println!("  line {}: {}; it was skipped", skipped.line, skipped.reason);
        }
        let mut done = Imported::default();
        for batch in read.organisations.chunks(BATCH) {
            let import = ImportOrganisations { source: name.clone(), organisations: batch.to_vec() };
            done += register.change(&Actor::operator(), &import).await?;
        }
        println!("  read {}", counted(read.lines, "line", "lines"));
        println!(
            "  {} added, {} changed, {} as they were, {} skipped",
            done.added,
            done.changed,
            done.unchanged,
            read.skipped.len()
        );
        Ok(())
    }
}
