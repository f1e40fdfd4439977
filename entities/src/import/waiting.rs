//! The processes that wait in an import.

use sea_orm::{
    ExprTrait, QueryFilter, QueryResult, QuerySelect,
    entity::prelude::*,
    sea_query::{Alias, Expr, Query, SelectStatement},
};

use super::{Planned, table::staged};
use crate::{
    Reader, Refusal,
    access::Permission,
    list::{KeyKind, Listing, Segment, Sort},
};

/// What an import would do with each process that waits in it, by OCID: for those who keep the register.
#[derive(Clone, Copy, Debug)]
pub struct ProcessesWaiting(pub i64);

impl Listing for ProcessesWaiting {
    const PERMISSION: Permission = Permission::KeepRegister;
    type Found = String;
    type Row = Planned;

    async fn segments(&self, _: &Reader<'_>) -> Result<Vec<Segment>, Refusal> {
        let find = staged::Entity::find()
            .select_only()
            .column(staged::Column::Ocid)
            .filter(staged::Column::ImportId.eq(self.0))
            .filter(Expr::exists(earlier_of_its_process(self.0)).not());
        Ok(vec![Segment::new(find, Sort::ascending(KeyKind::Text, "import_release.ocid", "import_release.id"))])
    }

    fn found(row: &QueryResult) -> Result<String, DbErr> {
        row.try_get("", "ocid")
    }

    async fn rows(&self, reader: &Reader<'_>, found: Vec<String>) -> Result<Vec<Planned>, Refusal> {
        reader.register().planned(self.0, &found).await
    }
}

/// A release of the same process that was read before: of each process the first stands for all, so that an index has them in order
/// and none is counted twice.
fn earlier_of_its_process(import: i64) -> SelectStatement {
    let earlier = |column: staged::Column| Expr::col((Alias::new("earlier"), column));
    let mut select = Query::select();
    select
        .expr(Expr::val(1))
        .from_as(staged::Entity, Alias::new("earlier"))
        .and_where(earlier(staged::Column::ImportId).eq(import))
        .and_where(earlier(staged::Column::Ocid).equals((staged::Entity, staged::Column::Ocid)))
        .and_where(earlier(staged::Column::Id).lt(Expr::col((staged::Entity, staged::Column::Id))));
    select
}
