//! A change that is done whole or not at all, on SQLite too: by itself sea-orm opens a transaction for PostgreSQL only,
//! and a program that ends half-way, or a disk that is full, would leave a schema that nothing can repair.

use sea_orm_migration::prelude::*;

/// A change in a transaction of its own.
pub struct Whole(Box<dyn MigrationTrait>);

impl Whole {
    /// Wraps a change.
    pub fn boxed(change: Box<dyn MigrationTrait>) -> Box<dyn MigrationTrait> {
        Box::new(Self(change))
    }
}

impl MigrationName for Whole {
    fn name(&self) -> &str {
        self.0.name()
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Whole {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        self.0.up(manager).await
    }

    fn use_transaction(&self) -> Option<bool> {
        self.0.use_transaction().or(Some(true))
    }
}
