//! `concordat export ocds`: a record package, each record with its releases and what was merged of them.

use std::{
    fs::{self, File},
    io::{BufWriter, Write},
    path::PathBuf,
};

use anyhow::Context;
use entities::{
    Register,
    access::Viewer,
    procurement::read::{OcdsRecord, OcdsRecords},
};
use serde_json::json;

use crate::settings::Settings;

/// Flags.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  concordat export ocds --to open-data\n\n\
    Writes ocds-records.json: every published procurement that was imported, with its releases (persons taken out) and the\n\
    compiled release. Procurements that were written by hand have no OCID and are left out.")]
pub struct Ocds {
    /// The folder to write into; made if it is missing
    #[arg(long, value_name = "DIR")]
    to: PathBuf,
}

/// Records that are read at a time.
const AT_A_TIME: u64 = 100;

/// The file's name.
const NAME: &str = "ocds-records.json";

impl Ocds {
    pub async fn run(self, register: &Register, settings: &Settings) -> anyhow::Result<()> {
        fs::create_dir_all(&self.to).with_context(|| format!("cannot make the folder {}", self.to.display()))?;
        let (path, unfinished) = (self.to.join(NAME), self.to.join(format!(".{NAME}.unfinished")));
        let mut file = BufWriter::new(File::create(&unfinished)?);
        let (records, releases) = write(register, settings, &mut file).await?;
        file.into_inner()?.sync_all()?;
        fs::rename(&unfinished, &path).with_context(|| format!("cannot name it {}", path.display()))?;
        println!("{} holds {records} records with {releases} releases", path.display());
        Ok(())
    }
}

/// Writes the package, a few records in memory at a time; tells how many records and releases are in it.
async fn write(register: &Register, settings: &Settings, into: &mut impl Write) -> anyhow::Result<(u64, usize)> {
    let origin = settings.public_url.clone().unwrap_or_else(|| format!("http://{}", settings.addr));
    let published = register.clock().now().to_rfc3339_opts(chrono::SecondsFormat::Secs, true);
    let head = json!({
        "uri": format!("{origin}/tenders#{published}"),
        "version": "1.1",
        "publishedDate": published,
        "publisher": {"name": "Concordat", "uri": origin},
    });
    let head = head.to_string();
    write!(into, "{},\"records\":[", head.strip_suffix('}').unwrap_or(&head))?;
    let (mut records, mut releases, mut after) = (0_u64, 0, 0);
    loop {
        let next = register.read(&Viewer::Public, &OcdsRecords { after, most: AT_A_TIME }).await?;
        let Some(last) = next.last() else { break };
        after = last.id;
        for record in next {
            into.write_all(if records == 0 { b"\n" } else { b",\n" })?;
            one(&record, into)?;
            (records, releases) = (records + 1, releases + record.releases.len());
        }
    }
    into.write_all(b"\n]}\n")?;
    Ok((records, releases))
}

/// A record; what was merged is written as it is kept.
fn one(record: &OcdsRecord, into: &mut impl Write) -> anyhow::Result<()> {
    let (ocid, releases) = (serde_json::to_string(&record.ocid)?, record.releases.iter().map(|release| &release.json));
    let releases = serde_json::to_string(&releases.collect::<Vec<_>>())?;
    write!(into, "{{\"ocid\":{ocid},\"releases\":{releases},\"compiledRelease\":{}}}", record.compiled)?;
    Ok(())
}
