//! Writing the words of records down, in the transaction that writes the records.

use std::collections::{BTreeMap, BTreeSet};

use sea_orm::{
    ConnectionTrait, DbErr, ExprTrait,
    sea_query::{Expr, OnConflict, Query},
};

use super::{
    Kind,
    words::{code, start, trigrams, words},
};

/// Of a longer text the first words are found: more are no text that somebody wrote.
const MOST_WORDS: usize = 5_000;

/// Rows in a statement: databases bind so many values at most.
const ROWS: usize = 1_000;

/// Where a word stands in a record: what it is known by counts more than what is said about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// Reference, identifier or postcode, as one word.
    Code,
    /// Its name or title.
    Name,
    /// What else it is called, and where it is.
    OtherName,
    /// All else.
    Text,
}

impl Place {
    const fn weight(self) -> i64 {
        match self {
            Self::Code => 40,
            Self::Name => 10,
            Self::OtherName => 5,
            Self::Text => 1,
        }
    }
}

/// A record with what it is found by.
#[derive(Clone, Debug)]
pub struct Document {
    pub(crate) kind: Kind,
    pub(crate) record: i64,
    weights: BTreeMap<String, i64>,
}

impl Document {
    /// A record that is found by nothing yet.
    pub fn new(kind: Kind, record: i64) -> Self {
        Self { kind, record, weights: BTreeMap::new() }
    }

    /// The same, found by a text as well.
    #[must_use]
    pub fn with(mut self, place: Place, text: &str) -> Self {
        let words = match place {
            Place::Code => BTreeSet::from([code(text)]),
            _ => words(text),
        };
        for word in words {
            if !word.is_empty() && (self.weights.len() < MOST_WORDS || self.weights.contains_key(&word)) {
                let weight = self.weights.entry(word).or_default();
                *weight = Ord::max(*weight, place.weight());
            }
        }
        self
    }

    /// The same with several texts of a place.
    #[must_use]
    pub fn with_all<'a>(self, place: Place, texts: impl IntoIterator<Item = &'a str>) -> Self {
        texts.into_iter().fold(self, |document, text| document.with(place, text))
    }
}

/// Writes down by which words records are found from now on.
pub async fn write(tx: &impl ConnectionTrait, documents: &[Document]) -> Result<(), DbErr> {
    let mut records: BTreeMap<Kind, Vec<i64>> = BTreeMap::new();
    for document in documents {
        records.entry(document.kind).or_default().push(document.record);
    }
    for (kind, records) in &records {
        for records in records.chunks(ROWS) {
            let mut forget = Query::delete();
            forget
                .from_table("search_entry")
                .and_where(Expr::col("kind").eq(kind.code()))
                .and_where(Expr::col("record_id").is_in(records.iter().copied()));
            tx.execute(&forget).await?;
        }
    }
    let keys = keys(tx, documents).await?;
    let mut rows = Vec::new();
    for document in documents {
        for (word, weight) in &document.weights {
            let key = keys.get(word).ok_or_else(|| DbErr::RecordNotFound(format!("the word {word}")))?;
            rows.push((*key, document.kind, document.record, *weight));
        }
    }
    for rows in rows.chunks(ROWS) {
        let mut insert = Query::insert();
        insert.into_table("search_entry").columns(["word_id", "kind", "record_id", "weight"]);
        for (word, kind, record, weight) in rows {
            insert.values_panic([Expr::val(*word), Expr::val(kind.code()), Expr::val(*record), Expr::val(*weight)]);
        }
        tx.execute(&insert).await?;
    }
    Ok(())
}

/// The keys of all their words, the new ones written down in the order of the alphabet: two changes that write the same
/// words never wait for each other.
async fn keys(tx: &impl ConnectionTrait, documents: &[Document]) -> Result<BTreeMap<String, i64>, DbErr> {
    let all: BTreeSet<&String> = documents.iter().flat_map(|document| document.weights.keys()).collect();
    let all: Vec<&String> = all.into_iter().collect();
    let mut keys = known(tx, &all).await?;
    let new: Vec<&String> = all.into_iter().filter(|word| !keys.contains_key(*word)).collect();
    for words in new.chunks(ROWS) {
        let mut insert = Query::insert();
        insert.into_table("search_word").columns(["word", "start"]);
        for word in words {
            insert.values_panic([Expr::val(word.as_str()), Expr::val(start(word))]);
        }
        insert.on_conflict(OnConflict::column("word").do_nothing().to_owned());
        tx.execute(&insert).await?;
    }
    let added = known(tx, &new).await?;
    let pairs: Vec<(String, i64)> =
        added.iter().flat_map(|(word, key)| trigrams(word).into_iter().map(|three| (three, *key))).collect();
    for pairs in pairs.chunks(ROWS) {
        let mut insert = Query::insert();
        insert.into_table("search_trigram").columns(["trigram", "word_id"]);
        for (trigram, word) in pairs {
            insert.values_panic([Expr::val(trigram.as_str()), Expr::val(*word)]);
        }
        insert.on_conflict(OnConflict::columns(["trigram", "word_id"]).do_nothing().to_owned());
        tx.execute(&insert).await?;
    }
    keys.extend(added);
    Ok(keys)
}

/// The keys of those words that are written down.
async fn known(tx: &impl ConnectionTrait, words: &[&String]) -> Result<BTreeMap<String, i64>, DbErr> {
    let mut keys = BTreeMap::new();
    for words in words.chunks(ROWS) {
        let mut select = Query::select();
        select
            .columns(["id", "word"])
            .from("search_word")
            .and_where(Expr::col("word").is_in(words.iter().map(|word| word.as_str())));
        for row in tx.query_all(&select).await? {
            keys.insert(row.try_get("", "word")?, row.try_get("", "id")?);
        }
    }
    Ok(keys)
}
