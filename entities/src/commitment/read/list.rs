//! The list of commitments.

use std::collections::HashMap;

use chrono::NaiveDate;
use sea_orm::{
    Order::Asc, PaginatorTrait, QueryOrder, QuerySelect, QueryTrait, entity::prelude::*, sea_query::NullOrdering::Last,
};

use crate::{
    Read, Reader, Refusal,
    access::{Permission, Viewer},
    agreement::{self, read::NamesThen},
    clause,
    commitment::{
        self, Commitment, Confirmation,
        table::{self, wording},
    },
    extent::Extent,
    organisation::{self, read::Named},
    values::{FinancialYear, Reference},
};

crate::words! {
    /// The order of the list.
    #[derive(Default)]
    Order {
        #[default]
        Year = "year", "Newest year";
        Due = "due", "Soonest due";
    }
}

/// Which commitments to list.
#[derive(Clone, Debug, Default)]
pub struct Commitments {
    pub agreement: Option<Reference>,
    pub owner: Option<Reference>,
    pub year: Option<FinancialYear>,
    pub confirmation: Option<Confirmation>,
    pub order: Order,
    pub extent: Extent,
}

/// A commitment in a list.
#[derive(Clone, Debug)]
pub struct Row {
    pub reference: Reference,
    pub statement: String,
    pub owner: Named,
    /// What its owner was called when the edition was signed, if that is another name than today's.
    pub owner_then_called: Option<String>,
    pub year: FinancialYear,
    pub due: Option<NaiveDate>,
    /// As this viewer may know it.
    pub confirmation: Confirmation,
    /// The confirmation in words, as this viewer may know it.
    pub shown: &'static str,
    pub agreement: Reference,
    pub clause: String,
    /// The clause's number as pages show it.
    pub clause_number: i64,
    /// Why it needs no money.
    pub no_money_because: Option<String>,
}

/// One page of the list.
#[derive(Clone, Debug, Default)]
pub struct List {
    pub rows: Vec<Row>,
    pub count: u64,
}

impl Read for Commitments {
    const PERMISSION: Permission = Permission::ReadPublished;
    type Answer = List;

    async fn answer(&self, reader: &Reader<'_>) -> Result<List, Refusal> {
        use table::Column;
        let (db, viewer) = (reader.db(), reader.viewer());
        let mut find = commitment::worded().filter(super::visible(viewer, reader.today()));
        if let Some(reference) = &self.agreement {
            let agreement = agreement::read::by_reference(db, reference).await?;
            find = find.filter(Column::AgreementId.eq(agreement.map_or(0, |agreement| agreement.id)));
        }
        if let Some(owner) = &self.owner {
            let owner = organisation::read::keys_of(db, owner).await?;
            find = find.filter(wording::Column::OwnerId.is_in(owner));
        }
        find = find.apply_if(self.year, |find, year| find.filter(Column::Year.eq(year)));
        if let Some(confirmation) = self.confirmation {
            find = find.filter(wording::Column::Confirmation.eq(confirmation));
            if confirmation != Confirmation::Confirmed {
                find = find.filter(wording::Column::EditionId.in_subquery(agreement::read::inside_keys(viewer)));
            }
        }
        let count = find.clone().count(db).await?;
        let find = match self.order {
            Order::Year => find.order_by_desc(Column::Year),
            Order::Due => find.order_by_with_nulls(wording::Column::Due, Asc, Last),
        };
        let found =
            find.order_by_asc(Column::Reference).offset(self.extent.before()).limit(self.extent.most()).all(db).await?;
        Ok(List { rows: rows(db, viewer, commitment::paired(found)).await?, count })
    }
}

/// Commitments with the names that lists show.
pub(crate) async fn rows(
    db: &impl ConnectionTrait,
    viewer: &Viewer,
    found: Vec<Commitment>,
) -> Result<Vec<Row>, DbErr> {
    let inside = agreement::read::inside(db, viewer, found.iter().map(|row| row.edition_id)).await?;
    let names = organisation::read::named(db, found.iter().map(|row| row.owner_id)).await?;
    let then = NamesThen::of(db, found.iter().map(|row| row.edition_id)).await?;
    let clauses =
        clause::table::Entity::find().filter(clause::table::Column::Id.is_in(found.iter().map(|row| row.clause_id)));
    let clauses: HashMap<i64, _> = clauses.all(db).await?.into_iter().map(|row| (row.id, row)).collect();
    let keys = found.iter().map(|row| row.agreement_id);
    let agreements = agreement::table::Entity::find().filter(agreement::table::Column::Id.is_in(keys)).all(db).await?;
    let agreements: HashMap<i64, _> = agreements.into_iter().map(|row| (row.id, row)).collect();
    let row = |row: Commitment| {
        let clause = clauses.get(&row.clause_id);
        let agreement = agreements.get(&row.agreement_id);
        agreement.map(|agreement| Row {
            owner: Named::of(&names, row.owner_id),
            owner_then_called: then.called(&names, row.edition_id, row.owner_id),
            agreement: agreement.reference.clone(),
            clause: clause.map(|clause| clause.heading.clone()).unwrap_or_default(),
            clause_number: clause.map_or(0, |clause| clause.position),
            no_money_because: row.no_money_because,
            reference: row.reference,
            statement: row.statement,
            year: row.year,
            due: row.due,
            shown: row.confirmation.shown(inside.contains(&row.edition_id)),
            confirmation: row.confirmation.as_told(inside.contains(&row.edition_id)),
        })
    };
    Ok(found.into_iter().filter_map(row).collect())
}
