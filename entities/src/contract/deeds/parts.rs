//! Who buys and who provides by a contract: written as a whole, and told to the audit trail beside the contract's own row.

use std::collections::BTreeSet;

use sea_orm::{QueryOrder, Set, entity::prelude::*};

use super::WriteContract;
use crate::{
    Change, Refusal,
    audit::Rows,
    contract::{
        Part,
        table::organisation::{ActiveModel, Column, Entity},
    },
    organisation::{self, read::Named},
    values::Reference,
};

/// The organisations of a contract, as the audit trail tells them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Parts {
    buyers: Vec<Reference>,
    providers: Vec<Reference>,
}

impl Parts {
    /// As they are kept.
    pub async fn of(change: &Change, contract: i64) -> Result<Self, Refusal> {
        let find = Entity::find().filter(Column::ContractId.eq(contract)).order_by_asc(Column::OrganisationId);
        let rows = find.all(&change.tx).await?;
        let names = organisation::read::named(&change.tx, rows.iter().map(|row| row.organisation_id)).await?;
        let of = |part: Part| {
            let rows = rows.iter().filter(|row| row.part == part);
            rows.map(|row| Named::of(&names, row.organisation_id).reference).collect()
        };
        Ok(Self { buyers: of(Part::Buyer), providers: of(Part::Provider) })
    }

    /// True if an organisation provides.
    pub fn provides(&self, organisation: &Reference) -> bool {
        self.providers.contains(organisation)
    }

    /// Who provides.
    pub fn providers(&self) -> impl Iterator<Item = &Reference> {
        self.providers.iter()
    }

    /// What came and went, for the audit trail.
    pub fn beside(had: &Self, has: &Self) -> Result<[Rows; 2], Refusal> {
        Ok([Rows::of("buyers", &had.buyers, &has.buyers)?, Rows::of("providers", &had.providers, &has.providers)?])
    }

    /// Writes those of a contract in place of the ones it had; one that is named twice has its part once.
    pub async fn take(change: &Change, contract: i64, written: &WriteContract) -> Result<Self, Refusal> {
        Entity::delete_many().filter(Column::ContractId.eq(contract)).exec(&change.tx).await?;
        for (part, field, references) in
            [(Part::Buyer, "buyer", &written.buyers), (Part::Provider, "provider", &written.providers)]
        {
            let mut taken = BTreeSet::new();
            for reference in references {
                let unknown = || Refusal::field(field, format!("There is no organisation {reference}"));
                let found = organisation::read::by_reference(&change.tx, reference).await?.ok_or_else(unknown)?;
                if taken.insert(found.id) {
                    let row =
                        ActiveModel { contract_id: Set(contract), organisation_id: Set(found.id), part: Set(part) };
                    Entity::insert(row).exec_without_returning(&change.tx).await?;
                }
            }
        }
        Self::of(change, contract).await
    }
}
