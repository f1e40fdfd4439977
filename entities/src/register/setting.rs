//! The few settings that live in the register itself, because they belong to its content.

use sea_orm::{
    ConnectionTrait, DbErr, ExprTrait,
    sea_query::{Expr, OnConflict, Query},
};

use super::{Change, Register};
use crate::refusal::Refusal;

/// Set while the demonstration is loaded, to the day it stands on (`2014-12-01`).
pub const DEMONSTRATION: &str = "demonstration";

impl Register {
    /// A setting's value.
    pub async fn setting(&self, name: &str) -> Result<Option<String>, DbErr> {
        let mut look = Query::select();
        look.column("value").from("setting").and_where(Expr::col("name").eq(name));
        self.reader().query_one(&look).await?.map(|row| row.try_get("", "value")).transpose()
    }
}

/// Sets a setting.
pub(crate) async fn set(change: &Change, name: &str, value: &str) -> Result<(), Refusal> {
    let mut keep = Query::insert();
    keep.into_table("setting")
        .columns(["name", "value"])
        .values_panic([name.into(), value.into()])
        .on_conflict(OnConflict::column("name").update_column("value").to_owned());
    change.tx.execute(&keep).await?;
    Ok(())
}
