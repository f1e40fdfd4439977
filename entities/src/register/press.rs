//! Forms already answered: pressing a button twice does the deed once and gives the same answer.

use chrono::{DateTime, Utc};
use sea_orm::{
    ConnectionTrait, DatabaseTransaction, DbErr, ExprTrait,
    sea_query::{Expr, Query},
};

use crate::access::Actor;

/// What the same press of the same form by the same account answered before, as JSON.
pub async fn answered(db: &impl ConnectionTrait, actor: &Actor, deed: &str) -> Result<Option<String>, DbErr> {
    let Some(form) = &actor.form else { return Ok(None) };
    let mut look = Query::select();
    look.column("done")
        .from("form_press")
        .and_where(Expr::col("form").eq(form.as_str()))
        .and_where(Expr::col("deed").eq(deed));
    match actor.account() {
        Some(account) => look.and_where(Expr::col("account_id").eq(account)),
        None => look.and_where(Expr::col("account_id").is_null()),
    };
    db.query_one(&look).await?.map(|row| row.try_get("", "done")).transpose()
}

/// Remembers the answer to a press.
pub async fn remember(
    tx: &DatabaseTransaction,
    actor: &Actor,
    deed: &str,
    done: String,
    at: DateTime<Utc>,
) -> Result<(), DbErr> {
    let Some(form) = &actor.form else { return Ok(()) };
    let mut keep = Query::insert();
    keep.into_table("form_press").columns(["form", "account_id", "deed", "done", "at"]).values_panic([
        form.as_str().into(),
        actor.account().into(),
        deed.into(),
        done.into(),
        at.into(),
    ]);
    tx.execute(&keep).await.map(|_| ())
}
