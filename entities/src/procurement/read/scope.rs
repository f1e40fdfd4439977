//! What a list shows and is out of scope: what can be brought in.

use sea_orm::{QueryOrder, QuerySelect, QueryTrait, entity::prelude::*};

use super::Filter;
use crate::{
    Read, Reader, Refusal,
    access::{Permission, Standing, Viewer},
    audit,
    clock::Clock,
    procurement::{
        Procurement,
        table::{self, event},
    },
    values::Reference,
};

/// The most procurements that are brought into scope at once: nobody who writes waits long for it.
pub const MOST_AT_ONCE: u64 = 2_000;

/// The procurements out of scope that a filter finds, with their versions, in the order of their keys; one more than can be
/// brought in, at most.
pub(crate) async fn out_of_scope(
    filter: &Filter,
    db: &impl ConnectionTrait,
    viewer: &Viewer,
    clock: &Clock,
) -> Result<Vec<(i64, Reference, i64)>, DbErr> {
    let events = filter.events(db, viewer, clock.register_now()).await?;
    let events = events.filter(event::Column::Cancelled.eq(false)).filter(event::Column::InScope.eq(false));
    let of_them = events.select_only().column(event::Column::ProcurementId).into_query();
    table::Entity::find()
        .filter(table::Column::Id.in_subquery(of_them))
        .filter(table::Column::InScope.eq(false))
        .select_only()
        .columns([table::Column::Id, table::Column::Reference, table::Column::Version])
        .order_by_asc(table::Column::Id)
        .limit(MOST_AT_ONCE + 1)
        .into_tuple()
        .all(db)
        .await
}

/// The version of all that a filter finds: another one as soon as another procurement, or another version of one, is among them.
///
/// # Errors
/// They have no JSON.
pub(crate) fn version(found: &[(i64, Reference, i64)]) -> Result<i64, Refusal> {
    let digest = audit::digest_of(&found)?;
    // As many figures as a number takes.
    i64::from_str_radix(&digest[..15], 16).map_err(Refusal::broken)
}

/// What would be brought into scope.
#[derive(Clone, Debug)]
pub struct ScopePreview {
    /// How many; one more than [`MOST_AT_ONCE`] if there are more.
    pub count: u64,
    /// The first of them.
    pub first: Vec<Procurement>,
    /// The version of all of them together, for whoever brings them in: see [`version`].
    pub version: i64,
}

/// What a list shows and could be brought into scope, for those who keep the register.
#[derive(Clone, Debug, Default)]
pub struct CouldBeInScope(pub Filter);

impl Read for CouldBeInScope {
    const PERMISSION: Permission = Permission::KeepRegister;
    type Answer = ScopePreview;

    async fn answer(&self, reader: &Reader<'_>) -> Result<ScopePreview, Refusal> {
        reader.need(Self::PERMISSION, Standing::OPEN)?;
        let found = out_of_scope(&self.0, reader.db(), reader.viewer(), &reader.register().clock()).await?;
        let some = found.iter().take(10).map(|(id, ..)| *id);
        let first = table::Entity::find().filter(table::Column::Id.is_in(some)).all(reader.db()).await?;
        let first = first.into_iter().map(Procurement::from).collect();
        Ok(ScopePreview { count: found.len() as u64, first, version: version(&found)? })
    }
}
