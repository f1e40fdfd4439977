//! Saving a search of tender events, changing how often it tells, forgetting it.

use sea_orm::{IntoActiveModel, PaginatorTrait, Set, entity::prelude::*};

use crate::{
    Change, Deed, Refusal,
    access::{Permission, Standing},
    account::deeds::{own, record_of},
    following::{Digest, table::search},
    procurement::read::Filter,
};

/// A search as the person saves it; an existing one by its key.
#[derive(Clone, Debug)]
pub struct SaveSearch {
    /// With the version that was shown.
    pub existing: Option<(i64, i64)>,
    pub name: String,
    /// As it stands in the address of the list; of an existing one it stays.
    pub query: String,
    pub digest: Digest,
}

/// The most searches that a person can save.
pub const MOST: u64 = 50;
/// The longest name, in characters.
const LONGEST_NAME: usize = 100;
/// The longest query, in bytes.
const LONGEST_QUERY: usize = 2_000;

impl Deed for SaveSearch {
    const NAME: &'static str = "saved a search";
    const PERMISSION: Permission = Permission::KeepOwnAccount;
    type Subject = (i64, Option<search::Model>);
    type Done = ();

    async fn open(&self, change: &Change) -> Result<(Self::Subject, Standing), Refusal> {
        let (account, standing) = own(change).await?;
        let found = match self.existing {
            Some((id, seen)) => Some(search_of(change, account.id, id, seen).await?),
            None => None,
        };
        Ok(((account.id, found), standing))
    }

    async fn act(&self, change: &Change, (account, before): Self::Subject) -> Result<(), Refusal> {
        match self.name.chars().count() {
            0 => return Err(Refusal::field("name", "Enter a name for the search")),
            length if length > LONGEST_NAME => return Err(Refusal::field("name", "Enter at most 100 characters")),
            _ => {}
        }
        let after = match &before {
            Some(before) => {
                let mut row = before.clone().into_active_model();
                row.name = Set(self.name.clone());
                // Who asks for digests gets what comes from now on.
                if before.digest == Digest::None {
                    row.told_until = Set(change.now());
                }
                row.digest = Set(self.digest);
                row.version = Set(before.version + 1);
                row.update(&change.tx).await?
            }
            None => {
                let its = search::Entity::find().filter(search::Column::AccountId.eq(account));
                if its.count(&change.tx).await? >= MOST {
                    return Err(Refusal::rule("You have 50 saved searches.", "Forget one of them first."));
                }
                let row = search::ActiveModel {
                    account_id: Set(account),
                    name: Set(self.name.clone()),
                    query: Set(self.canonical()?),
                    digest: Set(self.digest),
                    told_until: Set(change.now()),
                    made_at: Set(change.now()),
                    version: Set(1),
                    ..Default::default()
                };
                row.insert(&change.tx).await?
            }
        };
        change.record(Self::NAME, record_of(account), before.as_ref(), &after);
        Ok(())
    }
}

impl SaveSearch {
    /// The query with what the filter understands, and nothing else; what it does not is refused, by its field: without it the
    /// search would find everything.
    fn canonical(&self) -> Result<String, Refusal> {
        if self.query.len() > LONGEST_QUERY {
            return Err(Refusal::rule("This search is too long to be saved.", "Use fewer words."));
        }
        match Filter::read(&self.query) {
            (filter, faults) if faults.is_empty() => Ok(filter.query()),
            (_, faults) => Err(Refusal::Invalid(faults)),
        }
    }
}

/// A search is forgotten.
#[derive(Clone, Debug)]
pub struct ForgetSearch {
    pub search: i64,
    /// The version that was shown.
    pub seen: i64,
}

impl Deed for ForgetSearch {
    const NAME: &'static str = "forgot a saved search";
    const PERMISSION: Permission = Permission::KeepOwnAccount;
    type Subject = search::Model;
    type Done = ();

    async fn open(&self, change: &Change) -> Result<(Self::Subject, Standing), Refusal> {
        let (account, standing) = own(change).await?;
        Ok((search_of(change, account.id, self.search, self.seen).await?, standing))
    }

    async fn act(&self, change: &Change, before: Self::Subject) -> Result<(), Refusal> {
        search::Entity::delete_by_id(before.id).exec(&change.tx).await?;
        change.record(Self::NAME, record_of(before.account_id), Some(&Some(&before)), &None);
        Ok(())
    }
}

/// A search of an account, in the version that was shown; nobody else's is there.
async fn search_of(change: &Change, account: i64, id: i64, seen: i64) -> Result<search::Model, Refusal> {
    let found = search::Entity::find_by_id(id).one(&change.tx).await?;
    let none = || Refusal::rule("You have no such saved search.", "It may have been forgotten already.");
    let found = found.filter(|found| found.account_id == account).ok_or_else(none)?;
    change.fresh(record_of(account), seen, found.version).await?;
    Ok(found)
}
