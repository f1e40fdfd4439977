//! Looking for words.

use sea_orm::{
    Condition, ConnectionTrait, DbErr, ExprTrait, JoinType, Order,
    sea_query::{Alias, CaseStatement, Expr, Func, Query, SelectStatement, UnionType},
};

use super::{
    Kind,
    words::{START, code, cut, forgiven, singular, start, trigrams},
};
use crate::{
    Refusal, Register,
    access::Viewer,
    agreement, commitment, contract, procurement, service,
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
/// The most words that one typed word may be the beginning of.
const BEGINNINGS: u64 = 60;
/// The most words that are compared with one that nobody sees.
const NEAR: u64 = 60;
/// How many other words are tried in place of one.
const TRIED: usize = 3;

/// A word as it was typed, with the words of the register that it can mean.
struct Sought {
    /// The word itself, if the register has it.
    exact: Option<i64>,
    /// That, and those that begin with it.
    any: Vec<i64>,
}

impl Register {
    /// Looks for records that have all the words, or words that begin with them. Finds nothing for an empty query. If nothing
    /// has a word, the nearest words are tried in its place.
    ///
    /// # Errors
    /// The database does not answer.
    pub async fn search(&self, viewer: &Viewer, query: &str) -> Result<Found, Refusal> {
        self.search_in(viewer, query, Kind::ALL).await
    }

    /// The same among some kinds.
    ///
    /// # Errors
    /// The same.
    pub async fn search_in(&self, viewer: &Viewer, query: &str, kinds: &[Kind]) -> Result<Found, Refusal> {
        let typed: Vec<String> = text::sought(query).iter().map(|word| cut(word)).collect();
        if typed.is_empty() {
            return Ok(Found::default());
        }
        let found = self.found(viewer, &typed, &code(query), kinds).await?;
        if !found.is_empty() {
            return Ok(Found { kinds: found, instead: None });
        }
        self.nearest(viewer, typed, kinds).await
    }

    /// The keys of the records of a kind that have all the words, for a list that filters by them; `None` if nothing is looked
    /// for. Whom the records are for is the list's business.
    pub(crate) async fn keys_with(&self, kind: Kind, query: &str) -> Result<Option<SelectStatement>, DbErr> {
        let typed: Vec<String> = text::sought(query).iter().map(|word| cut(word)).collect();
        if typed.is_empty() {
            return Ok(None);
        }
        let mut sought = Vec::with_capacity(typed.len());
        for word in &typed {
            sought.push(self.sought(word).await?);
        }
        let scored = scores(kind, &sought, self.key_of(&code(query)).await?);
        let (alias, mut keys) = (Alias::new("scored"), Query::select());
        match scored {
            Some(scored) => keys.column((alias.clone(), "record_id")).from_subquery(scored, alias),
            None => keys.column("record_id").from("search_entry").and_where(Expr::val(1).eq(0)),
        };
        Ok(Some(keys))
    }

    /// Tries other words. A word is told only with a record that the viewer may see and that has it.
    async fn nearest(&self, viewer: &Viewer, typed: Vec<String>, kinds: &[Kind]) -> Result<Found, Refusal> {
        let mut tries = vec![Vec::new()];
        for word in &typed {
            let forms = self.seen_forms(viewer, word, kinds).await?;
            let longer = |before: &Vec<String>| {
                let before = before.clone();
                forms.iter().map(move |form| before.iter().cloned().chain([form.clone()]).collect::<Vec<_>>())
            };
            tries = tries.iter().flat_map(longer).take(TRIED * TRIED).collect();
        }
        for words in tries.into_iter().filter(|words| *words != typed) {
            let found = self.found(viewer, &words, "", kinds).await?;
            if !found.is_empty() {
                return Ok(Found { kinds: found, instead: Some(words.join(" ")) });
            }
        }
        Ok(Found::default())
    }

    /// The word, if the viewer sees a record that has it; else the nearest words of such records. What only others see is as
    /// if it were not there.
    async fn seen_forms(&self, viewer: &Viewer, word: &str, kinds: &[Kind]) -> Result<Vec<String>, Refusal> {
        let is_seen = async |word: &str| -> Result<bool, Refusal> {
            Ok(!self.found(viewer, &[word.to_owned()], "", kinds).await?.is_empty())
        };
        if is_seen(word).await? {
            return Ok(vec![word.to_owned()]);
        }
        let mut seen = Vec::new();
        for near in self.near(word).await? {
            if seen.len() < TRIED && is_seen(&near).await? {
                seen.push(near);
            }
        }
        Ok(seen)
    }

    async fn found(
        &self,
        viewer: &Viewer,
        words: &[String],
        code: &str,
        kinds: &[Kind],
    ) -> Result<Vec<(Kind, Vec<Hit>)>, Refusal> {
        let mut sought = Vec::with_capacity(words.len());
        for word in words {
            sought.push(self.sought(word).await?);
        }
        let known = if code.is_empty() { None } else { self.key_of(code).await? };
        let mut found = Vec::new();
        for kind in kinds {
            let hits = self.on_shelf(&Shelf::of(*kind, viewer), &sought, known).await?;
            if !hits.is_empty() {
                found.push((*kind, hits));
            }
        }
        Ok(found)
    }

    /// The best of a kind.
    async fn on_shelf(&self, shelf: &Shelf, sought: &[Sought], known: Option<i64>) -> Result<Vec<Hit>, DbErr> {
        let Some(scores) = scores(shelf.kind, sought, known) else { return Ok(Vec::new()) };
        let (table, scored) = (shelf.table, Alias::new("scored"));
        let mut select = Query::select();
        select
            .column((table, "reference"))
            .expr_as(Expr::col((table, shelf.title)), "title")
            .from(table)
            .join_subquery(
                JoinType::InnerJoin,
                scores,
                scored.clone(),
                Expr::col((scored.clone(), "record_id")).equals((table, "id")),
            )
            .cond_where(shelf.visible.clone())
            .order_by((scored, "score"), Order::Desc)
            .order_by((table, shelf.sorted_by), Order::Asc)
            .order_by((table, "id"), Order::Asc)
            .limit(MOST);
        let rows = self.reader().query_all(&select).await?;
        let hit = |row: &sea_orm::QueryResult| {
            Ok(Hit { reference: row.try_get("", "reference")?, title: row.try_get("", "title")? })
        };
        rows.iter().map(hit).collect()
    }

    /// What a typed word can mean.
    async fn sought(&self, word: &str) -> Result<Sought, DbErr> {
        let forms: Vec<String> = [Some(word.to_owned()), singular(word)].into_iter().flatten().collect();
        let mut is_it = Condition::any().add(Expr::col("word").is_in(forms));
        if word.chars().count() >= START {
            // Folded words hold no sign that LIKE takes for another.
            let begins = Expr::col("word").like(format!("{word}%"));
            is_it = is_it.add(Condition::all().add(Expr::col("start").eq(start(word))).add(begins));
        }
        let mut select = Query::select();
        select
            .columns(["id", "word"])
            .from("search_word")
            .cond_where(is_it)
            .order_by_expr(Func::char_length(Expr::col("word")).into(), Order::Asc)
            .order_by("id", Order::Asc)
            .limit(BEGINNINGS);
        let mut sought = Sought { exact: None, any: Vec::new() };
        for row in self.reader().query_all(&select).await? {
            let (id, found): (i64, String) = (row.try_get("", "id")?, row.try_get("", "word")?);
            if found == word {
                sought.exact = Some(id);
            }
            sought.any.push(id);
        }
        Ok(sought)
    }

    async fn key_of(&self, word: &str) -> Result<Option<i64>, DbErr> {
        let mut select = Query::select();
        select.column("id").from("search_word").and_where(Expr::col("word").eq(word));
        self.reader().query_one(&select).await?.map(|row| row.try_get("", "id")).transpose()
    }

    /// The words that are most like one, the nearest first.
    async fn near(&self, word: &str) -> Result<Vec<String>, DbErr> {
        let trigrams = trigrams(word);
        if trigrams.is_empty() {
            return Ok(Vec::new());
        }
        let mut shared = Query::select();
        shared
            .column(("search_word", "word"))
            .expr_as(Expr::col(("search_trigram", "trigram")).count(), "shared")
            .from("search_trigram")
            .inner_join("search_word", Expr::col(("search_word", "id")).equals(("search_trigram", "word_id")))
            .and_where(Expr::col(("search_trigram", "trigram")).is_in(trigrams))
            .group_by_columns([("search_word", "id"), ("search_word", "word")])
            .order_by("shared", Order::Desc)
            .order_by(("search_word", "id"), Order::Asc)
            .limit(NEAR);
        let mut near = Vec::new();
        for row in self.reader().query_all(&shared).await? {
            let other: String = row.try_get("", "word")?;
            let distance = strsim::osa_distance(word, &other);
            if distance <= forgiven(word) {
                near.push((distance, other));
            }
        }
        near.sort();
        Ok(near.into_iter().map(|(_, word)| word).filter(|near| near != word).collect())
    }
}

/// The records that have all the words (or the code), each with its score. `None` if a word means nothing and there is no
/// code: then there are none.
fn scores(kind: Kind, sought: &[Sought], known: Option<i64>) -> Option<SelectStatement> {
    let by_words = sought.iter().all(|word| !word.any.is_empty()).then(|| {
        let mut each = sought.iter().enumerate().map(|(nth, word)| best(kind, nth, word));
        let first = each.next()?;
        let all = each.fold(first, |mut all, next| all.union(UnionType::All, next).to_owned());
        let mut sum = Query::select();
        let words = Alias::new("words");
        sum.column((words.clone(), "record_id"))
            .expr_as(Expr::col((words.clone(), "best")).sum().cast_as("BIGINT"), "score")
            .from_subquery(all, words.clone())
            .group_by_col((words.clone(), "record_id"))
            .and_having(Expr::col((words, "nth")).count().eq(i64::try_from(sought.len()).unwrap_or(i64::MAX)));
        Some(sum)
    });
    let by_code = known.map(|word| {
        let mut exactly = Query::select();
        exactly
            .column("record_id")
            .expr_as(Expr::col("weight").mul(2).cast_as("BIGINT"), "score")
            .from("search_entry")
            .and_where(Expr::col("kind").eq(kind.code()))
            .and_where(Expr::col("word_id").eq(word));
        exactly
    });
    let either = match (by_words.flatten(), by_code) {
        (Some(mut words), Some(code)) => words.union(UnionType::All, code).to_owned(),
        (Some(one), None) | (None, Some(one)) => one,
        (None, None) => return None,
    };
    let (either_way, mut highest) = (Alias::new("either"), Query::select());
    highest
        .column((either_way.clone(), "record_id"))
        .expr_as(Expr::col((either_way.clone(), "score")).max(), "score")
        .from_subquery(either, either_way.clone())
        .group_by_col((either_way, "record_id"));
    Some(highest)
}

/// The best that one typed word does for each record; the word itself counts twice as much as one that begins with it.
fn best(kind: Kind, nth: usize, word: &Sought) -> SelectStatement {
    let weight = Expr::col("weight");
    let weight: Expr = match word.exact {
        Some(exact) => {
            CaseStatement::new().case(Expr::col("word_id").eq(exact), weight.clone().mul(2)).finally(weight).into()
        }
        None => weight,
    };
    let mut best = Query::select();
    best.column("record_id")
        .expr_as(Expr::val(i64::try_from(nth).unwrap_or_default()), "nth")
        .expr_as(weight.max(), "best")
        .from("search_entry")
        .and_where(Expr::col("kind").eq(kind.code()))
        .and_where(Expr::col("word_id").is_in(word.any.iter().copied()))
        .group_by_col("record_id");
    best
}

/// Where records of a kind are, and which of them a viewer may see.
struct Shelf {
    kind: Kind,
    table: &'static str,
    title: &'static str,
    sorted_by: &'static str,
    visible: Condition,
}

impl Shelf {
    fn of(kind: Kind, viewer: &Viewer) -> Self {
        let (table, title, sorted_by, visible) = match kind {
            Kind::Agreement => ("agreement", "title", "title_key", agreement::read::visible(viewer)),
            Kind::Commitment => ("commitment", "statement", "reference", commitment::read::visible(viewer)),
            Kind::Service => ("service", "name", "name_key", service::read::visible(viewer)),
            Kind::Contract => ("contract", "title", "title_key", contract::read::visible(viewer)),
            Kind::Procurement => ("procurement", "title", "title_key", procurement::read::visible(viewer)),
            // Organisations are public.
            Kind::Organisation => ("organisation", "name", "name_key", Condition::all()),
        };
        Self { kind, table, title, sorted_by, visible }
    }
}
