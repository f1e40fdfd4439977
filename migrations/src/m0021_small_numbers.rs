//! What is hidden of small numbers of children: whether a measure counts them, and whether its zeros may be shown. The name under
//! which a body signed, and was a party when its agreement was signed; of what was signed before, the name that is known today.

use sea_orm_migration::prelude::*;

use crate::columns::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let said = [
            flag("counts_children").default(true).take(),
            flag("zero_may_be_shown").default(false).take(),
            number("version").default(1).take(),
        ];
        add(manager, "measure", said).await?;
        add(manager, "signature", [text("organisation_name").default("").take()]).await?;
        add(manager, "party", [maybe_text("name_when_signed")]).await?;
        for known in [
            "UPDATE signature SET organisation_name = \
             (SELECT name FROM organisation WHERE organisation.id = signature.organisation_id)",
            "UPDATE party SET name_when_signed = \
             (SELECT name FROM organisation WHERE organisation.id = party.organisation_id) \
             WHERE agreement_id IN (SELECT id FROM agreement WHERE state IN \
             ('signed', 'varying', 'under_review', 'renewed', 'notice_given', 'ended'))",
        ] {
            manager.get_connection().execute_unprepared(known).await?;
        }
        Ok(())
    }
}
