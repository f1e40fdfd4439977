//! What lists of agreements and commitments, and a year's sums, read by an index: each edition, wording and terms with what it is sorted
//! by, and the days on which it is shown. Kept in step with the records by every deed; nothing depends on the clock.

use std::collections::HashMap;

use sea_orm::{QueryOrder, QuerySelect, entity::prelude::*};

use super::{
    State,
    rules::shown::{self, END, ShownDays},
    table::{self, edition},
};
use crate::{
    Refusal, Register, clause,
    commitment::{self, Confirmation},
    funding::{self, listed::listed_terms},
    register::Compared,
};

/// An edition in lists.
pub mod listed_edition {
    use sea_orm::entity::prelude::*;

    use crate::values::FinancialYear;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "listed_edition")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        pub edition_id: i64,
        pub agreement_id: i64,
        pub year: FinancialYear,
        pub title_key: String,
        pub ends: Date,
        pub public_from: Date,
        pub public_until: Date,
        pub inside_from: Date,
        pub inside_until: Date,
        /// How many commitments it words that are not withdrawn.
        pub commitments: i64,
        /// How many of those are confirmed.
        pub confirmed: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// A commitment as an edition words it, in lists.
pub mod listed_wording {
    use sea_orm::entity::prelude::*;

    use crate::values::FinancialYear;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "listed_wording")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        pub wording_id: i64,
        pub edition_id: i64,
        pub commitment_id: i64,
        /// The clause's number as pages show it.
        pub clause_number: i64,
        pub year: FinancialYear,
        pub due: Date,
        pub public_from: Date,
        pub public_until: Date,
        pub inside_from: Date,
        pub inside_until: Date,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// Brings the rows of an agreement in step with its editions and their wordings.
pub(crate) async fn bring_in_step(db: &impl ConnectionTrait, agreement: i64) -> Result<(), DbErr> {
    let Rows { editions, wordings, terms } = compared(db, agreement).await?;
    editions.bring_in_step(db).await?;
    wordings.bring_in_step(db).await?;
    terms.bring_in_step(db).await
}

/// Those that are not kept and should be, and the other way round, each as a line of text.
async fn out_of_step(db: &impl ConnectionTrait, agreement: i64) -> Result<Vec<String>, DbErr> {
    let Rows { editions, wordings, terms } = compared(db, agreement).await?;
    let editions = editions.told(|row| format!("edition {} of agreement {agreement} in lists", row.edition_id));
    let wordings = wordings.told(|row| format!("wording {} of agreement {agreement} in lists", row.wording_id));
    let terms = terms.told(|row| format!("terms {} of agreement {agreement} in sums", row.terms_id));
    Ok([editions, wordings, terms].concat())
}

/// What is kept of an agreement, beside what should be.
struct Rows {
    editions: Compared<listed_edition::Model>,
    wordings: Compared<listed_wording::Model>,
    terms: Compared<listed_terms::Model>,
}

