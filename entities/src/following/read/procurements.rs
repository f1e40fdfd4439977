//! The procurements that a person follows.

use std::collections::HashMap;

use sea_orm::{
    ExprTrait, FromQueryResult, QueryFilter, QueryResult, QuerySelect, QueryTrait, entity::prelude::*, sea_query::Expr,
};

use crate::{
    Read, Reader, Refusal,
    access::Permission,
    following::table::{Column, Entity, Model},
    list::{KeyKind, Listing, Segment, Sort},
    procurement::{self, table as procurements},
    register::there_is,
    values::Reference,
};

/// The procurements that whoever asks follows and may read, the one that they followed last first.
#[derive(Clone, Copy, Debug, Default)]
pub struct ProcurementsFollowed;

/// A procurement that a person follows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FollowedProcurement {
    pub reference: Reference,
    pub title: String,
}

impl Listing for ProcurementsFollowed {
    type Found = Model;
    type Row = FollowedProcurement;

    async fn segments(&self, reader: &Reader<'_>) -> Result<Vec<Segment>, Refusal> {
        let person = reader.oneself()?;
        let readable = procurements::Entity::find().select_only().column(procurements::Column::Id);
        let mut readable = readable.filter(procurement::read::visible(reader.viewer())).into_query();
        let its = Expr::col((procurements::Entity, procurements::Column::Id));
        readable.and_where(its.equals((Entity, Column::ProcurementId)));
        let follows = Entity::find().filter(Column::AccountId.eq(person.account)).filter(there_is(readable));
        Ok(vec![Segment::new(follows, Sort::descending(KeyKind::Number, "follow.id", "follow.id"))])
    }

    fn found(row: &QueryResult) -> Result<Model, DbErr> {
        Model::from_query_result(row, "")
    }

    async fn rows(&self, reader: &Reader<'_>, found: Vec<Model>) -> Result<Vec<FollowedProcurement>, Refusal> {
        let keys = found.iter().map(|row| row.procurement_id);
        // The notices themselves are long, and the list does not show them.
        let named = procurements::Entity::find()
            .filter(procurements::Column::Id.is_in(keys))
            .select_only()
            .columns([procurements::Column::Id, procurements::Column::Reference, procurements::Column::Title])
            .into_tuple::<(i64, Reference, String)>()
            .all(reader.db())
            .await?;
        let named: HashMap<i64, _> = named.into_iter().map(|(id, reference, title)| (id, (reference, title))).collect();
        let followed = |row: Model| {
            let (reference, title) = named.get(&row.procurement_id)?.clone();
            Some(FollowedProcurement { reference, title })
        };
        Ok(found.into_iter().filter_map(followed).collect())
    }
}

/// Whether whoever asks follows a procurement; `None` for the public.
#[derive(Clone, Debug)]
pub struct IsFollowed(pub Reference);

impl Read for IsFollowed {
    const PERMISSION: Permission = Permission::KeepOwnAccount;
    type Answer = Option<bool>;

    async fn answer(&self, reader: &Reader<'_>) -> Result<Option<bool>, Refusal> {
        let Ok(person) = reader.oneself() else { return Ok(None) };
        let its = procurements::Entity::find()
            .filter(procurements::Column::Reference.eq(self.0.as_str()))
            .filter(procurement::read::visible(reader.viewer()));
        let its = its.one(reader.db()).await?.ok_or(Refusal::NotFound)?;
        let follows =
            Entity::find().filter(Column::AccountId.eq(person.account)).filter(Column::ProcurementId.eq(its.id));
        Ok(Some(follows.one(reader.db()).await?.is_some()))
    }
}
