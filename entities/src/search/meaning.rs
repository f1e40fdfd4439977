//! What the words of a query can mean: the words of the register that they are, or begin.

use std::collections::BTreeMap;

use sea_orm::{
    ConnectionTrait, DbErr, ExprTrait, Order,
    sea_query::{Alias, Asterisk, CaseStatement, Expr, Func, Query, SelectStatement, UnionType},
};

use super::{
    Kind,
    index::weights,
    shelf::COMPARED,
    words::{longer, singular},
};

/// The most words that one typed word may be the beginning of.
const BEGINNINGS: u64 = 60;
/// So many of the words that go on from one are looked at, for the shortest.
const LONGER: u64 = 500;
/// More records than these make a word common: further they are not counted.
const COUNTED: u64 = 1_000;

/// A word as it was typed, with the words of the register that it can mean.
#[derive(Clone, Debug, Default)]
pub struct Sought {
    /// The word itself, if the register has it.
    exact: Option<i64>,
    /// That, its singular, and those that begin with it.
    any: Vec<i64>,
}

impl Sought {
    /// The word of a reference or code, which means nothing but itself.
    pub fn exactly(word: i64) -> Self {
        Self { exact: Some(word), any: vec![word] }
    }

    /// An entry of a kind is of one of its words.
    pub(super) fn is(&self, kind: Kind, entry: &Alias) -> Expr {
        let word = Expr::col((entry.clone(), "word_id"));
        let word = match self.any.as_slice() {
            [one] => word.eq(*one),
            several => word.is_in(several.iter().copied()),
        };
        Expr::col((entry.clone(), "kind")).eq(kind.number()).and(word)
    }

    /// What an entry counts: twice as much for the word itself as for one that begins with it.
    pub(super) fn weight(&self, entry: &Alias) -> Expr {
        let weight = Expr::col((entry.clone(), "weight"));
        let Some(exact) = self.exact else { return weight };
        let is_exact = Expr::col((entry.clone(), "word_id")).eq(exact);
        CaseStatement::new().case(is_exact, weight.clone().mul(2)).finally(weight).into()
    }

    /// Its entries for the record of another; each is looked up by its whole key.
    pub(super) fn entries(&self, kind: Kind, of: &Alias) -> SelectStatement {
        let entry = Alias::new("other");
        let mut entries = Query::select();
        entries
            .expr(Expr::val(1))
            .from_as("search_entry", entry.clone())
            .and_where(self.is(kind, &entry))
            .and_where(Expr::col((entry.clone(), "weight")).is_in(weights()))
            .and_where(Expr::col((entry, "record_id")).equals((of.clone(), "record_id")));
        entries
    }
}

/// All the words of a query, and how many records of each kind have them, counted no further than [`COUNTED`].
pub struct Words {
    sought: Vec<Sought>,
    counts: BTreeMap<(i64, Kind), i64>,
}

impl Words {
    /// What words can mean, as the register stands.
    pub async fn of(db: &impl ConnectionTrait, words: &[String]) -> Result<Self, DbErr> {
        let mut sought = Vec::with_capacity(words.len());
        for word in words {
            sought.push(meanings(db, word).await?);
        }
        Self::meaning(db, sought).await
    }

    /// The same for words whose meaning is known.
    pub async fn meaning(db: &impl ConnectionTrait, sought: Vec<Sought>) -> Result<Self, DbErr> {
        let mut counts = BTreeMap::new();
        let mut count = Query::select();
        count
            .column(("search_word", "id"))
            .from("search_word")
            .and_where(Expr::col("id").is_in(sought.iter().flat_map(|word| word.any.iter().copied())));
        for kind in Kind::ALL {
            count.expr_as(records_with_the_word(*kind), kind.code());
        }
        for row in db.query_all(&count).await? {
            let word: i64 = row.try_get("", "id")?;
            for kind in Kind::ALL {
                counts.insert((word, *kind), row.try_get("", kind.code())?);
            }
        }
        Ok(Self { sought, counts })
    }

    /// How many entries a word has among the records of a kind.
    fn count(&self, kind: Kind, word: i64) -> i64 {
        self.counts.get(&(word, kind)).copied().unwrap_or_default()
    }

    /// The words that the records of a kind have, the rarest first. `None` if no such record has one of them.
    fn by_rarity(&self, kind: Kind) -> Option<Vec<Sought>> {
        let mut all: Vec<(i64, Sought)> = Vec::with_capacity(self.sought.len());
        for word in &self.sought {
            let any: Vec<i64> = word.any.iter().copied().filter(|word| self.count(kind, *word) > 0).collect();
            let count: i64 = any.iter().map(|word| self.count(kind, *word)).sum();
            if count == 0 {
                return None;
            }
            all.push((count, Sought { exact: word.exact, any }));
        }
        all.sort_by_key(|(count, _)| *count);
        Some(all.into_iter().map(|(_, word)| word).collect())
    }

