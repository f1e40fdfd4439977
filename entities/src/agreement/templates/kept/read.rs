//! What is read of starter texts that commissioners wrote.

use sea_orm::{FromQueryResult, QueryFilter, QueryOrder, QueryResult, entity::prelude::*};

use super::table::{Column, Entity, Model};
use crate::{
    Read, Reader, Refusal,
    access::{Permission, Standing},
    agreement::{
        Kind,
        templates::{Offered, Template},
    },
    list::{KeyKind, Listing, Segment, Sort},
    organisation::{self, read::Named},
};

/// A starter text in the list.
#[derive(Clone, Debug)]
pub struct TemplateRow {
    pub id: i64,
    pub title: String,
    /// For whom it was written; none of the operator's.
    pub organisation: Option<Named>,
    pub withdrawn: bool,
}

/// Every starter text that a commissioner wrote, the newest first.
#[derive(Clone, Copy, Debug, Default)]
pub struct Templates;

impl Listing for Templates {
    const PERMISSION: Permission = Permission::KeepRegister;
    type Found = Model;
    type Row = TemplateRow;

    async fn segments(&self, reader: &Reader<'_>) -> Result<Vec<Segment>, Refusal> {
        reader.need(Self::PERMISSION, Standing::OPEN)?;
        Ok(vec![Segment::new(Entity::find(), Sort::descending(KeyKind::Number, "template.id", "template.id"))])
    }

    fn found(row: &QueryResult) -> Result<Model, DbErr> {
        Model::from_query_result(row, "")
    }

    async fn rows(&self, reader: &Reader<'_>, found: Vec<Model>) -> Result<Vec<TemplateRow>, Refusal> {
        let names = organisation::read::named(reader.db(), found.iter().filter_map(|row| row.organisation_id)).await?;
        let row = |row: Model| TemplateRow {
            id: row.id,
            organisation: row.organisation_id.map(|body| Named::of(&names, body)),
            title: row.title,
            withdrawn: row.withdrawn,
        };
        Ok(found.into_iter().map(row).collect())
    }
}

/// A starter text, whole.
#[derive(Clone, Debug)]
pub struct KeptTemplate {
    pub id: i64,
    pub title: String,
    pub text: String,
    pub withdrawn: bool,
    pub version: i64,
}

/// One of them, by its key.
#[derive(Clone, Copy, Debug)]
pub struct TemplateOf(pub i64);

impl Read for TemplateOf {
    const PERMISSION: Permission = Permission::KeepRegister;
    type Answer = KeptTemplate;

    async fn answer(&self, reader: &Reader<'_>) -> Result<KeptTemplate, Refusal> {
        reader.need(Self::PERMISSION, Standing::OPEN)?;
        let found = Entity::find_by_id(self.0).one(reader.db()).await?.ok_or(Refusal::NotFound)?;
        let Model { id, title, text, withdrawn, version, .. } = found;
        Ok(KeptTemplate { id, title, text, withdrawn, version })
    }
}

/// What a draft of a kind may begin from: what ships with the register, then what commissioners wrote.
pub(crate) async fn offered(db: &impl ConnectionTrait, kind: Kind) -> Result<Vec<Offered>, DbErr> {
    let own = Entity::find().filter(Column::Withdrawn.eq(false)).order_by_asc(Column::Id).all(db).await?;
    let shipped = super::super::of(kind).into_iter();
    let shipped =
        shipped.map(|one| Offered { code: one.code.to_owned(), title: one.title.to_owned(), parsed: one.parsed() });
    let own = own.into_iter().filter_map(|row| {
        // What was kept could be read when it was written.
        let parsed = Template::parse(&row.text).ok().filter(|parsed| parsed.kinds.contains(&kind))?;
        Some(Offered { code: format!("own-{}", row.id), title: row.title, parsed })
    });
    Ok(shipped.chain(own).collect())
}
