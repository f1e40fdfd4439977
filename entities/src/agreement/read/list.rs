//! The list of agreements.

use sea_orm::{
    Order::Asc, PaginatorTrait, QueryOrder, QuerySelect, QueryTrait, entity::prelude::*, sea_query::NullOrdering::Last,
};

use super::{editions_with, visible};
use crate::{
    Refusal, Register,
    access::Viewer,
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

/// What to list.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Words that all occur in the title.
    pub words: String,
    pub kind: Option<Kind>,
    pub state: Option<State>,
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

impl Register {
    /// The agreements that a viewer may read.
    pub async fn agreements(&self, viewer: &Viewer, filter: &Filter) -> Result<List, Refusal> {
        use edition::Column;
        let today = self.clock().today();
        let mut find = editions().filter(visible(viewer, today));
        for word in text::sought(&filter.words) {
            find = find.filter(Column::TitleKey.contains(word));
        }
        find = find.apply_if(filter.kind, |find, kind| find.filter(table::Column::Kind.eq(kind)));
        find = find.apply_if(filter.state, |find, state| find.filter(Column::State.eq(state)));
        find = find.apply_if(filter.year, |find, year| find.filter(table::Column::Year.eq(year)));
        if let Some(partner) = &filter.partner {
            let partner = organisation::read::keys_of(self.reader(), partner).await?;
            find = find.filter(Column::Id.in_subquery(editions_with(partner)));
        }
        let count = find.clone().count(self.reader()).await?;
        let find = match filter.order {
            Order::Year => find.order_by_desc(table::Column::Year),
            Order::Ends => find.order_by_with_nulls(Column::Ends, Asc, Last),
            Order::Title => find.order_by_asc(Column::TitleKey),
        };
        let found = find
            .order_by_desc(table::Column::Id)
            .offset(filter.extent.before())
            .limit(filter.extent.most())
            .all(self.reader())
            .await?;
        let found = paired(found);
        let names = organisation::read::named(self.reader(), found.iter().map(|row| row.lead_id)).await?;
        let row = |row: Agreement| Row {
            status: row.status(today),
            lead: Named::of(&names, row.lead_id),
            reference: row.reference,
            title: row.title,
            kind: row.kind,
            year: row.year,
        };
        Ok(List { rows: found.into_iter().map(row).collect(), count })
    }
}
