//! Whether an edition was ever opened to its parties: what was withdrawn while it was drafted they never read. Of what was withdrawn
//! before this was kept nobody knows, and it stays as it is read today.

use sea_orm_migration::prelude::*;

use crate::columns::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        add(manager, "edition", [flag("opened").default(true).take()]).await?;
        let drafted = Query::update()
            .table("edition")
            .value("opened", false)
            .and_where(Expr::col("state").eq("drafting"))
            .to_owned();
        manager.execute(drafted).await
    }
}
