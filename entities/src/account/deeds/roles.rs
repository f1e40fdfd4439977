//! Changing the set of roles of a membership.

use sea_orm::{Set, entity::prelude::*};

use super::{another_administrator, membership};
use crate::{
    Change, Deed, Refusal,
    access::{Permission, Role, Roles, Standing},
    account::table,
    organisation,
    single_sign_on::deeds::keep_by_hand,
};

/// From now on these, and no others, are the roles of a membership.
#[derive(Clone, Debug)]
pub struct SetRoles {
    pub membership: i64,
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
        use table::membership_role::{ActiveModel, Column, Entity};
        let after: Roles = self.roles.iter().copied().collect();
        if after == Roles::NONE {
            return Err(Refusal::field("role", "Choose at least one role, or say when the person leaves"));
        }
        if !after.has(Role::Administrator) {
            another_administrator(change, membership.id).await?;
        }
        let kept = Entity::find().filter(Column::MembershipId.eq(membership.id)).all(&change.tx).await?;
        let before: Roles = kept.into_iter().map(|row| row.role).collect();
        Entity::delete_many().filter(Column::MembershipId.eq(membership.id)).exec(&change.tx).await?;
        for role in after.iter() {
            let row = ActiveModel { membership_id: Set(membership.id), role: Set(role) };
            Entity::insert(row).exec_without_returning(&change.tx).await?;
        }
        keep_by_hand(change, membership.id).await?;
        let told = |roles: Roles| (membership.account_id, membership.id, roles.iter().collect::<Vec<_>>());
        change.record(Self::NAME, &organisation.reference, Some(&told(before)), &told(after));
        Ok(())
    }
}
