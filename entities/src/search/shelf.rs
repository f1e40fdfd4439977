//! Which records have all of some words, as SQL that every database reads the same way.
//!
//! The rarest word leads: its records are gone through, the weightiest first, and asked for the others. So a search for a common
//! word costs as little as one for a rare one.

use sea_orm::{
    DbErr, ExprTrait, Order, QueryResult,
    sea_query::{Alias, Condition, Expr, JoinType, Query, SelectStatement, UnionType},
};

use super::{
    Kind,
    meaning::{Sought, Words},
    read::Hit,
    results::Count,
};

/// The most records of a kind that are compared with each other, shown and counted.
pub const MOST: u64 = 500;
/// One more, to know whether there are more.
pub(super) const COMPARED: u64 = MOST + 1;

/// Where records of a kind are, and which of them a viewer may see.
pub struct Shelf {
    pub kind: Kind,
    pub table: &'static str,
    /// The table that has the reference, and the column that points to it, if what is found is one edition of a record.
    pub of: Option<(&'static str, &'static str)>,
    /// The column that has the title.
    pub title: &'static str,
    /// The column by which those that are found equally well stand; of the table that has the reference, if it is the reference.
    pub sorted_by: &'static str,
    /// True of those that the viewer may see.
    pub visible: Condition,
}

impl Shelf {
    /// The best that have all the words: their `reference` and `title`; how many `records` were compared, and by how many
    /// `entries` they were found. And whether more would be found from words that are left out because others have enough records.
    pub fn best(&self, words: &Words, most: u64, all: bool) -> Option<(SelectStatement, bool)> {
        let (leads, others, more) = words.rarest_first(self.kind, all)?;
        let (table, candidate) = (self.table, Alias::new("candidate"));
        let mut score: Expr = Expr::col((candidate.clone(), "weight")).max();
        for other in &others {
            let mut weight = other.entries(self.kind, &candidate);
            weight.clear_selects().expr(other.weight(&Alias::new("other")).max());
            score = score.add(Expr::SubQuery(None, Box::new(weight.into())));
        }
        let mut best = Query::select();
        let named = self.of.map_or(table, |(named, _)| named);
        let sorted_by = (if self.sorted_by == "reference" { named } else { table }, self.sorted_by);
        best.columns([(named, "reference")])
            .expr_as(Expr::col((table, self.title)), "title")
            .expr_as(score.cast_as("BIGINT"), "score")
            .expr_as(Expr::cust("CAST(COUNT(*) OVER () AS BIGINT)"), "records")
            .expr_as(Expr::cust("CAST(SUM(COUNT(*)) OVER () AS BIGINT)"), "entries")
            .from_subquery(self.candidates(&leads, &others)?, candidate.clone())
            .inner_join(table, Expr::col((table, "id")).equals((candidate.clone(), "record_id")));
        if let Some((named, column)) = self.of {
            best.inner_join(named, Expr::col((named, "id")).equals((table, column)));
        }
        best.group_by_columns([
            (Alias::new(table), Alias::new("id")),
            (Alias::new(named), Alias::new("reference")),
            (Alias::new(table), Alias::new(self.title)),
            (Alias::new(sorted_by.0), Alias::new(sorted_by.1)),
            (candidate, Alias::new("record_id")),
        ])
        .order_by("score", Order::Desc)
        .order_by(sorted_by, Order::Asc)
        .order_by((table, "id"), Order::Asc)
        .limit(most);
        Some((best, more))
    }

    /// The records that are compared: `record_id` and `weight`, the weightiest of all that lead there.
    fn candidates(&self, leads: &[Sought], others: &[Sought]) -> Option<SelectStatement> {
        let columns = ["record_id", "weight"];
        let mut each = leads.iter().map(|lead| self.led_by(lead, others));
        let first = each.next()?;
        if leads.len() == 1 {
            return Some(first);
        }
        let mut all = Query::select();
        all.columns(columns).from_subquery(first, "some");
        for more in each {
            all.union(UnionType::All, Query::select().columns(columns).from_subquery(more, "some").take());
        }
        let mut candidates = Query::select();
        candidates.columns(columns).from_subquery(all, "all").limit(COMPARED);
        Some(candidates.order_by("weight", Order::Desc).order_by("record_id", Order::Desc).take())
    }

    /// The same, as one of them leads there.
    fn led_by(&self, lead: &Sought, others: &[Sought]) -> SelectStatement {
        let (table, entry) = (self.table, Alias::new("entry"));
        let mut candidates = Query::select();
        candidates
            .column((entry.clone(), "record_id"))
            .expr_as(lead.weight(&entry), "weight")
            .from_as("search_entry", entry.clone())
            .join(JoinType::InnerJoin, table, Expr::col((table, "id")).equals((entry.clone(), "record_id")))
            .and_where(lead.is(self.kind, &entry))
            .cond_where(self.visible.clone())
            // As they are kept, read from the end: the records of a common word are not sorted.
            .order_by((entry.clone(), "weight"), Order::Desc)
            .order_by((entry.clone(), "record_id"), Order::Desc)
            .limit(COMPARED);
        for other in others {
            candidates.and_where(Expr::exists(other.entries(self.kind, &entry)));
        }
        candidates
    }
}

/// The records of a kind that were found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Best {
    /// The best of them.
    pub hits: Vec<Hit>,
    /// How many there are; `None` if they would have to be counted.
    pub count: Option<Count>,
}

impl Best {
    /// Nothing was found.
    pub fn none() -> Self {
        Self { hits: Vec::new(), count: Some(Count::Exactly(0)) }
    }

    /// From the rows of [`Shelf::best`].
    pub fn of(rows: &[QueryResult]) -> Result<Self, DbErr> {
        let Some(first) = rows.first() else { return Ok(Self::none()) };
        let number = |column| first.try_get("", column).map(|number: i64| number.unsigned_abs());
        let count = match (number("records")?, number("entries")?) {
            (COMPARED.., _) => Some(Count::MoreThan(MOST)),
            (records, ..COMPARED) => Some(Count::Exactly(records)),
            _ => None,
        };
        let hit =
            |row: &QueryResult| Ok(Hit { reference: row.try_get("", "reference")?, title: row.try_get("", "title")? });
        Ok(Self { hits: rows.iter().map(hit).collect::<Result<_, DbErr>>()?, count })
    }
}

impl Shelf {
    /// Of the first of some keys, so many at most, how many are of records that the viewer sees: the `keys`, and the different
    /// `records`. Not all need be found for the first of them.
    pub fn counted(&self, keys: SelectStatement, most: u64) -> SelectStatement {
        let (key, first) = (Alias::new("key"), Alias::new("first"));
        let mut some = Query::select();
        some.column((key.clone(), "record_id"))
            .from_subquery(keys, key.clone())
            .inner_join(self.table, Expr::col((self.table, "id")).equals((key, "record_id")))
            .cond_where(self.visible.clone())
            .limit(most);
        let mut count = Query::select();
        count
            .expr_as(Expr::col("record_id").count(), "keys")
            .expr_as(Expr::col("record_id").count_distinct(), "records")
            .from_subquery(some, first);
        count
    }
}
