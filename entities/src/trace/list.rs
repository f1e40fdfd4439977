//! The list of breaks: every missing link that the reader may see, where it is, who can mend it, and how.

use sea_orm::{
    ExprTrait, Order, QueryOrder, QuerySelect, QueryTrait,
    entity::prelude::*,
    sea_query::{CaseStatement, Expr},
};

use super::{
    Break,
    mending::Mender,
    readable::{in_agreement, mended_by, readable},
    records::Records,
    table::{Column, Entity},
};
use crate::{
    Read, Reader, Refusal,
    access::Permission,
    agreement,
    extent::Extent,
    organisation,
    values::{Amount, Pence, Reference},
};

/// How many agreements a row names at most.
pub const MOST_AGREEMENTS: usize = 5;

/// Which breaks to list.
#[derive(Clone, Debug, Default)]
pub struct Breaks {
    pub kind: Option<Break>,
    /// An agreement that it is in, or whose money goes to the service.
    pub agreement: Option<Reference>,
    /// An organisation that is named as who can mend it.
    pub mends: Option<Reference>,
    pub extent: Extent,
}

/// A break in the list.
#[derive(Clone, Debug)]
pub struct Row {
    pub kind: Break,
    /// The record at which the link is missing; of a measure its contract.
    pub record: Reference,
    pub what: What,
    /// The agreements that it is in, by reference, each with the number of the edition that the reader is shown; at most
    /// [`MOST_AGREEMENTS`].
    pub agreements: Vec<(Reference, i64)>,
    /// How many agreements more there are.
    pub more_agreements: usize,
    /// Nobody where an edition was withdrawn.
    pub menders: Vec<Mender>,
    pub how: String,
}

/// The record at which the link is missing, in its own words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    Commitment {
        statement: String,
    },
    Money {
        amount: Amount,
        /// What of it no commitment explains.
        unexplained: Pence,
        /// `None` for a service that this reader may not read.
        service: Option<String>,
    },
    Service {
        name: String,
    },
    Contract {
        title: String,
    },
    Measure {
        statement: String,
        contract: String,
    },
}

/// One page of the list.
#[derive(Clone, Debug, Default)]
pub struct List {
    pub rows: Vec<Row>,
    pub count: u64,
    /// How many of each kind there are, in the order of [`Break::ALL`], whichever kind was asked for; only those that there are.
    pub by_kind: Vec<(Break, u64)>,
}

impl Read for Breaks {
    const PERMISSION: Permission = Permission::ReadPublished;
    type Answer = List;

    async fn answer(&self, reader: &Reader<'_>) -> Result<List, Refusal> {
        let (db, viewer, today) = (reader.db(), reader.viewer(), reader.today());
        let mut find = readable(viewer, today);
        if let Some(reference) = &self.agreement {
            let agreement = agreement::read::by_reference(db, reference).await?;
            find = find.filter(in_agreement(viewer, today, agreement.map_or(0, |agreement| agreement.id)));
        }
        if let Some(reference) = &self.mends {
            let body = organisation::read::keys_of(db, reference).await?;
            find = find.filter(mended_by(&body));
        }
        let by_kind = by_kind(db, find.clone()).await?;
        let asked = by_kind.iter().filter(|(kind, _)| self.kind.is_none_or(|asked| asked == *kind));
        let count: u64 = asked.map(|(_, count)| count).sum();
        let find = find.apply_if(self.kind, |find, kind| find.filter(Column::Kind.eq(kind)));
        let found = in_order(find).offset(self.extent.before()).limit(self.extent.most()).all(db).await?;
        let records = Records::of(reader, &found).await?;
        Ok(List { rows: found.iter().filter_map(|found| records.row(found)).collect(), count, by_kind })
    }
}

async fn by_kind(db: &impl ConnectionTrait, find: Select<Entity>) -> Result<Vec<(Break, u64)>, DbErr> {
    let counted = find
        .select_only()
        .column(Column::Kind)
        .column_as(Expr::col((Entity, Column::Id)).count(), "breaks")
        .group_by(Column::Kind)
        .into_tuple::<(Break, i64)>()
        .all(db)
        .await?;
    let number = |(kind, count): (Break, i64)| (kind, u64::try_from(count).unwrap_or_default());
    let mut counted: Vec<(Break, u64)> = counted.into_iter().map(number).collect();
    counted.sort_unstable();
    Ok(counted)
}

/// By kind as people choose from them, then by record. Records of a contract stay together by its key: how a blank stands to figures
/// is not the same in every database.
fn in_order(find: Select<Entity>) -> Select<Entity> {
    let kinds = (0i32..).zip(Break::ALL);
    let case = kinds.fold(CaseStatement::new(), |case, (place, kind)| case.case(Column::Kind.eq(*kind), place));
    let place: Expr = case.into();
    find.order_by(place, Order::Asc)
        .order_by_asc(Column::ContractId)
        .order_by_asc(Column::Record)
        .order_by_asc(Column::Id)
}
