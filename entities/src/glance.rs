//! The register at a glance: the few figures that matter, each over what the viewer may read.

use sea_orm::{ExprTrait, PaginatorTrait, QuerySelect, QueryTrait, entity::prelude::*, sea_query::Expr};

use crate::{
    Read, Reader, Refusal,
    access::Permission,
    agreement::{self, read::Stage, table::edition},
    commitment::{self, Confirmation, table::wording},
    funding::{read::YearOf, rules::Sums},
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
    pub breaks: u64,
    /// Events of procurements in scope that are still to come.
    pub coming_events: u64,
}

/// The register at a glance.
#[derive(Clone, Copy, Debug)]
pub struct AtAGlance;

impl Read for AtAGlance {
    const PERMISSION: Permission = Permission::ReadPublished;
    type Answer = Glance;

    async fn answer(&self, reader: &Reader<'_>) -> Result<Glance, Refusal> {
        let (db, viewer, today) = (reader.db(), reader.viewer(), reader.today());
        let (in_force, lapsed) = agreements(reader).await?;
        let standing = wording::Entity::find()
            .filter(commitment::read::visible(viewer, today))
            .filter(wording::Column::Confirmation.ne(Confirmation::Withdrawn));
        let confirmed = standing.clone().filter(wording::Column::Confirmation.eq(Confirmation::Confirmed));
        let year = FinancialYear::of(today);
        Ok(Glance {
            in_force,
            lapsed,
            confirmed: confirmed.count(db).await?,
            commitments: standing.count(db).await?,
            year,
            money: YearOf(year).answer(reader).await?.all,
            breaks: reader.register().breaks(viewer).await?,
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
    let (in_force, lapsed) = counted.unwrap_or_default();
    let count = |sum: Option<i64>| u64::try_from(sum.unwrap_or_default()).unwrap_or_default();
    Ok((count(in_force), count(lapsed)))
}

async fn coming_events(reader: &Reader<'_>) -> Result<u64, DbErr> {
    use procurement::table::event::{Column, Entity};
    // As lists of events do: what is asked of the procurement stands beside its events, in one index.
    let coming = Entity::find()
        .filter(Column::InScope.eq(true))
        .filter(Column::Cancelled.eq(false))
        .filter(Column::OverAt.gt(reader.register().clock().register_now()))
        .apply_if((!reader.viewer().watches()).then_some(()), |find, ()| find.filter(Column::Published.eq(true)));
    coming.count(reader.db()).await
}
