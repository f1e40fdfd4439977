//! Awards, entered by hand or read from notices, and the contract that each can become.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use sea_orm::{QueryOrder, entity::prelude::*};

use crate::{
    Read, Reader, Refusal,
    access::Permission,
    contract,
    ocds::Notice,
    organisation::{self, read::Named},
    procurement::{
        Procurement,
        table::{self, award},
    },
    values::{Pence, Reference, text},
};

/// An award of a procurement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Awarded {
    /// By which the step to a contract finds it: `h7` entered by hand, `n0` of the notice.
    pub key: String,
    /// Its own key, if it was entered by hand: by which it is withdrawn.
    pub by_hand: Option<i64>,
    pub suppliers: Vec<Supplier>,
    /// What stands where a supplier should be named: "Multiple suppliers – see attached".
    pub unnamed: Vec<String>,
    pub on: Option<NaiveDate>,
    pub value: Option<Pence>,
    pub starts: Option<NaiveDate>,
    pub ends: Option<NaiveDate>,
}

/// To whom, by the name of the register or of the notice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Supplier {
    pub name: String,
    /// If it is an organisation of the register: matched by identifier only.
    pub organisation: Option<Reference>,
}

/// A supplier of an award that the register does not have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownSupplier {
    pub name: String,
    /// The organisations of the register that have its name, and none of its identifiers.
    pub namesakes: Vec<Named>,
}

/// What an award carries over into a contract.
#[derive(Clone, Debug)]
pub struct ContractDraft {
    pub procurement: Procurement,
    pub buyer: Option<Named>,
    pub service: Option<Reference>,
    pub award: Awarded,
    /// Its suppliers that the register does not have, each name once.
    pub unknown: Vec<UnknownSupplier>,
    /// The contracts that the procurement has become already.
    pub contracts: Vec<(Reference, String)>,
}

/// The awards of a procurement.
pub(super) async fn awards(
    db: &impl ConnectionTrait,
    procurement: &table::Model,
    notice: &Notice,
) -> Result<Vec<Awarded>, Refusal> {
    let by_hand = award::Entity::find()
        .filter(award::Column::ProcurementId.eq(procurement.id))
        .order_by_asc(award::Column::Id)
        .all(db)
        .await?;
    let names = organisation::read::named(db, by_hand.iter().map(|row| row.organisation_id)).await?;
    let mut awards: Vec<Awarded> = by_hand
        .into_iter()
        .map(|row| {
            let named = Named::of(&names, row.organisation_id);
            Awarded {
                key: format!("h{}", row.id),
                by_hand: Some(row.id),
                suppliers: vec![Supplier { name: named.name, organisation: Some(named.reference) }],
                unnamed: Vec::new(),
                on: Some(row.awarded_on),
                value: row.pence,
                starts: row.starts,
                ends: row.ends,
            }
        })
        .collect();
    for (index, award) in notice.awards.iter().enumerate() {
        let mut suppliers = Vec::with_capacity(award.suppliers.len());
        for party in &award.suppliers {
            let known = organisation::read::by_identifiers(db, &party.identifiers).await?;
            suppliers.push(Supplier {
                name: party.name.clone(),
                organisation: known.map(|organisation| organisation.reference),
            });
        }
        awards.push(Awarded {
            key: format!("n{index}"),
            by_hand: None,
            suppliers,
            unnamed: award.unnamed.clone(),
            on: award.date,
            value: award.value,
            starts: award.starts,
            ends: award.ends,
        });
    }
    Ok(awards)
}

/// The buyer, if it is an organisation of the register.
pub(super) async fn buyer(db: &impl ConnectionTrait, procurement: &table::Model) -> Result<Option<Named>, Refusal> {
    let Some(id) = procurement.buyer_id else { return Ok(None) };
    let row = organisation::read::by_id(db, id).await?;
    Ok(Some(Named { reference: row.reference, name: row.name }))
}

/// What an award carries over into a contract, for those who keep the register. It is refused by a rule if there is no such award.
#[derive(Clone, Debug)]
pub struct ContractDraftOf {
    pub procurement: Reference,
    /// The award's own key: see [`Awarded::key`].
    pub award: String,
}

impl Read for ContractDraftOf {
    const PERMISSION: Permission = Permission::KeepRegister;
    type Answer = ContractDraft;

    async fn answer(&self, reader: &Reader<'_>) -> Result<ContractDraft, Refusal> {
        let db = reader.db();
        let procurement = reader.procurement(Self::PERMISSION, &self.procurement).await?;
        let notice = procurement.notice()?;
        let mut awards = awards(db, &procurement, &notice).await?.into_iter();
        let none = || Refusal::rule("There is no such award.", "Choose one on the page of the procurement.");
        let award = awards.find(|award| award.key == self.award).ok_or_else(none)?;
        let services = crate::service::read::named(db, reader.viewer(), procurement.service_id).await?;
        Ok(ContractDraft {
            service: procurement.service_id.and_then(|id| services.get(&id).map(|(reference, _)| reference.clone())),
            contracts: reader.contracts_of(procurement.id).await?,
            unknown: unknown(db, &award).await?,
            buyer: buyer(db, &procurement).await?,
            award,
            procurement: procurement.into(),
        })
    }
}

impl Reader<'_> {
    /// The contracts that a procurement has become, of those that the reader may read.
    pub(super) async fn contracts_of(&self, procurement: i64) -> Result<Vec<(Reference, String)>, Refusal> {
        let rows = contract::table::Entity::find()
            .filter(contract::read::visible(self.viewer()))
            .filter(contract::table::Column::ProcurementId.eq(procurement))
            .order_by_asc(contract::table::Column::Id)
            .all(self.db())
            .await?;
        Ok(rows.into_iter().map(|row| (row.reference, row.title)).collect())
    }
}

async fn unknown(db: &impl ConnectionTrait, award: &Awarded) -> Result<Vec<UnknownSupplier>, DbErr> {
    let (mut keys, mut unknown) = (BTreeSet::new(), Vec::new());
    for supplier in award.suppliers.iter().filter(|supplier| supplier.organisation.is_none()) {
        if keys.insert(text::folded(&supplier.name)) {
            let namesakes = organisation::read::namesakes(db, &supplier.name).await?;
            unknown.push(UnknownSupplier { name: supplier.name.clone(), namesakes });
        }
    }
    Ok(unknown)
}
