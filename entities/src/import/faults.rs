//! What imports could not use.

use sea_orm::{FromQueryResult, QueryFilter, QueryOrder, QueryResult, entity::prelude::*};

use super::table;
use crate::{
    Reader, Refusal, Register,
    access::Permission,
    list::{KeyKind, Listing, Segment, Sort},
    ocds::Fault,
    procurement::table::fault,
};

/// The faults of an import, in the order in which they were found: for those who keep the register.
#[derive(Clone, Copy, Debug)]
pub struct FaultsOf(pub i64);

impl Listing for FaultsOf {
    const PERMISSION: Permission = Permission::KeepRegister;
    type Found = fault::Model;
    type Row = Fault;

    async fn segments(&self, _: &Reader<'_>) -> Result<Vec<Segment>, Refusal> {
        let (find, id) = (fault::Entity::find().filter(fault::Column::ImportId.eq(self.0)), "import_fault.id");
        Ok(vec![Segment::new(find, Sort::ascending(KeyKind::Number, id, id))])
    }

    fn found(row: &QueryResult) -> Result<fault::Model, DbErr> {
        fault::Model::from_query_result(row, "")
    }

    async fn rows(&self, _: &Reader<'_>, found: Vec<fault::Model>) -> Result<Vec<Fault>, Refusal> {
        let told = |fault::Model { path, reason, instead, raw, .. }| Fault { path, reason, instead, raw };
        Ok(found.into_iter().map(told).collect())
    }
}

impl Register {
    /// The faults of a file by its name, as it was read last, in the order in which they were found. For the operator.
    pub async fn import_faults(&self, file: &str) -> Result<Vec<fault::Model>, Refusal> {
        let last = table::Entity::find()
            .filter(table::Column::Name.eq(file))
            .order_by_desc(table::Column::Id)
            .one(self.reader())
            .await?;
        let of_last = fault::Column::ImportId.eq(last.map(|import| import.id));
        let find = fault::Entity::find().filter(fault::Column::File.eq(file)).filter(of_last);
        Ok(find.order_by_asc(fault::Column::Id).all(self.reader()).await?)
    }
}
