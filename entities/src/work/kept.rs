//! Duties are rows, and read by an index.

use std::collections::BTreeSet;

use sea_orm::{Condition, QuerySelect, QueryTrait, entity::prelude::*};

use super::{gathered, table};
use crate::{
    Refusal, Register,
    agreement::{
        self, State,
        table::{edition, party},
    },
    clarification,
    clock::Clock,
    contract, procurement,
    register::{Compared, in_pieces},
};

/// So many records are compared at once.
const AT_ONCE: usize = 500;

/// The records whose duties a deed may have changed, by key.
#[derive(Debug, Default)]
pub(crate) struct Owing {
    pub agreements: BTreeSet<i64>,
    pub procurements: BTreeSet<i64>,
    pub contracts: BTreeSet<i64>,
}

impl Owing {
    /// Everything that a body has, wants or makes: it was renamed, or another's records are turned to it.
    pub async fn add_body(&mut self, db: &impl ConnectionTrait, organisation: i64) -> Result<(), DbErr> {
        self.agreements.extend(agreements_of(db, organisation).await?);
        let asked = clarification::table::Entity::find()
            .filter(clarification::table::Column::AnsweredAt.is_null())
            .select_only()
            .column(clarification::table::Column::ProcurementId)
            .into_query();
        let bought = procurement::table::Entity::find()
            .select_only()
            .column(procurement::table::Column::Id)
            .filter(procurement::table::Column::BuyerId.eq(organisation))
            .filter(procurement::table::Column::Id.in_subquery(asked));
        self.procurements.extend(bought.into_tuple::<i64>().all(db).await?);
        use contract::table::{measure, organisation as part};
        let measured = measure::Entity::find().select_only().column(measure::Column::ContractId).into_query();
        let provided = part::Entity::find()
            .select_only()
            .column(part::Column::ContractId)
            .filter(part::Column::OrganisationId.eq(organisation))
            .filter(part::Column::Part.eq(contract::Part::Provider))
            .filter(part::Column::ContractId.in_subquery(measured));
        self.contracts.extend(provided.into_tuple::<i64>().all(db).await?);
        // And what was its own until now.
        let had = table::Entity::find().filter(table::Column::OrganisationId.eq(organisation));
        for row in had.all(db).await? {
            self.procurements.extend(row.procurement_id);
            self.contracts.extend(row.contract_id);
        }
        Ok(())
    }

    /// Every record that has or may have duties.
    async fn all(db: &impl ConnectionTrait) -> Result<Self, DbErr> {
        use contract::table::measure;
        use procurement::table::difference;
        let agreements = agreement::table::Entity::find().select_only().column(agreement::table::Column::Id);
        let asked = clarification::table::Entity::find()
            .filter(clarification::table::Column::AnsweredAt.is_null())
            .select_only()
            .column(clarification::table::Column::ProcurementId);
        let differ = difference::Entity::find()
            .filter(difference::Column::Kept.eq(false))
            .select_only()
            .column(difference::Column::ProcurementId);
        let measured = measure::Entity::find().select_only().column(measure::Column::ContractId).distinct();
        let mut all = Self::default();
        all.agreements.extend(agreements.into_tuple::<i64>().all(db).await?);
        all.procurements.extend(asked.into_tuple::<i64>().all(db).await?);
        all.procurements.extend(differ.into_tuple::<i64>().all(db).await?);
        all.contracts.extend(measured.into_tuple::<i64>().all(db).await?);
        for row in table::Entity::find().filter(table::Column::EditionId.is_null()).all(db).await? {
            all.procurements.extend(row.procurement_id);
            all.contracts.extend(row.contract_id);
        }
        Ok(all)
    }

    /// The same in parts that are soon done.
    fn a_few_at_a_time(self) -> Vec<Self> {
        let of_one = |agreement| Self { agreements: [agreement].into(), ..Self::default() };
        let mut parts: Vec<Self> = self.agreements.into_iter().map(of_one).collect();
        let procurements: Vec<i64> = self.procurements.into_iter().collect();
        let part = |ids: &[i64]| Self { procurements: ids.iter().copied().collect(), ..Self::default() };
        parts.extend(procurements.chunks(AT_ONCE).map(part));
        let contracts: Vec<i64> = self.contracts.into_iter().collect();
        let part = |ids: &[i64]| Self { contracts: ids.iter().copied().collect(), ..Self::default() };
        parts.extend(contracts.chunks(AT_ONCE).map(part));
        parts
    }

