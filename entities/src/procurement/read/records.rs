//! Published processes with their releases, for exports: as they were imported, cleaned, and merged.

use std::collections::BTreeMap;

use sea_orm::{QueryFilter, QueryOrder, QuerySelect, entity::prelude::*};

use super::visible;
use crate::{
    Read, Reader, Refusal,
    access::Permission,
    ocds::{Release, in_order},
    procurement::table::{self, release},
};

/// A process as OCDS tells it: its releases in the order in which they were merged, and what was merged of them, as JSON.
#[derive(Clone, Debug)]
pub struct OcdsRecord {
    /// The key to go on from.
    pub id: i64,
    pub ocid: String,
    pub releases: Vec<Release>,
    pub compiled: String,
}

/// The next processes after a key, in the order in which they came into the register. Those that were written by hand have
/// no OCID and no releases, and are not among them.
#[derive(Clone, Copy, Debug)]
pub struct OcdsRecords {
    /// A record's key; 0 to begin.
    pub after: i64,
    pub most: u64,
}

impl Read for OcdsRecords {
    const PERMISSION: Permission = Permission::ReadPublished;
    type Answer = Vec<OcdsRecord>;

    async fn answer(&self, reader: &Reader<'_>) -> Result<Vec<OcdsRecord>, Refusal> {
        let db = reader.db();
        let rows = table::Entity::find()
            .filter(visible(reader.viewer()))
            .filter(table::Column::Id.gt(self.after))
            .filter(table::Column::Compiled.is_not_null())
            .order_by_asc(table::Column::Id)
            .limit(self.most)
            .all(db)
            .await?;
        let of_these = release::Column::ProcurementId.is_in(rows.iter().map(|row| row.id));
        let mut releases: BTreeMap<i64, Vec<release::Model>> = BTreeMap::new();
        for release in release::Entity::find().filter(of_these).all(db).await? {
            releases.entry(release.procurement_id).or_default().push(release);
        }
        let record = |row: table::Model| {
            let (ocid, compiled) = (row.ocid.unwrap_or_default(), row.compiled.unwrap_or_default());
            let kept = releases.remove(&row.id).unwrap_or_default().into_iter();
            let read = |row: release::Model| Release::kept(&ocid, row.release_id, row.date, row.digest, &row.json);
            let mut releases = kept.map(read).collect::<Result<Vec<_>, _>>()?;
            in_order(&mut releases);
            Ok(OcdsRecord { id: row.id, ocid, releases, compiled })
        };
        rows.into_iter().map(record).collect()
    }
}
