//! The clauses that somebody may read, of whichever agreement, the newest first; and one of them.

use std::collections::{BTreeMap, BTreeSet};

use sea_orm::{
    ExprTrait, FromQueryResult, QueryFilter, QueryResult,
    entity::prelude::*,
    sea_query::{Expr, Func},
};

use crate::{
    Read, Reader, Refusal,
    access::Permission,
    agreement::{
        self,
        read::{Asked, is_shown},
        schedules,
        table::edition,
    },
    audit::sha256,
    clause::{self, table as clauses},
    list::{KeyKind, Listing, Segment, Sort},
    register::pieces,
    values::{Reference, text},
};

/// The clauses of the editions that the reader is shown.
#[derive(Clone, Debug, Default)]
pub struct ClausesToReuse {
    /// Words that all occur in the heading.
    pub words: String,
}

/// A clause in the list.
#[derive(Clone, Debug)]
pub struct ReusableRow {
    pub anchor: String,
    pub number: i64,
    pub heading: String,
    /// Of the agreement that it stands in.
    pub agreement: Reference,
    pub title: String,
    pub edition: i64,
}

impl Listing for ClausesToReuse {
    type Found = clauses::Model;
    type Row = ReusableRow;

    async fn segments(&self, reader: &Reader<'_>) -> Result<Vec<Segment>, Refusal> {
        let shown = is_shown(reader.viewer(), reader.today(), clauses::Column::EditionId.as_column_ref().into());
        let mut find = clauses::Entity::find().filter(clauses::Column::Standing.eq(true)).filter(shown);
        for word in text::sought(&self.words) {
            let heading = Func::lower(Expr::col((clauses::Entity, clauses::Column::Heading)));
            find = find.filter(Expr::expr(heading).like(format!("%{word}%")));
        }
        Ok(vec![Segment::new(find, Sort::descending(KeyKind::Number, "clause.id", "clause.id"))])
    }

    fn found(row: &QueryResult) -> Result<clauses::Model, DbErr> {
        clauses::Model::from_query_result(row, "")
    }

    async fn rows(&self, reader: &Reader<'_>, found: Vec<clauses::Model>) -> Result<Vec<ReusableRow>, Refusal> {
        let keys: BTreeSet<i64> = found.iter().map(|row| row.edition_id).collect();
        let keys: Vec<i64> = keys.into_iter().collect();
        let mut of: BTreeMap<i64, agreement::Agreement> = BTreeMap::new();
        for piece in pieces(&keys) {
            let editions = agreement::editions().filter(edition::Column::Id.is_in(piece)).all(reader.db()).await?;
            of.extend(agreement::paired(editions).into_iter().map(|one| (one.edition_id, one)));
        }
        let row = |clause: clauses::Model| {
            let of = of.get(&clause.edition_id)?;
            Some(ReusableRow {
                anchor: clause.anchor,
                number: clause.position,
                heading: clause.heading,
                agreement: of.reference.clone(),
                title: of.title.clone(),
                edition: of.edition,
            })
        };
        Ok(found.into_iter().filter_map(row).collect())
    }
}

/// A clause with its words, as it may be used again.
#[derive(Clone, Debug)]
pub struct Reusable {
    pub agreement: Reference,
    pub title: String,
    pub edition: i64,
    pub revision: i64,
    pub anchor: String,
    pub number: usize,
    pub heading: String,
    /// In Markdown, with its heading, without its anchor.
    pub text: String,
    /// SHA-256 over the words.
    pub hash: String,
}

/// A clause of an edition that the reader may read, in its newest text.
#[derive(Clone, Debug)]
pub struct ClauseToReuse {
    pub asked: Asked,
    pub anchor: String,
}

impl Read for ClauseToReuse {
    const PERMISSION: Permission = Permission::ReadPublished;
    type Answer = Reusable;

    async fn answer(&self, reader: &Reader<'_>) -> Result<Reusable, Refusal> {
        let (agreement, _) = reader.agreement(Self::PERMISSION, &self.asked).await?;
        let revision = schedules::newest(reader.db(), &agreement).await?.ok_or(Refusal::NotFound)?;
        let piece = clause::pieces(&revision.text).into_iter().find(|piece| piece.anchor == self.anchor);
        let piece = piece.ok_or(Refusal::NotFound)?;
        Ok(Reusable {
            agreement: agreement.reference,
            title: agreement.title,
            edition: agreement.edition,
            revision: revision.number,
            number: piece.number.ok_or(Refusal::NotFound)?,
            anchor: piece.anchor,
            heading: piece.heading,
            hash: sha256(piece.text.trim()),
            text: piece.text,
        })
    }
}
