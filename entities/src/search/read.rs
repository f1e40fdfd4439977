//! Looking for words.

use sea_orm::{
    ConnectionTrait, DbErr, ExprTrait,
    sea_query::{Expr, Query, SelectStatement, UnionType},
};

use super::{
    Kind,
    meaning::{Sought, Words},
    near::near,
    results::Count,
    shelf::{self, Best, Shelf},
    words::{code, cut},
};
use crate::{
    Read, Reader, Refusal,
    access::Permission,
    values::{Reference, text},
};

/// A record that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    pub reference: Reference,
    pub title: String,
}

/// What was found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// Kind by kind, the best first, at most 20 of each. Kinds of which nothing was found are left out.
    pub kinds: Vec<(Kind, Vec<Hit>)>,
    /// What was looked for instead, because nothing has the words as they were typed.
    pub instead: Option<String>,
}

impl Found {
    /// The records of a kind.
    pub fn of(&self, kind: Kind) -> &[Hit] {
        self.kinds.iter().find(|(found, _)| *found == kind).map_or(&[], |(_, hits)| hits)
    }
}

/// The most of a kind that are shown.
const MOST: u64 = 20;
/// How many other words are tried in place of one.
const TRIED: usize = 3;

/// Records that have all the words, or words that begin with them; nothing for an empty query. If nothing has a word, the nearest
/// words are tried in its place.
#[derive(Clone, Debug)]
pub struct Search {
    query: String,
    kinds: &'static [Kind],
}

impl Search {
    /// Among records of every kind.
    pub fn everywhere(query: impl Into<String>) -> Self {
        Self { query: query.into(), kinds: Kind::ALL }
    }

    /// Among records of one kind.
    pub fn among(kind: Kind, query: impl Into<String>) -> Self {
        let kinds = Kind::ALL.iter().position(|one| *one == kind).map_or(&[][..], |at| &Kind::ALL[at..=at]);
        Self { query: query.into(), kinds }
    }
}

impl Read for Search {
    const PERMISSION: Permission = Permission::ReadPublished;
    type Answer = Found;

    async fn answer(&self, reader: &Reader<'_>) -> Result<Found, Refusal> {
        let looked = look(reader, &self.query, self.kinds, MOST).await?;
        let kinds = looked.found.into_iter().map(|(kind, best)| (kind, best.hits)).collect();
        Ok(Found { kinds, instead: looked.instead })
    }
}

/// Looks for words: so many of a kind at most, with how many there are, and what leads to all of them.
pub(super) async fn look(reader: &Reader<'_>, query: &str, kinds: &[Kind], most: u64) -> Result<Looked, Refusal> {
    let typed = typed(query);
    let Some(keys) = Keys::of(reader.db(), query, &typed).await? else { return Ok(Looked::default()) };
    let found = having(reader, &keys, kinds, most).await?;
    match found.is_empty() {
        false => Ok(Looked { found, instead: None, keys: Some(keys) }),
        true => nearest(reader, typed, kinds, most).await,
    }
}

/// Tries other words. A word is told only with a record that the reader may see and that has it.
async fn nearest(reader: &Reader<'_>, typed: Vec<String>, kinds: &[Kind], most: u64) -> Result<Looked, Refusal> {
    let mut tries = vec![Vec::new()];
    for word in &typed {
        let forms = seen_forms(reader, word, kinds).await?;
        let longer = |before: &Vec<String>| {
            let before = before.clone();
            forms.iter().map(move |form| before.iter().cloned().chain([form.clone()]).collect::<Vec<_>>())
        };
        tries = tries.iter().flat_map(longer).take(TRIED * TRIED).collect();
    }
    for words in tries.into_iter().filter(|words| *words != typed) {
        let keys = Keys::of_words(reader.db(), &words).await?;
        let found = having(reader, &keys, kinds, most).await?;
        if !found.is_empty() {
            return Ok(Looked { found, instead: Some(words.join(" ")), keys: Some(keys) });
        }
    }
    Ok(Looked::default())
}

/// The word, if the reader sees a record that has it; else the nearest words of such records. What only others see is as if it were
/// not there.
async fn seen_forms(reader: &Reader<'_>, word: &str, kinds: &[Kind]) -> Result<Vec<String>, Refusal> {
    if is_seen(reader, word, kinds).await? {
        return Ok(vec![word.to_owned()]);
    }
    let mut seen = Vec::new();
    for near in near(reader.db(), word).await? {
        if seen.len() < TRIED && is_seen(reader, &near, kinds).await? {
            seen.push(near);
        }
    }
    Ok(seen)
}

