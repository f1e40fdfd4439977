//! Reading the chain: every row goes as far as the chain does, and says where it breaks.

use std::collections::BTreeSet;

use sea_orm::{QueryOrder, entity::prelude::*};

use super::{Break, is_unobserved, missing};
use crate::{
    Read, Reader, Refusal,
    access::Permission,
    agreement::read::{Asked, CommitmentsOf},
    commitment::{self, Confirmation},
    contract::{
        self,
        suppression::{Figure, HIDDEN},
    },
    funding::read::{Line, LinesOf},
    service,
    values::{Amount, Pence, Reference},
};

/// One way through the chain, as far as it goes.
#[derive(Clone, Debug, Default)]
pub struct Row {
    pub commitment: Option<commitment::read::Row>,
    pub money: Option<Money>,
    pub service: Option<(Reference, String)>,
    pub contract: Option<(Reference, String)>,
    pub result: Option<ResultRow>,
    pub breaks: Vec<Break>,
    /// Why a commitment needs no money.
    pub no_money_because: Option<String>,
}

/// A funding line's part in a row.
#[derive(Clone, Debug)]
pub struct Money {
    pub line: Reference,
    pub party: String,
    /// What its party was called when the edition was signed, if that is another name than today's.
    pub then_called: Option<String>,
    pub amount: Amount,
    /// What of it pays for the row's commitment; what is left over, in a row without one.
    pub share: Pence,
}

/// A measure, and what it read last.
#[derive(Clone, Debug)]
pub struct ResultRow {
    pub measure: String,
    /// The last reading with its unit and period's end, in words.
    pub last: Option<String>,
}

/// The chain of an agreement.
#[derive(Clone, Debug)]
pub struct Trace {
    pub rows: Vec<Row>,
    /// How many breaks of each sort.
    pub breaks: Vec<(Break, usize)>,
}

/// The chain of an agreement, as far as the reader may read it.
#[derive(Clone, Debug)]
pub struct TraceOf(pub Asked);

impl Read for TraceOf {
    const PERMISSION: Permission = Permission::ReadPublished;
    type Answer = Trace;

    async fn answer(&self, reader: &Reader<'_>) -> Result<Trace, Refusal> {
        let commitments = CommitmentsOf(self.0.clone()).answer(reader).await?;
        let lines = LinesOf(self.0.clone()).answer(reader).await?;
        let mut rows = Vec::new();
        for commitment in commitments.iter().filter(|row| row.confirmation != Confirmation::Withdrawn) {
            rows.extend(rows_of(reader, commitment, &lines).await?);
        }
        for line in lines.iter().filter(|line| line.unexplained().is_positive()) {
            let mut row = row_of_money(reader, line, line.unexplained()).await?;
            row.iter_mut()
                .for_each(|row| row.breaks.splice(0..0, missing::of_money(line.unexplained())).for_each(drop));
            rows.extend(row);
        }
        let breaks = Break::ALL.iter().map(|kind| (*kind, occurrences(*kind, &rows))).filter(|(_, count)| *count > 0);
        Ok(Trace { breaks: breaks.collect(), rows })
    }
}

async fn rows_of(reader: &Reader<'_>, row: &commitment::read::Row, lines: &[Line]) -> Result<Vec<Row>, Refusal> {
    let mut rows = Vec::new();
    for line in lines {
        if let Some(share) = line.shares.iter().find(|share| share.commitment == row.reference) {
            rows.extend(row_of_money(reader, line, share.pence).await?);
        }
    }
    let no_money_because = row.no_money_because.clone();
    let missing = missing::of_commitment(row.confirmation, !rows.is_empty(), no_money_because.is_some());
    let missing: Vec<Break> = missing.collect();
    if rows.is_empty() {
        rows.push(Row { no_money_because, ..Row::default() });
    }
    for found in &mut rows {
        found.commitment = Some(row.clone());
        found.breaks.splice(0..0, missing.iter().copied());
    }
    Ok(rows)
}

async fn row_of_money(reader: &Reader<'_>, line: &Line, share: Pence) -> Result<Vec<Row>, Refusal> {
    let money = Money {
        line: line.line.reference.clone(),
        party: line.party.name.clone(),
        then_called: line.then_called.clone(),
        amount: line.line.amount(),
        share,
    };
    let start = Row { money: Some(money), ..Row::default() };
    let service =
        service::table::Entity::find_by_id(line.line.service_id).filter(service::read::visible(reader.viewer()));
    let Some(service) = service.one(reader.db()).await? else { return Ok(vec![start]) };
    let called = service::read::called(&line.line.service_name, &service.name);
    let start = Row { service: Some((service.reference.clone(), called)), ..start };
    // A contract may run for it all the same: the chain goes on.
    let start = Row { breaks: missing::of_service(service.delivery).into_iter().collect(), ..start };
    let contracts = contract::table::Entity::find()
        .filter(contract::read::visible(reader.viewer()))
        .filter(contract::table::Column::ServiceId.eq(service.id))
        .order_by_asc(contract::table::Column::Reference)
        .all(reader.db())
        .await?;
    if contracts.is_empty() {
        return Ok(vec![start]);
    }
    let mut rows = Vec::new();
    for contract in contracts {
        rows.extend(rows_of_contract(reader, &start, &contract).await?);
    }
    Ok(rows)
}

async fn rows_of_contract(
    reader: &Reader<'_>,
    start: &Row,
    contract: &contract::table::Model,
) -> Result<Vec<Row>, Refusal> {
    let start = Row { contract: Some((contract.reference.clone(), contract.title.clone())), ..start.clone() };
    let measures = reader.measures(contract).await?;
    if measures.is_empty() {
        let missing = missing::of_contract(contract.state, 0);
        let breaks = start.breaks.iter().copied().chain(missing).collect();
        return Ok(vec![Row { breaks, ..start }]);
    }
    let today = reader.today();
    let row = |measure: contract::read::MeasureRow| {
        let last = measure.observations.last();
        let missing = is_unobserved(today, contract.starts, last.map(|last| last.period_end));
        let unit = if measure.measure.unit == "%" { "%".to_string() } else { format!(" {}", measure.measure.unit) };
        let words = last.map(|last| {
            let figure = match last.actual {
                Figure::Known(reading) => format!("{reading}{unit}"),
                Figure::Hidden => HIDDEN.to_owned(),
            };
            format!("{figure} to {}", crate::values::day::in_words(last.period_end))
        });
        let result = ResultRow { measure: measure.measure.statement, last: words };
        let breaks = start.breaks.iter().copied().chain(missing.then_some(Break::Unobserved)).collect();
        Row { result: Some(result), breaks, ..start.clone() }
    };
    Ok(measures.into_iter().map(row).collect())
}

/// How many records a break is found at: one is counted once, however many rows lead through it.
fn occurrences(kind: Break, rows: &[Row]) -> usize {
    let broken = rows.iter().filter(|row| row.breaks.contains(&kind));
    let records = broken.map(|row| {
        let commitment = row.commitment.as_ref().map(|commitment| &commitment.reference);
        let contract = row.contract.as_ref().map(|(reference, _)| reference);
        match kind {
            Break::Unconfirmed | Break::Unfunded => (commitment, None),
            Break::Unexplained => (row.money.as_ref().map(|money| &money.line), None),
            Break::Undecided => (row.service.as_ref().map(|(reference, _)| reference), None),
            Break::Unmeasured => (contract, None),
            Break::Unobserved => (contract, row.result.as_ref().map(|result| &result.measure)),
        }
    });
    records.collect::<BTreeSet<_>>().len()
}
