//! Money: services with a need per year, funding lines, the commitments they pay for, and what parties said of a cost.

use sea_orm_migration::prelude::*;

use crate::columns::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let precisions = ["exact", "about", "nearly", "up_to"];
        let tables = vec![
            table("service")
                .col(text("reference"))
                .col(text("name"))
                .col(text("name_key"))
                .col(text("area_of_need"))
                .col(text("client_group"))
                .col(word("delivery", &["in_house", "joint_team", "contract", "grant", "undecided"]))
                .col(maybe_text("independent_of"))
                .col(text("description"))
                .col(flag("published"))
                .col(number("version"))
                .take(),
            table("service_need")
                .col(number("service_id"))
                .col(year("year"))
                .col(number("pence"))
                .col(word("precision", &precisions))
                .col(text("note"))
                .foreign_key(&mut points("service_need", "service_id", "service"))
                .take(),
            table("funding_line")
                .col(text("reference"))
                .col(number("service_id"))
                .col(number("organisation_id"))
                .col(maybe_number("agreement_id"))
                .col(year("year"))
                .col(number("pence"))
                .col(word("precision", &precisions))
                .col(word(
                    "arrangement",
                    &["pooled", "aligned", "lead_commissioned", "grant", "in_kind", "single_agency"],
                ))
                .col(word("spending", &["revenue", "capital"]))
                .col(word("recurrence", &["one_off", "recurrent", "base_rise"]))
                .col(word("certainty", &["estimate", "provisional", "agreed", "paid"]))
                .col(word("responsibility", &["accepted", "disputed", "unassigned"]))
                .col(maybe_number("tolerance_from"))
                .col(maybe_number("tolerance_to"))
                .col(text("note"))
                .col(flag("published"))
                .col(number("version"))
                .foreign_key(&mut points("funding_line", "service_id", "service"))
                .foreign_key(&mut points("funding_line", "organisation_id", "organisation"))
                .foreign_key(&mut points("funding_line", "agreement_id", "agreement"))
                .take(),
            table("funding_share")
                .col(number("funding_line_id"))
                .col(number("commitment_id"))
                .col(number("pence"))
                .foreign_key(&mut points("funding_share", "funding_line_id", "funding_line"))
                .foreign_key(&mut points("funding_share", "commitment_id", "commitment"))
                .take(),
            table("cost_position")
                .col(number("funding_line_id"))
                .col(number("organisation_id"))
                .col(maybe_number("account_id"))
                .col(word("stand", &["agrees", "objects"]))
                .col(text("words"))
                .col(instant("at"))
                .foreign_key(&mut points("cost_position", "funding_line_id", "funding_line"))
                .foreign_key(&mut points("cost_position", "organisation_id", "organisation"))
                .take(),
        ];
        let indexes = vec![
            index("service", &["reference"], true),
            index("service", &["name_key", "id"], false),
            index("service_need", &["service_id", "year"], true),
            index("funding_line", &["reference"], true),
            index("funding_line", &["year", "service_id"], false),
            index("funding_line", &["agreement_id"], false),
            index("funding_share", &["funding_line_id", "commitment_id"], true),
            index("funding_share", &["commitment_id"], false),
            index("cost_position", &["funding_line_id"], false),
        ];
        create(manager, tables, indexes).await
    }
}
