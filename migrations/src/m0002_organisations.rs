//! Organisations, their identifiers and their successors.

use sea_orm_migration::prelude::*;

use crate::columns::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let kinds = [
            "local_authority",
            "icb",
            "ccg",
            "nhs_trust",
            "nhs_england",
            "police_force",
            "police_crime_commissioner",
            "school",
            "academy_trust",
            "voluntary",
            "social_enterprise",
            "private",
            "other_public",
        ];
        let tables = vec![
            table("organisation")
                .col(text("reference"))
                .col(text("name"))
                .col(text("name_key"))
                .col(maybe_text("short_name"))
                .col(word("kind", &kinds))
                .col(maybe_day("opened"))
                .col(maybe_day("closed"))
                .col(maybe_text("town"))
                .col(maybe_text("postcode"))
                .col(flag("sme"))
                .col(flag("vcse"))
                .col(flag("asks_second_factor"))
                .col(number("version"))
                .take(),
            table("organisation_identifier")
                .col(number("organisation_id"))
                .col(text("scheme"))
                .col(text("value"))
                .foreign_key(&mut points("organisation_identifier", "organisation_id", "organisation"))
                .take(),
            table("organisation_other_name")
                .col(number("organisation_id"))
                .col(text("name"))
                .foreign_key(&mut points("organisation_other_name", "organisation_id", "organisation"))
                .take(),
            table("organisation_successor")
                .col(number("organisation_id"))
                .col(number("successor_id"))
                .col(day("from_day"))
                .col(maybe_text("area"))
                .foreign_key(&mut points("organisation_successor", "organisation_id", "organisation"))
                .foreign_key(&mut points("organisation_successor", "successor_id", "organisation"))
                .take(),
        ];
        let indexes = vec![
            index("organisation", &["reference"], true),
            index("organisation", &["name_key", "id"], false),
            index("organisation_identifier", &["scheme", "value"], true),
            index("organisation_identifier", &["organisation_id"], false),
            index("organisation_other_name", &["organisation_id"], false),
            index("organisation_successor", &["organisation_id", "successor_id"], true),
        ];
        create(manager, tables, indexes).await
    }
}
