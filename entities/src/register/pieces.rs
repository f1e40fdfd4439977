//! Many rows by their keys. A statement can bind so many values and no more (SQLite 32,766, PostgreSQL 65,535), so no list
//! that grows with the register is bound whole: it is asked for in pieces.

use sea_orm::{ConnectionTrait, DbErr, Select, entity::prelude::*};

/// How many keys a statement gets.
const PIECE: usize = 500;

/// The keys, as many at a time as a statement gets.
pub(crate) fn pieces<K: Clone>(keys: &[K]) -> impl Iterator<Item = Vec<K>> {
    keys.chunks(PIECE).map(<[K]>::to_vec)
}

/// The rows that `find` gives for all of the keys, numbers or references: asked for a piece at a time, in the order of the pieces.
pub(crate) async fn in_pieces<E, K>(
    db: &impl ConnectionTrait,
    keys: &[K],
    find: impl Fn(Vec<K>) -> Select<E>,
) -> Result<Vec<E::Model>, DbErr>
where
    E: EntityTrait,
    K: Clone,
{
    let mut rows = Vec::new();
    for piece in pieces(keys) {
        rows.extend(find(piece).all(db).await?);
    }
    Ok(rows)
}

#[cfg(test)]
mod tests {
    use std::{collections::BTreeMap, fs, path::Path};

    /// Which source files bind lists, how often, and why each list stays short however much the register holds. Lists that are
    /// written out (`[State::Active, …]`) and constants do not count.
    const BOUND: &[(&str, usize, &str)] = &[
        ("access/matrix.rs", 1, "the people of a test"),
        ("account/telling.rs", 3, "the people of one organisation"),
        ("agreement/deeds/renew.rs", 1, "the agreements that one renews"),
        ("agreement/found_by.rs", 2, "a page of what was found"),
        ("agreement/listed.rs", 3, "the editions of one agreement"),
        ("agreement/read/list.rs", 1, "a page of the list, or a piece of its file"),
        ("agreement/read/mod.rs", 1, "the agreements of one deed"),
        (
            "agreement/read/of_organisation.rs",
            2,
            "a page of the list, or a piece of it, and the bodies that one answers for",
        ),
        ("agreement/read/revisions.rs", 1, "the editions of one agreement"),
        ("agreement/read/shown.rs", 3, "the records of one body"),
        ("attachment/read.rs", 1, "the files of one agreement"),
        ("attachment/uploads.rs", 1, "a batch of the sweep"),
        ("clause/keep.rs", 1, "at most 500 clauses"),
        ("commitment/found_by.rs", 1, "a page of what was found"),
        ("commitment/read/list.rs", 5, "the records of one body, and a page of the list, or a piece of its file"),
        ("commitment/read/page.rs", 2, "the events of one commitment, and its wordings"),
        ("contract/found_by.rs", 1, "a page of what was found"),
        ("contract/read/mod.rs", 1, "the records of one body"),
        ("following/read/calendar.rs", 3, "what one person follows"),
        ("following/read/procurements.rs", 1, "a page of the list, or a piece of it"),
        ("funding/read/lines.rs", 3, "the lines of one agreement or service, a page of them, and what they pay for"),
        ("import/deeds.rs", 1, "a batch of an import"),
        ("import/stage.rs", 3, "a batch of a file"),
        ("negotiation/people.rs", 3, "those who sit at the table of one agreement"),
        ("nomination/deeds/nominate.rs", 1, "the memberships of one body"),
        ("nomination/read/confirming.rs", 4, "the roles, the records and the leads of the agreements of one body"),
        ("organisation/deeds/add_successor.rs", 1, "the successors of one body"),
        ("organisation/deeds/import.rs", 3, "the identifiers of one row of a file, and the merges of one body"),
        (
            "organisation/deeds/matching/propose.rs",
            3,
            "the records that are compared with one, and the lists that there are",
        ),
        ("organisation/deeds/merge/moving.rs", 2, "a batch of rows, and the records of one body"),
        ("organisation/deeds/merge/take_apart.rs", 4, "what one merge moved of what has a voice"),
        ("organisation/deeds/merge/weight.rs", 2, "what one merge moves of what has a voice"),
        ("organisation/found_by.rs", 1, "a page of what was found"),
        ("organisation/read/answering.rs", 3, "the bodies of an agreement, and those that took over from them"),
        ("organisation/read/choices.rs", 1, "the kinds of organisations"),
        ("organisation/read/gone.rs", 2, "the parties of one agreement, and those that took over from them"),
        ("organisation/read/kept.rs", 2, "the bodies of one question"),
        ("organisation/read/matches.rs", 1, "a page of the list"),
        ("organisation/read/merging.rs", 7, "the records of two bodies, and the rows in which they meet, of one table"),
        ("organisation/read/mod.rs", 1, "the organisations of one deed"),
        ("organisation/read/page.rs", 1, "one body and those merged into it"),
        ("organisation/read/second_look.rs", 3, "the editions that one merge touches"),
        ("organisation/read/suggest.rs", 1, "what is suggested at once"),
        ("pipeline/planned.rs", 2, "a page of the list, or a piece of it"),
        ("procurement/deeds/buyers.rs", 1, "the buyers of a batch"),
        ("procurement/deeds/events.rs", 2, "a batch of an import, or at most MOST_AT_ONCE"),
        ("procurement/deeds/find_buyers.rs", 1, "a batch"),
        ("procurement/deeds/releases.rs", 2, "a batch of an import"),
        ("procurement/deeds/scope.rs", 2, "at most MOST_AT_ONCE"),
        ("procurement/found_by.rs", 1, "a page of what was found"),
        ("procurement/read/differences.rs", 1, "a page of the list"),
        ("procurement/read/filter.rs", 2, "the kinds of events, and at most MOST_NAMED procurements"),
        ("procurement/read/interests.rs", 1, "the body that somebody acts for"),
        ("procurement/read/list.rs", 2, "a page of the list, or what a calendar holds at most"),
        ("procurement/read/page.rs", 1, "the contracts that one procurement follows"),
        ("procurement/read/records.rs", 1, "a batch of the export"),
        ("procurement/read/scope.rs", 1, "the first ten"),
        ("trace/readable.rs", 4, "the records of one body"),
        ("work/reminders.rs", 1, "three days"),
        ("work/gathered.rs", 1, "the editions of one agreement"),
        ("search/index.rs", 4, "a batch of the index, and the weights"),
        ("search/meaning.rs", 4, "the forms of the words that are looked for"),
        ("search/near.rs", 3, "the letters of one word, the words of one name"),
        ("service/found_by.rs", 1, "a page of what was found"),
    ];

