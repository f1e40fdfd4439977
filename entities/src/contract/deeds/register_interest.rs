//! A provider says that it is interested in the work of a contract that ends. Once an organisation; saying it again changes the
//! words.

use sea_orm::{IntoActiveModel, Set, entity::prelude::*};

use super::locked;
use crate::{
    Change, Deed, Refusal,
    access::{Permission, Standing},
    contract::{
        rules,
        table::{self, interest},
    },
    procurement::deeds::LONGEST_INTEREST,
    values::Reference,
};

/// The interest of the organisation acted for.
#[derive(Clone, Debug)]
pub struct RegisterContractInterest {
    pub contract: Reference,
    /// The version of the interest that was shown; 0 if there was none.
    pub seen: i64,
    /// What the commissioner should know; may be empty.
    pub words: String,
}

impl Deed for RegisterContractInterest {
    const NAME: &'static str = "registered interest in a contract that ends";
    const PERMISSION: Permission = Permission::TakePart;
    type Subject = table::Model;
    /// True the first time, false when words were changed.
    type Done = bool;

    async fn open(&self, change: &Change) -> Result<(Self::Subject, Standing), Refusal> {
        let (contract, standing) = locked(change, &self.contract).await?;
        // Whoever may read it may be interested: in what comes after it.
        Ok((contract, Standing { visible: standing.visible, ..Standing::OWN }))
    }

    async fn act(&self, change: &Change, contract: Self::Subject) -> Result<bool, Refusal> {
        let organisation = change.organisation()?;
        if self.words.chars().count() > LONGEST_INTEREST {
            return Err(Refusal::field("words", "Enter at most 2,000 characters"));
        }
        if let Some((why, instead)) =
            rules::no_interest(change.today(), contract.state, contract.ends, contract.intention)
        {
            return Err(Refusal::rule(why, instead));
        }
        let kept = interest::Entity::find()
            .filter(interest::Column::ContractId.eq(contract.id))
            .filter(interest::Column::OrganisationId.eq(organisation))
            .one(&change.tx)
            .await?;
        let current = kept.as_ref().map_or(0, |kept| kept.version);
        change.fresh(&contract.reference, self.seen, current).await?;
        let after = match &kept {
            Some(kept) => {
                let mut row = kept.clone().into_active_model();
                row.account_id = Set(change.actor().account());
                row.words = Set(self.words.clone());
                row.version = Set(kept.version + 1);
                row.update(&change.tx).await?
            }
            None => {
                let row = interest::ActiveModel {
                    contract_id: Set(contract.id),
                    organisation_id: Set(organisation),
                    account_id: Set(change.actor().account()),
                    words: Set(self.words.clone()),
                    at: Set(change.now()),
                    version: Set(1),
                    ..Default::default()
                };
                row.insert(&change.tx).await?
            }
        };
        change.record(Self::NAME, &contract.reference, kept.as_ref(), &after);
        Ok(kept.is_none())
    }
}
