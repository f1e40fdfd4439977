//! `concordat import organisations`: public bodies, and registered services with their owners, from the lists their publishers
//! give.

use std::{fs::File, path::PathBuf};

use anyhow::Context;
use clap::Args;
use entities::{
    Register,
    access::Actor,
    organisation::deeds::{ImportSuccessors, Linked, ProposeMatches, Successor},
    values::Identifier,
};

use super::{counted, name_of, taking::Taking};
use crate::imports::{List, Listed, ListedBody, read_list};

/// Flags.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  concordat import organisations --kind schools schools.csv\n  \
    concordat import organisations --kind councils uk_local_authorities_current.csv\n  \
    concordat import organisations --kind nhs-trusts etr.csv\n  \
    concordat import organisations --kind providers birmingham-providers-2025.csv\n\n\
    Bodies are known again by their codes: a second run adds nothing. Those that have closed are kept with their dates.\n\
    What a line leaves open stays as it was. If it is interrupted, run it again.\n\
    Records that may be of one body are proposed afterwards, for a commissioner to decide.\n\
    Tenders that were imported before their buyer get it, by the code that their notice gives.")]
pub struct Organisations {
    /// Which list the file is
    #[arg(long, value_enum)]
    kind: List,
    /// The list, as its publisher gives it
    file: PathBuf,
    /// Print at most so many lines that were skipped
    #[arg(long, value_name = "NUMBER", default_value_t = 100)]
    faults: u64,
}

/// How often progress is told, in lines.
const TOLD_EVERY: u64 = 5_000;

impl Organisations {
    pub async fn run(self, register: &Register) -> anyhow::Result<()> {
        let name = name_of(&self.file);
        let not_imported = || format!("{name} was not imported");
        let file = File::open(&self.file).with_context(|| format!("{name} cannot be read"))?;
        println!("{name}");
        let mut taking = Taking::into(register, &name);
        let (mut lines, mut skipped, mut repeated) = (0, 0, 0);
        let mut successors = Vec::new();
        for line in read_list(self.kind, file).with_context(not_imported)? {
            let line = line.with_context(|| format!("{name} cannot be read to its end; what came before is imported"));
            let line = match line {
                Ok(line) => line,
                Err(error) => {
                    taking.empty().await?;
                    return Err(error);
                }
            };
            lines += 1;
            match line.said {
                Ok(Some(Listed::Body(body))) => {
                    successors.extend(said_to_succeed(&body));
                    taking.body(body.organisation).await?;
                }
                Ok(Some(Listed::Service(service))) => taking.service(service).await?,
                Ok(None) => repeated += 1,
                Err(reason) => {
                    if skipped < self.faults {
                        println!("  line {}: {reason}; it was skipped", line.number);
                    }
                    skipped += 1;
                }
            }
            if lines % TOLD_EVERY == 0 {
                eprintln!("  … {} read", counted(lines, "line", "lines"));
            }
        }
        taking.empty().await?;
        for why in taking.left_out() {
            if skipped < self.faults {
                println!("  {why}; it was skipped");
            }
            skipped += 1;
        }
        let linked = link(register, &name, successors).await?;
        if skipped > self.faults {
            println!("  … and {} more lines that were skipped", skipped - self.faults);
        }
        println!("  read {}", counted(lines, "line", "lines"));
        if repeated > 0 {
            println!("  {} said again what another did", counted(repeated, "line", "lines"));
        }
        taking.tell(skipped);
        if let Some(linked) = linked {
            for why in &linked.left_out {
                println!("  no successor: {why}");
            }
            println!("  successors: {} named, {} were already", linked.added, linked.known);
        }
        let proposed = propose(register, &name).await?;
        if proposed > 0 {
            let pairs = counted(proposed, "pair of records", "pairs of records");
            println!("  {pairs} may be of one body: a commissioner decides, on /organisations/matches");
        }
        let found = register.find_buyers(&Actor::operator(), &name).await?;
        if found > 0 {
            println!(
                "  {} now, by the code of the notice",
                counted(found, "tender has its buyer", "tenders have their buyer")
            );
        }
        Ok(())
    }
}

/// Looks for records that may be of one body, a few at a time, so that nobody else who writes waits long.
async fn propose(register: &Register, source: &str) -> anyhow::Result<u64> {
    let (mut proposed, mut after) = (0, Some(0));
    while let Some(from) = after {
        let look = ProposeMatches { source: source.to_owned(), after: from };
        let done = register.change(&Actor::operator(), &look).await?;
        proposed += done.proposed;
        after = done.next;
    }
    Ok(proposed)
}

/// What the list says of who took over from a body.
fn said_to_succeed(body: &ListedBody) -> Vec<Successor> {
    let Some(organisation) = body.organisation.identifiers.first() else { return Vec::new() };
    let shared = body.successors.len() > 1;
    let successor =
        |successor: &Identifier| Successor { organisation: organisation.clone(), successor: successor.clone(), shared };
    body.successors.iter().map(successor).collect()
}

/// Names successors, once every body is there; `None` for a list that tells of none.
async fn link(register: &Register, source: &str, successors: Vec<Successor>) -> anyhow::Result<Option<Linked>> {
    let mut all: Option<Linked> = None;
    for batch in successors.chunks(super::taking::BATCH) {
        let import = ImportSuccessors { source: source.to_owned(), successors: batch.to_vec() };
        let done = register.change(&Actor::operator(), &import).await?;
        let all = all.get_or_insert_default();
        all.added += done.added;
        all.known += done.known;
        all.left_out.extend(done.left_out);
    }
    Ok(all)
}
