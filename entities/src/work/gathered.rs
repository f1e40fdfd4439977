//! The duties of records as their rows say now, to be compared with those that are kept.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use chrono::NaiveDate;
use sea_orm::{QueryOrder, QuerySelect, QueryTrait, entity::prelude::*};

use super::{
    duties::{self, Entered, EnteredWhat, Making, Reported},
    table::Model as Duty,
};
use crate::{
    agreement::{
        self, Agreement, State,
        table::{edition, signature},
    },
    clarification,
    clock::{Clock, day_of},
    commitment, contract, funding, negotiation, paper, procurement,
    register::in_pieces,
};

/// Of an agreement: of the edition that is being made, and of what was entered from paper of any.
pub(super) async fn of_agreement(db: &impl ConnectionTrait, clock: Clock, id: i64) -> Result<Vec<Duty>, DbErr> {
    let of = agreement::editions().filter(edition::Column::AgreementId.eq(id));
    let made = of.filter(edition::Column::State.is_in(State::BEING_MADE)).filter(edition::Column::SetAside.eq(false));
    let mut all = Vec::new();
    for edition in agreement::paired(made.all(db).await?) {
        all.extend(of_edition(db, clock, &edition).await?);
    }
    all.extend(of_papers(db, id).await?);
    all.extend(of_ends(db, id).await?);
    Ok(all)
}

/// Of the newest edition that was signed: its ends are those of the agreement, once its day has come.
async fn of_ends(db: &impl ConnectionTrait, id: i64) -> Result<Vec<Duty>, DbErr> {
    let signed = agreement::editions().filter(edition::Column::AgreementId.eq(id));
    let signed = signed.filter(edition::Column::State.eq(State::Signed)).order_by_desc(edition::Column::Number);
    let Some(newest) = agreement::paired(signed.limit(1).all(db).await?).pop() else { return Ok(Vec::new()) };
    let ends = agreement::read::Ends::of(db, std::slice::from_ref(&newest), super::table::NO_DATE).await?;
    let schemes = agreement::read::schemes(db, newest.edition_id).await?;
    let name_of = |service| {
        let named = schemes.iter().find(|row| row.service_id == service);
        named.map(|row| row.service_name.clone()).unwrap_or_default()
    };
    Ok(duties::of_ends(&newest, ends.of_edition(newest.edition_id), ends.succession(id), name_of))
}

async fn of_edition(db: &impl ConnectionTrait, clock: Clock, edition: &Agreement) -> Result<Vec<Duty>, DbErr> {
    let signed = match edition.revision_id {
        Some(revision) => {
            let given = signature::Entity::find().filter(signature::Column::RevisionId.eq(revision)).all(db).await?;
            given.into_iter().map(|row| row.organisation_id).collect()
        }
        None => BTreeSet::new(),
    };
    Ok(duties::of(&Making {
        edition,
        facts: &agreement::deeds::facts(db, edition, clock.today()).await?,
        parties: &agreement::read::parties(db, edition.edition_id).await?,
        commitments: &commitment::of_edition(db, edition.edition_id).await?,
        money: &funding::of_edition(db, edition.edition_id).await?,
        signed: &signed,
        negotiation: &negotiation::kept::open(db, edition).await?,
    }))
}

async fn of_papers(db: &impl ConnectionTrait, agreement: i64) -> Result<Vec<Duty>, DbErr> {
    use paper::table::{Column, Entity};
    let editions = edition::Entity::find().select_only().column(edition::Column::Id);
    let editions = editions.filter(edition::Column::AgreementId.eq(agreement)).into_query();
    let waiting = Entity::find()
        .filter(Column::State.eq(paper::State::Waiting))
        .filter(Column::EditionId.in_subquery(editions))
        .order_by_asc(Column::Id)
        .all(db)
        .await?;
    let mut by_edition: BTreeMap<i64, Vec<Entered>> = BTreeMap::new();
    for row in waiting {
        let what = match (row.wording_id, row.revision_id) {
            (Some(wording), _) => {
                let of = commitment::worded().filter(commitment::table::wording::Column::Id.eq(wording));
                let answered = commitment::paired(of.all(db).await?).pop();
                EnteredWhat::Answer(answered.map(|answered| answered.reference.to_string()).unwrap_or_default())
            }
            (None, Some(_)) => EnteredWhat::Signature,
            (None, None) => EnteredWhat::Record,
        };
        let (reference, organisation, by) = (row.reference.to_string(), row.organisation_id, row.entered_by);
        by_edition.entry(row.edition_id).or_default().push(Entered { reference, organisation, what, by });
    }
    let keys: Vec<i64> = by_edition.keys().copied().collect();
    let editions = agreement::editions().filter(edition::Column::Id.is_in(keys));
    let editions = agreement::paired(editions.all(db).await?);
    let of = |edition: &Agreement| {
        by_edition.get(&edition.edition_id).map(|papers| duties::of_papers(edition, papers)).unwrap_or_default()
    };
    Ok(editions.iter().flat_map(of).collect())
}

