//! Reads a page of a list, and counts its rows.

use std::time::Instant;

use sea_orm::ConnectionTrait;

use super::{COUNTED, Count, Cursor, Listed, Listing, PAGE, Place, Segment, segment::Placed};
use crate::{
    Reader, Refusal, Register,
    access::{Standing, Viewer},
};

impl Register {
    /// A page of a list, as a viewer may see it.
    ///
    /// # Errors
    /// [`Refusal::Forbidden`] for those to whom the list is not shown; [`Refusal::Invalid`] for what was asked and is not there.
    pub async fn list<L: Listing>(&self, viewer: &Viewer, list: &L, place: &Place) -> Result<Listed<L::Row>, Refusal> {
        Reader::new(self, viewer).list(list, place).await
    }

    /// How many rows a list has for a viewer.
    ///
    /// # Errors
    /// As for [`Register::list`].
    pub async fn count<L: Listing>(&self, viewer: &Viewer, list: &L) -> Result<Count, Refusal> {
        Reader::new(self, viewer).count(list).await
    }
}

impl Reader<'_> {
    /// A page of a list.
    pub(crate) async fn list<L: Listing>(&self, list: &L, place: &Place) -> Result<Listed<L::Row>, Refusal> {
        let (rows, before, after, is_beyond) = self.found(list, place, PAGE).await?.parts();
        let found = rows.iter().map(|(row, _)| L::found(row)).collect::<Result<_, _>>()?;
        Ok(Listed { rows: list.rows(self, found).await?, before, after, is_beyond })
    }

    /// How many rows a list has.
    pub(crate) async fn count<L: Listing>(&self, list: &L) -> Result<Count, Refusal> {
        self.need(L::PERMISSION, Standing::OPEN)?;
        let mut counted = 0;
        for segment in list.segments(self).await? {
            counted += self.counted_in(&segment, COUNTED + 1 - counted).await?;
            if counted > COUNTED {
                break;
            }
        }
        Ok(Count::of(counted))
    }

    /// How many rows a segment has, counted no further than `most`. What came so far a moment ago is not counted again.
    pub(crate) async fn counted_in(&self, segment: &Segment, most: u64) -> Result<u64, Refusal> {
        let (db, too_many, now) = (self.db(), self.register().too_many(), Instant::now());
        let counting = db.get_database_backend().build(&segment.counting(most));
        let asked = counting.to_string();
        if too_many.knows(&asked, now) {
            return Ok(most);
        }
        let row = db.query_one_raw(counting).await?;
        let count: i64 = row.map_or(Ok(0), |row| row.try_get("", "n"))?;
        let count = u64::try_from(count).unwrap_or_default();
        // The end of a short count is soon reached.
        if count > COUNTED / 2 && count >= most {
            too_many.note(asked, now);
        }
        Ok(count)
    }

    pub(super) async fn found<L: Listing>(&self, list: &L, place: &Place, most: u64) -> Result<Rows, Refusal> {
        self.need(L::PERMISSION, Standing::OPEN)?;
        let segments = list.segments(self).await?;
        match place {
            Place::First => self.first(&segments, most).await,
            Place::Nowhere => Ok(Rows::beyond()),
            Place::After(cursor) => {
                let Some(rows) = through(self.db(), &segments, cursor, most + 1).await? else {
                    return Ok(Rows::beyond());
                };
                Ok(Rows::after(rows, cursor, most))
            }
            Place::Before(cursor) => {
                let turned: Vec<Segment> = segments.iter().rev().cloned().map(Segment::reversed).collect();
                let last = segments.len().saturating_sub(1);
                let turn = |cursor: &Cursor| Cursor { segment: last.saturating_sub(cursor.segment), ..cursor.clone() };
                if cursor.segment > last {
                    return Ok(Rows::beyond());
                }
                let Some(rows) = through(self.db(), &turned, &turn(cursor), most + 1).await? else {
                    return Ok(Rows::beyond());
                };
                // Where nothing comes before a page, it is the first, and full.
                if rows.len() as u64 <= most {
                    return self.first(&segments, most).await;
                }
                Ok(Rows::before(rows.into_iter().map(|(row, at)| (row, turn(&at))).collect(), most))
            }
        }
    }

    async fn first(&self, segments: &[Segment], most: u64) -> Result<Rows, Refusal> {
        let mut rows = Vec::new();
        fill(self.db(), segments, 0, most + 1, &mut rows).await?;
        Ok(Rows::first(rows, most))
    }
}

/// The rows after a place, through the segments that follow; `None` if it is no place of theirs.
async fn through(
    db: &impl ConnectionTrait,
    segments: &[Segment],
    cursor: &Cursor,
    most: u64,
) -> Result<Option<Vec<Placed>>, Refusal> {
    let Some(segment) = segments.get(cursor.segment) else { return Ok(None) };
    let Some(mut rows) = segment.after(db, cursor, most).await? else { return Ok(None) };
    fill(db, segments, cursor.segment + 1, most, &mut rows).await?;
    Ok(Some(rows))
}

/// Adds rows from a segment on, until there are so many.
async fn fill(
    db: &impl ConnectionTrait,
    segments: &[Segment],
    from: usize,
    most: u64,
    rows: &mut Vec<Placed>,
) -> Result<(), Refusal> {
    for (at, segment) in segments.iter().enumerate().skip(from) {
        let left = most.saturating_sub(rows.len() as u64);
        if left == 0 {
            break;
        }
        rows.extend(segment.first(db, at, left).await?);
    }
    Ok(())
}

/// Rows of a page with their places, and where the pages beside it are.
pub(super) struct Rows {
    pub(super) rows: Vec<Placed>,
    before: Option<Cursor>,
    pub(super) after: Option<Cursor>,
    is_beyond: bool,
}

impl Rows {
    /// Of the first page, of which one row more than it shows was looked for.
    fn first(mut rows: Vec<Placed>, most: u64) -> Self {
        let after = cut(&mut rows, most);
        Self { rows, before: None, after, is_beyond: false }
    }

    fn after(rows: Vec<Placed>, cursor: &Cursor, most: u64) -> Self {
        let mut page = Self::first(rows, most);
        page.is_beyond = page.rows.is_empty();
        page.before = Some(page.rows.first().map_or_else(|| cursor.clone(), |(_, place)| place.clone()));
        page
    }

    /// Found backwards, with one row more.
    fn before(mut rows: Vec<Placed>, most: u64) -> Self {
        rows.truncate(usize::try_from(most).unwrap_or(usize::MAX));
        rows.reverse();
        let place = |row: Option<&Placed>| row.map(|(_, place)| place.clone());
        Self { before: place(rows.first()), after: place(rows.last()), rows, is_beyond: false }
    }

    const fn beyond() -> Self {
        Self { rows: Vec::new(), before: None, after: None, is_beyond: true }
    }

    pub(super) fn parts(self) -> (Vec<Placed>, Option<Cursor>, Option<Cursor>, bool) {
        (self.rows, self.before, self.after, self.is_beyond)
    }
}

/// Takes away what is too many; the last place that is left, if any was.
fn cut(rows: &mut Vec<Placed>, most: u64) -> Option<Cursor> {
    let most = usize::try_from(most).unwrap_or(usize::MAX);
    let more = rows.len() > most;
    rows.truncate(most);
    rows.last().filter(|_| more).map(|(_, place)| place.clone())
}
