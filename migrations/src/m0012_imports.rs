//! Imports: files that are read and wait to be applied; which fields of a procurement a person wrote, and where later notices
//! say something else; the area of need.

use sea_orm_migration::prelude::*;

use crate::columns::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

/// What an import fills of a procurement, and a person may change.
const FIELDS: [&str; 7] = ["title", "description", "buyer", "cpv", "value", "procedure", "state"];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let more = [
            text("hand_fields").default("").take(),
            maybe_text("area_of_need"),
            flag("area_confirmed").default(false).take(),
        ];
        for column in more {
            let add = Table::alter().table("procurement").add_column(column).take();
            manager.alter_table(add).await?;
        }
        // Until now all fields of such a procurement were a person's.
        let mut all = Query::update();
        all.table("procurement")
            .value("hand_fields", FIELDS.join(","))
            .and_where(Expr::col("by_hand").eq(true))
            .and_where(Expr::col("ocid").is_not_null());
        manager.execute(all).await?;
        let once = Index::drop().name("import_fault_by_file_path_reason").table("import_fault").to_owned();
        manager.drop_index(once).await?;
        let of = Table::alter().table("import_fault").add_column(maybe_number("import_id")).take();
        manager.alter_table(of).await?;
        let states = ["reading", "waiting", "applying", "applied", "broken", "stopped"];
        let tables = vec![
            table("import_file")
                .col(text("name"))
                .col(word("state", &states))
                .col(maybe_text("shape"))
                .col(text("why"))
                .col(maybe_number("account_id"))
                .col(maybe_number("membership_id"))
                .col(instant("begun_at"))
                .col(instant("changed_at"))
                .col(number("read"))
                .col(number("left_out"))
                .col(number("known"))
                .col(number("faults"))
                .col(number("processes"))
                .col(number("releases"))
                .col(number("to_add"))
                .col(number("to_change"))
                .col(number("added"))
                .col(number("changed"))
                .take(),
            table("import_release")
                .col(number("import_id"))
                .col(text("path"))
                .col(text("ocid"))
                .col(text("release_id"))
                .col(instant("date"))
                .col(text("digest"))
                .col(text("json"))
                .foreign_key(&mut points("import_release", "import_id", "import_file"))
                .take(),
            table("procurement_difference")
                .col(number("procurement_id"))
                .col(word("field", &FIELDS))
                .col(text("theirs"))
                .col(instant("since"))
                .col(flag("kept"))
                .foreign_key(&mut points("procurement_difference", "procurement_id", "procurement"))
                .take(),
        ];
        let indexes = vec![
            index("import_file", &["state", "changed_at"], false),
            // A process is applied at a time, each release of a file once.
            index("import_release", &["import_id", "ocid", "digest"], true),
            index("import_fault", &["import_id", "id"], false),
            index("import_fault", &["file", "id"], false),
            index("procurement_difference", &["procurement_id", "field"], true),
            index("procurement_difference", &["kept", "since", "id"], false),
        ];
        create(manager, tables, indexes).await
    }
}
