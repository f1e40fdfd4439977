//! `concordat import ocds`: procurements and tender events.

use std::{fs::File, path::PathBuf};

use anyhow::bail;
use clap::Args;
use entities::{
    Register,
    access::Actor,
    import::{NotImported, Report, import},
    ocds::{self, NotOcds},
};

use super::{counted, name_of};

/// Flags.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  concordat import ocds releases.json\n  \
    concordat import ocds releases-2026-01.json releases-2026-02.jsonl.gz\n\n\
    Releases of one OCID are merged in order of their dates, whichever file they come from. What is wrong in a file is\n\
    printed with its path and kept; the rest is used. Ends with 1 if a file could not be imported.")]
pub struct Ocds {
    /// OCDS JSON, also packed with gzip: releases, packages or records; one, an array, or one after another
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Print at most so many faults of a file; all of them are kept
    #[arg(long, value_name = "NUMBER", default_value_t = 100)]
    faults: u64,
}

/// How often progress is told, in releases.
const TOLD_EVERY: u64 = 1_000;

/// Of how many releases was told.
#[derive(Default)]
struct Told(u64);

impl Told {
    /// Tells once more whenever another thousand is full.
    fn up_to(&mut self, count: u64, what: &str) {
        if count / TOLD_EVERY > self.0 / TOLD_EVERY {
            eprintln!("  … {} {what}", releases(count));
        }
        self.0 = count;
    }
}

impl Ocds {
    pub async fn run(self, register: &Register) -> anyhow::Result<()> {
        let mut refused = 0;
        for file in &self.files {
            let name = name_of(file);
            println!("{name}");
            let path = file.clone();
            let open = move || File::open(&path);
            let (mut printed, mut read, mut added) = (0, Told::default(), Told::default());
            let progress = |report: &Report, faults: &[ocds::Fault]| {
                for fault in faults {
                    if printed < self.faults {
                        println!("  {fault}");
                    }
                    printed += 1;
                }
                read.up_to(report.read, "read");
                added.up_to(report.imported.releases, "added");
            };
            match import(register, &Actor::operator(), &name, open, progress).await {
                Ok(report) => self.say(&report),
                Err(error @ NotImported::NotOcds(NotOcds::Unreadable(_) | NotOcds::OtherKind(_))) => {
                    eprintln!("  not imported: {error}");
                    refused += 1;
                }
                Err(error @ NotImported::NotOcds(_)) => {
                    eprintln!("  not imported, nothing was changed: {error}");
                    refused += 1;
                }
                Err(NotImported::Refused(refusal)) => {
                    eprintln!("  stopped: {refusal}");
                    eprintln!("  What was imported so far stays; run the same command again to go on");
                    bail!("the register refused a batch: {refusal:?}");
                }
            }
        }
        match refused {
            0 => Ok(()),
            1 => bail!("one file was not imported"),
            _ => bail!("{refused} files were not imported"),
        }
    }

    fn say(&self, report: &Report) {
        let imported = &report.imported;
        if report.faults > self.faults {
            println!("  … and {} more faults; all are kept", report.faults - self.faults);
        }
        println!("  read {} of {}", releases(report.read), counted(report.processes, "process", "processes"));
        println!("  it is {}", report.shape.as_deref().unwrap_or("without releases"));
        println!(
            "  releases: {} added, {} were there already, {} left out",
            imported.releases, imported.known, report.left_out
        );
        println!("  processes: {} added, {} changed", imported.added.len(), imported.changed.len());
        if !imported.by_hand.is_empty() {
            println!("  {} of the changed have fields that a person wrote; these were left", imported.by_hand.len());
        }
        if imported.differences > 0 {
            println!(
                "  {} wait for a decision, at /import/differences",
                counted(imported.differences, "difference", "differences")
            );
        }
        println!("  {}", counted(report.faults, "fault", "faults"));
    }
}

fn releases(count: u64) -> String {
    counted(count, "release", "releases")
}
