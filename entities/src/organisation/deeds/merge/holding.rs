//! What holds the rows that a merge, or a taking apart, turns: the tenders, contracts and agreements that they hang from are locked
//! before the two bodies, as by every deed that writes something of theirs.

use sea_orm::{
    Condition, ExprTrait, QueryOrder, QuerySelect,
    entity::prelude::*,
    sea_query::{Expr, Query, SelectStatement},
};

use crate::{
    Change, Refusal, agreement, contract,
    organisation::{
        read,
        rules::pointers::{Holder, MOVED, Pointer},
        table,
    },
    procurement,
    register::Lock,
};

/// What is going to be turned.
#[derive(Clone, Copy)]
pub enum Turned<'a> {
    /// Everything that points to a record.
    From { merged: i64, to: i64 },
    /// What a merge turned, from the record that was kept.
    Back(&'a table::merge::Model),
}

impl Turned<'_> {
    /// A column of the rows of a pointer that are turned.
    fn rows(self, pointer: &Pointer, column: &'static str) -> SelectStatement {
        let mut rows = Query::select();
        rows.column(column).from(pointer.table);
        match self {
            Self::From { merged, .. } => rows.and_where(Expr::col(pointer.column).eq(merged)),
            Self::Back(merge) => {
                let noted = Query::select()
                    .column("row_id")
                    .from("organisation_merge_row")
                    .and_where(Expr::col("merge_id").eq(merge.id))
                    .and_where(Expr::col("of_table").eq(pointer.table))
                    .and_where(Expr::col("of_column").eq(pointer.column))
                    .take();
                rows.and_where(Expr::col(pointer.column).eq(merge.kept_id))
                    .and_where(Expr::col(pointer.row).in_subquery(noted))
            }
        };
        rows
    }

    fn bodies(self) -> [i64; 2] {
        match self {
            Self::From { merged, to } => [merged, to],
            Self::Back(merge) => [merge.merged_id, merge.kept_id],
        }
    }
}

/// Locks two bodies, and before them what holds whatever of theirs is turned.
pub async fn lock(change: &Change, turned: Turned<'_>) -> Result<(), Refusal> {
    let none = || Condition::any().add(Expr::val(1).eq(0));
    let (mut tenders, mut contracts, mut editions) = (none(), none(), none());
    for pointer in MOVED {
        let through = |table: &'static str, column: &'static str, of: &'static str| {
            let rows = turned.rows(pointer, column);
            Query::select().column(of).from(table).and_where(Expr::col("id").in_subquery(rows)).take()
        };
        let key = Expr::col("id");
        match pointer.holder {
            Holder::Organisation => {}
            Holder::Procurement(column) => tenders = tenders.add(key.in_subquery(turned.rows(pointer, column))),
            Holder::ProcurementOfEvent(column) => {
                tenders = tenders.add(key.in_subquery(through("tender_event", column, "procurement_id")));
            }
            Holder::Contract(column) => contracts = contracts.add(key.in_subquery(turned.rows(pointer, column))),
            Holder::Agreement(column) => editions = editions.add(key.in_subquery(turned.rows(pointer, column))),
            Holder::AgreementOfTerms(column) => {
                editions = editions.add(key.in_subquery(through("terms", column, "edition_id")));
            }
        }
    }
    let tenders = procurement::table::Entity::find().filter(tenders).order_by_asc(procurement::table::Column::Id);
    let tenders = change.lock(Lock::Procurement, tenders.select_only().column(procurement::table::Column::Id));
    tenders.into_tuple::<i64>().all(&change.tx).await?;
    let contracts = contract::table::Entity::find().filter(contracts).order_by_asc(contract::table::Column::Id);
    let contracts = change.lock(Lock::Contract, contracts.select_only().column(contract::table::Column::Id));
    contracts.into_tuple::<i64>().all(&change.tx).await?;
    let of = agreement::table::edition::Entity::find().select_only();
    let of = of.column(agreement::table::edition::Column::AgreementId).filter(editions);
    agreement::read::lock_all(change, of.into_tuple::<i64>().all(&change.tx).await?).await?;
    // Of records that were merged into it, it is turned into which.
    let merged_before = MOVED.iter().filter(|pointer| pointer.table == "organisation");
    let merged_before =
        merged_before.fold(none(), |any, of| any.add(Expr::col("id").in_subquery(turned.rows(of, "id"))));
    let merged_before = table::Entity::find().select_only().column(table::Column::Id).filter(merged_before);
    let bodies = merged_before.into_tuple::<i64>().all(&change.tx).await?.into_iter().chain(turned.bodies());
    Ok(read::lock(change, bodies).await?)
}
