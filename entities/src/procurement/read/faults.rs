//! What imports could not use.

use sea_orm::{QueryFilter, QueryOrder, entity::prelude::*};

use crate::{Refusal, Register, procurement::table::fault};

impl Register {
    /// The faults of a file by its name, in the order in which they were found. For the operator and for import pages.
    pub async fn import_faults(&self, file: &str) -> Result<Vec<fault::Model>, Refusal> {
        let find = fault::Entity::find().filter(fault::Column::File.eq(file)).order_by_asc(fault::Column::Id);
        Ok(find.all(self.reader()).await?)
    }
}
