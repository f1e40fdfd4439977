//! A provider says that it is interested in a procurement. Once an organisation; saying it again changes the words.

use sea_orm::{IntoActiveModel, Set, entity::prelude::*};

use super::locked;
use crate::{
    Change, Deed, Refusal,
    access::{Permission, Standing},
    procurement::{
        read, rules,
        table::{self, interest},
    },
    values::Reference,
};

/// The interest of the organisation acted for.
#[derive(Clone, Debug)]
pub struct RegisterInterest {
    pub procurement: Reference,
    /// The version of the interest that was shown; 0 if there was none.
    pub seen: i64,
    /// What the commissioner should know; may be empty.
    pub words: String,
}

/// The longest words, in characters.
pub const LONGEST: usize = 2_000;

impl Deed for RegisterInterest {
    const NAME: &'static str = "registered interest";
    const PERMISSION: Permission = Permission::TakePart;
    type Subject = table::Model;
    /// True the first time, false when words were changed.
    type Done = bool;

    async fn open(&self, change: &Change) -> Result<(Self::Subject, Standing), Refusal> {
        locked(change, &self.procurement).await
    }

    async fn act(&self, change: &Change, procurement: Self::Subject) -> Result<bool, Refusal> {
        let organisation = change.organisation()?;
        if self.words.chars().count() > LONGEST {
            return Err(Refusal::field("words", "Enter at most 2,000 characters"));
        }
        let expires = read::expiry_is_coming(&change.tx, procurement.id, change.clock().register_now()).await?;
        if let Some((why, instead)) = rules::no_interest(procurement.state, expires) {
            return Err(Refusal::rule(why, instead));
        }
        let kept = interest::Entity::find()
            .filter(interest::Column::ProcurementId.eq(procurement.id))
            .filter(interest::Column::OrganisationId.eq(organisation))
            .one(&change.tx)
            .await?;
        let current = kept.as_ref().map_or(0, |kept| kept.version);
        change.fresh(&procurement.reference, self.seen, current).await?;
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
                    procurement_id: Set(procurement.id),
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
        change.record(Self::NAME, &procurement.reference, kept.as_ref(), &after);
        Ok(kept.is_none())
    }
}
