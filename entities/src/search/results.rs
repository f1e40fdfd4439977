//! The page of a search: what was found of each kind, how many, and a piece of the text around the words.

use std::collections::BTreeMap;

use sea_orm::{ConnectionTrait, sea_query::SelectStatement};

use super::{
    Kind,
    read::Hit,
    shelf::{Best, MOST},
};
use crate::{Refusal, Register, access::Viewer, values::Reference};

/// What is looked for.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    pub query: String,
    /// One kind, page by page; else the best of every kind.
    pub kind: Option<Kind>,
    /// From 1.
    pub page: u64,
}

/// How many there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Count {
    Exactly(u64),
    MoreThan(u64),
}

/// What was found.
#[derive(Clone, Debug, Default)]
pub struct Results {
    /// How many of each kind; kinds of which nothing was found are left out.
    pub counts: Vec<(Kind, Count)>,
    pub groups: Vec<Group>,
    /// What was looked for instead, because nothing has the words as they were typed.
    pub instead: Option<String>,
    /// Pages of the one kind.
    pub pages: u64,
}

/// The best of a kind.
#[derive(Clone, Debug)]
pub struct Group {
    pub kind: Kind,
    pub rows: Vec<ResultRow>,
}

/// One record.
#[derive(Clone, Debug)]
pub struct ResultRow {
    pub hit: Hit,
    /// What else it says, to be shown where it has the words.
    pub text: String,
}

/// Of each kind, where all are shown.
const BEST: usize = 5;
/// Of the one kind that is shown.
const PAGE: usize = 50;

impl Register {
    /// Looks for records, and tells of each kind how many there are.
    ///
    /// # Errors
    /// The database does not answer.
    pub async fn search_results(&self, viewer: &Viewer, wanted: &Wanted) -> Result<Results, Refusal> {
        let most = if wanted.kind.is_some() { MOST } else { BEST as u64 };
        let looked = self.look(viewer, &wanted.query, Kind::ALL, most).await?;
        let mut results = Results { instead: looked.instead, ..Results::default() };
        let Some(keys) = looked.keys else { return Ok(results) };
        for (kind, Best { hits, count }) in looked.found {
            let count = match count {
                Some(count) => count,
                None => self.count_of(viewer, kind, keys.of_kind(kind)).await?,
            };
            results.counts.push((kind, count));
            let shown: Vec<Hit> = match wanted.kind {
                None => hits.into_iter().take(BEST).collect(),
                Some(only) if only == kind => {
                    results.pages = hits.len().div_ceil(PAGE) as u64;
                    let before =
                        usize::try_from(wanted.page.saturating_sub(1)).unwrap_or(usize::MAX).saturating_mul(PAGE);
                    hits.into_iter().skip(before).take(PAGE).collect()
                }
                Some(_) => continue,
            };
            let of: Vec<&str> = shown.iter().map(|hit| hit.reference.as_str()).collect();
            let texts = self.house().texts(self.reader(), (viewer, self.clock().today()), kind, &of).await?;
            results.groups.push(Group { kind, rows: rows(shown, texts) });
        }
        Ok(results)
    }

    async fn count_of(&self, viewer: &Viewer, kind: Kind, keys: SelectStatement) -> Result<Count, Refusal> {
        let (shelf, mut most) = (self.house().shelf(kind, viewer, self.clock().today()), MOST + 1);
        loop {
            let row = self.reader().query_one(&shelf.counted(keys.clone(), most)).await?;
            let row = row.ok_or_else(|| Refusal::broken("a count has no row"))?;
            let number = |column| row.try_get("", column).map(|number: i64| number.unsigned_abs());
            let (all, records) = (number("keys")?, number("records")?);
            if records > MOST {
                return Ok(Count::MoreThan(MOST));
            }
            if all < most {
                return Ok(Count::Exactly(records));
            }
            // So many keys were of so few records: of each there are several.
            most *= 4;
        }
    }
}

fn rows(hits: Vec<Hit>, mut texts: BTreeMap<Reference, String>) -> Vec<ResultRow> {
    let row = |hit: Hit| ResultRow { text: texts.remove(&hit.reference).unwrap_or_default(), hit };
    hits.into_iter().map(row).collect()
}
