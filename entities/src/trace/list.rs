//! The list of breaks: every missing link that the reader may see, where it is, who can mend it, and how.

use sea_orm::{Condition, FromQueryResult, QueryFilter, QueryResult, entity::prelude::*, sea_query::IntoCondition};

use super::{
    Break,
    mending::Mender,
    readable::{beyond, in_agreement, mended_by, promised, readable},
    records::Records,
    table::{Column, Entity, Model},
};
use crate::{
    Read, Reader, Refusal,
    access::Permission,
    list::{COUNTED, Count, KeyKind, Listing, Segment, Sort},
    values::{Amount, Pence, Reference},
};

/// How many agreements a row names at most.
pub const MOST_AGREEMENTS: usize = 5;

/// Which breaks to list.
#[derive(Clone, Debug, Default)]
pub struct Breaks {
    pub kind: Option<Break>,
    /// Agreements that it is in, or whose money goes to the service: by reference, or by words of their titles.
    pub agreement: Option<String>,
    /// An organisation that is named as who can mend it, as somebody names it.
    pub mends: Option<String>,
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

/// How many breaks there are of each kind, in the order of [`Break::ALL`], whichever kind is asked for; only those that there are.
#[derive(Clone, Debug)]
pub struct BreaksByKind(pub Breaks);

impl Breaks {
    /// What narrows the list, but for the kind.
    async fn narrowed(&self, reader: &Reader<'_>) -> Result<Condition, Refusal> {
        let mut narrowed = Condition::all();
        if let Some(called) = &self.agreement {
            narrowed = narrowed.add(in_agreement(reader.viewer(), reader.today(), &reader.editions_called(called)));
        }
        if let Some(body) = &self.mends {
            narrowed = narrowed.add(mended_by(&reader.bodies_named("mends", body).await?));
        }
        Ok(narrowed)
    }
}

/// By record: those of a contract stay together.
const BY_RECORD: Sort = Sort::ascending(KeyKind::Text, "chain_break.record", "chain_break.id");

impl Reader<'_> {
    /// How many breaks the reader may see, of every kind: counted by those that are promised and those beyond, each of which an index
    /// has together.
    pub(crate) async fn breaks_counted(&self) -> Result<Count, Refusal> {
        let (viewer, today) = (self.viewer(), self.today());
        let mut counted = 0;
        for part in [promised(viewer, today).into_condition(), beyond(viewer, today)] {
            let part = Segment::new(Entity::find().filter(part), BY_RECORD);
            counted += self.counted_in(&part, COUNTED + 1 - counted).await?;
        }
        Ok(Count::of(counted))
    }
}

/// Kind by kind as people choose from them, then by record.
impl Listing for Breaks {
    type Found = Model;
    type Row = Row;

    async fn segments(&self, reader: &Reader<'_>) -> Result<Vec<Segment>, Refusal> {
        let (viewer, today) = (reader.viewer(), reader.today());
        let narrowed = self.narrowed(reader).await?;
        let wanted = Break::ALL.iter().filter(|kind| self.kind.is_none_or(|asked| asked == **kind));
        let segment = |kind: &Break| {
            let find = Entity::find().filter(Column::Kind.eq(*kind)).filter(readable(*kind, viewer, today));
            Segment::new(find.filter(narrowed.clone()), BY_RECORD)
        };
        Ok(wanted.map(segment).collect())
    }

    fn found(row: &QueryResult) -> Result<Model, DbErr> {
        Model::from_query_result(row, "")
    }

    async fn rows(&self, reader: &Reader<'_>, found: Vec<Model>) -> Result<Vec<Row>, Refusal> {
        let records = Records::of(reader, &found).await?;
        Ok(found.iter().filter_map(|found| records.row(found)).collect())
    }
}

impl Read for BreaksByKind {
    const PERMISSION: Permission = Permission::ReadPublished;
    type Answer = Vec<(Break, Count)>;

    async fn answer(&self, reader: &Reader<'_>) -> Result<Vec<(Break, Count)>, Refusal> {
        let (viewer, today) = (reader.viewer(), reader.today());
        let narrowed = self.0.narrowed(reader).await?;
        let mut counted = Vec::with_capacity(Break::ALL.len());
        for kind in Break::ALL {
            let part = match kind.is_promised() {
                true => promised(viewer, today).into_condition(),
                false => beyond(viewer, today),
            };
            let find = Entity::find().filter(Column::Kind.eq(*kind)).filter(part).filter(narrowed.clone());
            let number = reader.counted_in(&Segment::new(find, BY_RECORD), COUNTED + 1).await?;
            counted.push((*kind, Count::of(number)));
        }
        counted.retain(|(_, count)| !count.is_none());
        Ok(counted)
    }
}
