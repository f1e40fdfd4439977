//! Taking two records apart again that were merged: what was moved goes back, unless somebody has turned it elsewhere since.

use std::collections::BTreeMap;

use sea_orm::{ExprTrait, IntoActiveModel, QuerySelect, QueryTrait, Set, entity::prelude::*};

use super::{
    Done, Weight, found_again,
    holding::{self, Turned},
    moving, newest, point, second_look,
};
use crate::{
    Change, Deed, Refusal,
    access::{Permission, Standing},
    agreement, commitment, funding,
    organisation::{MatchState, Proposed, deeds::matching::decided, read, rules::pointers, table},
    values::Reference,
};

/// The merged record is of another body after all. It waits for somebody else's look if what a party leads, promised, paid or
/// signed would go back with it.
#[derive(Clone, Debug)]
pub struct TakeApart {
    pub merged: Reference,
    /// The version of the merged record that was shown: of this merge, and of no later one.
    pub seen: i64,
}

impl Deed for TakeApart {
    const NAME: &'static str = "took two records apart again";
    const PERMISSION: Permission = Permission::KeepRegister;
    type Subject = (table::Model, Option<table::Model>);
    type Done = Done;

    async fn open(&self, change: &Change) -> Result<(Self::Subject, Standing), Refusal> {
        let merged = read::by_reference(&change.tx, &self.merged).await?.ok_or(Refusal::NotFound)?;
        if let Some(merge) = newest(&change.tx, merged.id).await? {
            holding::lock(change, Turned::Back(&merge)).await?;
        }
        let merged = read::by_id(&change.tx, merged.id).await?;
        let kept = match merged.merged_into_id {
            Some(id) => Some(read::by_id(&change.tx, id).await?),
            None => None,
        };
        Ok(((merged, kept), Standing::OPEN))
    }

    async fn act(&self, change: &Change, (merged, kept): Self::Subject) -> Result<Done, Refusal> {
        let kept = kept.ok_or_else(|| not_merged(&merged))?;
        change.fresh(&merged.reference, self.seen, merged.version).await?;
        let merge = newest(&change.tx, merged.id).await?.ok_or_else(|| not_merged(&merged))?;
        let weight = Weight::of_taking_apart(&change.tx, &merge).await?;
        if !weight.is_nothing() {
            may_go_back(change, &merge, &kept, &merged, &weight).await?;
            return second_look::propose(change, Proposed::TakeApart, (&kept, &merged), &merge.why, &weight).await;
        }
        apart_now(change, kept, merged).await?;
        Ok(Done::AtOnce)
    }
}

fn not_merged(merged: &table::Model) -> Refusal {
    let why = format!("{} is not merged into another record", merged.name);
    Refusal::rule(why, "Somebody else may have taken them apart meanwhile")
}

/// Refuses to take apart what was merged on, what has been signed since, and what would take away more than the merge gave: the place
/// in an agreement under which the kept record has promised or signed something since.
async fn may_go_back(
    change: &Change,
    merge: &table::merge::Model,
    kept: &table::Model,
    merged: &table::Model,
    weight: &Weight,
) -> Result<(), Refusal> {
    if merge.kept_id != kept.id {
        let between = read::by_id(&change.tx, merge.kept_id).await?;
        let why = format!("{} was merged into {}, and that into {}", merged.name, between.name, kept.name);
        return Err(Refusal::rule(why, format!("Take {} ({}) apart first", between.name, between.reference)));
    }
    if moving::is_signed_since(&change.tx, merge).await? {
        return Err(Refusal::rule(
            format!("An agreement was signed since with {} in the place of {}", kept.name, merged.name),
            "What is signed stays as it was signed: keep the two records merged",
        ));
    }
    let places = agreement::table::party::Entity::find()
        .select_only()
        .column(agreement::table::party::Column::EditionId)
        .filter(agreement::table::party::Column::Id.is_in(weight.of("party")))
        .into_query();
    let of = |agreement: sea_orm::sea_query::SimpleExpr, ids: sea_orm::sea_query::SimpleExpr| agreement.and(ids);
    let (signed, promised, paid) = (
        {
            use agreement::table::signature::{Column, Entity};
            let since = of(Column::EditionId.in_subquery(places.clone()), Column::Id.is_not_in(weight.of("signature")));
            Entity::find()
                .filter(Column::OrganisationId.eq(kept.id))
                .filter(since)
                .one(&change.tx)
                .await?
                .map(|row| row.edition_id)
        },
        {
            use commitment::table::wording::{Column, Entity};
            let since = of(Column::EditionId.in_subquery(places.clone()), Column::Id.is_not_in(weight.of("wording")));
            Entity::find()
                .filter(Column::OwnerId.eq(kept.id))
                .filter(since)
                .one(&change.tx)
                .await?
                .map(|row| row.edition_id)
        },
        {
            use funding::table::terms::{Column, Entity};
            let since = of(Column::EditionId.in_subquery(places), Column::Id.is_not_in(weight.of("terms")));
            let line = Entity::find().filter(Column::OrganisationId.eq(kept.id)).filter(since).one(&change.tx).await?;
            line.and_then(|row| row.edition_id)
        },
    );
    if signed.or(promised).or(paid).is_none() {
        return Ok(());
    }
    Err(Refusal::rule(
        format!("{} has promised, paid or signed something since in an agreement that would go back", kept.name),
        "What a body said under its place there stays with it: keep the two records merged",
    ))
}

/// Turns back what the merge turned, and records it.
pub(super) async fn apart_now(change: &Change, kept: table::Model, merged: table::Model) -> Result<(), Refusal> {
    let merge = newest(&change.tx, merged.id).await?.ok_or_else(|| not_merged(&merged))?;
    let weight = Weight::of_taking_apart(&change.tx, &merge).await?;
    may_go_back(change, &merge, &kept, &merged, &weight).await?;
    put_back(change, merge.id, &kept, &merged).await?;
    let why = merge.why.clone();
    let mut merge = merge.into_active_model();
    merge.taken_apart_at = Set(Some(change.stamp()));
    merge.update(&change.tx).await?;
    let (kept, merged) = (point(change, kept, None).await?, point(change, merged, None).await?);
    found_again(change, &kept, &merged).await?;
    decided(change, kept.id, merged.id, MatchState::TwoBodies).await?;
    for record in [&kept.reference, &merged.reference] {
        change.record(TakeApart::NAME, record, None, &(&kept.reference, &merged.reference, &why));
    }
    Ok(())
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
