//! Awards, entered by hand or read from notices, and the contract that each can become.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use sea_orm::{QueryOrder, entity::prelude::*};

use super::{by_reference, may_read};
use crate::{
    Refusal, Register,
    access::Viewer,
    contract,
    ocds::Notice,
    organisation::{self, read::Named},
    procurement::table::{self, award},
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
    pub procurement: table::Model,
    pub buyer: Option<Named>,
    pub service: Option<Reference>,
    pub award: Awarded,
    /// Its suppliers that the register does not have, each name once.
    pub unknown: Vec<UnknownSupplier>,
    /// The contracts that the procurement has become already.
    pub contracts: Vec<(Reference, String)>,
}

impl Register {
    /// The awards of a procurement that the viewer may read.
    pub(super) async fn awards(&self, procurement: &table::Model, notice: &Notice) -> Result<Vec<Awarded>, Refusal> {
        let db = self.reader();
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

    /// What an award carries over into a contract, for those who keep the register.
    ///
    /// # Errors
    /// [`Refusal::NotFound`] if the procurement is not there or not for this viewer; [`Refusal::NotAllowed`] if it has no such award.
    pub async fn contract_draft(
        &self,
        viewer: &Viewer,
        reference: &Reference,
        key: &str,
    ) -> Result<ContractDraft, Refusal> {
        let db = self.reader();
        let found = by_reference(db, reference).await?;
        let procurement = found.filter(|row| may_read(viewer, viewer.roles(), row)).ok_or(Refusal::NotFound)?;
        let notice = procurement.notice()?;
        let mut awards = self.awards(&procurement, &notice).await?.into_iter();
        let none = || Refusal::rule("There is no such award.", "Choose one on the page of the procurement.");
        let award = awards.find(|award| award.key == key).ok_or_else(none)?;
        let buyer = match procurement.buyer_id {
            Some(id) => organisation::read::by_id(db, id)
                .await
                .map(|row| Some(Named { reference: row.reference, name: row.name }))?,
            None => None,
        };
        let services = crate::service::read::named(db, viewer, procurement.service_id).await?;
        Ok(ContractDraft {
            service: procurement.service_id.and_then(|id| services.get(&id).map(|(reference, _)| reference.clone())),
            contracts: self.contracts_of(viewer, procurement.id).await?,
            unknown: unknown(db, &award).await?,
            buyer,
            award,
            procurement,
        })
    }

    /// The contracts that a procurement has become, of those that the viewer may read.
    pub(super) async fn contracts_of(
        &self,
        viewer: &Viewer,
        procurement: i64,
    ) -> Result<Vec<(Reference, String)>, Refusal> {
        let rows = contract::table::Entity::find()
            .filter(contract::read::visible(viewer))
            .filter(contract::table::Column::ProcurementId.eq(procurement))
            .order_by_asc(contract::table::Column::Id)
            .all(self.reader())
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
