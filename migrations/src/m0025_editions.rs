//! Editions: an agreement is what is made once, first, and then varied. Its parties, text, wordings, money and signatures hang
//! from one of its editions; the agreement, its commitments and its funding lines are what stays the same through all of them.
//!
//! What there was becomes edition 1. Tables keep their rows and keys, and get the names of what they hold now; the keys of the
//! new ones are those of their first edition, so that nothing that points to them has to be looked for.

use sea_orm_migration::{
    prelude::*,
    sea_orm::{ConnectionTrait, DatabaseBackend},
};

use crate::columns::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

/// Tables, what they were called, and what their rows are now.
const RENAMED: [(&str, &str); 3] = [("agreement", "edition"), ("commitment", "wording"), ("funding_line", "terms")];

/// Columns that hold the key of one of them.
const POINTERS: [(&str, &str, &str); 13] = [
    ("party", "agreement_id", "edition_id"),
    ("revision", "agreement_id", "edition_id"),
    ("clause", "agreement_id", "edition_id"),
    ("attachment", "agreement_id", "edition_id"),
    ("signature", "agreement_id", "edition_id"),
    ("paper", "agreement_id", "edition_id"),
    ("paper", "commitment_id", "wording_id"),
    ("wording", "agreement_id", "edition_id"),
    ("terms", "agreement_id", "edition_id"),
    ("commitment_event", "commitment_id", "wording_id"),
    ("cost_position", "funding_line_id", "terms_id"),
    ("funding_share", "funding_line_id", "terms_id"),
    ("funding_share", "commitment_id", "wording_id"),
];

/// Indexes of before, and whether each combination occurs only once; they are made anew under the names that they have now.
const INDEXES: [(&str, &str, &[&str], bool); 13] = [
    ("agreement_by_lead_id", "edition", &["lead_id"], false),
    ("party_by_agreement_id_organisation_id", "party", &["edition_id", "organisation_id"], true),
    ("revision_by_agreement_id_number", "revision", &["edition_id", "number"], true),
    ("clause_by_agreement_id_anchor", "clause", &["edition_id", "anchor"], true),
    ("commitment_by_agreement_id", "wording", &["edition_id"], false),
    ("commitment_by_owner_id_confirmation", "wording", &["owner_id", "confirmation"], false),
    ("commitment_event_by_commitment_id", "commitment_event", &["wording_id"], false),
    ("signature_by_agreement_id", "signature", &["edition_id"], false),
    ("attachment_by_agreement_id", "attachment", &["edition_id"], false),
    ("paper_by_agreement_id_state", "paper", &["edition_id", "state"], false),
    ("funding_share_by_funding_line_id_commitment_id", "funding_share", &["terms_id", "wording_id"], true),
    ("funding_share_by_commitment_id", "funding_share", &["wording_id"], false),
    ("cost_position_by_funding_line_id", "cost_position", &["terms_id"], false),
];

/// Indexes of columns that stand in the new tables now, or that start with another one.
const GONE: [&str; 7] = [
    "agreement_by_reference",
    "agreement_by_year_id",
    "commitment_by_reference",
    "funding_line_by_reference",
    "funding_line_by_year_service_id",
    "funding_line_by_agreement_id",
    "funding_line_by_organisation_id",
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let db = manager.get_connection();
        for index in INDEXES.iter().map(|(before, ..)| *before).chain(GONE).chain(["funding_line_by_service_id"]) {
            db.execute_unprepared(&format!("DROP INDEX {index}")).await?;
        }
        for (before, now) in RENAMED {
            db.execute_unprepared(&format!("ALTER TABLE {before} RENAME TO {now}")).await?;
        }
        for (table, before, now) in POINTERS {
            db.execute_unprepared(&format!("ALTER TABLE {table} RENAME COLUMN {before} TO {now}")).await?;
        }
        for (_, table, columns, unique) in INDEXES {
            manager.create_index(index(table, columns, unique)).await?;
        }
        identities(manager).await?;
        first_editions(manager).await?;
        merges(manager).await
    }
}

/// What stays the same through every edition, each with the key of its first.
async fn identities(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let tables = vec![
        table("agreement").col(text("reference")).col(text("kind")).col(year("year")).take(),
        table("commitment")
            .col(text("reference"))
            .col(number("agreement_id"))
            .col(year("year"))
            .foreign_key(&mut points("commitment", "agreement_id", "agreement"))
            .take(),
        table("funding_line")
            .col(text("reference"))
            .col(maybe_number("agreement_id"))
            .col(year("year"))
            .col(flag("published"))
            .foreign_key(&mut points("funding_line", "agreement_id", "agreement"))
            .take(),
    ];
    let indexes = vec![
        index("agreement", &["reference"], true),
        index("agreement", &["year", "id"], false),
        index("commitment", &["reference"], true),
        index("commitment", &["agreement_id"], false),
        index("commitment", &["year", "reference"], false),
        index("funding_line", &["reference"], true),
        index("funding_line", &["agreement_id"], false),
        index("funding_line", &["year"], false),
    ];
    create(manager, tables, indexes).await?;
    let db = manager.get_connection();
    for (to, columns, from, read) in [
        ("agreement", "id, reference, kind, year", "edition", "id, reference, kind, year"),
        ("commitment", "id, reference, agreement_id, year", "wording", "id, reference, edition_id, year"),
        (
            "funding_line",
            "id, reference, agreement_id, year, published",
            "terms",
            "id, reference, edition_id, year, published",
        ),
    ] {
        db.execute_unprepared(&format!("INSERT INTO {to} ({columns}) SELECT {read} FROM {from}")).await?;
        if manager.get_database_backend() == DatabaseBackend::Postgres {
            let next = format!(
                "SELECT setval(pg_get_serial_sequence('{to}', 'id'), COALESCE(MAX(id), 0) + 1, false) FROM {to}"
            );
            db.execute_unprepared(&next).await?;
        }
    }
    Ok(())
}

