//! Breaks are rows, and counted by an index.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use sea_orm::{ExprTrait, QueryOrder, QuerySelect, entity::prelude::*};

use super::{Break, missing, table};
use crate::{
    Refusal, Register, agreement,
    commitment::{self, Confirmation},
    contract, funding,
    register::{Compared, in_pieces},
    service,
    values::Pence,
};

/// So many are brought in step in one transaction, when all are.
const AT_ONCE: usize = 100;

/// A part of the chain whose breaks are worked out together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Link {
    Agreement(i64),
    Service(i64),
    Contract(i64),
}

impl Link {
    pub(crate) async fn bring_in_step(self, db: &impl ConnectionTrait) -> Result<(), DbErr> {
        self.compared(db).await?.bring_in_step(db).await
    }

    async fn compared(self, db: &impl ConnectionTrait) -> Result<Compared<table::Model>, DbErr> {
        Ok(Compared::of(there(db, self).await?, breaks(db, self).await?, is_same))
    }
}

fn is_same(one: &table::Model, other: &table::Model) -> bool {
    table::Model { id: 0, ..one.clone() } == table::Model { id: 0, ..other.clone() }
}

/// The rows that are kept.
async fn there(db: &impl ConnectionTrait, link: Link) -> Result<Vec<table::Model>, DbErr> {
    use table::Column::{ContractId, EditionId, ServiceId};
    let its = match link {
        Link::Agreement(id) => EditionId.in_subquery(agreement::read::editions_of(id)),
        Link::Service(id) => ServiceId.eq(id).and(ContractId.is_null()),
        Link::Contract(id) => ContractId.eq(id),
    };
    table::Entity::find().filter(its).order_by_asc(table::Column::Id).all(db).await
}

/// The rows as the records say now.
async fn breaks(db: &impl ConnectionTrait, link: Link) -> Result<Vec<table::Model>, DbErr> {
    match link {
        Link::Agreement(id) => {
            let editions = agreement::table::edition::Entity::find();
            let editions = editions.filter(agreement::table::edition::Column::AgreementId.eq(id)).all(db).await?;
            let mut all = Vec::new();
            for edition in editions {
                all.extend(of_edition(db, edition.id).await?);
            }
            Ok(all)
        }
        Link::Service(id) => {
            let service = service::table::Entity::find_by_id(id).one(db).await?;
            Ok(service
                .and_then(|row| Some((missing::of_service(row.delivery)?, row)))
                .into_iter()
                .map(of_service)
                .collect())
        }
        Link::Contract(id) => match contract::table::Entity::find_by_id(id).one(db).await? {
            Some(contract) => of_contract(db, contract).await,
            None => Ok(Vec::new()),
        },
    }
}

fn row(kind: Break, record: impl ToString) -> table::Model {
    let record = record.to_string();
    table::Model {
        id: 0,
        kind,
        record,
        edition_id: None,
        service_id: None,
        contract_id: None,
        published: true,
        since: table::ALWAYS,
    }
}

/// At what an edition promises and pays.
async fn of_edition(db: &impl ConnectionTrait, edition: i64) -> Result<Vec<table::Model>, DbErr> {
    let shares = funding::read::shares_of(db, edition).await?;
    let paid: BTreeSet<i64> = shares.iter().map(|share| share.wording_id).collect();
    let mut explained: BTreeMap<i64, Pence> = BTreeMap::new();
    for share in &shares {
        let sum = explained.entry(share.terms_id).or_insert(Pence::ZERO);
        *sum = *sum + share.pence;
    }
    let mut promises = commitment::of_edition(db, edition).await?;
    promises.retain(|promise| promise.confirmation != Confirmation::Withdrawn);
    let promised = promises.iter().flat_map(|promise| {
        let (is_paid, needs_none) = (paid.contains(&promise.wording_id), promise.no_money_because.is_some());
        missing::of_commitment(promise.confirmation, is_paid, needs_none).map(|kind| row(kind, &promise.reference))
    });
    let lines = funding::of_edition(db, edition).await?;
    let money = lines.iter().filter_map(|line| {
        let explained = explained.get(&line.terms_id).copied().unwrap_or(Pence::ZERO);
        missing::of_money(line.pence - explained).map(|kind| row(kind, &line.reference))
    });
    Ok(promised.chain(money).map(|row| table::Model { edition_id: Some(edition), ..row }).collect())
}

