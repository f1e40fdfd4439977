//! A part of a list: rows that are found by one condition and stand in one order.

use sea_orm::{
    ConnectionTrait, DbErr, ExprTrait, QueryResult, QueryTrait,
    sea_query::{Alias, Asterisk, Expr, Query, SelectStatement},
};

use super::{
    COUNTED,
    cursor::{Cursor, Key},
    sort::Sort,
};

/// Rows of a list that stand in one order. Most lists have one segment; what is coming before what is past has two.
#[derive(Clone, Debug)]
pub struct Segment {
    select: SelectStatement,
    sort: Sort,
}

/// A row that was found, with its place.
pub(super) type Placed = (QueryResult, Cursor);

impl Segment {
    /// The rows of a query, without an order of its own.
    pub fn new(select: impl QueryTrait<QueryStatement = SelectStatement>, sort: Sort) -> Self {
        Self { select: select.into_query(), sort }
    }

    pub(super) fn reversed(self) -> Self {
        Self { sort: self.sort.reversed(), ..self }
    }

    /// The first rows of it, `segment`th of its list.
    pub(super) async fn first(
        &self,
        db: &impl ConnectionTrait,
        segment: usize,
        most: u64,
    ) -> Result<Vec<Placed>, DbErr> {
        self.placed(db, &self.begins(most), segment).await
    }

    /// The rows that follow a place, which is not one of theirs any more perhaps. First those that are sorted alike, then the rest: each
    /// is one step through the index, which a comparison of pairs is not everywhere.
    ///
    /// # Errors
    /// The database's. `Ok(None)` if this is no place of the segment.
    pub(super) async fn after(
        &self,
        db: &impl ConnectionTrait,
        cursor: &Cursor,
        most: u64,
    ) -> Result<Option<Vec<Placed>>, DbErr> {
        let Some(key) = self.sort.read(&cursor.key) else { return Ok(None) };
        let mut rows = self.placed(db, &self.alike(&key, cursor.id, most), cursor.segment).await?;
        let left = most.saturating_sub(rows.len() as u64);
        if left > 0 {
            rows.extend(self.placed(db, &self.beyond(&key, left), cursor.segment).await?);
        }
        Ok(Some(rows))
    }

    fn begins(&self, most: u64) -> SelectStatement {
        let mut select = self.select.clone();
        self.sort.put(&mut select, most);
        select
    }

    /// The rows that are sorted alike and follow by key.
    fn alike(&self, key: &Key, id: i64, most: u64) -> SelectStatement {
        let mut select = self.select.clone();
        let follows = match self.sort.is_ascending() {
            true => self.sort.id().gt(id),
            false => self.sort.id().lt(id),
        };
        select.and_where(self.sort.key().eq(Expr::value(key.clone()))).and_where(follows);
        self.sort.put_alike(&mut select, most);
        select
    }

    /// The rows that are sorted after a value.
    fn beyond(&self, key: &Key, most: u64) -> SelectStatement {
        let value = Expr::value(key.clone());
        let mut select = self.select.clone();
        select.and_where(match self.sort.is_ascending() {
            true => self.sort.key().gt(value),
            false => self.sort.key().lt(value),
        });
        self.sort.put(&mut select, most);
        select
    }

    /// Counts rows, no further than one above [`COUNTED`] or so many.
    pub(super) fn counting(&self, most: u64) -> SelectStatement {
        let mut some = self.select.clone();
        some.clear_selects().expr_as(Expr::val(1), "one").limit(Ord::min(most, COUNTED + 1));
        Query::select().expr_as(Expr::col(Asterisk).count(), "n").from_subquery(some, Alias::new("some")).to_owned()
    }

    async fn placed(
        &self,
        db: &impl ConnectionTrait,
        select: &SelectStatement,
        segment: usize,
    ) -> Result<Vec<Placed>, DbErr> {
        let rows = db.query_all(select).await?;
        rows.into_iter().map(|row| self.sort.place(&row, segment).map(|place| (row, place))).collect()
    }

    /// What is asked for its first rows, its last, and those on either side of a place.
    #[cfg(test)]
    pub(super) fn pages(&self, place: &Cursor, most: u64) -> Vec<SelectStatement> {
        let key = self.sort.read(&place.key).expect("it is a place of this order");
        let asked =
            |segment: &Self| [segment.begins(most), segment.alike(&key, place.id, most), segment.beyond(&key, most)];
        [asked(self), asked(&self.clone().reversed())].concat()
    }

    /// The table whose rows it has in the order of their keys, if that is its order.
    #[cfg(test)]
    pub(super) fn by_key(&self) -> Option<&'static str> {
        self.sort.by_key()
    }
}