    /// What leads to the records with the rarest word, the other words, and whether more would lead there. `None` if no record of
    /// this kind has one of them.
    pub(super) fn rarest_first(&self, kind: Kind, all: bool) -> Option<(Vec<Sought>, Vec<Sought>, bool)> {
        let mut words = self.by_rarity(kind)?.into_iter();
        let (rarest, others) = (words.next()?, words.collect::<Vec<_>>());
        let (leads, more) = self.leading(kind, rarest, all || !others.is_empty());
        Some((leads, others, more))
    }

    /// What a word can mean: what few records have together, what is common by itself, so that its records need not be sorted.
    /// If not all is wanted, the word itself and the shortest that begin with it are enough once they have enough records.
    fn leading(&self, kind: Kind, word: Sought, all: bool) -> (Vec<Sought>, bool) {
        let enough = i64::try_from(COMPARED).unwrap_or(i64::MAX);
        let exact = word.exact.filter(|exact| word.any.contains(exact));
        let longer = word.any.iter().copied().filter(|meaning| Some(*meaning) != exact);
        let mut meanings = exact.into_iter().chain(longer);
        let (mut few, mut common, mut records) = (Vec::new(), Vec::new(), 0);
        while all || records < enough {
            let Some(meaning) = meanings.next() else { break };
            let count = self.count(kind, meaning);
            let group = if count < enough { &mut few } else { &mut common };
            group.push(meaning);
            records += count;
        }
        let one = |meaning: i64| Sought { exact, any: vec![meaning] };
        let few = (!few.is_empty()).then_some(Sought { exact, any: few });
        (few.into_iter().chain(common.into_iter().map(one)).collect(), meanings.next().is_some())
    }

    /// The keys of the records of a kind that have all the words; some may come more than once.
    pub fn keys(&self, kind: Kind) -> Option<SelectStatement> {
        let words = self.by_rarity(kind)?;
        let (leads, others) = words.split_first()?;
        let entry = Alias::new("entry");
        let mut keys = Query::select();
        keys.column((entry.clone(), "record_id"))
            .from_as("search_entry", entry.clone())
            .and_where(leads.is(kind, &entry));
        for other in others {
            keys.and_where(Expr::exists(other.entries(kind, &entry)));
        }
        Some(keys)
    }
}

/// How many records of a kind have the word of the row.
fn records_with_the_word(kind: Kind) -> Expr {
    let mut each = Query::select();
    each.expr(Expr::val(1))
        .from("search_entry")
        .and_where(Expr::col(("search_entry", "word_id")).equals(("search_word", "id")))
        .and_where(Expr::col(("search_entry", "kind")).eq(kind.number()))
        .limit(COUNTED);
    let mut count = Query::select();
    count.expr(Expr::col(Asterisk).count()).from_subquery(each, Alias::new("each"));
    Expr::SubQuery(None, Box::new(count.into()))
}

/// What a typed word can mean.
pub async fn meanings(db: &impl ConnectionTrait, word: &str) -> Result<Sought, DbErr> {
    let forms: Vec<String> = [Some(word.to_owned()), singular(word)].into_iter().flatten().collect();
    let (columns, known) = (["id", "word"], "search_word");
    let mut all = Query::select();
    all.columns(columns).from(known).and_where(Expr::col("word").is_in(forms));
    for (first, beyond) in longer(word) {
        let mut some = Query::select();
        some.columns(columns)
            .from(known)
            .and_where(Expr::col("word").gte(first))
            .and_where(Expr::col("word").lt(beyond))
            .order_by("word", Order::Asc)
            .limit(LONGER);
        all.union(UnionType::All, Query::select().columns(columns).from_subquery(some, "some").take());
    }
    let mut select = Query::select();
    select
        .columns(columns)
        .from_subquery(all, "all")
        .order_by_expr(Func::char_length(Expr::col("word")).into(), Order::Asc)
        .order_by("word", Order::Asc)
        .limit(BEGINNINGS);
    let mut sought = Sought::default();
    for row in db.query_all(&select).await? {
        let (id, found): (i64, String) = (row.try_get("", "id")?, row.try_get("", "word")?);
        if found == word {
            sought.exact = Some(id);
        }
        sought.any.push(id);
    }
    Ok(sought)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_word_itself_is_enough_if_it_has_enough_records_and_all_of_its_meanings_lead_if_all_is_wanted() {
        let kind = Kind::Procurement;
        let counts = [(1, 600), (2, 10), (3, 700), (4, 20)].map(|(word, records)| ((word, kind), records));
        let words = Words { sought: Vec::new(), counts: BTreeMap::from(counts) };
        let led = |exact, any: &[i64], all| {
            let (leads, more) = words.leading(kind, Sought { exact, any: any.to_vec() }, all);
            (leads.into_iter().map(|lead| lead.any).collect::<Vec<_>>(), more)
        };
        assert_eq!(led(Some(1), &[2, 1, 3, 4], false), (vec![vec![1]], true));
        assert_eq!(led(None, &[2, 3, 4], false), (vec![vec![2], vec![3]], true));
        assert_eq!(led(None, &[2, 4], false), (vec![vec![2, 4]], false));
        // What few records have comes together, what is common by itself.
        assert_eq!(led(Some(1), &[2, 1, 3, 4], true), (vec![vec![2, 4], vec![1], vec![3]], false));
    }
}