fn of_service((kind, service): (Break, service::table::Model)) -> table::Model {
    table::Model { service_id: Some(service.id), ..row(kind, &service.reference) }
}

async fn of_contract(db: &impl ConnectionTrait, contract: contract::table::Model) -> Result<Vec<table::Model>, DbErr> {
    use contract::table::{measure, observation};
    let measures = measure::Entity::find().filter(measure::Column::ContractId.eq(contract.id));
    let measures = measures.order_by_asc(measure::Column::Id).all(db).await?;
    let keys: Vec<i64> = measures.iter().map(|measure| measure.id).collect();
    let observed = |piece| observation::Entity::find().filter(observation::Column::MeasureId.is_in(piece));
    let mut last: BTreeMap<i64, NaiveDate> = BTreeMap::new();
    for observation in in_pieces(db, &keys, observed).await? {
        let known = last.entry(observation.measure_id).or_insert(observation.period_end);
        *known = Ord::max(observation.period_end, *known);
    }
    let unmeasured = missing::of_contract(contract.state, measures.len()).map(|kind| row(kind, &contract.reference));
    let unobserved = keys.into_iter().map(|measure| {
        let since = missing::unobserved_since(contract.starts, last.get(&measure).copied());
        let record = format!("{} {measure}", contract.reference);
        table::Model { since: since.unwrap_or(table::ALWAYS), ..row(Break::Unobserved, record) }
    });
    let at = |row| table::Model {
        service_id: contract.service_id,
        contract_id: Some(contract.id),
        published: contract.published,
        ..row
    };
    Ok(unmeasured.into_iter().chain(unobserved).map(at).collect())
}

impl Register {
    /// Makes every row anew, for a register of before; a few at a time, so that nobody waits long.
    ///
    /// # Errors
    /// The database's.
    pub(crate) async fn keep_breaks(&self) -> Result<(), Refusal> {
        for links in self.links().await?.chunks(AT_ONCE) {
            let tx = self.begin().await?;
            for link in links {
                link.bring_in_step(&tx).await?;
            }
            tx.commit().await?;
        }
        Ok(())
    }

    /// The breaks that are kept and should not be, and those that should be and are not, each as a line of text.
    ///
    /// # Errors
    /// The database's.
    pub(crate) async fn breaks_out_of_step(&self) -> Result<Vec<String>, Refusal> {
        let db = self.reader();
        let mut told = Vec::new();
        for link in self.links().await? {
            let Compared { lacking, left } = link.compared(db).await?;
            told.extend(lacking.iter().map(|row| format!("{} is not kept at {}", row.kind, row.record)));
            told.extend(left.iter().map(|row| format!("{} is kept at {} and is none", row.kind, row.record)));
        }
        Ok(told)
    }

    /// Everything that can have breaks.
    async fn links(&self) -> Result<Vec<Link>, Refusal> {
        let db = self.reader();
        let keys = |select: sea_orm::Selector<sea_orm::SelectGetableTuple<i64>>| async move { select.all(db).await };
        let agreements = agreement::table::Entity::find().select_only().column(agreement::table::Column::Id);
        let services = service::table::Entity::find().select_only().column(service::table::Column::Id);
        let contracts = contract::table::Entity::find().select_only().column(contract::table::Column::Id);
        let agreements = keys(agreements.into_tuple()).await?.into_iter().map(Link::Agreement);
        let services = keys(services.into_tuple()).await?.into_iter().map(Link::Service);
        let contracts = keys(contracts.into_tuple()).await?.into_iter().map(Link::Contract);
        Ok(agreements.chain(services).chain(contracts).collect())
    }
}