    fn walk(folder: &Path, found: &mut BTreeMap<String, usize>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(&path, found);
                continue;
            }
            let name = path.strip_prefix(concat!(env!("CARGO_MANIFEST_DIR"), "/src")).unwrap().display().to_string();
            if name.ends_with("story.rs") || !name.ends_with(".rs") || name == "register/pieces.rs" {
                continue;
            }
            let source = fs::read_to_string(&path).unwrap();
            let lists = ["is_in(", "is_not_in("].iter().flat_map(|call| source.split(call).skip(1));
            let grows = |rest: &&str| {
                let rest = rest.trim_start();
                !(rest.starts_with('[')
                    || rest.starts_with(|c: char| c.is_ascii_uppercase())
                    || rest.starts_with("piece"))
            };
            let count = lists.filter(grows).count();
            if count > 0 {
                found.insert(name, count);
            }
        }
    }

    #[test]
    fn no_statement_binds_a_list_that_grows_with_the_register() {
        let mut found = BTreeMap::new();
        walk(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/src")), &mut found);
        let told: BTreeMap<String, usize> = BOUND.iter().map(|(name, count, _)| ((*name).to_owned(), *count)).collect();
        let differ: Vec<_> = found.iter().filter(|(name, count)| told.get(*name) != Some(count)).collect();
        assert!(
            differ.is_empty(),
            "lists are bound here of which nobody has said why they stay short; say it in BOUND, or ask in_pieces: {differ:#?}"
        );
        let gone: Vec<_> = told.keys().filter(|name| !found.contains_key(*name)).collect();
        assert!(gone.is_empty(), "no list is bound here any more: {gone:?}");
    }
}
