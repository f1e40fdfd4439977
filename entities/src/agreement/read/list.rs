//! The list of agreements.

use std::collections::HashMap;

use chrono::NaiveDate;
use sea_orm::{
    Condition, ExprTrait, QueryFilter, QueryResult, QuerySelect, QueryTrait, entity::prelude::*,
    sea_query::SelectStatement,
};

use super::{Audience, Ends, editions_with, ends, inside_on, public_on, shown};
use crate::{
    Reader, Refusal,
    access::Viewer,
    agreement::{
        Agreement, Kind, State, Status,
        edition::{editions, paired},
        listed::listed_edition::{Column as Listed, Entity as ListedEdition},
        table::{self, edition},
    },
    list::{KeyKind, Listing, Segment, Sort},
    organisation::{self, read::Named},
    values::{FinancialYear, Reference, text},
};

crate::words! {
    /// The order of the list.
    #[derive(Default)]
    Order {
        #[default]
        Year = "year", "Newest year";
        Ends = "ends", "Soonest end";
        Title = "title", "Title A to Z";
    }
}

crate::words! {
    /// Where agreements are, as the list is narrowed to them.
    Stage {
        Drafting = "drafting", "Drafting";
        Negotiating = "negotiating", "In negotiation";
        Approvals = "approvals", "Waiting for approvals";
        Signing = "signing", "Open for signing";
        Signed = "signed", "Signed";
        InForce = "in_force", "In force";
        Lapsed = "lapsed", "Lapsed, still operating";
        Renewed = "renewed", "Renewed";
        Ended = "ended", "Ended";
        Withdrawn = "withdrawn", "Withdrawn";
    }
}

impl Stage {
    /// Of the editions that a reader is shown on a day.
    pub(crate) fn condition(self, today: NaiveDate) -> Condition {
        let state = |state: State| Condition::all().add(edition::Column::State.eq(state));
        match self {
            Self::Drafting => state(State::Drafting),
            Self::Negotiating => state(State::Negotiating),
            Self::Approvals => state(State::Approvals),
            Self::Signing => state(State::Signing),
            Self::Signed => state(State::Signed),
            Self::Withdrawn => state(State::Withdrawn),
            Self::InForce => state(State::Signed)
                .add(edition::Column::EffectiveOn.lte(today))
                .add(edition::Column::Ends.is_null().or(edition::Column::Ends.gte(today)))
                .add(ends::renewed(today).not()),
            Self::Lapsed => ends::lapsed(today),
            Self::Ended => ends::ended(today),
            Self::Renewed => state(State::Signed).add(ends::renewed(today)),
        }
    }
}

impl Order {
    /// What has no end comes last.
    const fn sort(self) -> Sort {
        match self {
            Self::Year => Sort::descending(KeyKind::Number, "listed_edition.year", "listed_edition.edition_id"),
            Self::Ends => Sort::ascending(KeyKind::Day, "listed_edition.ends", "listed_edition.edition_id"),
            Self::Title => Sort::ascending(KeyKind::Text, "listed_edition.title_key", "listed_edition.edition_id"),
        }
    }
}

/// Which agreements to list.
#[derive(Clone, Debug, Default)]
pub struct Agreements {
    /// Words that all occur in the title.
    pub words: String,
    pub kind: Option<Kind>,
    pub stage: Option<Stage>,
    pub year: Option<FinancialYear>,
    /// An organisation that is a party, as somebody names it.
    pub partner: Option<String>,
    pub order: Order,
}

/// An agreement in a list.
#[derive(Clone, Debug)]
pub struct Row {
    pub reference: Reference,
    pub title: String,
    pub kind: Kind,
    pub year: FinancialYear,
    pub status: Status,
    pub lead: Named,
}

/// The editions in lists that a viewer is shown.
pub(super) fn listed(viewer: &Viewer, today: NaiveDate) -> Select<ListedEdition> {
    let find = ListedEdition::find().select_only().column(Listed::EditionId);
    match Audience::of(viewer) {
        Audience::Public => find.filter(public_on(today)),
        Audience::Everything => find.filter(inside_on(today)),
        Audience::Some(_) => find.filter(Listed::EditionId.in_subquery(shown(viewer, today))),
    }
}

/// The keys of editions of which something is true.
fn editions_where(condition: impl sea_orm::sea_query::IntoCondition) -> SelectStatement {
    let all = edition::Entity::find().inner_join(table::Entity).select_only().column(edition::Column::Id);
    all.filter(condition).into_query()
}

impl Listing for Agreements {
    /// The key of an edition.
    type Found = i64;
    type Row = Row;

    async fn segments(&self, reader: &Reader<'_>) -> Result<Vec<Segment>, Refusal> {
        let today = reader.today();
        let mut find = listed(reader.viewer(), today);
        for word in text::sought(&self.words) {
            find = find.filter(Listed::TitleKey.contains(word));
        }
        find = find.apply_if(self.year, |find, year| find.filter(Listed::Year.eq(year)));
        find = find.apply_if(self.kind, |find, kind| {
            find.filter(Listed::EditionId.in_subquery(editions_where(table::Column::Kind.eq(kind))))
        });
        find = find.apply_if(self.stage, |find, stage| {
            find.filter(Listed::EditionId.in_subquery(editions_where(stage.condition(today))))
        });
        if let Some(partner) = &self.partner {
            let partner = reader.bodies_named("partner", partner).await?;
            find = find.filter(Listed::EditionId.in_subquery(editions_with(partner)));
        }
        Ok(vec![Segment::new(find, self.order.sort())])
    }

    fn found(row: &QueryResult) -> Result<i64, DbErr> {
        row.try_get("", "edition_id")
    }

    async fn rows(&self, reader: &Reader<'_>, found: Vec<i64>) -> Result<Vec<Row>, Refusal> {
        let mut rows = rows(reader, &found).await?;
        Ok(found.iter().filter_map(|key| rows.remove(key)).collect())
    }
}

/// Some editions as lists show them, by key.
pub(super) async fn rows(reader: &Reader<'_>, keys: &[i64]) -> Result<HashMap<i64, Row>, Refusal> {
    let (db, today) = (reader.db(), reader.today());
    let found = paired(editions().filter(edition::Column::Id.is_in(keys.iter().copied())).all(db).await?);
    let names = organisation::read::named(db, found.iter().map(|row| row.lead_id)).await?;
    let ends = Ends::of(db, &found, today).await?;
    let row = |row: Agreement| {
        let told = Row {
            status: ends.status(&row, today),
            lead: Named::of(&names, row.lead_id),
            reference: row.reference,
            title: row.title,
            kind: row.kind,
            year: row.year,
        };
        (row.edition_id, told)
    };
    Ok(found.into_iter().map(row).collect())
}