    /// Brings their duties in step.
    pub async fn bring_in_step(&self, db: &impl ConnectionTrait, clock: Clock) -> Result<(), DbErr> {
        for agreement in &self.agreements {
            // A deed on a body reaches its agreements without holding them: two at once would both write.
            agreement::table::Entity::find_by_id(*agreement).lock_exclusive().one(db).await?;
        }
        self.compared(db, clock).await?.bring_in_step(db).await
    }

    /// How the rows that are kept of them differ from those that they give rise to now.
    async fn compared(&self, db: &impl ConnectionTrait, clock: Clock) -> Result<Compared<table::Model>, DbErr> {
        let (mut there, mut now) = (Vec::new(), Vec::new());
        for agreement in &self.agreements {
            let editions = edition::Entity::find().select_only().column(edition::Column::Id);
            let editions = editions.filter(edition::Column::AgreementId.eq(*agreement)).into_query();
            there.extend(table::Entity::find().filter(table::Column::EditionId.in_subquery(editions)).all(db).await?);
            now.extend(gathered::of_agreement(db, clock, *agreement).await?);
        }
        let procurements: Vec<i64> = self.procurements.iter().copied().collect();
        let kept = |piece| table::Entity::find().filter(table::Column::ProcurementId.is_in(piece));
        there.extend(in_pieces(db, &procurements, kept).await?);
        now.extend(gathered::of_procurements(db, &procurements).await?);
        let contracts: Vec<i64> = self.contracts.iter().copied().collect();
        let kept = |piece| table::Entity::find().filter(table::Column::ContractId.is_in(piece));
        there.extend(in_pieces(db, &contracts, kept).await?);
        now.extend(gathered::of_contracts(db, &contracts).await?);
        Ok(Compared::of(there, now, |one, other| {
            table::Model { id: 0, ..one.clone() } == table::Model { id: 0, ..other.clone() }
        }))
    }
}

/// The agreements that are being made and at whose table a body sits, and those that were signed and that it leads.
async fn agreements_of(db: &impl ConnectionTrait, organisation: i64) -> Result<BTreeSet<i64>, DbErr> {
    let parties = party::Entity::find().filter(party::Column::OrganisationId.eq(organisation));
    let parties = parties.select_only().column(party::Column::EditionId).into_query();
    let has = Condition::any()
        .add(edition::Column::LeadId.eq(organisation))
        .add(edition::Column::CoordinatorId.eq(organisation))
        .add(edition::Column::Id.in_subquery(parties));
    let made = Condition::all().add(edition::Column::State.is_in(State::BEING_MADE)).add(has);
    let leads =
        Condition::all().add(edition::Column::State.eq(State::Signed)).add(edition::Column::LeadId.eq(organisation));
    let its = edition::Entity::find().filter(Condition::any().add(made).add(leads));
    Ok(its.all(db).await?.into_iter().map(|row| row.agreement_id).collect())
}

/// The rows that are for a person who acts for an organisation; each only for who may read what it names.
impl Register {
    /// Makes every row anew, for a register of before.
    ///
    /// # Errors
    /// The database's.
    pub(crate) async fn keep_duties(&self) -> Result<(), Refusal> {
        for owing in Owing::all(self.reader()).await?.a_few_at_a_time() {
            let tx = self.begin().await?;
            owing.bring_in_step(&tx, self.clock()).await?;
            tx.commit().await?;
        }
        Ok(())
    }

    /// The duties that are kept and should not be, and those that should be and are not, each as a line of text.
    ///
    /// # Errors
    /// The database's.
    pub(crate) async fn duties_out_of_step(&self) -> Result<Vec<String>, Refusal> {
        let mut told = Vec::new();
        for owing in Owing::all(self.reader()).await?.a_few_at_a_time() {
            let Compared { lacking, left } = owing.compared(self.reader(), self.clock()).await?;
            told.extend(lacking.iter().map(|row| format!("“{}” is not kept of {}", row.words, row.record)));
            told.extend(left.iter().map(|row| format!("“{}” is kept of {} and waits no more", row.words, row.record)));
        }
        Ok(told)
    }
}
