//! What stands in the way of merging two records, and what would be moved.

use chrono::NaiveDate;
use sea_orm::{
    ConnectionTrait, DbErr, ExprTrait, QuerySelect, QueryTrait,
    entity::prelude::*,
    sea_query::{Alias, Asterisk, Expr, JoinType, Query, SelectStatement},
};

use super::{Page, by_reference, keys, link, page::page_of};
use crate::{
    Read, Reader, Refusal,
    access::{Permission, Standing, Viewer},
    agreement::{self, table::edition},
    audit, contract,
    organisation::{
        deeds::{Weight, has_people},
        rules::{
            pointers::{Counted, MOVED, Once, Pointer},
            succession,
        },
        table,
    },
    procurement,
    values::Reference,
};

/// Why two records are not merged, and what makes it possible.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hindrance {
    pub why: String,
    pub instead: String,
}

/// What a merge would do.
#[derive(Clone, Debug)]
pub struct MergePreview {
    pub kept: Page,
    pub merged: Page,
    /// How many of what would be moved, of what the viewer may read.
    pub moves: Vec<(&'static str, u64)>,
    pub hindrances: Vec<Hindrance>,
    /// What of the two was shown, for the form.
    pub seen: String,
    /// It would move what a party leads, promised, paid or signed: somebody else looks at it first.
    pub waits: bool,
}

/// What would become of two records if they were merged.
#[derive(Clone, Debug)]
pub struct MergeOf {
    pub kept: Reference,
    pub merged: Reference,
}

impl Read for MergeOf {
    const PERMISSION: Permission = Permission::KeepRegister;
    type Answer = MergePreview;

