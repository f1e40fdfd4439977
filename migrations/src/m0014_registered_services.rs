//! Services for children that a regulator has registered, under the body that owns them.

use sea_orm_migration::prelude::*;

use crate::columns::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let judgements = [
            "outstanding",
            "good",
            "requires_improvement",
            "inadequate",
            "consistently_strong",
            "inconsistent",
            "serious_weaknesses",
        ];
        let maybe_judgement = |name: &'static str| {
            let known = Expr::col(name).is_in(judgements).or(Expr::col(name).is_null());
            ColumnDef::new(name).text().null().check(known).take()
        };
        let tables = vec![
            table("registered_service")
                .col(text("urn"))
                .col(number("organisation_id"))
                // The owner as the regulator writes it, by which the next service of the same owner is known.
                .col(text("owner_name"))
                .col(text("owner_key"))
                .col(maybe_text("name"))
                .col(word(
                    "provision",
                    &[
                        "childrens_home",
                        "supported_accommodation",
                        "fostering_agency",
                        "residential_family_centre",
                        "residential_special_school",
                        "adoption_agency",
                        "secure_home",
                        "adoption_support_agency",
                        "holiday_scheme",
                    ],
                ))
                .col(word("sector", &["private", "voluntary", "local_authority", "health_authority"]))
                .col(word("status", &["active", "suspended", "resigned", "cancelled"]))
                .col(maybe_day("registered_on"))
                .col(maybe_number("places"))
                .col(maybe_text("town"))
                .col(maybe_text("postcode"))
                .col(maybe_text("constituency"))
                .col(maybe_text("local_authority"))
                .col(maybe_day("inspected_on"))
                .col(maybe_day("published_on"))
                .col(maybe_judgement("judgement"))
                .col(maybe_judgement("helped_and_protected"))
                .col(maybe_judgement("leaders_and_managers"))
                .foreign_key(&mut points("registered_service", "organisation_id", "organisation"))
                .take(),
        ];
        let indexes = vec![
            index("registered_service", &["urn"], true),
            index("registered_service", &["organisation_id"], false),
            index("registered_service", &["owner_key"], false),
        ];
        create(manager, tables, indexes).await
    }
}
