//! What a year's sums read by an index: each terms that stand, with the days on which they are shown. The rows follow from the records,
//! and are made anew by the program.

use sea_orm_migration::prelude::*;

use crate::columns::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

/// An index of both databases with all that the sums of a year need, and another for rises in the base of the years before.
const INDEXES: [&str; 2] = [
    "CREATE INDEX listed_terms_of_year ON listed_terms (year, public_from, public_until, inside_from, inside_until, edition_id, \
     service_id, organisation_id, recurrence, certainty, responsibility, pence)",
    "CREATE INDEX listed_terms_of_rises ON listed_terms (recurrence, year, public_from, public_until, inside_from, inside_until, \
     edition_id, service_id, organisation_id, certainty, responsibility, pence)",
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut terms = table("listed_terms");
        for name in ["public_from", "public_until", "inside_from", "inside_until"] {
            terms.col(day(name));
        }
        let terms = terms
            .col(number("terms_id"))
            .col(maybe_number("edition_id"))
            .col(year("year"))
            .col(number("service_id"))
            .col(number("organisation_id"))
            .col(number("pence"))
            .col(text("recurrence"))
            .col(text("certainty"))
            .col(text("responsibility"))
            .foreign_key(&mut points("listed_terms", "terms_id", "terms"))
            .foreign_key(&mut points("listed_terms", "edition_id", "edition"))
            .take();
        let indexes =
            vec![index("listed_terms", &["terms_id"], true), index("listed_terms", &["edition_id", "terms_id"], false)];
        create(manager, vec![terms], indexes).await?;
        for sql in INDEXES {
            manager.get_connection().execute_unprepared(sql).await?;
        }
        Ok(())
    }
}
