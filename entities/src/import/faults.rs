//! What imports could not use.

use sea_orm::{QueryFilter, QueryOrder, entity::prelude::*};

use super::table;
use crate::{Refusal, Register, procurement::table::fault};

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
