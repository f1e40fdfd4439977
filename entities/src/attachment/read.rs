//! What is read of attached files, and by whom.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

use super::{Attachment, Media, table};
use crate::{
    Read, Reader, Refusal,
    access::{Permission, Standing, Viewer},
    account,
    agreement::{
        self,
        read::{Asked, reads_negotiation},
    },
    organisation::{self, read::Named},
    register::in_pieces,
    values::Reference,
};

/// The files of an agreement that a viewer may read, newest first, and what the viewer may do.
#[derive(Clone, Debug)]
pub struct Attachments {
    pub rows: Vec<Row>,
    pub may_attach: bool,
    pub may_publish: bool,
}

/// An attached file, and by whom it was attached.
#[derive(Clone, Debug)]
pub struct Row {
    pub file: Attachment,
    pub at: DateTime<Utc>,
    /// Who attached it; only for readers of the negotiation.
    pub by: Option<String>,
    pub organisation: Option<Named>,
}

/// A file to take away.
#[derive(Clone, Debug)]
pub struct Download {
    pub name: String,
    pub media: Media,
    pub bytes: Vec<u8>,
}

/// The files of an agreement.
#[derive(Clone, Debug)]
pub struct AttachmentsOf(pub Asked);

impl Read for AttachmentsOf {
    const PERMISSION: Permission = Permission::ReadPublished;
    type Answer = Attachments;

    async fn answer(&self, reader: &Reader<'_>) -> Result<Attachments, Refusal> {
        let (db, viewer) = (reader.db(), reader.viewer());
        let (agreement, standing) = reader.agreement(Self::PERMISSION, &self.0).await?;
        let mut rows = Vec::new();
        for (edition, standing) in agreement::read::readable_editions(db, viewer, agreement.id).await? {
            let its = table::Entity::find().filter(table::Column::EditionId.eq(edition.edition_id)).all(db).await?;
            rows.extend(its.into_iter().filter(|row| reads(viewer, standing, row)));
        }
        rows.sort_by_key(|row| std::cmp::Reverse(row.id));
        let inside = reader.reads_negotiation(standing);
        let people = account::table::Entity::find()
            .filter(account::table::Column::Id.is_in(rows.iter().filter_map(|row| row.account_id)))
            .all(db)
            .await?;
        let name = |id: i64| people.iter().find(|person| person.id == id).map(|person| person.name.clone());
        let names = organisation::read::named(db, rows.iter().filter_map(|row| row.organisation_id)).await?;
        let rows = rows.into_iter().map(|row| Row {
            by: row.account_id.filter(|_| inside).and_then(name),
            organisation: row.organisation_id.map(|id| Named::of(&names, id)),
            at: row.at,
            file: row.into(),
        });
        Ok(Attachments {
            rows: rows.collect(),
            may_attach: reader.may(Permission::ProposeWording, standing),
            may_publish: reader.may(Permission::Steer, standing),
        })
    }
}

/// A file with its bytes. If they are not what was attached, the register is broken.
#[derive(Clone, Debug)]
pub struct DownloadOf(pub Reference);

impl Read for DownloadOf {
    const PERMISSION: Permission = Permission::ReadPublished;
    type Answer = Download;

    async fn answer(&self, reader: &Reader<'_>) -> Result<Download, Refusal> {
        let (db, viewer) = (reader.db(), reader.viewer());
        let row = by_reference(db, &self.0).await?.ok_or(Refusal::NotFound)?;
        let edition = agreement::read::edition(db, row.edition_id).await?;
        let standing = agreement::read::standing(db, viewer, &edition).await?;
        reader.need(
            Self::PERMISSION,
            Standing { visible: standing.visible && reads(viewer, standing, &row), ..standing },
        )?;
        let bytes = reader.register().files().bytes(&row.kept_as).await?;
        Ok(Download { name: row.name, media: row.media, bytes })
    }
}

/// Whether somebody who stands so to the agreement, and reads it, reads this file of it.
pub(crate) fn reads(viewer: &Viewer, standing: Standing, row: &table::Model) -> bool {
    row.published || reads_negotiation(viewer, standing)
}

/// The references of files, by their keys.
pub(crate) async fn references(
    db: &impl ConnectionTrait,
    keys: impl IntoIterator<Item = i64>,
) -> Result<BTreeMap<i64, Reference>, DbErr> {
    let keys: Vec<i64> = keys.into_iter().collect();
    let rows = in_pieces(db, &keys, |piece| table::Entity::find().filter(table::Column::Id.is_in(piece))).await?;
    Ok(rows.into_iter().map(|row| (row.id, row.reference)).collect())
}

pub(crate) async fn by_reference(
    db: &impl ConnectionTrait,
    reference: &Reference,
) -> Result<Option<table::Model>, DbErr> {
    table::Entity::find().filter(table::Column::Reference.eq(reference.as_str())).one(db).await
}
