//! Merging two records of one body, and taking them apart again. Everything that points to the one points to the other then,
//! and each row is noted, so that just those go back. What is signed stays as it was signed, under the record that signed it: readers
//! follow that to the one that is kept, and its people read what the other might.

mod holding;
mod moving;
#[cfg(test)]
mod schema_story;
mod second_look;
#[cfg(test)]
mod second_look_story;
#[cfg(test)]
mod signed_story;
#[cfg(test)]
mod story;
mod take_apart;
mod weight;

use sea_orm::{ExprTrait, IntoActiveModel, PaginatorTrait, QueryOrder, Set, entity::prelude::*};

use holding::Turned;
pub use second_look::{Done, TakeSecondLook};
pub(in crate::organisation) use second_look::{waiting, weight};
pub use take_apart::TakeApart;
pub(in crate::organisation) use weight::Weight;

use crate::{
    Change, Deed, Refusal,
    access::{Permission, Standing},
    account,
    organisation::{MatchState, Proposed, deeds::matching::decided, found_by, read, table},
    search, single_sign_on,
    values::Reference,
};

/// The second record is of the same body as the first, which is kept. It waits for somebody else's look if it would move what a
/// party leads, promised, paid or signed.
#[derive(Clone, Debug)]
pub struct MergeOrganisations {
    pub kept: Reference,
    pub merged: Reference,
    /// How somebody knows.
    pub why: String,
    /// What of the two a page showed ([`MergePreview`](crate::organisation::read::MergePreview)); `None` for whoever saw no page.
    pub seen: Option<String>,
}

impl Deed for MergeOrganisations {
    const NAME: &'static str = "merged two records of one body";
    const PERMISSION: Permission = Permission::KeepRegister;
    type Subject = (table::Model, table::Model);
    type Done = Done;

    async fn open(&self, change: &Change) -> Result<(Self::Subject, Standing), Refusal> {
        let merged = read::by_reference(&change.tx, &self.merged).await?.ok_or(Refusal::NotFound)?;
        let unknown = || Refusal::field("with", format!("There is no organisation {}", self.kept));
        let kept = read::by_reference(&change.tx, &self.kept).await?.ok_or_else(unknown)?;
        holding::lock(change, Turned::From { merged: merged.id, to: kept.id }).await?;
        // As they are now that nobody else can merge them.
        let (kept, merged) = (read::by_id(&change.tx, kept.id).await?, read::by_id(&change.tx, merged.id).await?);
        Ok(((kept, merged), Standing::OPEN))
    }

    async fn act(&self, change: &Change, (kept, merged): Self::Subject) -> Result<Done, Refusal> {
        unhindered(change, &kept, &merged).await?;
        let now = read::merge_seen(&change.tx, &kept, &merged).await?;
        if self.seen.as_ref().is_some_and(|seen| *seen != now) {
            return Err(change.stale(&merged.reference).await);
        }
        let weight = Weight::of_merge(&change.tx, kept.id, merged.id).await?;
        if !weight.is_nothing() {
            return second_look::propose(change, Proposed::Merge, (&kept, &merged), &self.why, &weight).await;
        }
        merge_now(change, kept, merged, &self.why).await?;
        Ok(Done::AtOnce)
    }
}

/// Refuses what stands in the way.
async fn unhindered(change: &Change, kept: &table::Model, merged: &table::Model) -> Result<(), Refusal> {
    let viewer = &change.actor().viewer;
    let found = read::hindrances(&change.tx, viewer, kept, merged, change.today()).await?;
    match found.into_iter().next() {
        Some(hindrance) => Err(Refusal::rule(hindrance.why, hindrance.instead)),
        None => Ok(()),
    }
}

/// The merge that a merged record is in, the newest first; `None` if it is in none.
pub(super) async fn newest(db: &impl ConnectionTrait, merged: i64) -> Result<Option<table::merge::Model>, DbErr> {
    table::merge::Entity::find()
        .filter(table::merge::Column::MergedId.eq(merged))
        .filter(table::merge::Column::TakenApartAt.is_null())
        .order_by_desc(table::merge::Column::Id)
        .one(db)
        .await
}

/// Turns everything from one record to the other, and records it.
async fn merge_now(change: &Change, kept: table::Model, merged: table::Model, why: &str) -> Result<(), Refusal> {
    unhindered(change, &kept, &merged).await?;
    let merge = table::merge::ActiveModel {
        kept_id: Set(kept.id),
        merged_id: Set(merged.id),
        why: Set(why.into()),
        at: Set(change.stamp()),
        taken_apart_at: Set(None),
        ..Default::default()
    };
    let merge = merge.insert(&change.tx).await?;
    let moved = moving::there(&change.tx, merge.id, &kept, &merged).await?;
    let (kept, merged) = (point(change, kept, None).await?, point(change, merged, Some(merge.kept_id)).await?);
    found_again(change, &kept, &merged).await?;
    decided(change, kept.id, merged.id, MatchState::Merged).await?;
    for record in [&kept.reference, &merged.reference] {
        change.record(MergeOrganisations::NAME, record, None, &(&kept.reference, &merged.reference, why, &moved));
    }
    Ok(())
}

/// Writes into which record one is merged, if into any.
async fn point(change: &Change, row: table::Model, into: Option<i64>) -> Result<table::Model, Refusal> {
    let version = row.version + 1;
    let mut row = row.into_active_model();
    (row.merged_into_id, row.version) = (Set(into), Set(version));
    Ok(row.update(&change.tx).await?)
}

/// The kept record is found by what both are called, a merged one by nothing.
async fn found_again(change: &Change, kept: &table::Model, other: &table::Model) -> Result<(), Refusal> {
    for row in [kept, other] {
        if row.merged_into_id.is_some() {
            change.found_by(search::Document::new(search::Kind::Organisation, row.id));
            continue;
        }
        let identifiers = read::identifiers(&change.tx, row.id).await?;
        let other_names = read::other_names(&change.tx, row.id).await?;
        change.found_by(found_by::document(row, &identifiers, other_names.iter().map(String::as_str)));
    }
    Ok(())
}

/// True if people act for it, or single sign-on sends people to it.
pub(in crate::organisation) async fn has_people(
    db: &impl ConnectionTrait,
    organisation: i64,
    today: chrono::NaiveDate,
) -> Result<bool, DbErr> {
    use account::table::membership::{Column, Entity};
    let going_on = Column::LastDay.is_null().or(Column::LastDay.gte(today));
    let members = Entity::find().filter(Column::OrganisationId.eq(organisation)).filter(going_on);
    if members.count(db).await? > 0 {
        return Ok(true);
    }
    let rules = single_sign_on::table::group_rule::Entity::find();
    let rules = rules.filter(single_sign_on::table::group_rule::Column::OrganisationId.eq(organisation));
    Ok(rules.count(db).await? > 0)
}
