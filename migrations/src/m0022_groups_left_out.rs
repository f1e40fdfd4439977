//! When a provider of single sign-on left out which groups somebody is in; and whose people a trusted domain connects: those of
//! the organisation that trusted it, or anybody's where the operator did, or it was trusted before.

use sea_orm_migration::prelude::*;

use crate::columns::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        add(manager, "identity", [maybe_instant("groups_left_out_at")]).await?;
        add(manager, "trusted_domain", [maybe_number("organisation_id")]).await
    }
}
