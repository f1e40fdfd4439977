//! Rows that are looked up for each row of a list.

use sea_orm::{
    ExprTrait,
    sea_query::{Expr, SelectStatement},
};

/// There is such a row of one column, which is never null. Where many are asked, one of the databases turns an `EXISTS` into a list of
/// all rows that there are, for the fifty that a page needs.
pub(crate) fn there_is(mut row: SelectStatement) -> Expr {
    row.limit(1);
    Expr::SubQuery(None, Box::new(row.into())).is_not_null()
}
