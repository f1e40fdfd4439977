//! Writing the rule of a group, and taking it away. Whoever is in the group gets it at their next sign-in, and loses it then.

use sea_orm::{IntoActiveModel, Set, entity::prelude::*};

use crate::{
    Change, Deed, Refusal,
    access::{Permission, Role, Roles, Standing},
    nomination::{
        self,
        deeds::{given, nominate_by_rule, tell_of, withdraw},
    },
    organisation,
    register::Lock,
    single_sign_on::{
        place::roles_of_rule,
        rules::may_be_given,
        table::{group_rule, group_rule_role},
    },
    values::Reference,
};

/// The most characters of a group's name.
const LONGEST_GROUP: usize = 256;

/// From now on, who is in the group has these roles in the organisation; those that speak for another organisation than the
/// administrator's own once its people have confirmed them.
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
        if same.one(&change.tx).await?.is_some() {
            let why = format!("There is a rule for this group and {} already: take it away first", organisation.name);
            return Err(Refusal::field("group", why));
        }
        let row = ActiveModel {
            issuer: Set(self.issuer.clone()),
            group_name: Set(self.group.clone()),
            organisation_id: Set(organisation.id),
            version: Set(1),
            ..Default::default()
        };
        let rule = row.insert(&change.tx).await?.id;
        let given = given(change, &organisation, None, roles).await?;
        add_roles(change, rule, given.at_once).await?;
        let told = (&self.issuer, &self.group, given.at_once.iter().collect::<Vec<_>>());
        change.record(Self::NAME, &organisation.reference, None, &told);
        if given.at_once != Roles::NONE {
            tell_of(change, organisation.id, format!("rule {rule}")).await?;
        }
        if given.waiting != Roles::NONE {
            nominate_by_rule(change, &organisation, (rule, &self.group), given.waiting).await?;
        }
        Ok(())
    }
}

/// The group gives nothing any more.
#[derive(Clone, Debug)]
pub struct RemoveGroupRule {
    /// By key.
    pub rule: i64,
    /// Its version, as the page showed it.
    pub seen: i64,
}

impl Deed for RemoveGroupRule {
    const NAME: &'static str = "took away a rule of single sign-on";
    const PERMISSION: Permission = Permission::Administer;
    type Subject = Option<group_rule::Model>;
    type Done = ();

    async fn open(&self, change: &Change) -> Result<(Self::Subject, Standing), Refusal> {
        Ok((locked_rule(change, self.rule).await?, Standing::OPEN))
    }

    async fn act(&self, change: &Change, rule: Self::Subject) -> Result<(), Refusal> {
        let gone = || Refusal::rule("This rule is not there any more.", "Somebody has taken it away already.");
        let rule = rule.ok_or_else(gone)?;
        let organisation = organisation::read::by_id(&change.tx, rule.organisation_id).await?;
        change.fresh(&organisation.reference, self.seen, rule.version).await?;
        let roles: Vec<Role> = roles_of_rule(&change.tx, rule.id).await?.iter().collect();
        withdraw(change, nomination::Kind::Rule, rule.id).await?;
        take_roles(change, rule.id).await?;
        group_rule::Entity::delete_by_id(rule.id).exec(&change.tx).await?;
        let told = |roles| (rule.issuer.clone(), rule.group_name.clone(), roles);
        change.record(Self::NAME, &organisation.reference, Some(&told(roles)), &told(Vec::new()));
        Ok(())
    }
}

/// A rule, locked; `None` if it has been taken away.
pub(crate) async fn locked_rule(change: &Change, rule: i64) -> Result<Option<group_rule::Model>, Refusal> {
    Ok(change.lock(Lock::Rule, group_rule::Entity::find_by_id(rule)).one(&change.tx).await?)
}

/// Gives a rule the roles that its organisation's people have confirmed.
///
/// # Errors
/// [`Refusal::NotAllowed`] if it has been taken away meanwhile.
pub(crate) async fn confirm_rule(change: &Change, rule: i64, roles: Roles) -> Result<(), Refusal> {
    let gone = || Refusal::rule("The rule has been taken away meanwhile", "Refuse it");
    let rule = locked_rule(change, rule).await?.ok_or_else(gone)?;
    let kept = roles_of_rule(&change.tx, rule.id).await?;
    add_roles(change, rule.id, roles.iter().filter(|role| !kept.has(*role)).collect()).await?;
    let version = rule.version + 1;
    let mut row = rule.into_active_model();
    row.version = Set(version);
    row.update(&change.tx).await?;
    Ok(())
}

async fn add_roles(change: &Change, rule: i64, roles: Roles) -> Result<(), Refusal> {
    for role in roles.iter() {
        let row = group_rule_role::ActiveModel { rule_id: Set(rule), role: Set(role) };
        group_rule_role::Entity::insert(row).exec_without_returning(&change.tx).await?;
    }
    Ok(())
}

async fn take_roles(change: &Change, rule: i64) -> Result<(), Refusal> {
    use group_rule_role::{Column, Entity};
    Entity::delete_many().filter(Column::RuleId.eq(rule)).exec(&change.tx).await?;
    Ok(())
}
