//! Whether a procurement belongs to what the register is for, and which need it meets: said by a person of one procurement, or of
//! all that a list shows.

use sea_orm::{ExprTrait, IntoActiveModel, QueryOrder, QuerySelect, Set, entity::prelude::*, sea_query::Expr};

use super::{events, locked};
use crate::{
    Change, Deed, Refusal,
    access::{Permission, Standing},
    audit,
    procurement::{
        read::{Filter, MOST_AT_ONCE, out_of_scope, version},
        table::{self, event},
    },
    register::Lock,
    service::AreaOfNeed,
    values::Reference,
};

/// Saying which need a procurement meets, and whether it is in scope.
#[derive(Clone, Debug)]
pub struct SetScope {
    pub procurement: Reference,
    /// The version that was seen.
    pub seen: i64,
    /// The need, as a person says it; none takes an earlier word back, and the proposal stands again.
    pub area: Option<AreaOfNeed>,
    pub in_scope: bool,
}

impl Deed for SetScope {
    const NAME: &'static str = "said what a procurement is for";
    const PERMISSION: Permission = Permission::KeepRegister;
    type Subject = table::Model;
    type Done = ();

    async fn open(&self, change: &Change) -> Result<(table::Model, Standing), Refusal> {
        locked(change, &self.procurement).await
    }

    async fn act(&self, change: &Change, before: table::Model) -> Result<(), Refusal> {
        change.fresh(&before.reference, self.seen, before.version).await?;
        let proposed = before.cpv.as_ref().and_then(crate::procurement::areas::proposed);
        let mut row = before.clone().into_active_model();
        row.area_of_need = Set(self.area.or(proposed));
        row.area_confirmed = Set(self.area.is_some());
        row.in_scope = Set(self.in_scope);
        row.version = Set(before.version + 1);
        let after = row.update(&change.tx).await?;
        if (before.in_scope, before.area_of_need) != (after.in_scope, after.area_of_need) {
            let copies = event::ActiveModel { in_scope: Set(after.in_scope), ..Default::default() };
            events::are_listed_otherwise(change, [after.id], copies).await?;
        }
        change.record(Self::NAME, &after.reference, Some(&before), &after);
        Ok(())
    }
}

/// Bringing everything into scope that a list shows and that is not.
#[derive(Clone, Debug)]
pub struct BringIntoScope {
    pub filter: Filter,
    /// The version of all that the filter found: see [`version`].
    pub seen: i64,
}

impl Deed for BringIntoScope {
    const NAME: &'static str = "brought procurements into scope";
    const PERMISSION: Permission = Permission::KeepRegister;
    type Subject = ();
    type Done = u64;

    async fn open(&self, _: &Change) -> Result<((), Standing), Refusal> {
        Ok(((), Standing::OPEN))
    }

    async fn act(&self, change: &Change, (): ()) -> Result<u64, Refusal> {
        let found = out_of_scope(&self.filter, &change.tx, &change.actor().viewer, &change.clock()).await?;
        if found.len() as u64 > MOST_AT_ONCE {
            return Err(Refusal::rule(
                format!("At most {MOST_AT_ONCE} procurements can be brought into scope at once"),
                "Narrow the filter",
            ));
        }
        change.fresh("tenders", self.seen, version(&found)?).await?;
        let ids = || found.iter().map(|(id, ..)| *id);
        let these = table::Entity::find().select_only().column(table::Column::Id);
        let these = these.filter(table::Column::Id.is_in(ids())).order_by_asc(table::Column::Id);
        change.lock(Lock::Procurement, these).into_tuple::<i64>().all(&change.tx).await?;
        table::Entity::update_many()
            .filter(table::Column::Id.is_in(ids()))
            .col_expr(table::Column::InScope, Expr::val(true))
            .col_expr(table::Column::Version, Expr::col(table::Column::Version).add(1_i64))
            .exec(&change.tx)
            .await?;
        let copies = event::ActiveModel { in_scope: Set(true), ..Default::default() };
        events::are_listed_otherwise(change, ids(), copies).await?;
        let references: Vec<&Reference> = found.iter().map(|(_, reference, _)| reference).collect();
        references.iter().for_each(|reference| change.touches(reference));
        let digest = audit::digest_of(&references)?;
        change.record(Self::NAME, "tenders", None, &(found.len(), digest, format!("{:?}", self.filter)));
        Ok(found.len() as u64)
    }
}
