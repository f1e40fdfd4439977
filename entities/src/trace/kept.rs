//! Breaks are rows: brought in step with each record that a deed touched, in the deed's own transaction, and counted by an index.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use sea_orm::{
    Condition, ExprTrait, IntoActiveModel, NotSet, PaginatorTrait, QueryOrder, QuerySelect, QueryTrait,
    entity::prelude::*, sea_query::Expr,
};

use super::{Break, missing, table};
use crate::{
    Refusal, Register,
    access::Viewer,
    agreement,
    clock::Clock,
    commitment::{self, Confirmation},
    contract, funding, organisation,
    register::in_pieces,
    service,
    values::{Pence, Reference},
    work,
};

/// What breaks are of: all rows of one of these are made anew together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Of {
    Agreement(i64),
    Service(i64),
    Contract(i64),
    /// It has no breaks of its own.
    Organisation(i64),
}

/// Brings the breaks and duties of records that were touched in step.
pub(crate) async fn bring_in_step(
    db: &impl ConnectionTrait,
    clock: Clock,
    touched: &BTreeSet<String>,
) -> Result<(), DbErr> {
    let (mut all, mut making) = (BTreeSet::new(), BTreeSet::new());
    for reference in touched.iter().filter_map(|record| record.parse().ok()) {
        match found(db, &reference).await? {
            // What it is called, and whose rows are turned to it.
            Some(Of::Organisation(id)) => making.extend(work::kept::agreements_of(db, id).await?),
            Some(Of::Agreement(id)) => {
                all.insert(Of::Agreement(id));
                making.insert(id);
            }
            Some(of) => {
                all.insert(of);
            }
            None => {}
        }
    }
    for of in all {
        renew(db, of).await?;
    }
    for agreement in making {
        work::kept::renew(db, clock, agreement).await?;
    }
    Ok(())
}

/// Of what a record's breaks are a part; nothing for records that are no link of the chain.
async fn found(db: &impl ConnectionTrait, reference: &Reference) -> Result<Option<Of>, DbErr> {
    use agreement::Kind;
    let text = reference.as_str();
    let prefix = text.split('-').next().unwrap_or_default();
    Ok(match prefix {
        "COM" => {
            let find = commitment::table::Entity::find().filter(commitment::table::Column::Reference.eq(text));
            find.one(db).await?.map(|row| Of::Agreement(row.agreement_id))
        }
        "FUN" => {
            let find = funding::table::Entity::find().filter(funding::table::Column::Reference.eq(text));
            find.one(db).await?.and_then(|row| row.agreement_id).map(Of::Agreement)
        }
        "SVC" => service::read::by_reference(db, reference).await?.map(|row| Of::Service(row.id)),
        "CON" => {
            let find = contract::table::Entity::find().filter(contract::table::Column::Reference.eq(text));
            find.one(db).await?.map(|row| Of::Contract(row.id))
        }
        "ORG" => organisation::read::by_reference(db, reference).await?.map(|row| Of::Organisation(row.id)),
        other if Kind::ALL.iter().any(|kind| kind.prefix() == other) => {
            let find = agreement::table::Entity::find().filter(agreement::table::Column::Reference.eq(text));
            find.one(db).await?.map(|row| Of::Agreement(row.id))
        }
        _ => None,
    })
}

/// Makes the rows of one thing anew, if they are other ones.
async fn renew(db: &impl ConnectionTrait, of: Of) -> Result<(), DbErr> {
    let (there, now) = (there(db, of).await?, breaks(db, of).await?);
    let same = there.len() == now.len() && now.iter().all(|one| there.iter().any(|other| is_same(one, other)));
    if same {
        return Ok(());
    }
    for row in there {
        table::Entity::delete_by_id(row.id).exec(db).await?;
    }
    for row in now {
        let row = table::ActiveModel { id: NotSet, ..row.into_active_model().reset_all() };
        table::Entity::insert(row).exec_without_returning(db).await?;
    }
    Ok(())
}

fn is_same(one: &table::Model, other: &table::Model) -> bool {
    table::Model { id: 0, ..one.clone() } == table::Model { id: 0, ..other.clone() }
}

/// The rows that are kept.
async fn there(db: &impl ConnectionTrait, of: Of) -> Result<Vec<table::Model>, DbErr> {
    use table::Column::{ContractId, EditionId, ServiceId};
    let its = match of {
        Of::Agreement(id) => EditionId.in_subquery(editions_of(id)),
        Of::Service(id) => ServiceId.eq(id).and(ContractId.is_null()),
        Of::Contract(id) => ContractId.eq(id),
        Of::Organisation(_) => return Ok(Vec::new()),
    };
    table::Entity::find().filter(its).order_by_asc(table::Column::Id).all(db).await
}

fn editions_of(agreement: i64) -> sea_orm::sea_query::SelectStatement {
    use agreement::table::edition::{Column, Entity};
    Entity::find().select_only().column(Column::Id).filter(Column::AgreementId.eq(agreement)).into_query()
}

