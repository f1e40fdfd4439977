//! What is read of procurements, their events, and who is interested.

use chrono::{DateTime, Utc};
use sea_orm::{Condition, PaginatorTrait, QuerySelect, entity::prelude::*};

use super::{EventKind, table};
use crate::{
    Reader, Refusal,
    access::{Permission, Roles, Standing, Viewer},
    values::Reference,
};

mod address;
mod award;
mod band;
mod differences;
mod feed;
mod filter;
mod interests;
mod list;
mod page;
mod records;
mod scope;

pub use address::UNTIL_DEADLINE;
pub use award::{Awarded, ContractDraft, ContractDraftOf, Supplier, UnknownSupplier};
pub use band::Band;
pub use differences::{Difference, Differences};
pub use feed::{TenderCalendar, TenderNews};
pub use filter::Filter;
pub use interests::{Interested, OwnInterest, OwnInterests};
pub use list::{Counts, Row, Section, TenderCounts};
pub use page::{EventRow, Page, ProcurementPage};
pub use records::{OcdsRecord, OcdsRecords};
pub use scope::{CouldBeInScope, MOST_AT_ONCE, ScopePreview};
pub(crate) use scope::{out_of_scope, version};

/// The procurements a viewer may read: the published ones; all of them for those who keep or watch over the register.
pub(crate) fn visible(viewer: &Viewer) -> Condition {
    if viewer.watches() { Condition::all() } else { Condition::all().add(table::Column::Published.eq(true)) }
}

/// True if one procurement may be read, by the condition above. The operator at the command line is no viewer, but has roles.
pub(crate) fn may_read(viewer: &Viewer, roles: Roles, procurement: &table::Model) -> bool {
    procurement.published || viewer.watches() || roles.watch()
}

impl Reader<'_> {
    /// A procurement that the reader may do something to.
    ///
    /// # Errors
    /// [`Refusal::NotFound`] if it is not there or not for this reader; [`Refusal::Forbidden`] if they may read it, and no more.
    pub(crate) async fn procurement(
        &self,
        permission: Permission,
        reference: &Reference,
    ) -> Result<table::Model, Refusal> {
        let found = by_reference(self.db(), reference).await?.ok_or(Refusal::NotFound)?;
        let visible = may_read(self.viewer(), self.viewer().roles(), &found);
        self.need(permission, Standing { visible, ..Standing::OPEN })?;
        Ok(found)
    }
}

/// The keys of some procurements.
pub(crate) async fn keys(db: &impl ConnectionTrait, references: &[Reference]) -> Result<Vec<i64>, DbErr> {
    let mut keys = Vec::with_capacity(references.len());
    for piece in references.chunks(500) {
        let of = table::Entity::find().select_only().column(table::Column::Id);
        let of = of.filter(table::Column::Reference.is_in(piece.iter().map(Reference::as_str)));
        keys.extend(of.into_tuple::<i64>().all(db).await?);
    }
    Ok(keys)
}

/// A procurement by its reference.
pub(crate) async fn by_reference(
    db: &impl ConnectionTrait,
    reference: &Reference,
) -> Result<Option<table::Model>, DbErr> {
    table::Entity::find().filter(table::Column::Reference.eq(reference.as_str())).one(db).await
}

/// True if a contract of the procurement has an end that lies ahead.
pub(crate) async fn expiry_is_coming(
    db: &impl ConnectionTrait,
    procurement: i64,
    now: DateTime<Utc>,
) -> Result<bool, DbErr> {
    use table::event::{Column, Entity};
    let coming = Entity::find()
        .filter(Column::ProcurementId.eq(procurement))
        .filter(Column::Kind.eq(EventKind::Expiry))
        .filter(Column::Cancelled.eq(false))
        .filter(Column::OverAt.gt(now));
    Ok(coming.count(db).await? > 0)
}
