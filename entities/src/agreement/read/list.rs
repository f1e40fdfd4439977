//! The list of agreements.

use chrono::NaiveDate;
use sea_orm::{
    Condition, ExprTrait, Order::Asc, PaginatorTrait, QueryOrder, QuerySelect, QueryTrait, entity::prelude::*,
    sea_query::NullOrdering::Last,
};

use super::{Ends, editions_with, ends, visible};
use crate::{
    Read, Reader, Refusal,
    access::Permission,
    agreement::{
        Agreement, Kind, State, Status,
        edition::{editions, paired},
        table::{self, edition},
    },
    extent::Extent,
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

/// Which agreements to list.
#[derive(Clone, Debug, Default)]
pub struct Agreements {
    /// Words that all occur in the title.
    pub words: String,
    pub kind: Option<Kind>,
    pub stage: Option<Stage>,
    pub year: Option<FinancialYear>,
    /// An organisation that is a party.
    pub partner: Option<Reference>,
    pub order: Order,
    pub extent: Extent,
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

/// One page of the list, and how many there are in all.
#[derive(Clone, Debug, Default)]
pub struct List {
    pub rows: Vec<Row>,
    pub count: u64,
}

impl Read for Agreements {
    const PERMISSION: Permission = Permission::ReadPublished;
    type Answer = List;

    async fn answer(&self, reader: &Reader<'_>) -> Result<List, Refusal> {
        use edition::Column;
        let (db, today) = (reader.db(), reader.today());
        let mut find = editions().filter(visible(reader.viewer(), today));
        for word in text::sought(&self.words) {
            find = find.filter(Column::TitleKey.contains(word));
        }
        find = find.apply_if(self.kind, |find, kind| find.filter(table::Column::Kind.eq(kind)));
        find = find.apply_if(self.stage, |find, stage| find.filter(stage.condition(today)));
        find = find.apply_if(self.year, |find, year| find.filter(table::Column::Year.eq(year)));
        if let Some(partner) = &self.partner {
            let partner = organisation::read::keys_of(db, partner).await?;
            find = find.filter(Column::Id.in_subquery(editions_with(partner)));
        }
        let count = find.clone().count(db).await?;
        let find = match self.order {
            Order::Year => find.order_by_desc(table::Column::Year),
            Order::Ends => find.order_by_with_nulls(Column::Ends, Asc, Last),
            Order::Title => find.order_by_asc(Column::TitleKey),
        };
        let found = find
            .order_by_desc(table::Column::Id)
            .offset(self.extent.before())
            .limit(self.extent.most())
            .all(db)
            .await?;
        let found = paired(found);
        let names = organisation::read::named(db, found.iter().map(|row| row.lead_id)).await?;
        let ends = Ends::of(db, &found, today).await?;
        let row = |row: Agreement| Row {
            status: ends.status(&row, today),
            lead: Named::of(&names, row.lead_id),
            reference: row.reference,
            title: row.title,
            kind: row.kind,
            year: row.year,
        };
        Ok(List { rows: found.into_iter().map(row).collect(), count })
    }
}