/// The rows as the records say now.
async fn breaks(db: &impl ConnectionTrait, of: Of) -> Result<Vec<table::Model>, DbErr> {
    match of {
        Of::Agreement(id) => {
            let editions = agreement::table::edition::Entity::find();
            let editions = editions.filter(agreement::table::edition::Column::AgreementId.eq(id)).all(db).await?;
            let mut all = Vec::new();
            for edition in editions {
                all.extend(of_edition(db, edition.id).await?);
            }
            Ok(all)
        }
        Of::Service(id) => {
            let service = service::table::Entity::find_by_id(id).one(db).await?;
            Ok(service
                .and_then(|row| Some((missing::of_service(row.delivery)?, row)))
                .into_iter()
                .map(of_service)
                .collect())
        }
        Of::Contract(id) => match contract::table::Entity::find_by_id(id).one(db).await? {
            Some(contract) => of_contract(db, contract).await,
            None => Ok(Vec::new()),
        },
        Of::Organisation(_) => Ok(Vec::new()),
    }
}

fn row(kind: Break, record: impl ToString) -> table::Model {
    let record = record.to_string();
    table::Model { id: 0, kind, record, edition_id: None, service_id: None, contract_id: None, since: None }
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
        table::Model { since, ..row(Break::Unobserved, record) }
    });
    let at = |row| table::Model { service_id: contract.service_id, contract_id: Some(contract.id), ..row };
    Ok(unmeasured.into_iter().chain(unobserved).map(at).collect())
}

impl Register {
    /// How many links are missing in what a viewer may read: each once, however many promises lead through it.
    pub async fn breaks(&self, viewer: &Viewer) -> Result<u64, Refusal> {
        use funding::table::terms;
        use table::Column::{ContractId, EditionId, ServiceId, Since};
        let today = self.clock().today();
        let shown = || agreement::read::shown(viewer, today);
        // Money of an agreement that they read reaches the service.
        let mut reached = terms::Entity::find()
            .select_only()
            .column(terms::Column::Id)
            .filter(terms::Column::EditionId.in_subquery(shown()))
            .into_query();
        reached.and_where(Expr::col((terms::Entity, terms::Column::ServiceId)).equals((table::Entity, ServiceId)));
        let contracts = contract::table::Entity::find().select_only().column(contract::table::Column::Id);
        let contracts = contracts.filter(contract::read::visible(viewer)).into_query();
        let beyond = Condition::all()
            .add(EditionId.is_null())
            .add(ServiceId.in_subquery(service::read::visible_keys(viewer)))
            .add(ContractId.is_null().or(ContractId.in_subquery(contracts)))
            .add(Expr::exists(reached));
        let of_editions = EditionId.in_subquery(shown());
        let count = table::Entity::find()
            .filter(Condition::any().add(of_editions).add(beyond))
            .filter(Since.is_null().or(Since.lte(today)))
            .count(self.reader())
            .await?;
        Ok(count)
    }

    /// Makes every row anew, for a register of before; a few at a time, so that nobody waits long.
    ///
    /// # Errors
    /// The database's.
    pub async fn keep_breaks(&self) -> Result<(), Refusal> {
        for of in self.links().await? {
            let tx = self.begin().await?;
            renew(&tx, of).await?;
            tx.commit().await?;
        }
        Ok(())
    }

    /// The breaks that are kept and should not be, and those that should be and are not, each as a line of text.
    ///
    /// # Errors
    /// The database's.
    pub async fn breaks_out_of_step(&self) -> Result<Vec<String>, Refusal> {
        let db = self.reader();
        let mut told = Vec::new();
        for of in self.links().await? {
            let (there, now) = (there(db, of).await?, breaks(db, of).await?);
            let lacking = now.iter().filter(|one| !there.iter().any(|other| is_same(one, other)));
            told.extend(lacking.map(|row| format!("{} is not kept at {}", row.kind, row.record)));
            let left = there.iter().filter(|one| !now.iter().any(|other| is_same(one, other)));
            told.extend(left.map(|row| format!("{} is kept at {} and is none", row.kind, row.record)));
        }
        Ok(told)
    }

    /// Everything that can have breaks.
    async fn links(&self) -> Result<Vec<Of>, Refusal> {
        let db = self.reader();
        let keys = |select: sea_orm::Selector<sea_orm::SelectGetableTuple<i64>>| async move { select.all(db).await };
        let agreements = agreement::table::Entity::find().select_only().column(agreement::table::Column::Id);
        let services = service::table::Entity::find().select_only().column(service::table::Column::Id);
        let contracts = contract::table::Entity::find().select_only().column(contract::table::Column::Id);
        let agreements = keys(agreements.into_tuple()).await?.into_iter().map(Of::Agreement);
        let services = keys(services.into_tuple()).await?.into_iter().map(Of::Service);
        let contracts = keys(contracts.into_tuple()).await?.into_iter().map(Of::Contract);
        Ok(agreements.chain(services).chain(contracts).collect())
    }
}
