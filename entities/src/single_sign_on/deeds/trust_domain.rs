//! Trusting a provider with the addresses of a domain, or no more. See [`vouched`](crate::single_sign_on::rules::vouched).

use sea_orm::{ExprTrait, Set, entity::prelude::*};

use super::RECORD;
use crate::{
    Change, Deed, Refusal,
    access::{Permission, Standing},
    single_sign_on::{rules::domain, table::trusted_domain},
};

/// From now on somebody whose verified address is of this domain gets the account that has it, if it is of nobody but the
/// administrator's own organisation; or no more. Who acts for another body is not let in by the directory of this one.
#[derive(Clone, Debug)]
pub struct TrustDomain {
    /// The provider, by its address.
    pub issuer: String,
    /// As typed: `council.gov.uk`.
    pub domain: String,
    pub trusted: bool,
}

impl Deed for TrustDomain {
    const NAME: &'static str = "said which addresses a provider gives out";
    const PERMISSION: Permission = Permission::Administer;
    type Subject = ();
    type Done = ();

    async fn open(&self, _: &Change) -> Result<((), Standing), Refusal> {
        Ok(((), Standing::OPEN))
    }

    async fn act(&self, change: &Change, (): ()) -> Result<(), Refusal> {
        use trusted_domain::{ActiveModel, Column, Entity};
        let unreadable = || Refusal::field("domain", "Enter a domain, like council.gov.uk");
        let domain = domain(&self.domain).ok_or_else(unreadable)?;
        let of_domain = Column::Issuer.eq(&self.issuer).and(Column::Domain.eq(&domain));
        let before = Entity::find().filter(of_domain.clone()).one(&change.tx).await?.is_some();
        match (before, self.trusted) {
            (false, true) => {
                let row = ActiveModel {
                    issuer: Set(self.issuer.clone()),
                    domain: Set(domain.clone()),
                    organisation_id: Set(change.actor().organisation()),
                    ..Default::default()
                };
                Entity::insert(row).exec_without_returning(&change.tx).await?;
            }
            (true, false) => {
                Entity::delete_many().filter(of_domain).exec(&change.tx).await?;
            }
            (true, true) | (false, false) => {}
        }
        let told = |trusted| (self.issuer.clone(), domain.clone(), trusted);
        change.record(Self::NAME, RECORD, Some(&told(before)), &told(self.trusted));
        Ok(())
    }
}
