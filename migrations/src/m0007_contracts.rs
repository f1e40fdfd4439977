//! Contracts, who buys and who provides, outcome measures and their observations.

use sea_orm_migration::prelude::*;

use crate::columns::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let tables = vec![
            table("contract")
                .col(text("reference"))
                .col(maybe_number("procurement_id"))
                .col(maybe_number("service_id"))
                .col(text("title"))
                .col(text("title_key"))
                .col(text("description"))
                .col(maybe_text("cpv"))
                .col(maybe_number("pence"))
                .col(word("precision", &["exact", "about", "nearly", "up_to"]))
                .col(maybe_day("starts"))
                .col(maybe_day("ends"))
                .col(word("origin", &["outsourced", "commissioned", "jointly_commissioned"]))
                .col(maybe_day("council_ran_until"))
                .col(word("state", &["pending", "active", "terminated", "cancelled"]))
                .col(flag("published"))
                .col(number("version"))
                .foreign_key(&mut points("contract", "procurement_id", "procurement"))
                .foreign_key(&mut points("contract", "service_id", "service"))
                .take(),
            bare("contract_organisation")
                .col(number("contract_id"))
                .col(number("organisation_id"))
                .col(word("part", &["buyer", "provider"]))
                .primary_key(Index::create().col("contract_id").col("organisation_id").col("part"))
                .foreign_key(&mut points("contract_organisation", "contract_id", "contract"))
                .foreign_key(&mut points("contract_organisation", "organisation_id", "organisation"))
                .take(),
            table("measure")
                .col(number("contract_id"))
                .col(text("statement"))
                .col(word("kind", &["how_much", "how_well", "better_off"]))
                .col(text("unit"))
                .col(word("direction", &["up", "down"]))
                .col(maybe_number("baseline"))
                .col(maybe_number("target"))
                .col(text("source"))
                .foreign_key(&mut points("measure", "contract_id", "contract"))
                .take(),
            table("observation")
                .col(number("measure_id"))
                .col(day("period_start"))
                .col(day("period_end"))
                .col(number("actual"))
                .col(text("note"))
                .col(maybe_number("corrects_id"))
                .col(maybe_number("account_id"))
                .col(instant("at"))
                .foreign_key(&mut points("observation", "measure_id", "measure"))
                .take(),
        ];
        let indexes = vec![
            index("contract", &["reference"], true),
            index("contract", &["ends", "id"], false),
            index("contract", &["service_id"], false),
            index("contract_organisation", &["organisation_id"], false),
            index("measure", &["contract_id"], false),
            index("observation", &["measure_id", "period_start"], false),
        ];
        create(manager, tables, indexes).await
    }
}