/// Each agreement's first edition, wording and terms say of what they are; what stands in the new tables goes.
async fn first_editions(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let db = manager.get_connection();
    for (of, column, to) in [
        ("edition", "agreement_id", "agreement"),
        ("wording", "commitment_id", "commitment"),
        ("terms", "funding_line_id", "funding_line"),
    ] {
        // A column that points elsewhere may be missing for SQLite, which adds no other to a table that has rows.
        let sql = format!("ALTER TABLE {of} ADD COLUMN {column} BIGINT REFERENCES {to} (id)");
        db.execute_unprepared(&sql).await?;
        db.execute_unprepared(&format!("UPDATE {of} SET {column} = id")).await?;
    }
    let new = [
        number("number").default(1).take(),
        maybe_number("base_id"),
        word("reason", &["first", "extension", "money", "scope", "joining_or_leaving", "law", "other"])
            .default("first")
            .take(),
        text("reason_words").default("").take(),
        maybe_day("effective_on"),
        maybe_day("signed_on"),
        flag("set_aside").default(false).take(),
        text("withdrawn_because").default("").take(),
        word("term", &["fixed", "rolling", "options"]).default("fixed").take(),
        maybe_number("notice_months"),
        word("clients", &["children", "adults", "both"]).default("children").take(),
        text("geography").default("").take(),
        flag("of_record").default(false).take(),
        maybe_text("digest"),
    ];
    add(manager, "edition", new).await?;
    add(manager, "party", [flag("leaving").default(false).take()]).await?;
    add(manager, "terms", [flag("withdrawn").default(false).take()]).await?;
    db.execute_unprepared("UPDATE edition SET effective_on = starts").await?;
    let last = match manager.get_database_backend() {
        DatabaseBackend::Postgres => "CAST(MAX(at) AS DATE)",
        _ => "SUBSTR(MAX(at), 1, 10)",
    };
    let signed_on = format!(
        "UPDATE edition SET signed_on = (SELECT {last} FROM signature WHERE signature.revision_id = edition.revision_id) \
         WHERE state = 'signed'"
    );
    db.execute_unprepared(&signed_on).await?;
    db.execute_unprepared("UPDATE edition SET term = 'rolling' WHERE ends IS NULL AND starts IS NOT NULL").await?;
    manager.create_index(index("edition", &["agreement_id", "number"], true)).await?;
    manager.create_index(index("edition", &["state"], false)).await?;
    manager.create_index(index("wording", &["commitment_id", "edition_id"], true)).await?;
    manager.create_index(index("terms", &["funding_line_id", "edition_id"], true)).await?;
    manager.create_index(index("terms", &["edition_id"], false)).await?;
    manager.create_index(index("terms", &["organisation_id"], false)).await?;
    manager.create_index(index("terms", &["service_id"], false)).await?;
    for (table, columns) in [
        ("edition", &["reference", "kind", "year"][..]),
        ("wording", &["reference", "year"]),
        ("terms", &["reference", "year", "published"]),
    ] {
        for column in columns {
            db.execute_unprepared(&format!("ALTER TABLE {table} DROP COLUMN {column}")).await?;
        }
    }
    schemes(manager).await
}

/// Services in scope, each with its days and its host, and the days on which an edition is reviewed.
async fn schemes(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let tables = vec![
        table("scheme")
            .col(number("edition_id"))
            .col(number("service_id"))
            .col(maybe_day("starts"))
            .col(maybe_day("ends"))
            .col(maybe_number("host_id"))
            .foreign_key(&mut points("scheme", "edition_id", "edition"))
            .foreign_key(&mut points("scheme", "service_id", "service"))
            .foreign_key(&mut points("scheme", "host_id", "organisation"))
            .take(),
        table("review_day")
            .col(number("edition_id"))
            .col(day("on_day"))
            .foreign_key(&mut points("review_day", "edition_id", "edition"))
            .take(),
    ];
    let indexes = vec![
        index("scheme", &["edition_id", "service_id"], true),
        index("review_day", &["edition_id", "on_day"], true),
    ];
    create(manager, tables, indexes).await
}

/// Merges that were noted say which rows they moved by the names that tables have now.
async fn merges(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    for (before, now) in [("agreement", "edition"), ("commitment", "wording"), ("funding_line", "terms")] {
        let sql = format!("UPDATE organisation_merge_row SET of_table = '{now}' WHERE of_table = '{before}'");
        manager.get_connection().execute_unprepared(&sql).await?;
    }
    Ok(())
}
