//! What waits for a person, or what the person waits for: what is their organisation's by its day, then what anybody may do who keeps
//! the register.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use sea_orm::{
    Condition, ExprTrait, FromQueryResult, QueryFilter, QueryResult,
    entity::prelude::*,
    sea_query::{Expr, IntoCondition},
};

use super::{
    Item, Task,
    table::{ANYBODY, Column, Entity, Model, NO_DATE},
};
use crate::{
    Reader, Refusal,
    access::Person,
    agreement::{self, read::Audience, table::edition},
    list::{KeyKind, Listing, Segment, Sort},
    organisation,
    register::in_pieces,
    trace::last_period_end,
    values::day,
};

/// What waits for the person who reads, or what they wait for.
#[derive(Clone, Copy, Debug)]
pub struct Duties {
    /// What they wait for.
    pub waits: bool,
}

/// Those that are the person's to do, of their organisation's or anybody's.
fn for_person(reader: &Reader<'_>, person: &Person, organisation: i64) -> Condition {
    use Column::{AccountId, EditionId, NotAccountId, OrganisationId, Roles};
    // Who reads every negotiation need not be asked about each.
    let inside = match Audience::of(reader.viewer()) {
        Audience::Everything => Condition::all(),
        _ => EditionId
            .is_null()
            .or(EditionId.in_subquery(agreement::read::inside_keys(reader.viewer())))
            .into_condition(),
    };
    Condition::all()
        .add(OrganisationId.eq(organisation))
        .add(Expr::col(Roles.as_column_ref()).bit_and(person.roles.bits()).ne(0))
        .add(AccountId.is_null().or(AccountId.eq(person.account)))
        .add(NotAccountId.is_null().or(NotAccountId.ne(person.account)))
        .add(inside)
}

impl Listing for Duties {
    type Found = Model;
    type Row = Item;

    async fn segments(&self, reader: &Reader<'_>) -> Result<Vec<Segment>, Refusal> {
        let (person, today) = (reader.oneself()?, reader.today());
        let of = |organisation| {
            let theirs = Entity::find()
                .filter(Column::Waits.eq(self.waits))
                .filter(Column::FromDay.lte(today))
                .filter(Column::UntilDay.gte(today))
                .filter(for_person(reader, person, organisation));
            Segment::new(theirs, Sort::ascending(KeyKind::Day, "duty.due", "duty.id"))
        };
        Ok(vec![of(person.organisation.id), of(ANYBODY)])
    }

    fn found(row: &QueryResult) -> Result<Model, DbErr> {
        Model::from_query_result(row, "")
    }

    async fn rows(&self, reader: &Reader<'_>, found: Vec<Model>) -> Result<Vec<Item>, Refusal> {
        let (db, today) = (reader.db(), reader.today());
        let names = organisation::read::named(db, found.iter().filter_map(|row| row.about_id)).await?;
        let keys: BTreeSet<i64> = found.iter().filter_map(|row| row.edition_id).collect();
        let keys: Vec<i64> = keys.into_iter().collect();
        let of = |piece| edition::Entity::find().filter(edition::Column::Id.is_in(piece));
        let numbers: BTreeMap<i64, i64> =
            in_pieces(db, &keys, of).await?.into_iter().map(|row| (row.id, row.number)).collect();
        let item = |row: Model| {
            let edition = row.edition_id.and_then(|id| numbers.get(&id).copied());
            let record = row.record.parse().map_err(|_| Refusal::broken("a duty is about no record"))?;
            if row.task == Task::Report {
                // Whatever was missed before, the last quarter is asked for.
                let due = last_period_end(today);
                let words = format!("Report to {}: {}", day::in_words(due), row.words);
                return Ok(Item { task: row.task, record, edition, words, due: Some(due) });
            }
            if row.task == Task::Conclude {
                let words = ending(&row, today);
                return Ok(Item { task: row.task, record, edition, words, due: Some(row.due) });
            }
            let words = match row.about_id {
                Some(about) => format!("{} {}", organisation::read::Named::of(&names, about).name, row.words),
                None => row.words,
            };
            Ok(Item { task: row.task, record, edition, words, due: Some(row.due).filter(|due| *due != NO_DATE) })
        };
        found.into_iter().map(item).collect()
    }
}

/// What is said of an agreement that ends: by then it is renewed, after it has lapsed.
fn ending(row: &Model, today: NaiveDate) -> String {
    if row.due < today {
        return format!("Lapsed, still operating: say what became of {}, or renew it", row.words);
    }
    format!("Renew it, or say what becomes of it: {}", row.words)
}
