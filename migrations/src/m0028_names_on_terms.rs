//! What a service was called when money for it was written down is part of its terms; of what was written before, the name that is
//! known today.

use sea_orm_migration::prelude::*;

use crate::columns::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        add(manager, "terms", [text("service_name").default("").take()]).await?;
        let known = "UPDATE terms SET service_name = (SELECT name FROM service WHERE service.id = terms.service_id)";
        manager.get_connection().execute_unprepared(known).await?;
        Ok(())
    }
}
