//! Changing the set of roles of a membership.

use super::{another_administrator, give_beside, membership, moved_on, roles_of, told};
use crate::{
    Change, Deed, Refusal,
    access::{Permission, Role, Roles, Standing},
    account::table,
    nomination::deeds::given,
    organisation,
    single_sign_on::deeds::keep_by_hand,
};

/// From now on these, and no others, are the roles of a membership; those that speak for another organisation than the
/// administrator's own once its people have confirmed them.
#[derive(Clone, Debug)]
pub struct SetRoles {
    pub membership: i64,
    /// The membership's version, as the page showed it.
    pub seen: i64,
    pub roles: Vec<Role>,
}

impl Deed for SetRoles {
    const NAME: &'static str = "changed a person's roles";
    const PERMISSION: Permission = Permission::Administer;
    type Subject = (table::membership::Model, organisation::table::Model);
    type Done = ();

    async fn open(&self, change: &Change) -> Result<(Self::Subject, Standing), Refusal> {
        Ok((membership(change, self.membership).await?, Standing::OPEN))
    }

    async fn act(&self, change: &Change, (membership, organisation): Self::Subject) -> Result<(), Refusal> {
        change.fresh(&organisation.reference, self.seen, membership.version).await?;
        let asked: Roles = self.roles.iter().copied().collect();
        if asked == Roles::NONE {
            return Err(Refusal::field("role", "Choose at least one role, or say when the person leaves"));
        }
        if !asked.has(Role::Administrator) {
            another_administrator(change, membership.id).await?;
        }
        let before = roles_of(change, membership.id).await?;
        let stays: Roles = before.iter().filter(|role| asked.has(*role)).collect();
        let new: Roles = asked.iter().filter(|role| !before.has(*role)).collect();
        let given = given(change, &organisation, Some(membership.account_id), new).await?;
        let was = told(&membership, before);
        let membership = moved_on(change, membership.clone(), membership.last_day).await?;
        give_beside(change, &organisation, &membership, stays, given).await?;
        keep_by_hand(change, membership.id).await?;
        let after = given.at_once.iter().fold(stays, Roles::with);
        change.record(Self::NAME, &organisation.reference, Some(&was), &told(&membership, after));
        Ok(())
    }
}
