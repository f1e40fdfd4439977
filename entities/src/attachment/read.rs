//! What is read of attached files, and by whom.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

use super::{Media, table};
use crate::{
    Refusal, Register,
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

/// An attached file.
#[derive(Clone, Debug)]
pub struct Row {
    pub reference: Reference,
    pub name: String,
    pub about: String,
    pub media: Media,
    /// In bytes.
    pub size: i64,
    pub sha256: String,
    pub version: i64,
    pub published: bool,
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

impl Register {
    /// The files of an agreement.
    ///
    /// # Errors
    /// [`Refusal::NotFound`] if the agreement is not there or not for this viewer.
    pub async fn attachments(&self, viewer: &Viewer, asked: impl Into<Asked>) -> Result<Attachments, Refusal> {
        let db = self.reader();
        let (agreement, standing) = agreement::read::readable(db, viewer, self.clock().today(), &asked.into()).await?;
        let mut rows = Vec::new();
        for (edition, standing) in agreement::read::readable_editions(db, viewer, agreement.id).await? {
            let its = table::Entity::find().filter(table::Column::EditionId.eq(edition.edition_id)).all(db).await?;
            rows.extend(its.into_iter().filter(|row| reads(viewer, standing, row)));
        }
        rows.sort_by_key(|row| std::cmp::Reverse(row.id));
        let inside = reads_negotiation(viewer, standing);
        let people = account::table::Entity::find()
            .filter(account::table::Column::Id.is_in(rows.iter().filter_map(|row| row.account_id)))
            .all(db)
            .await?;
        let name = |id: i64| people.iter().find(|person| person.id == id).map(|person| person.name.clone());
        let names = organisation::read::named(db, rows.iter().filter_map(|row| row.organisation_id)).await?;
        let rows = rows.into_iter().map(|row| Row {
            by: row.account_id.filter(|_| inside).and_then(name),
            organisation: row.organisation_id.map(|id| Named::of(&names, id)),
            reference: row.reference,
            name: row.name,
            about: row.about,
            media: row.media,
            size: row.size,
            sha256: row.sha256,
            version: row.version,
            published: row.published,
            at: row.at,
        });
        Ok(Attachments {
            rows: rows.collect(),
            may_attach: viewer.may(Permission::ProposeWording, standing),
            may_publish: viewer.may(Permission::Steer, standing),
        })
    }

    /// A file with its bytes.
    ///
    /// # Errors
    /// [`Refusal::NotFound`] if it is not there or not for this viewer; [`Refusal::Broken`] if its bytes are not what was
    /// attached.
    pub async fn download(&self, viewer: &Viewer, reference: &Reference) -> Result<Download, Refusal> {
        let db = self.reader();
        let row = by_reference(db, reference).await?.ok_or(Refusal::NotFound)?;
        let edition = agreement::read::edition(db, row.edition_id).await?;
        let standing = agreement::read::standing(db, viewer, &edition).await?;
        if !standing.visible || !reads(viewer, standing, &row) {
            return Err(Refusal::NotFound);
        }
        let bytes = self.files().bytes(&row.kept_as).await?;
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
