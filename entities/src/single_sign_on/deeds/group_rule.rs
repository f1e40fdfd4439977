//! Writing the rule of a group, and taking it away. Whoever is in the group gets it at their next sign-in, and loses it then.

use sea_orm::{Set, entity::prelude::*};

use crate::{
    Change, Deed, Refusal,
    access::{Permission, Role, Roles, Standing},
    organisation,
    single_sign_on::{
        place::roles_of_rule,
        rules::may_be_given,
        table::{group_rule, group_rule_role},
    },
    values::Reference,
};

/// The most characters of a group's name.
const LONGEST_GROUP: usize = 256;

/// From now on, who is in the group has these roles in the organisation; another rule for both gets them instead.
#[derive(Clone, Debug)]
pub struct WriteGroupRule {
    /// The provider, by its address.
    pub issuer: String,
    /// Exactly as the provider writes it.
    pub group: String,
    pub organisation: Reference,
    pub roles: Vec<Role>,
}

impl Deed for WriteGroupRule {
    const NAME: &'static str = "wrote a rule of single sign-on";
    const PERMISSION: Permission = Permission::Administer;
    type Subject = organisation::table::Model;
    type Done = ();

    async fn open(&self, change: &Change) -> Result<(Self::Subject, Standing), Refusal> {
        let organisation = organisation::read::by_reference(&change.tx, &self.organisation).await?;
        let unknown = || Refusal::field("organisation", format!("There is no organisation {}", self.organisation));
        Ok((organisation.ok_or_else(unknown)?, Standing::OPEN))
    }

    async fn act(&self, change: &Change, organisation: Self::Subject) -> Result<(), Refusal> {
        use group_rule::{ActiveModel, Column, Entity};
        let roles: Roles = self.roles.iter().copied().collect();
        if roles == Roles::NONE {
            return Err(Refusal::field("role", "Choose at least one role"));
        }
        if !roles.iter().all(may_be_given) {
            return Err(Refusal::field("role", "Choose other roles: administrators are named one by one"));
        }
        if self.group.is_empty() || self.group.chars().count() > LONGEST_GROUP {
            return Err(Refusal::field("group", format!("Enter a group, in at most {LONGEST_GROUP} characters")));
        }
        let same = Entity::find()
            .filter(Column::Issuer.eq(&self.issuer))
            .filter(Column::GroupName.eq(&self.group))
            .filter(Column::OrganisationId.eq(organisation.id));
        let (rule, before) = match same.one(&change.tx).await? {
            Some(rule) => (rule.id, Some(roles_of_rule(&change.tx, rule.id).await?)),
            None => {
                let row = ActiveModel {
                    issuer: Set(self.issuer.clone()),
                    group_name: Set(self.group.clone()),
                    organisation_id: Set(organisation.id),
                    ..Default::default()
                };
                (row.insert(&change.tx).await?.id, None)
            }
        };
        take_roles(change, rule).await?;
        for role in roles.iter() {
            let row = group_rule_role::ActiveModel { rule_id: Set(rule), role: Set(role) };
            group_rule_role::Entity::insert(row).exec_without_returning(&change.tx).await?;
        }
        let told = |roles: Roles| (&self.issuer, &self.group, roles.iter().collect::<Vec<_>>());
        change.record(Self::NAME, &organisation.reference, before.map(told).as_ref(), &told(roles));
        Ok(())
    }
}

/// The group gives nothing any more.
#[derive(Clone, Debug)]
pub struct RemoveGroupRule {
    /// By key.
    pub rule: i64,
}

impl Deed for RemoveGroupRule {
    const NAME: &'static str = "took away a rule of single sign-on";
    const PERMISSION: Permission = Permission::Administer;
    type Subject = Option<group_rule::Model>;
    type Done = ();

    async fn open(&self, change: &Change) -> Result<(Self::Subject, Standing), Refusal> {
        Ok((group_rule::Entity::find_by_id(self.rule).one(&change.tx).await?, Standing::OPEN))
    }

    async fn act(&self, change: &Change, rule: Self::Subject) -> Result<(), Refusal> {
        let gone = || Refusal::rule("This rule is not there any more.", "Somebody has taken it away already.");
        let rule = rule.ok_or_else(gone)?;
        let roles: Vec<Role> = roles_of_rule(&change.tx, rule.id).await?.iter().collect();
        take_roles(change, rule.id).await?;
        group_rule::Entity::delete_by_id(rule.id).exec(&change.tx).await?;
        let organisation = organisation::read::by_id(&change.tx, rule.organisation_id).await?;
        let told = |roles| (rule.issuer.clone(), rule.group_name.clone(), roles);
        change.record(Self::NAME, &organisation.reference, Some(&told(roles)), &told(Vec::new()));
        Ok(())
    }
}

async fn take_roles(change: &Change, rule: i64) -> Result<(), Refusal> {
    use group_rule_role::{Column, Entity};
    Entity::delete_many().filter(Column::RuleId.eq(rule)).exec(&change.tx).await?;
    Ok(())
}
