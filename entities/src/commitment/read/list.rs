//! The list of commitments.

use std::str::FromStr;

use std::collections::HashMap;

use chrono::NaiveDate;
use sea_orm::{Condition, QueryFilter, QueryResult, QuerySelect, QueryTrait, entity::prelude::*};

use crate::{
    Reader, Refusal,
    access::Viewer,
    agreement::{
        self,
        listed::listed_wording,
        read::{Audience, NamesThen},
    },
    clause,
    commitment::{self, Commitment, Confirmation, table::wording},
    list::{KeyKind, Listing, Segment, Sort},
    organisation::{self, read::Named},
    values::{FinancialYear, Reference, UnknownWord},
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

impl Order {
    /// What has no day comes last.
    const fn sort(self) -> Sort {
        match self {
            Self::Year => Sort::descending(KeyKind::Number, "listed_wording.year", "listed_wording.wording_id"),
            Self::Due => Sort::ascending(KeyKind::Day, "listed_wording.due", "listed_wording.wording_id"),
        }
    }
}

/// How a commitment is confirmed, as lists are narrowed by it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ConfirmedAs {
    Exactly(Confirmation),
    /// Neither confirmed nor withdrawn: all that is told outside the negotiation.
    NotAgreed,
}

impl ConfirmedAs {
    /// By this an address says [`ConfirmedAs::NotAgreed`].
    pub const NOT_AGREED: &str = "not_agreed";
}

impl FromStr for ConfirmedAs {
    type Err = UnknownWord;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if text == Self::NOT_AGREED { Ok(Self::NotAgreed) } else { text.parse().map(Self::Exactly) }
    }
}

/// Which commitments to list.
#[derive(Clone, Debug, Default)]
pub struct Commitments {
    pub agreement: Option<Reference>,
    /// Who promises, as somebody names them.
    pub owner: Option<String>,
    pub year: Option<FinancialYear>,
    pub confirmation: Option<ConfirmedAs>,
    pub order: Order,
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

/// The wordings of the editions that a viewer is shown.
fn visible(viewer: &Viewer, today: NaiveDate) -> Condition {
    use listed_wording::Column::{EditionId, InsideFrom, InsideUntil, PublicFrom, PublicUntil};
    match Audience::of(viewer) {
        Audience::Public => Condition::all().add(PublicFrom.lte(today)).add(PublicUntil.gt(today)),
        Audience::Everything => Condition::all().add(InsideFrom.lte(today)).add(InsideUntil.gt(today)),
        Audience::Some(_) => Condition::all().add(EditionId.in_subquery(agreement::read::shown(viewer, today))),
    }
}

/// The keys of the wordings that something is true of.
fn worded(condition: Condition) -> sea_orm::sea_query::SelectStatement {
    wording::Entity::find().select_only().column(wording::Column::Id).filter(condition).into_query()
}

impl Listing for Commitments {
    /// The key of a wording.
    type Found = i64;
    type Row = Row;

    async fn segments(&self, reader: &Reader<'_>) -> Result<Vec<Segment>, Refusal> {
        use listed_wording::{Column, Entity};
        let (db, viewer) = (reader.db(), reader.viewer());
        let mut find = Entity::find().select_only().column(Column::WordingId).filter(visible(viewer, reader.today()));
        if let Some(reference) = &self.agreement {
            let agreement = agreement::read::by_reference(db, reference).await?;
            let editions = agreement::read::editions_of(agreement.map_or(0, |agreement| agreement.id));
            find = find.filter(Column::EditionId.in_subquery(editions));
        }
        if let Some(owner) = &self.owner {
            let owner = reader.bodies_named("owner", owner).await?;
            let of = Condition::all().add(wording::Column::OwnerId.is_in(owner));
            find = find.filter(Column::WordingId.in_subquery(worded(of)));
        }
        find = find.apply_if(self.year, |find, year| find.filter(Column::Year.eq(year)));
        if let Some(confirmation) = self.confirmation {
            let told = [Confirmation::Confirmed, Confirmation::Withdrawn];
            let of = match confirmation {
                ConfirmedAs::Exactly(word) => wording::Column::Confirmation.eq(word),
                ConfirmedAs::NotAgreed => wording::Column::Confirmation.is_not_in(told),
            };
            find = find.filter(Column::WordingId.in_subquery(worded(Condition::all().add(of))));
            // Which of the others it is only those know who read the negotiation.
            if matches!(confirmation, ConfirmedAs::Exactly(word) if !told.contains(&word)) {
                find = find.filter(Column::EditionId.in_subquery(agreement::read::inside_keys(viewer)));
            }
        }
        Ok(vec![Segment::new(find, self.order.sort())])
    }

    fn found(row: &QueryResult) -> Result<i64, DbErr> {
        row.try_get("", "wording_id")
    }

    async fn rows(&self, reader: &Reader<'_>, found: Vec<i64>) -> Result<Vec<Row>, Refusal> {
        Ok(in_order(reader.db(), reader.viewer(), &found).await?)
    }
}

/// The commitments of some wordings, in their order.
pub(crate) async fn in_order(db: &impl ConnectionTrait, viewer: &Viewer, wordings: &[i64]) -> Result<Vec<Row>, DbErr> {
    let these = commitment::worded().filter(wording::Column::Id.is_in(wordings.iter().copied()));
    let these = commitment::paired(these.all(db).await?);
    let mut by_key: HashMap<i64, Commitment> = these.into_iter().map(|row| (row.wording_id, row)).collect();
    let in_order = wordings.iter().filter_map(|key| by_key.remove(key)).collect();
    rows(db, viewer, in_order).await
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