async fn is_seen(reader: &Reader<'_>, word: &str, kinds: &[Kind]) -> Result<bool, Refusal> {
    let keys = Keys::of_words(reader.db(), &[word.to_owned()]).await?;
    Ok(!having(reader, &keys, kinds, 1).await?.is_empty())
}

/// Kind by kind, those that were meant by a code before those that have the words.
async fn having(reader: &Reader<'_>, keys: &Keys, kinds: &[Kind], most: u64) -> Result<Vec<(Kind, Best)>, Refusal> {
    let mut found = Vec::new();
    for kind in kinds {
        let shelf = reader.register().house().shelf(*kind, reader.viewer(), reader.today());
        let by_code = match &keys.code {
            Some(code) => best(reader, &shelf, code, most).await?.hits,
            None => Vec::new(),
        };
        let mut best = best(reader, &shelf, &keys.words, most).await?;
        if !by_code.is_empty() {
            // Some of them may be the same.
            best.count = None;
            best.hits.retain(|hit| !by_code.contains(hit));
            best.hits.splice(0..0, by_code);
        }
        if !best.hits.is_empty() {
            found.push((*kind, best));
        }
    }
    Ok(found)
}

async fn best(reader: &Reader<'_>, shelf: &Shelf, words: &Words, most: u64) -> Result<Best, DbErr> {
    let Some((select, more)) = shelf.best(words, most, false) else { return Ok(Best::none()) };
    let best = Best::of(&reader.db().query_all(&select).await?)?;
    match shelf.best(words, most, true) {
        // What has enough records has too few that the reader may see.
        Some((all, _)) if more && best.count != Some(Count::MoreThan(shelf::MOST)) => {
            Best::of(&reader.db().query_all(&all).await?)
        }
        _ => Ok(best),
    }
}

/// What was found, how many there are, and what leads to all of them.
#[derive(Default)]
pub(super) struct Looked {
    pub found: Vec<(Kind, Best)>,
    pub instead: Option<String>,
    /// None if nothing was found.
    pub keys: Option<Keys>,
}

/// The keys of the records of a kind that have all the words, for a list that filters by them; `None` if nothing is looked
/// for. Whom the records are for is the list's business.
pub(crate) async fn keys_with(
    db: &impl ConnectionTrait,
    kind: Kind,
    query: &str,
) -> Result<Option<SelectStatement>, DbErr> {
    Ok(Keys::of(db, query, &typed(query)).await?.map(|keys| keys.of_kind(kind)))
}

/// What was typed as one word, a reference or a code, if the register has it so.
async fn code_of(db: &impl ConnectionTrait, query: &str, typed: &[String]) -> Result<Option<Words>, DbErr> {
    let code = code(query);
    if typed.contains(&code) {
        return Ok(None);
    }
    let mut select = Query::select();
    select.column("id").from("search_word").and_where(Expr::col("word").eq(code));
    match db.query_one(&select).await? {
        Some(row) => {
            let word = Sought::exactly(row.try_get("", "id")?);
            Words::meaning(db, vec![word]).await.map(Some)
        }
        None => Ok(None),
    }
}

/// What was typed, as words and as one code, for the keys of the records that have it.
pub(super) struct Keys {
    words: Words,
    code: Option<Words>,
}

impl Keys {
    /// What leads to records with what was typed; `None` if nothing was.
    async fn of(db: &impl ConnectionTrait, query: &str, typed: &[String]) -> Result<Option<Self>, DbErr> {
        if typed.is_empty() {
            return Ok(None);
        }
        let code = code_of(db, query, typed).await?;
        Ok(Some(Self { code, ..Self::of_words(db, typed).await? }))
    }

    async fn of_words(db: &impl ConnectionTrait, words: &[String]) -> Result<Self, DbErr> {
        Ok(Self { words: Words::of(db, words).await?, code: None })
    }

    /// The keys of the records of a kind; some may come more than once.
    pub fn of_kind(&self, kind: Kind) -> SelectStatement {
        let by_code = self.code.as_ref().and_then(|code| code.keys(kind));
        match (self.words.keys(kind), by_code) {
            (Some(mut words), Some(code)) => words.union(UnionType::All, code).to_owned(),
            (Some(keys), None) | (None, Some(keys)) => keys,
            (None, None) => {
                let mut none = Query::select();
                none.column("record_id").from("search_entry").and_where(Expr::val(1).eq(0)).to_owned()
            }
        }
    }
}

/// The folded words of a query, as many and as long as they are looked for.
fn typed(query: &str) -> Vec<String> {
    text::sought(query).iter().map(|word| cut(word)).collect()
}
