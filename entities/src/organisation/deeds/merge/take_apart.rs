//! Taking two records apart again that were merged: what was moved goes back, unless somebody has turned it elsewhere since.

use std::collections::BTreeMap;

use sea_orm::{IntoActiveModel, QueryOrder, Set, entity::prelude::*};

use super::{found_again, moving, point};
use crate::{
    Change, Deed, Refusal,
    access::{Permission, Standing},
    organisation::{MatchState, deeds::matching::decided, read, rules::pointers, table},
    values::Reference,
};

/// The merged record is of another body after all.
#[derive(Clone, Debug)]
pub struct TakeApart {
    pub merged: Reference,
}

impl Deed for TakeApart {
    const NAME: &'static str = "took two records apart again";
    const PERMISSION: Permission = Permission::KeepRegister;
    type Subject = (table::Model, Option<table::Model>);
    type Done = ();

    async fn open(&self, change: &Change) -> Result<(Self::Subject, Standing), Refusal> {
        let merged = read::by_reference(&change.tx, &self.merged).await?.ok_or(Refusal::NotFound)?;
        read::lock(&change.tx, [merged.id].into_iter().chain(merged.merged_into_id)).await?;
        let merged = read::by_id(&change.tx, merged.id).await?;
        let kept = match merged.merged_into_id {
            Some(id) => Some(read::by_id(&change.tx, id).await?),
            None => None,
        };
        Ok(((merged, kept), Standing::OPEN))
    }

    async fn act(&self, change: &Change, (merged, kept): Self::Subject) -> Result<(), Refusal> {
        let not_merged = || {
            let why = format!("{} is not merged into another record", merged.name);
            Refusal::rule(why, "Somebody else may have taken them apart meanwhile")
        };
        let kept = kept.ok_or_else(not_merged)?;
        let merge = table::merge::Entity::find()
            .filter(table::merge::Column::MergedId.eq(merged.id))
            .filter(table::merge::Column::TakenApartAt.is_null())
            .order_by_desc(table::merge::Column::Id)
            .one(&change.tx)
            .await?
            .ok_or_else(not_merged)?;
        if merge.kept_id != kept.id {
            let between = read::by_id(&change.tx, merge.kept_id).await?;
            let why = format!("{} was merged into {}, and that into {}", merged.name, between.name, kept.name);
            return Err(Refusal::rule(why, format!("Take {} ({}) apart first", between.name, between.reference)));
        }
        put_back(change, merge.id, &kept, &merged).await?;
        let why = merge.why.clone();
        let mut merge = merge.into_active_model();
        merge.taken_apart_at = Set(Some(change.now()));
        merge.update(&change.tx).await?;
        let (kept, merged) = (point(change, kept, None).await?, point(change, merged, None).await?);
        found_again(change, &kept, &merged).await?;
        decided(change, kept.id, merged.id, MatchState::TwoBodies).await?;
        for record in [&kept.reference, &merged.reference] {
            change.record(Self::NAME, record, None, &(&kept.reference, &merged.reference, &why));
        }
        Ok(())
    }
}

async fn put_back(change: &Change, merge: i64, kept: &table::Model, merged: &table::Model) -> Result<(), Refusal> {
    let rows = table::merge_row::Entity::find().filter(table::merge_row::Column::MergeId.eq(merge));
    let mut noted: BTreeMap<(String, String), Vec<moving::Row>> = BTreeMap::new();
    for row in rows.all(&change.tx).await? {
        noted.entry((row.of_table, row.of_column)).or_default().push((row.row_id, row.part));
    }
    for ((of_table, of_column), rows) in noted {
        let unknown = || Refusal::broken(format!("a merge moved {of_table}.{of_column}, which nothing knows"));
        let pointer = pointers::noted(&of_table, &of_column).ok_or_else(unknown)?;
        moving::turn(&change.tx, pointer, &rows, kept.id, merged.id).await?;
    }
    Ok(())
}
