//! What a year's sums read by an index: each terms that stand, with the days on which they are shown. Kept in step with the records by
//! every deed; nothing depends on the clock.

use sea_orm::{Condition, QueryOrder, QuerySelect, QueryTrait, entity::prelude::*};

use super::{FundingLine, lines, paired, table};
use crate::{
    Refusal, Register,
    access::Viewer,
    agreement::{
        self,
        read::Audience,
        rules::shown::{BEGINNING, END, ShownDays, Span},
    },
    register::Compared,
};

/// Terms in sums.
pub mod listed_terms {
    use sea_orm::entity::prelude::*;

    use crate::{
        funding::{Certainty, Recurrence, Responsibility},
        values::{FinancialYear, Pence},
    };

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "listed_terms")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        pub terms_id: i64,
        /// Of none, if their line stands by itself.
        pub edition_id: Option<i64>,
        pub year: FinancialYear,
        pub service_id: i64,
        pub organisation_id: i64,
        pub pence: Pence,
        #[sea_orm(column_type = "Text")]
        pub recurrence: Recurrence,
        #[sea_orm(column_type = "Text")]
        pub certainty: Certainty,
        #[sea_orm(column_type = "Text")]
        pub responsibility: Responsibility,
        pub public_from: Date,
        pub public_until: Date,
        pub inside_from: Date,
        pub inside_until: Date,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

use listed_terms::{Column, Entity, Model};

/// The rows of an edition's money, in the order of their terms' keys.
pub(crate) async fn rows_of_edition(
    db: &impl ConnectionTrait,
    edition: i64,
    days: ShownDays,
) -> Result<Vec<Model>, DbErr> {
    let standing = lines().filter(table::terms::Column::EditionId.eq(edition));
    let standing = paired(standing.order_by_asc(table::terms::Column::Id).all(db).await?);
    Ok(standing.iter().map(|line| row(line, days)).collect())
}

/// Brings the row of a line that stands by itself in step.
pub(crate) async fn bring_in_step(db: &impl ConnectionTrait, line: i64) -> Result<(), DbErr> {
    compared(db, Some(line)).await?.bring_in_step(db).await
}

/// The lines that stand by themselves, of which everybody reads: one of them, or all.
async fn compared(db: &impl ConnectionTrait, line: Option<i64>) -> Result<Compared<Model>, DbErr> {
    use table::terms::Column as Of;
    let always = Span { from: BEGINNING, until: END };
    let of_line = line.map(|line| Of::FundingLineId.eq(line));
    let alone = Condition::all().add(Of::EditionId.is_null()).add_option(of_line.clone());
    let alone = lines().filter(alone).filter(table::Column::Published.eq(true)).order_by_asc(Of::Id);
    let now = paired(alone.all(db).await?);
    let now = now.iter().map(|line| row(line, ShownDays { public: always, inside: always })).collect();
    let terms = table::terms::Entity::find().select_only().column(Of::Id);
    let its = of_line.map(|line| Column::TermsId.in_subquery(terms.filter(line).into_query()));
    let there = Entity::find().filter(Condition::all().add(Column::EditionId.is_null()).add_option(its));
    let there = there.order_by_asc(Column::TermsId).all(db).await?;
    Ok(Compared::of(there, now, is_same))
}

/// Whatever its key.
pub(crate) fn is_same(one: &Model, other: &Model) -> bool {
    one == &Model { id: one.id, ..other.clone() }
}

fn row(line: &FundingLine, ShownDays { public, inside }: ShownDays) -> Model {
    Model {
        id: 0,
        terms_id: line.terms_id,
        edition_id: line.edition_id,
        year: line.year,
        service_id: line.service_id,
        organisation_id: line.organisation_id,
        pence: line.pence,
        recurrence: line.recurrence,
        certainty: line.certainty,
        responsibility: line.responsibility,
        public_from: public.from,
        public_until: public.until,
        inside_from: inside.from,
        inside_until: inside.until,
    }
}

/// Those that a reader is shown on a day.
pub(crate) fn shown(viewer: &Viewer, today: chrono::NaiveDate) -> Condition {
    match Audience::of(viewer) {
        Audience::Public => Condition::all().add(Column::PublicFrom.lte(today)).add(Column::PublicUntil.gt(today)),
        Audience::Everything => Condition::all().add(Column::InsideFrom.lte(today)).add(Column::InsideUntil.gt(today)),
        Audience::Some(_) => Condition::any()
            .add(Column::EditionId.is_null())
            .add(Column::EditionId.in_subquery(agreement::read::shown(viewer, today))),
    }
}

impl Register {
    /// Makes the rows of lines that stand by themselves anew, for a register of before.
    ///
    /// # Errors
    /// The database's.
    pub(crate) async fn keep_lines(&self) -> Result<(), Refusal> {
        let tx = self.begin().await?;
        compared(&tx, None).await?.bring_in_step(&tx).await?;
        Ok(tx.commit().await?)
    }

    /// Those that are kept and should not be, and the other way round, each as a line of text.
    ///
    /// # Errors
    /// The database's.
    pub(crate) async fn lines_out_of_step(&self) -> Result<Vec<String>, Refusal> {
        Ok(compared(self.reader(), None).await?.told(|row| format!("terms {} of no agreement in sums", row.terms_id)))
    }
}
