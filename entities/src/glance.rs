//! The register at a glance: the few figures that matter, each over what the viewer may read.

use sea_orm::{ExprTrait, QuerySelect, QueryTrait, entity::prelude::*, sea_query::Expr};

use crate::{
    Read, Reader, Refusal,
    access::Permission,
    agreement::{self, listed::listed_edition, read::Stage, table::edition},
    funding::rules::Sums,
    list::{COUNTED, Count, KeyKind, Segment, Sort},
    procurement,
    values::FinancialYear,
};

/// The figures of the first page.
#[derive(Clone, Debug)]
pub struct Glance {
    pub in_force: u64,
    /// Past their end, or with a service that is, and nobody said what became of them.
    pub lapsed: u64,
    pub confirmed: u64,
    pub commitments: u64,
    pub year: FinancialYear,
    pub money: Sums,
    pub breaks: Count,
    /// Events of procurements in scope that are still to come.
    pub coming_events: Count,
}

/// The register at a glance.
#[derive(Clone, Copy, Debug)]
pub struct AtAGlance;

impl Read for AtAGlance {
    const PERMISSION: Permission = Permission::ReadPublished;
    type Answer = Glance;

    async fn answer(&self, reader: &Reader<'_>) -> Result<Glance, Refusal> {
        let (in_force, lapsed) = agreements(reader).await?;
        let (commitments, confirmed) = commitments(reader).await?;
        let year = FinancialYear::of(reader.today());
        Ok(Glance {
            in_force,
            lapsed,
            confirmed,
            commitments,
            year,
            money: reader.money_in(year).await?.1.all,
            breaks: reader.breaks_counted().await?,
            coming_events: coming_events(reader).await?,
        })
    }
}

/// How many of the agreements that a reader is shown are in force, and how many have lapsed, in one look.
async fn agreements(reader: &Reader<'_>) -> Result<(u64, u64), DbErr> {
    let today = reader.today();
    let at = |stage: Stage| Expr::case(stage.condition(today), 1).finally(0).sum();
    let counted: Option<(Option<i64>, Option<i64>)> = edition::Entity::find()
        .select_only()
        .expr_as(at(Stage::InForce), "in_force")
        .expr_as(at(Stage::Lapsed), "lapsed")
        .filter(agreement::read::visible(reader.viewer(), today))
        .into_tuple()
        .one(reader.db())
        .await?;
    Ok(both(counted))
}

/// How many commitments that a reader is shown stand, and how many of them are confirmed: added up over editions, which know it.
async fn commitments(reader: &Reader<'_>) -> Result<(u64, u64), DbErr> {
    use listed_edition::Column;
    let sum = |column: Column| column.sum().cast_as("BIGINT");
    let counted = listed_edition::Entity::find()
        .select_only()
        .expr_as(sum(Column::Commitments), "commitments")
        .expr_as(sum(Column::Confirmed), "confirmed")
        .filter(Column::EditionId.in_subquery(agreement::read::shown(reader.viewer(), reader.today())));
    Ok(both(counted.into_tuple().one(reader.db()).await?))
}

fn both(sums: Option<(Option<i64>, Option<i64>)>) -> (u64, u64) {
    let (one, other) = sums.unwrap_or_default();
    let count = |sum: Option<i64>| sum.unwrap_or_default().unsigned_abs();
    (count(one), count(other))
}

async fn coming_events(reader: &Reader<'_>) -> Result<Count, Refusal> {
    use procurement::table::event::{Column, Entity};
    // As lists of events do: what is asked of the procurement stands beside its events, in one index.
    let coming = Entity::find()
        .filter(Column::InScope.eq(true))
        .filter(Column::Cancelled.eq(false))
        .filter(Column::OverAt.gt(reader.register().clock().register_now()))
        .apply_if((!reader.viewer().watches()).then_some(()), |find, ()| find.filter(Column::Published.eq(true)));
    let in_order = Sort::ascending(KeyKind::Instant, "tender_event.over_at", "tender_event.id");
    Ok(Count::of(reader.counted_in(&Segment::new(coming, in_order), COUNTED + 1).await?))
}
