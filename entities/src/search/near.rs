//! Words that are nearly another, and records that share a rare word: what may have been meant.

use std::collections::{BTreeMap, BTreeSet};

use sea_orm::{
    ConnectionTrait, DbErr, ExprTrait, Order,
    sea_query::{Expr, Query},
};

use super::{
    Kind,
    words::{forgiven, trigrams, words},
};

/// The most words that are compared with one that nobody sees.
const NEAR: u64 = 60;
/// A word that more records have tells none of them apart.
const RARE: i64 = 60;
/// So many records are given back at most.
const MOST: u64 = 100;

/// The words that are most like one, the nearest first.
pub(super) async fn near(db: &impl ConnectionTrait, word: &str) -> Result<Vec<String>, DbErr> {
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
    for row in db.query_all(&shared).await? {
        let other: String = row.try_get("", "word")?;
        let distance = strsim::osa_distance(word, &other);
        if (1..=forgiven(word)).contains(&distance) {
            near.push((distance, other));
        }
    }
    near.sort();
    Ok(near.into_iter().map(|(_, word)| word).collect())
}

/// Records of a kind that have a rare word of a text, or one that is nearly such a word.
pub async fn sharing_a_rare_word(db: &impl ConnectionTrait, kind: Kind, text: &str) -> Result<BTreeSet<i64>, DbErr> {
    let mut wanted = words(text);
    for (word, count) in counts(db, kind, &wanted).await? {
        // Nobody else has it: it may be somebody else's, with a letter wrong.
        if count <= 1 {
            wanted.extend(near(db, &word).await?);
        }
    }
    let rare = counts(db, kind, &wanted).await?.into_iter().filter(|(_, count)| *count <= RARE);
    let rare: Vec<String> = rare.map(|(word, _)| word).collect();
    if rare.is_empty() {
        return Ok(BTreeSet::new());
    }
    let mut sharing = Query::select();
    sharing
        .column(("search_entry", "record_id"))
        .distinct()
        .from("search_entry")
        .inner_join("search_word", Expr::col(("search_word", "id")).equals(("search_entry", "word_id")))
        .and_where(Expr::col(("search_entry", "kind")).eq(kind.number()))
        .and_where(Expr::col(("search_word", "word")).is_in(rare))
        .order_by(("search_entry", "record_id"), Order::Asc)
        .limit(MOST);
    db.query_all(&sharing).await?.iter().map(|row| row.try_get("", "record_id")).collect()
}

/// How many records of a kind have each of some words.
async fn counts(
    db: &impl ConnectionTrait,
    kind: Kind,
    words: &BTreeSet<String>,
) -> Result<BTreeMap<String, i64>, DbErr> {
    let mut count = Query::select();
    count
        .column(("search_word", "word"))
        .expr_as(Expr::col(("search_entry", "record_id")).count(), "records")
        .from("search_word")
        .inner_join("search_entry", Expr::col(("search_word", "id")).equals(("search_entry", "word_id")))
        .and_where(Expr::col(("search_entry", "kind")).eq(kind.number()))
        .and_where(Expr::col(("search_word", "word")).is_in(words.iter().map(String::as_str)))
        .group_by_col(("search_word", "word"));
    let rows = db.query_all(&count).await?;
    rows.iter().map(|row| Ok((row.try_get("", "word")?, row.try_get("", "records")?))).collect()
}