    async fn answer(&self, reader: &Reader<'_>) -> Result<MergePreview, Refusal> {
        reader.need(Self::PERMISSION, Standing::OPEN)?;
        let (db, viewer, today) = (reader.db(), reader.viewer(), reader.today());
        let kept = by_reference(db, &self.kept).await?.ok_or(Refusal::NotFound)?;
        let merged = by_reference(db, &self.merged).await?.ok_or(Refusal::NotFound)?;
        let records = keys(db, [merged.id]).await?;
        let mut moves = Vec::new();
        for pointer in MOVED {
            let count = counted(db, viewer, today, pointer, &records).await?;
            if count > 0 {
                moves.push((if count == 1 { pointer.called.0 } else { pointer.called.1 }, count));
            }
        }
        Ok(MergePreview {
            moves,
            hindrances: hindrances(db, viewer, &kept, &merged, today).await?,
            seen: merge_seen(db, &kept, &merged).await?,
            waits: !Weight::of_merge(db, kept.id, merged.id).await?.is_nothing(),
            kept: page_of(reader, kept).await?,
            merged: page_of(reader, merged).await?,
        })
    }
}

/// What a merge is about: both records as they are, and how many rows of which table point to the one that is merged.
pub(crate) async fn merge_seen(
    db: &impl ConnectionTrait,
    kept: &table::Model,
    merged: &table::Model,
) -> Result<String, DbErr> {
    let mut text = format!("{} {} {} {}\n", kept.id, kept.version, merged.id, merged.version);
    for pointer in MOVED {
        let mut count = Query::select();
        count.expr_as(Expr::col(Asterisk).count(), "rows").from(pointer.table);
        count.and_where(Expr::col(pointer.column).eq(merged.id));
        let row = db.query_one(&count).await?;
        let rows: i64 = row.map(|row| row.try_get("", "rows")).transpose()?.unwrap_or_default();
        text.push_str(&format!("{} {} {rows}\n", pointer.table, pointer.column));
    }
    Ok(audit::sha256(text))
}

/// How many rows point to a record, or what is signed to one that is merged into it, of those that the viewer may read.
async fn counted(
    db: &impl ConnectionTrait,
    viewer: &Viewer,
    today: NaiveDate,
    pointer: &Pointer,
    of: &[i64],
) -> Result<u64, DbErr> {
    let mut count = Query::select();
    count
        .expr_as(Expr::col(Asterisk).count(), "rows")
        .from(pointer.table)
        .and_where(Expr::col(pointer.column).is_in(of.iter().copied()));
    if pointer.table == "organisation_successor" {
        count.and_where(Expr::col("withdrawn").eq(false));
    }
    match pointer.counted {
        Counted::All => {}
        Counted::WithAgreement(column) => {
            count.and_where(Expr::col(column).in_subquery(agreement::read::shown(viewer, today)));
        }
        Counted::Untold => return Ok(0),
    }
    let row = db.query_one(&count).await?;
    let rows: i64 = row.map(|row| row.try_get("", "rows")).transpose()?.unwrap_or_default();
    Ok(rows.unsigned_abs())
}

/// Everything that stands in the way, the plainest first.
pub(crate) async fn hindrances(
    db: &impl ConnectionTrait,
    viewer: &Viewer,
    kept: &table::Model,
    merged: &table::Model,
    today: NaiveDate,
) -> Result<Vec<Hindrance>, DbErr> {
    let hindrance = |why: String, instead: String| vec![Hindrance { why, instead }];
    if kept.id == merged.id {
        return Ok(hindrance("It is the same record".into(), "Choose another organisation".into()));
    }
    for row in [merged, kept] {
        if row.merged_into_id.is_some() {
            let why = format!("{} ({}) is merged into another record already", row.name, row.reference);
            return Ok(hindrance(why, "Take it apart first, or choose the record that is kept of it".into()));
        }
    }
    let mut all = Vec::new();
    if has_people(db, merged.id, today).await? {
        let why = format!("People act for {}, and would come to act for {} by it", merged.name, kept.name);
        let instead = if has_people(db, kept.id, today).await? {
            "Let an administrator end their part in one of the two first"
        } else {
            "Keep that record, and merge the other into it"
        };
        all.extend(hindrance(why, instead.into()));
    }
    all.extend(one_after_the_other(db, kept, merged).await?);
    all.extend(coordinates_its_own(db, viewer, today, kept, merged).await?);
    let (kept, merged) = (keys(db, [kept.id]).await?, keys(db, [merged.id]).await?);
    for pointer in MOVED.iter().filter(|pointer| pointer.table != "organisation_successor") {
        if let Some(once) = pointer.once {
            all.extend(comes_twice(db, (viewer, today), pointer, once, (&kept, &merged)).await?);
        }
    }
    Ok(all)
}

/// One body that took over from another is not the same body.
async fn one_after_the_other(
    db: &impl ConnectionTrait,
    kept: &table::Model,
    merged: &table::Model,
) -> Result<Option<Hindrance>, DbErr> {
    use table::successor::{Column, Entity};
    let links = Entity::find().filter(Column::Withdrawn.eq(false)).all(db).await?;
    let links: Vec<_> = links.into_iter().map(link).collect();
    for (earlier, later) in [(kept, merged), (merged, kept)] {
        if succession::leads_to(earlier.id, later.id, &links) {
            return Ok(Some(Hindrance {
                why: format!(
                    "{} took over from {}: they are two bodies, one after the other",
                    later.name, earlier.name
                ),
                instead: "If that is wrong, let an administrator withdraw the successor first".into(),
            }));
        }
    }
    Ok(None)
}

/// Who coordinates an agreement is none of its parties.
async fn coordinates_its_own(
    db: &impl ConnectionTrait,
    viewer: &Viewer,
    today: NaiveDate,
    kept: &table::Model,
    merged: &table::Model,
) -> Result<Option<Hindrance>, DbErr> {
    let mut editions = Vec::new();
    let (kept, merged) = (keys(db, [kept.id]).await?, keys(db, [merged.id]).await?);
    for (coordinator, party) in [(&kept, &merged), (&merged, &kept)] {
        let with = agreement::table::party::Entity::find()
            .select_only()
            .column(agreement::table::party::Column::EditionId)
            .filter(agreement::table::party::Column::OrganisationId.is_in(party.iter().copied()));
        let both = edition::Entity::find()
            .select_only()
            .column(edition::Column::Id)
            .filter(edition::Column::CoordinatorId.is_in(coordinator.iter().copied()))
            .filter(edition::Column::Id.in_subquery(with.into_query()));
        editions.extend(both.into_tuple::<i64>().all(db).await?);
    }
    if editions.is_empty() {
        return Ok(None);
    }
    let which = which(db, viewer, today, "edition_id", editions).await?;
    let why = format!("One of the two coordinates an agreement of which the other is a party{which}");
    Ok(Some(Hindrance { why, instead: "Let whoever leads it name another coordinator, or take the party out".into() }))
}

/// Both have what one body has only once.
async fn comes_twice(
    db: &impl ConnectionTrait,
    (viewer, today): (&Viewer, NaiveDate),
    pointer: &Pointer,
    once: Once,
    (kept, merged): (&[i64], &[i64]),
) -> Result<Option<Hindrance>, DbErr> {
    let Some(of) = once.with.first() else { return Ok(None) };
    let (one, other) = (Alias::new("one"), Alias::new("other"));
    let same = once.with.iter().fold(Expr::val(1).eq(1), |same, column| {
        same.and(Expr::col((one.clone(), *column)).equals((other.clone(), *column)))
    });
    let mut both = Query::select();
    both.expr_as(Expr::col((one.clone(), *of)), "of")
        .from_as(pointer.table, one.clone())
        .join_as(JoinType::InnerJoin, pointer.table, other.clone(), same)
        .and_where(Expr::col((one, pointer.column)).is_in(kept.iter().copied()))
        .and_where(Expr::col((other, pointer.column)).is_in(merged.iter().copied()));
    let rows = db.query_all(&both).await?;
    let keys: Vec<i64> = rows.iter().map(|row| row.try_get("", "of")).collect::<Result<_, _>>()?;
    if keys.is_empty() {
        return Ok(None);
    }
    let why = format!("Both {}{}", once.both, which(db, viewer, today, of, keys).await?);
    Ok(Some(Hindrance { why, instead: once.instead.into() }))
}

/// ": MOU-2015-001", of those that the viewer may read; nothing if there is none.
async fn which(
    db: &impl ConnectionTrait,
    viewer: &Viewer,
    today: NaiveDate,
    column: &str,
    keys: Vec<i64>,
) -> Result<String, DbErr> {
    let (of, visible): (&str, SelectStatement) = match column {
        "edition_id" => {
            let its = edition::Entity::find().select_only().column(edition::Column::AgreementId);
            let read = agreement::read::shown(viewer, today);
            let read = its.clone().filter(edition::Column::Id.in_subquery(read)).into_query();
            let keys = its.filter(edition::Column::Id.is_in(keys)).into_tuple::<i64>().all(db).await?;
            return named(db, "agreement", read, keys).await;
        }
        "contract_id" => ("contract", keys_of::<contract::table::Entity>(contract::read::visible(viewer))),
        "procurement_id" => ("procurement", keys_of::<procurement::table::Entity>(procurement::read::visible(viewer))),
        _ => return Ok(String::new()),
    };
    named(db, of, visible, keys).await
}

async fn named(db: &impl ConnectionTrait, of: &str, visible: SelectStatement, keys: Vec<i64>) -> Result<String, DbErr> {
    let mut select = Query::select();
    select
        .column("reference")
        .from(Alias::new(of))
        .and_where(Expr::col("id").is_in(keys))
        .and_where(Expr::col("id").in_subquery(visible))
        .order_by("reference", sea_orm::Order::Asc)
        .limit(5);
    let rows = db.query_all(&select).await?;
    let references: Vec<String> = rows.iter().map(|row| row.try_get("", "reference")).collect::<Result<_, _>>()?;
    Ok(if references.is_empty() { String::new() } else { format!(": {}", references.join(", ")) })
}

fn keys_of<E: EntityTrait>(visible: sea_orm::Condition) -> SelectStatement {
    E::find().select_only().expr(Expr::col("id")).filter(visible).into_query()
}
