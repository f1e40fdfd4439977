//! The ground: settings, numbering, forms already answered, and the audit trail.

use sea_orm_migration::prelude::*;

use crate::columns::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let tables = vec![
            bare("setting").col(ColumnDef::new("name").text().not_null().primary_key()).col(text("value")).take(),
            bare("numbering")
                .col(text("prefix"))
                .col(year("year"))
                .col(number("last"))
                .primary_key(Index::create().col("prefix").col("year"))
                .take(),
            bare("form_press")
                .col(ColumnDef::new("form").text().not_null().primary_key())
                .col(maybe_number("account_id"))
                .col(text("deed"))
                .col(text("done"))
                .col(instant("at"))
                .take(),
            bare("audit_entry")
                .col(ColumnDef::new("seq").big_integer().not_null().primary_key())
                .col(instant("at"))
                .col(maybe_number("account_id"))
                .col(maybe_number("organisation_id"))
                .col(text("deed"))
                .col(text("record"))
                .col(text("sealed"))
                .col(maybe_text("payload"))
                .col(maybe_text("salt"))
                .col(text("hash"))
                .take(),
            bare("audit_head")
                .col(ColumnDef::new("id").big_integer().not_null().primary_key())
                .col(number("seq"))
                .col(text("hash"))
                .take(),
        ];
        create(manager, tables, vec![index("audit_entry", &["record", "seq"], false)]).await?;
        let mut head = Query::insert();
        head.into_table("audit_head").columns(["id", "seq", "hash"]).values_panic([1.into(), 0.into(), "".into()]);
        manager.execute(head).await
    }
}
