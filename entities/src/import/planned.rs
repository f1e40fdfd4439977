//! What an import would do with each process that waits in it: it is merged with what is kept of it, as applying it would do.

use std::collections::BTreeSet;

use sea_orm::entity::prelude::*;

use super::{
    alterations::{Alteration, alterations},
    table::staged,
};
use crate::{
    Refusal, Register,
    ocds::{Notice, Process, Release, merge},
    procurement::table::{self as procurement, event, release},
    values::Reference,
};

/// What would become of a process.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
pub enum Fate {
    Added,
    Changed,
}

/// A process that waits.
#[derive(Clone, Debug, serde::Serialize)]
pub struct Planned {
    pub ocid: String,
    /// As the register has it now; of one that would be added, as the file has it.
    pub title: String,
    pub buyer: String,
    pub fate: Fate,
    /// Where it is in the register, if it is.
    pub reference: Option<Reference>,
    /// How many of its releases are new.
    pub releases: u64,
    /// What would change of it; nothing of one that would be added.
    pub alterations: Vec<Alteration>,
    /// How many more there are than are told.
    pub further: usize,
}

/// The most changes of a process that are told: a notice of hundreds of lots may move them all.
const MOST_TOLD: usize = 20;

impl Register {
    /// What would become of some processes, but for those that wait no more. They are read one after another, since each may be large.
    pub(super) async fn planned(&self, import: i64, ocids: &[String]) -> Result<Vec<Planned>, Refusal> {
        let mut planned = Vec::with_capacity(ocids.len());
        for ocid in ocids {
            planned.extend(self.planned_of(import, ocid).await?);
        }
        Ok(planned)
    }

    async fn planned_of(&self, import: i64, ocid: &str) -> Result<Option<Planned>, Refusal> {
        let db = self.reader();
        let mut waiting = self.waiting_of(import, ocid).await?;
        if waiting.is_empty() {
            return Ok(None);
        }
        let find = procurement::Entity::find().filter(procurement::Column::Ocid.eq(ocid));
        let Some(row) = find.one(db).await? else {
            let releases = waiting.len() as u64;
            let Process { title, buyer, .. } = Process::of(ocid, &merge(&mut waiting));
            let (buyer, ocid) = (buyer.name, ocid.to_owned());
            return Ok(Some(Planned {
                ocid,
                title,
                buyer,
                fate: Fate::Added,
                reference: None,
                releases,
                alterations: vec![],
                further: 0,
            }));
        };
        let (compiled, releases) = self.with_kept(&row, waiting).await?;
        let events = event::Entity::find().filter(event::Column::ProcurementId.eq(row.id)).all(db).await?;
        let was = row.notice()?;
        let mut alterations = alterations(&row, &events, (&was, &Notice::of(&compiled)), &Process::of(ocid, &compiled));
        let further = alterations.len().saturating_sub(MOST_TOLD);
        alterations.truncate(MOST_TOLD);
        Ok(Some(Planned {
            ocid: ocid.to_owned(),
            title: row.title,
            buyer: row.buyer_name,
            fate: Fate::Changed,
            reference: Some(row.reference),
            releases,
            alterations,
            further,
        }))
    }

    /// The releases of a process that wait.
    pub(super) async fn waiting_of(&self, import: i64, ocid: &str) -> Result<Vec<Release>, Refusal> {
        let find =
            staged::Entity::find().filter(staged::Column::ImportId.eq(import)).filter(staged::Column::Ocid.eq(ocid));
        let read = |row: staged::Model| Release::kept(&row.ocid, row.release_id, row.date, row.digest, &row.json);
        find.all(self.reader()).await?.into_iter().map(read).collect()
    }

    /// What is kept of a process merged with what waits of it, and how many of those releases are new.
    pub(super) async fn with_kept(
        &self,
        row: &procurement::Model,
        waiting: Vec<Release>,
    ) -> Result<(serde_json::Value, u64), Refusal> {
        let ocid = row.ocid.clone().unwrap_or_default();
        let find = release::Entity::find().filter(release::Column::ProcurementId.eq(row.id));
        let read = |kept: release::Model| Release::kept(&ocid, kept.release_id, kept.date, kept.digest, &kept.json);
        let mut all: Vec<Release> = find.all(self.reader()).await?.into_iter().map(read).collect::<Result<_, _>>()?;
        let known: BTreeSet<String> = all.iter().map(|release| release.digest.clone()).collect();
        let before = all.len();
        all.extend(waiting.into_iter().filter(|release| !known.contains(&release.digest)));
        let new = (all.len() - before) as u64;
        Ok((merge(&mut all), new))
    }
}
