//! What pages ask for by another record, and what is swept by its age, is found without going through a whole table.

use sea_orm_migration::prelude::*;

use crate::columns::index;

#[derive(DeriveMigrationName)]
pub struct Migration;

/// The tables, and the columns by which they are asked.
const ASKED: [(&str, &[&str]); 9] = [
    ("procurement", &["service_id"]),
    ("procurement", &["in_scope", "state"]),
    ("contract", &["procurement_id"]),
    ("interest", &["organisation_id"]),
    ("funding_line", &["service_id"]),
    ("funding_line", &["organisation_id"]),
    ("agreement", &["lead_id"]),
    ("session", &["created_at"]),
    ("form_press", &["at"]),
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for (table, columns) in ASKED {
            manager.create_index(index(table, columns, false)).await?;
        }
        Ok(())
    }
}
