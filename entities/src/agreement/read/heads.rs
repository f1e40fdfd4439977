//! What a text is expected to say, head by head, and which clause says it.

use std::collections::{BTreeMap, BTreeSet};

use sea_orm::entity::prelude::*;

use super::At;
use crate::{
    Read, Reader, Refusal,
    access::Permission,
    agreement::{
        Agreement,
        deeds::open_to_drafting,
        heads::{self, Head},
        schedules,
        table::clause_head,
        templates,
    },
    clause::{self, Piece},
    values::Reference,
};

/// A head of terms of an agreement.
#[derive(Clone, Debug)]
pub struct HeadOf {
    pub head: &'static Head,
    /// The clause that somebody marked for it, by anchor, number and heading; `None` if none, or the text has it no more.
    pub met_by: Option<(String, usize, String)>,
    /// A clause that is called as a starter text calls the one for it: to be marked by a person, if it is.
    pub suggested: Option<(String, usize, String)>,
}

/// What a page of heads shows.
#[derive(Clone, Debug)]
pub struct Heads {
    pub heads: Vec<HeadOf>,
    /// Anchor, number and heading of every clause.
    pub clauses: Vec<(String, usize, String)>,
    /// SHA-256 over the marks that are shown.
    pub hash: String,
}

/// The heads of terms of an agreement that is being made, for whoever drafts it.
#[derive(Clone, Debug)]
pub struct HeadsOf(pub Reference);

impl Read for HeadsOf {
    const PERMISSION: Permission = Permission::Draft;
    type Answer = Heads;

    async fn answer(&self, reader: &Reader<'_>) -> Result<Heads, Refusal> {
        let (agreement, _) = reader.agreement(Self::PERMISSION, &At::Made.of(self.0.clone())).await?;
        open_to_drafting(&agreement)?;
        let text = schedules::newest(reader.db(), &agreement).await?.map(|newest| newest.text).unwrap_or_default();
        let hash = fingerprint(&marks(reader.db(), agreement.edition_id).await?);
        Ok(Heads { heads: heads_of(reader.db(), &agreement, &text).await?, clauses: clauses(&text), hash })
    }
}

/// The marks of an edition: by the head's key the clause's anchor.
pub(crate) async fn marks(db: &impl ConnectionTrait, edition: i64) -> Result<BTreeMap<String, String>, DbErr> {
    let rows = clause_head::Entity::find().filter(clause_head::Column::EditionId.eq(edition)).all(db).await?;
    Ok(rows.into_iter().map(|row| (row.head, row.anchor)).collect())
}

/// SHA-256 over marks: by it a form says which it was shown.
pub(crate) fn fingerprint(marks: &BTreeMap<String, String>) -> String {
    crate::audit::sha256(marks.iter().map(|(head, anchor)| format!("{head} {anchor}\n")).collect::<String>())
}

/// Anchor, number and heading of the clauses of a text.
fn clauses(text: &str) -> Vec<(String, usize, String)> {
    let clause = |piece: Piece| Some((piece.anchor, piece.number?, piece.heading));
    clause::pieces(text).into_iter().filter_map(clause).filter(|(anchor, ..)| !anchor.is_empty()).collect()
}

/// The heads of an edition's kind, with the clauses of its text that are for them.
pub(super) async fn heads_of(
    db: &impl ConnectionTrait,
    agreement: &Agreement,
    text: &str,
) -> Result<Vec<HeadOf>, DbErr> {
    let (marks, clauses) = (marks(db, agreement.edition_id).await?, clauses(text));
    let called: BTreeMap<String, BTreeSet<String>> = called(agreement);
    let head = |head: &'static Head| {
        let anchor = marks.get(head.key);
        let met_by = anchor.and_then(|anchor| clauses.iter().find(|clause| clause.0 == *anchor)).cloned();
        let names = called.get(head.key);
        let is_called = |clause: &&(String, usize, String)| names.is_some_and(|names| names.contains(&clause.2));
        let suggested = if met_by.is_none() { clauses.iter().find(is_called).cloned() } else { None };
        HeadOf { head, met_by, suggested }
    };
    Ok(heads::of(agreement.kind).iter().map(head).collect())
}

/// How starter texts of an agreement's kind call the clauses for each head.
fn called(agreement: &Agreement) -> BTreeMap<String, BTreeSet<String>> {
    let mut called: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for guidance in templates::of(agreement.kind).into_iter().flat_map(|one| one.parsed().guidance) {
        for head in guidance.meets {
            called.entry(head).or_default().insert(guidance.heading.clone());
        }
    }
    called
}
