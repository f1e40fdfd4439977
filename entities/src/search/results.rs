//! The page of a search: what was found of each kind, how many, and a piece of the text around the words.

use std::collections::BTreeMap;

use sea_orm::{ConnectionTrait, sea_query::SelectStatement};

use super::{
    Kind,
    read::{Hit, look},
    shelf::{Best, MOST},
};
use crate::{Read, Reader, Refusal, access::Permission, values::Reference};

/// What is looked for, and told with how many there are of each kind.
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

impl Read for Wanted {
    const PERMISSION: Permission = Permission::ReadPublished;
    type Answer = Results;

    async fn answer(&self, reader: &Reader<'_>) -> Result<Results, Refusal> {
        let most = if self.kind.is_some() { MOST } else { BEST as u64 };
        let looked = look(reader, &self.query, Kind::ALL, most).await?;
        let mut results = Results { instead: looked.instead, ..Results::default() };
        let Some(keys) = looked.keys else { return Ok(results) };
        for (kind, Best { hits, count }) in looked.found {
            let count = match count {
                Some(count) => count,
                None => counted(reader, kind, keys.of_kind(kind)).await?,
            };
            results.counts.push((kind, count));
            let shown: Vec<Hit> = match self.kind {
                None => hits.into_iter().take(BEST).collect(),
                Some(only) if only == kind => {
                    results.pages = hits.len().div_ceil(PAGE) as u64;
                    let before =
                        usize::try_from(self.page.saturating_sub(1)).unwrap_or(usize::MAX).saturating_mul(PAGE);
                    hits.into_iter().skip(before).take(PAGE).collect()
                }
                Some(_) => continue,
            };
            let of: Vec<&str> = shown.iter().map(|hit| hit.reference.as_str()).collect();
            let (house, for_whom) = (reader.register().house(), (reader.viewer(), reader.today()));
            let texts = house.texts(reader.db(), for_whom, kind, &of).await?;
            results.groups.push(Group { kind, rows: rows(shown, texts) });
        }
        Ok(results)
    }
}

/// How many records of a kind the reader may see among these.
async fn counted(reader: &Reader<'_>, kind: Kind, keys: SelectStatement) -> Result<Count, Refusal> {
    let shelf = reader.register().house().shelf(kind, reader.viewer(), reader.today());
    let mut most = MOST + 1;
    loop {
        let row = reader.db().query_one(&shelf.counted(keys.clone(), most)).await?;
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

fn rows(hits: Vec<Hit>, mut texts: BTreeMap<Reference, String>) -> Vec<ResultRow> {
    let row = |hit: Hit| ResultRow { text: texts.remove(&hit.reference).unwrap_or_default(), hit };
    hits.into_iter().map(row).collect()
}