/// Of some procurements: questions and differences.
pub(super) async fn of_procurements(db: &impl ConnectionTrait, ids: &[i64]) -> Result<Vec<Duty>, DbErr> {
    use clarification::table as question;
    use procurement::table::{self, difference};
    let open = in_pieces(db, ids, |piece| {
        let of = question::Entity::find().filter(question::Column::ProcurementId.is_in(piece));
        of.filter(question::Column::AnsweredAt.is_null()).order_by_asc(question::Column::Id)
    });
    let open = open.await?;
    let waiting = in_pieces(db, ids, |piece| {
        let of = difference::Entity::find().filter(difference::Column::ProcurementId.is_in(piece));
        of.filter(difference::Column::Kept.eq(false)).order_by_asc(difference::Column::Since)
    });
    let waiting = waiting.await?;
    let with = open.iter().map(|row| row.procurement_id).chain(waiting.iter().map(|row| row.procurement_id));
    let with: BTreeSet<i64> = with.collect();
    let with: Vec<i64> = with.into_iter().collect();
    let mut all = Vec::new();
    for procurement in
        in_pieces(db, &with, |piece| table::Entity::find().filter(table::Column::Id.is_in(piece))).await?
    {
        let open: Vec<_> = open.iter().filter(|row| row.procurement_id == procurement.id).collect();
        if !open.is_empty() {
            let until = clarification::read::cut_off(db, procurement.id).await?.map(day_of);
            all.extend(duties::of_questions(&procurement, open, until));
        }
        let waiting = waiting.iter().filter(|row| row.procurement_id == procurement.id);
        all.extend(duties::of_differences(&procurement, waiting));
    }
    Ok(all)
}

/// Of some contracts: figures that their providers report.
pub(super) async fn of_contracts(db: &impl ConnectionTrait, ids: &[i64]) -> Result<Vec<Duty>, DbErr> {
    use contract::table::{Column, Entity, measure, observation, organisation};
    let measures = in_pieces(db, ids, |piece| {
        measure::Entity::find().filter(measure::Column::ContractId.is_in(piece)).order_by_asc(measure::Column::Id)
    });
    let measures = measures.await?;
    let keys: Vec<i64> = measures.iter().map(|row| row.id).collect();
    let observations =
        in_pieces(db, &keys, |piece| observation::Entity::find().filter(observation::Column::MeasureId.is_in(piece)));
    let mut last: HashMap<i64, NaiveDate> = HashMap::new();
    for row in observations.await? {
        let known = last.entry(row.measure_id).or_insert(row.period_end);
        *known = row.period_end.max(*known);
    }
    let measured: BTreeSet<i64> = measures.iter().map(|row| row.contract_id).collect();
    let measured: Vec<i64> = measured.into_iter().collect();
    let contracts = in_pieces(db, &measured, |piece| Entity::find().filter(Column::Id.is_in(piece))).await?;
    let providers = in_pieces(db, &measured, |piece| {
        let of = organisation::Entity::find().filter(organisation::Column::ContractId.is_in(piece));
        of.filter(organisation::Column::Part.eq(contract::Part::Provider))
    });
    let providers = providers.await?;
    let mut all = Vec::new();
    for contract in contracts {
        let own = providers.iter().filter(|row| row.contract_id == contract.id).map(|row| row.organisation_id);
        let own: Vec<i64> = own.collect();
        for measure in measures.iter().filter(|row| row.contract_id == contract.id) {
            let reported = Reported {
                contract_id: contract.id,
                contract: contract.reference.to_string(),
                starts: contract.starts,
                statement: measure.statement.clone(),
                last: last.get(&measure.id).copied(),
            };
            all.extend(duties::of_reports(&reported, &own));
        }
    }
    Ok(all)
}
