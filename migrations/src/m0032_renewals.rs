//! Agreements renew others: which, and from which of their editions; commitments stand on ambition lines, and money goes on from that of
//! an earlier year. A person says whether a line was raised where figures do not, and what became of an agreement past its end. Which
//! revisions its parties had on the table is kept, so that they can look at them again; of before only the newest of what was opened
//! to them is known, and what was frozen. A duty says until when it waits.

use sea_orm_migration::prelude::*;

use crate::columns::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        add(manager, "commitment", [maybe_number("ambition_id")]).await?;
        add(manager, "funding_line", [maybe_number("continues_id")]).await?;
        add(manager, "duty", [day("until_day").default("9999-12-31").take()]).await?;
        tables(manager).await?;
        tabled(manager).await
    }
}

async fn tables(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let renewal = table("renewal")
        .col(number("agreement_id"))
        .col(number("renewed_id"))
        .col(number("of_edition_id"))
        .foreign_key(&mut points("renewal", "agreement_id", "agreement"))
        .foreign_key(&mut points("renewal", "renewed_id", "agreement"))
        .foreign_key(&mut points("renewal", "of_edition_id", "edition"))
        .take();
    let judgement = table("ambition_judgement")
        .col(number("commitment_id"))
        .col(number("before_id"))
        .col(word("judgement", &["raised", "held", "lowered"]))
        .col(text("reason"))
        // SHA-256 over what both said.
        .col(text("compared"))
        .col(maybe_number("account_id"))
        .col(maybe_number("organisation_id"))
        .col(instant("at"))
        .foreign_key(&mut points("ambition_judgement", "commitment_id", "commitment"))
        .foreign_key(&mut points("ambition_judgement", "before_id", "commitment"))
        .foreign_key(&mut points("ambition_judgement", "account_id", "account"))
        .foreign_key(&mut points("ambition_judgement", "organisation_id", "organisation"))
        .take();
    let conclusion = table("conclusion")
        .col(number("agreement_id"))
        .col(maybe_number("service_id"))
        .col(day("ended_on"))
        .col(word("kind", &["ended", "elsewhere"]))
        .col(text("words"))
        .col(maybe_number("account_id"))
        .col(maybe_number("organisation_id"))
        .col(instant("at"))
        .foreign_key(&mut points("conclusion", "agreement_id", "agreement"))
        .foreign_key(&mut points("conclusion", "service_id", "service"))
        .foreign_key(&mut points("conclusion", "account_id", "account"))
        .foreign_key(&mut points("conclusion", "organisation_id", "organisation"))
        .take();
    let indexes = vec![
        index("commitment", &["ambition_id"], false),
        index("renewal", &["agreement_id", "renewed_id"], true),
        index("renewal", &["renewed_id"], false),
        index("ambition_judgement", &["commitment_id"], false),
        index("conclusion", &["agreement_id"], false),
    ];
    create(manager, vec![renewal, judgement, conclusion], indexes).await
}

async fn tabled(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    add(manager, "revision", [flag("tabled").default(false).take()]).await?;
    let newest = Query::select()
        .column("revision_id")
        .from("edition")
        .and_where(Expr::col("opened").eq(true))
        .and_where(Expr::col("revision_id").is_not_null())
        .to_owned();
    let known = Query::update()
        .table("revision")
        .value("tabled", true)
        .cond_where(any![Expr::col("frozen").eq(true), Expr::col("id").in_subquery(newest)])
        .to_owned();
    manager.execute(known).await
}
