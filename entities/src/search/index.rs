//! Writing the words of records down, in the transaction that writes the records.

use std::collections::{BTreeMap, BTreeSet};

use sea_orm::{
    ConnectionTrait, DbErr, ExprTrait,
    sea_query::{Expr, OnConflict, Query},
};

use super::{
    Kind,
    words::{code, trigrams, words},
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

impl Kind {
    /// The kind as entries have it.
    pub(super) const fn number(self) -> i64 {
        match self {
            Self::Agreement => 1,
            Self::Commitment => 2,
            Self::Service => 3,
            Self::Contract => 4,
            Self::Procurement => 5,
            Self::Organisation => 6,
        }
    }
}

impl Place {
    const ALL: [Self; 4] = [Self::Code, Self::Name, Self::OtherName, Self::Text];

    const fn weight(self) -> i64 {
        match self {
            Self::Code => 40,
            Self::Name => 10,
            Self::OtherName => 5,
            Self::Text => 1,
        }
    }
}

/// Every weight that an entry can have.
pub(super) fn weights() -> [i64; 4] {
    Place::ALL.map(Place::weight)
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

/// The keys of a record's words, and what each weighs.
type Weights = BTreeMap<i64, i64>;

/// A record: the number of its kind, and its key.
type Record = (i64, i64);

/// Writes down by which words records are found from now on. Only what differs from before is written.
pub async fn write(tx: &impl ConnectionTrait, documents: &[Document]) -> Result<(), DbErr> {
    let keys = keys(tx, documents).await?;
    let mut after: BTreeMap<Record, Weights> = BTreeMap::new();
    for document in documents {
        let weights = after.entry((document.kind.number(), document.record)).or_default();
        for (word, weight) in &document.weights {
            let key = keys.get(word).ok_or_else(|| DbErr::RecordNotFound(format!("the word {word}")))?;
            weights.insert(*key, *weight);
        }
    }
    let before = before(tx, after.keys()).await?;
    let none = Weights::new();
    let mut rows = Vec::new();
    for (record, weights) in &after {
        let before = before.get(record).unwrap_or(&none);
        let gone: Vec<i64> =
            before.iter().filter(|(word, weight)| weights.get(word) != Some(weight)).map(|(word, _)| *word).collect();
        forget(tx, *record, &gone).await?;
        let new = weights.iter().filter(|(word, weight)| before.get(word) != Some(weight));
        rows.extend(new.map(|(word, weight)| [*word, record.0, *weight, record.1]));
    }
    // In the order in which they are kept, neighbours are written together.
    rows.sort_unstable();
    for rows in rows.chunks(ROWS) {
        let mut insert = Query::insert();
        insert.into_table("search_entry").columns(["word_id", "kind", "weight", "record_id"]);
        for row in rows {
            insert.values_panic(row.map(Expr::val));
        }
        tx.execute(&insert).await?;
    }
    keep(tx, after.into_iter().filter(|(record, weights)| before.get(record) != Some(weights)).collect()).await
}

/// By which words records were found until now.
async fn before(
    tx: &impl ConnectionTrait,
    records: impl Iterator<Item = &Record>,
) -> Result<BTreeMap<Record, Weights>, DbErr> {
    let mut by_kind: BTreeMap<i64, Vec<i64>> = BTreeMap::new();
    for (kind, record) in records {
        by_kind.entry(*kind).or_default().push(*record);
    }
    let mut before = BTreeMap::new();
    for (kind, records) in by_kind {
        for records in records.chunks(ROWS) {
            let mut select = Query::select();
            select
                .columns(["record_id", "words"])
                .from("search_record")
                .and_where(Expr::col("kind").eq(kind))
                .and_where(Expr::col("record_id").is_in(records.iter().copied()));
            for row in tx.query_all(&select).await? {
                let words: String = row.try_get("", "words")?;
                before.insert((kind, row.try_get("", "record_id")?), kept(&words)?);
            }
        }
    }
    Ok(before)
}

/// Takes words away from a record.
async fn forget(tx: &impl ConnectionTrait, (kind, record): Record, words: &[i64]) -> Result<(), DbErr> {
    for words in words.chunks(ROWS) {
        let mut forget = Query::delete();
        forget
            .from_table("search_entry")
            .and_where(Expr::col("word_id").is_in(words.iter().copied()))
            .and_where(Expr::col("kind").eq(kind))
            .and_where(Expr::col("weight").is_in(weights()))
            .and_where(Expr::col("record_id").eq(record));
        tx.execute(&forget).await?;
    }
    Ok(())
}

/// Keeps by which words records are found, for the next time.
async fn keep(tx: &impl ConnectionTrait, records: Vec<(Record, Weights)>) -> Result<(), DbErr> {
    for records in records.chunks(ROWS) {
        let mut insert = Query::insert();
        insert.into_table("search_record").columns(["kind", "record_id", "words"]);
        for ((kind, record), weights) in records {
            insert.values_panic([Expr::val(*kind), Expr::val(*record), Expr::val(told(weights))]);
        }
        insert.on_conflict(OnConflict::columns(["kind", "record_id"]).update_column("words").to_owned());
        tx.execute(&insert).await?;
    }
    Ok(())
}

/// Words and weights in one text: `12:40 137:1`.
fn told(weights: &Weights) -> String {
    let each: Vec<String> = weights.iter().map(|(word, weight)| format!("{word}:{weight}")).collect();
    each.join(" ")
}

/// The same, read again.
fn kept(words: &str) -> Result<Weights, DbErr> {
    let each = |each: &str| {
        let (word, weight) = each.split_once(':')?;
        Some((word.parse().ok()?, weight.parse().ok()?))
    };
    let all: Option<Weights> = words.split_whitespace().map(each).collect();
    all.ok_or_else(|| DbErr::Type(format!("no words of a record: {words}")))
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
        insert.into_table("search_word").columns(["word"]);
        for word in words {
            insert.values_panic([Expr::val(word.as_str())]);
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_of_a_record_are_told_in_a_text_and_read_again() {
        let weights = Weights::from([(137, 1), (12, 40)]);
        assert_eq!(told(&weights), "12:40 137:1");
        assert_eq!(kept(&told(&weights)).unwrap(), weights);
        assert_eq!(kept("").unwrap(), Weights::new());
        assert!(kept("12").is_err() && kept("12:x").is_err());
    }
}
