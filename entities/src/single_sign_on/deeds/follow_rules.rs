//! Following the rules when somebody signs in: their account, if they have none yet, and the memberships their groups give.

use sea_orm::{Set, entity::prelude::*};

use crate::{
    Change, Deed, Refusal,
    access::{Permission, Role, Roles, Standing},
    account::{
        self,
        deeds::{letters, moved_on, record_of},
        table::{membership, membership_role},
    },
    mail,
    nomination::deeds::{Giving, is_administrator, is_nominated, nominate},
    organisation,
    single_sign_on::{
        Said,
        place::{Place, Whose},
        rules::Step,
        table::{by_rule, identity},
    },
    values::text,
};

/// Does for somebody what the administrators' rules say. It is done in the administrators' name: nobody has signed in yet.
pub struct FollowRules {
    pub said: Said,
}

impl Deed for FollowRules {
    const NAME: &'static str = "followed the rules of single sign-on";
    const PERMISSION: Permission = Permission::Administer;
    type Subject = ();
    /// The account, by key.
    type Done = i64;

    async fn open(&self, _: &Change) -> Result<((), Standing), Refusal> {
        Ok(((), Standing::OPEN))
    }

    async fn act(&self, change: &Change, (): ()) -> Result<i64, Refusal> {
        let place = Place::of(&change.tx, &self.said).await?;
        let (account, what) = match place.whose {
            Whose::Known(account) => (account.id, Self::NAME),
            Whose::Linked(account) => (self.link(change, &account).await?, "connected an account to single sign-on"),
            Whose::New { email, name } => {
                let account = make(change, email.as_str(), name).await?;
                self.identify(change, account).await?;
                (account, "made an account by a rule of single sign-on")
            }
        };
        change.record(what, record_of(account), None, &self.said.issuer);
        for step in place.steps {
            self.take(change, account, step).await?;
        }
        Ok(account)
    }
}

impl FollowRules {
    async fn identify(&self, change: &Change, account: i64) -> Result<i64, Refusal> {
        let row = identity::ActiveModel {
            account_id: Set(account),
            issuer: Set(self.said.issuer.clone()),
            subject: Set(self.said.subject.clone()),
            linked_at: Set(change.now()),
            used_at: Set(change.now()),
            groups_left_out_at: Set(None),
            ..Default::default()
        };
        Ok(row.insert(&change.tx).await?.id)
    }

    /// Whoever has the account learns that it can be opened in another way now.
    async fn link(&self, change: &Change, account: &account::table::Model) -> Result<i64, Refusal> {
        let identity = self.identify(change, account.id).await?;
        mail::post(&change.tx, change.now(), letters::identity_linked(account, identity)).await?;
        Ok(account.id)
    }

    async fn take(&self, change: &Change, account: i64, step: Step) -> Result<(), Refusal> {
        match step {
            Step::Join { organisation, roles } => {
                let row = membership::ActiveModel {
                    account_id: Set(account),
                    organisation_id: Set(organisation),
                    last_day: Set(None),
                    version: Set(1),
                    ..Default::default()
                };
                let membership = row.insert(&change.tx).await?.id;
                let row = by_rule::ActiveModel {
                    membership_id: Set(membership),
                    issuer: Set(self.said.issuer.clone()),
                    ended: Set(false),
                };
                by_rule::Entity::insert(row).exec_without_returning(&change.tx).await?;
                give(change, membership, roles).await
            }
            Step::Give { membership, roles } => {
                goes_on(change, membership, true).await?;
                give(change, membership, roles).await
            }
            Step::End { membership } => {
                goes_on(change, membership, false).await?;
                give(change, membership, Roles::NONE).await
            }
        }
    }
}

async fn make(change: &Change, email: &str, name: String) -> Result<i64, Refusal> {
    let row = account::table::ActiveModel {
        email: Set(email.into()),
        name: Set(text::normalised(&name)),
        password: Set(None),
        link_digest: Set(None),
        link_expires: Set(None),
        second_factor: Set(None),
        last_code_step: Set(None),
        demonstration: Set(false),
        created_at: Set(change.now()),
        ..Default::default()
    };
    Ok(row.insert(&change.tx).await?.id)
}

/// Ends a membership from today on, or lets it go on.
async fn goes_on(change: &Change, membership: i64, on: bool) -> Result<(), Refusal> {
    let last_day = if on { None } else { change.today().pred_opt() };
    let row = membership::ActiveModel { id: Set(membership), last_day: Set(last_day), ..Default::default() };
    membership::Entity::update(row).exec(&change.tx).await?;
    let row = by_rule::ActiveModel { membership_id: Set(membership), ended: Set(!on), ..Default::default() };
    by_rule::Entity::update(row).exec(&change.tx).await?;
    Ok(())
}

/// Gives a membership these roles and no others, and notes it. Whoever keeps the register's people may have written the rule, and
/// may be in its group: what they get by it waits until somebody else has confirmed it.
async fn give(change: &Change, membership: i64, roles: Roles) -> Result<(), Refusal> {
    use membership_role::{ActiveModel, Column, Entity};
    let kept = Entity::find().filter(Column::MembershipId.eq(membership)).all(&change.tx).await?;
    let before: Roles = kept.into_iter().map(|row| row.role).collect();
    let row = membership::Entity::find_by_id(membership).one(&change.tx).await?.ok_or(Refusal::NotFound)?;
    let organisation = organisation::read::by_id(&change.tx, row.organisation_id).await?;
    let waits = is_administrator(change, row.account_id).await?;
    let waits = |role: &Role| waits && !before.has(*role);
    let (waiting, now): (Vec<Role>, Vec<Role>) = roles.iter().partition(waits);
    let (waiting, now): (Roles, Roles) = (waiting.into_iter().collect(), now.into_iter().collect());
    Entity::delete_many().filter(Column::MembershipId.eq(membership)).exec(&change.tx).await?;
    for role in now.iter() {
        let row = ActiveModel { membership_id: Set(membership), role: Set(role) };
        Entity::insert(row).exec_without_returning(&change.tx).await?;
    }
    let row = moved_on(change, row.clone(), row.last_day).await?;
    let told = |roles: Roles| (row.account_id, membership, row.last_day, roles.iter().collect::<Vec<_>>());
    change.record(FollowRules::NAME, &organisation.reference, Some(&told(before)), &told(now));
    if waiting != Roles::NONE && !is_nominated(change, membership, waiting).await? {
        nominate(change, &organisation, Giving::Roles { membership, roles: waiting }).await?;
    }
    Ok(())
}
