//! What a service was called when it was put in scope of an edition, or last saved there, is part of that edition. Nothing could be
//! put in scope before.

use sea_orm_migration::prelude::*;

use crate::columns::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        add(manager, "scheme", [text("service_name").default("").take()]).await?;
        // Whoever reads a service asks which editions have it in scope.
        manager.create_index(index("scheme", &["service_id", "edition_id"], false)).await
    }
}
