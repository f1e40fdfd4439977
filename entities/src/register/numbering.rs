//! References are made by kind and year, without gaps within what was committed and never twice.

use sea_orm::{
    ConnectionTrait, DatabaseTransaction, DbErr, ExprTrait,
    sea_query::{Expr, OnConflict, Query},
};

use crate::values::Reference;

/// The next references of a prefix in a year. The row stays locked until the transaction ends.
pub async fn next(tx: &DatabaseTransaction, prefix: &str, year: i32, count: i64) -> Result<Vec<Reference>, DbErr> {
    let mut claim = Query::insert();
    claim
        .into_table("numbering")
        .columns(["prefix", "year", "last"])
        .values_panic([prefix.into(), year.into(), count.into()])
        .on_conflict(
            OnConflict::columns(["prefix", "year"])
                .value("last", Expr::col(("numbering", "last")).add(count))
                .to_owned(),
        )
        .returning_col("last");
    let row = tx.query_one(&claim).await?.ok_or_else(|| DbErr::RecordNotFound("numbering".into()))?;
    let last: i64 = row.try_get("", "last")?;
    Ok((last - count + 1..=last).map(|number| Reference::numbered(prefix, year, number)).collect())
}