async fn compared(db: &impl ConnectionTrait, agreement: i64) -> Result<Rows, DbErr> {
    let Some(identity) = table::Entity::find_by_id(agreement).one(db).await? else {
        return Ok(Rows {
            editions: Compared::of(Vec::new(), Vec::new(), |_, _| true),
            wordings: Compared::of(Vec::new(), Vec::new(), |_, _| true),
            terms: Compared::of(Vec::new(), Vec::new(), |_, _| true),
        });
    };
    let rows = edition::Entity::find().filter(edition::Column::AgreementId.eq(agreement));
    let rows = rows.order_by_asc(edition::Column::Id).all(db).await?;
    let all: Vec<shown::Edition> = rows.iter().map(facts).collect();
    let numbers = clause_numbers(db, rows.iter().map(|row| row.id)).await?;
    let mut editions = Vec::with_capacity(rows.len());
    let (mut wordings, mut terms) = (Vec::new(), Vec::new());
    for (row, edition) in rows.iter().zip(&all) {
        let days = ShownDays::of(edition, &all);
        terms.extend(funding::listed::rows_of_edition(db, row.id, days).await?);
        let ShownDays { public, inside } = days;
        let promised = commitment::of_edition(db, row.id).await?;
        let standing = |is: fn(Confirmation) -> bool| {
            i64::try_from(promised.iter().filter(|promised| is(promised.confirmation)).count()).unwrap_or(i64::MAX)
        };
        editions.push(listed_edition::Model {
            id: 0,
            edition_id: row.id,
            agreement_id: agreement,
            year: identity.year,
            title_key: row.title_key.clone(),
            ends: row.ends.unwrap_or(END),
            public_from: public.from,
            public_until: public.until,
            inside_from: inside.from,
            inside_until: inside.until,
            commitments: standing(|confirmation| confirmation != Confirmation::Withdrawn),
            confirmed: standing(|confirmation| confirmation == Confirmation::Confirmed),
        });
        wordings.extend(promised.into_iter().map(|promised| listed_wording::Model {
            id: 0,
            wording_id: promised.wording_id,
            edition_id: row.id,
            commitment_id: promised.id,
            clause_number: numbers.get(&promised.clause_id).copied().unwrap_or_default(),
            year: promised.year,
            due: promised.due.unwrap_or(END),
            public_from: public.from,
            public_until: public.until,
            inside_from: inside.from,
            inside_until: inside.until,
        }));
    }
    let there = listed_edition::Entity::find().filter(listed_edition::Column::AgreementId.eq(agreement));
    let there = there.order_by_asc(listed_edition::Column::EditionId).all(db).await?;
    let worded = listed_wording::Entity::find()
        .filter(listed_wording::Column::EditionId.is_in(rows.iter().map(|row| row.id)))
        .order_by_asc(listed_wording::Column::EditionId)
        .order_by_asc(listed_wording::Column::WordingId)
        .all(db)
        .await?;
    wordings.sort_unstable_by_key(|row| (row.edition_id, row.wording_id));
    let paid = listed_terms::Entity::find()
        .filter(listed_terms::Column::EditionId.is_in(rows.iter().map(|row| row.id)))
        .order_by_asc(listed_terms::Column::EditionId)
        .order_by_asc(listed_terms::Column::TermsId)
        .all(db)
        .await?;
    Ok(Rows {
        editions: Compared::of(there, editions, |one, other| {
            one == &listed_edition::Model { id: one.id, ..other.clone() }
        }),
        wordings: Compared::of(worded, wordings, |one, other| {
            one == &listed_wording::Model { id: one.id, ..other.clone() }
        }),
        terms: Compared::of(paid, terms, funding::listed::is_same),
    })
}

/// The numbers of the clauses of some editions, by key.
async fn clause_numbers(
    db: &impl ConnectionTrait,
    editions: impl Iterator<Item = i64>,
) -> Result<HashMap<i64, i64>, DbErr> {
    use clause::table::{Column, Entity};
    let find = Entity::find().select_only().columns([Column::Id, Column::Position]);
    let numbers: Vec<(i64, i64)> = find.filter(Column::EditionId.is_in(editions)).into_tuple().all(db).await?;
    Ok(numbers.into_iter().collect())
}

fn facts(row: &edition::Model) -> shown::Edition {
    shown::Edition {
        number: row.number,
        is_signed: row.state == State::Signed,
        is_published: row.published,
        effective_on: row.effective_on,
    }
}

impl Register {
    /// Makes the rows of every agreement anew, for a register of before; one at a time, so that nobody waits long.
    ///
    /// # Errors
    /// The database's.
    pub(crate) async fn keep_lists(&self) -> Result<(), Refusal> {
        for agreement in self.agreements().await? {
            let tx = self.begin().await?;
            bring_in_step(&tx, agreement).await?;
            tx.commit().await?;
        }
        Ok(())
    }

    /// The rows that are kept and should not be, and those that should be and are not, each as a line of text.
    ///
    /// # Errors
    /// The database's.
    pub(crate) async fn lists_out_of_step(&self) -> Result<Vec<String>, Refusal> {
        let mut told = Vec::new();
        for agreement in self.agreements().await? {
            told.extend(out_of_step(self.reader(), agreement).await?);
        }
        Ok(told)
    }

    async fn agreements(&self) -> Result<Vec<i64>, Refusal> {
        let keys = table::Entity::find().select_only().column(table::Column::Id).order_by_asc(table::Column::Id);
        Ok(keys.into_tuple().all(self.reader()).await?)
    }
}
