//! Which account somebody is that a provider has named, and what the rules would have done for them. Asked before anything
//! is written, and once more while it is.

use sea_orm::{ConnectionTrait, QueryOrder, entity::prelude::*};

use super::{
    Said,
    rules::{self, Belongs, GroupRule, Made, Step},
    table,
};
use crate::{
    Refusal,
    access::Roles,
    account::{self, Email},
};

/// Whose sign-in it is.
pub enum Whose {
    /// Came before.
    Known(account::table::Model),
    /// Has an account of the same address, which becomes theirs.
    Linked(account::table::Model),
    /// Gets an account, because a rule gives them a place.
    New { email: Email, name: String },
}

/// What follows from what a provider says.
pub struct Place {
    pub whose: Whose,
    pub steps: Vec<Step>,
}

impl Place {
    /// Finds it.
    ///
    /// # Errors
    /// [`Refusal::NotAllowed`] says why there is none, and what the person can do.
    pub async fn of(db: &impl ConnectionTrait, said: &Said) -> Result<Self, Refusal> {
        if said.email_verified == Some(false) {
            return Err(Refusal::rule(
                "Your e-mail address has not been verified where you signed in.",
                "Have it verified there, then sign in again.",
            ));
        }
        let Some(groups) = &said.groups else { return Self::as_it_is(db, said).await };
        let given = rules::given(&group_rules(db, &said.issuer).await?, groups);
        let whose = whose(db, said, !given.is_empty()).await?;
        let belongs = match &whose {
            Whose::Known(account) | Whose::Linked(account) => belongs(db, account.id, &said.issuer).await?,
            Whose::New { .. } => Vec::new(),
        };
        Ok(Self { steps: rules::steps(&given, &belongs), whose })
    }
}

impl Place {
    /// Of somebody whose groups the provider left out: nothing is given and nothing taken.
    async fn as_it_is(db: &impl ConnectionTrait, said: &Said) -> Result<Self, Refusal> {
        match whose(db, said, false).await {
            Ok(whose) => Ok(Self { whose, steps: Vec::new() }),
            // Without groups nobody can be given a place: then that is why there is none.
            Err(refusal) => Err(if is_no_place(&refusal) { groups_left_out() } else { refusal }),
        }
    }
}

async fn whose(db: &impl ConnectionTrait, said: &Said, has_place: bool) -> Result<Whose, Refusal> {
    use table::identity::{Column, Entity};
    let known = Entity::find().filter(Column::Issuer.eq(&said.issuer)).filter(Column::Subject.eq(&said.subject));
    if let Some(identity) = known.one(db).await? {
        let account = account::table::Entity::find_by_id(identity.account_id).one(db).await?;
        return account.map(Whose::Known).ok_or_else(|| Refusal::broken("an identity without its account"));
    }
    let Some(email) = said.email.as_deref().and_then(Email::parse) else { return Err(no_place()) };
    let trust = trusted(db, &said.issuer, email.as_str()).await?;
    let vouched = rules::vouched(said.email_verified, trust.is_some());
    let same = account::table::Entity::find().filter(account::table::Column::Email.eq(email.as_str()));
    match same.one(db).await? {
        Some(account)
            if vouched.may_link
                && !is_connected(db, account.id, &said.issuer).await?
                && connects(db, trust.as_ref(), account.id).await? =>
        {
            Ok(Whose::Linked(account))
        }
        Some(_) => Err(Refusal::rule(
            "Your sign-in works, but it is not connected to your account here.",
            "Sign in with your e-mail address and password, or ask your administrator to trust addresses of your organisation.",
        )),
        None if vouched.may_make && has_place => {
            let name = name_of(said, &email);
            Ok(Whose::New { email, name })
        }
        None => Err(no_place()),
    }
}

/// True if the account is somebody's at this provider already: then an address that has come to somebody else there does
/// not bring the account along.
async fn is_connected(db: &impl ConnectionTrait, account: i64, issuer: &str) -> Result<bool, DbErr> {
    use table::identity::{Column, Entity};
    let same = Entity::find().filter(Column::AccountId.eq(account)).filter(Column::Issuer.eq(issuer));
    Ok(same.one(db).await?.is_some())
}

/// Nobody has made a rule or an account for them.
pub fn no_place() -> Refusal {
    Refusal::rule("Your sign-in works, but nobody has given you a place here.", "Ask your administrator.")
}

/// What somebody is told who has a place by groups alone, and whose groups did not come.
pub fn groups_left_out() -> Refusal {
    Refusal::rule(
        "Your sign-in works, but it did not say which groups you are in, as happens to people in very many: so nothing could be \
         given to you here.",
        "Ask your administrator: the sign-in service has to send the groups of this register, or you are added by name.",
    )
}

fn is_no_place(refusal: &Refusal) -> bool {
    matches!((refusal, no_place()), (Refusal::NotAllowed { why, .. }, Refusal::NotAllowed { why: none, .. }) if *why == none)
}

/// What the person is called: as the provider says, else the part of the address before the @.
fn name_of(said: &Said, email: &Email) -> String {
    let plain: String = said.name.iter().flat_map(|name| name.chars()).filter(|c| !c.is_control()).take(200).collect();
    let plain = plain.trim();
    let before_at = email.as_str().split('@').next().unwrap_or_default();
    if plain.is_empty() { before_at.into() } else { plain.into() }
}

async fn trusted(
    db: &impl ConnectionTrait,
    issuer: &str,
    email: &str,
) -> Result<Option<table::trusted_domain::Model>, DbErr> {
    use table::trusted_domain::{Column, Entity};
    let Some(domain) = rules::domain_of(email) else { return Ok(None) };
    let named = Entity::find().filter(Column::Issuer.eq(issuer)).filter(Column::Domain.eq(domain));
    named.one(db).await
}

/// True if a trusted domain connects an account: it belongs to no other organisation than the one that trusted it.
async fn connects(
    db: &impl ConnectionTrait,
    trust: Option<&table::trusted_domain::Model>,
    account: i64,
) -> Result<bool, DbErr> {
    use account::table::membership::{Column, Entity};
    let Some(organisation) = trust.and_then(|trust| trust.organisation_id) else { return Ok(true) };
    let elsewhere =
        Entity::find().filter(Column::AccountId.eq(account)).filter(Column::OrganisationId.ne(organisation));
    Ok(elsewhere.one(db).await?.is_none())
}

async fn group_rules(db: &impl ConnectionTrait, issuer: &str) -> Result<Vec<GroupRule>, DbErr> {
    use table::group_rule::{Column, Entity};
    let rows = Entity::find().filter(Column::Issuer.eq(issuer)).order_by_asc(Column::Id).all(db).await?;
    let mut rules = Vec::with_capacity(rows.len());
    for row in rows {
        let roles = roles_of_rule(db, row.id).await?;
        rules.push(GroupRule { group: row.group_name, organisation: row.organisation_id, roles });
    }
    Ok(rules)
}

/// The roles that a rule gives.
pub async fn roles_of_rule(db: &impl ConnectionTrait, rule: i64) -> Result<Roles, DbErr> {
    use table::group_rule_role::{Column, Entity};
    let rows = Entity::find().filter(Column::RuleId.eq(rule)).all(db).await?;
    Ok(rows.into_iter().map(|row| row.role).collect())
}

async fn belongs(db: &impl ConnectionTrait, account: i64, issuer: &str) -> Result<Vec<Belongs>, DbErr> {
    use account::table::{membership, membership_role};
    let rows = membership::Entity::find().filter(membership::Column::AccountId.eq(account));
    let mut belongs = Vec::new();
    for row in rows.order_by_asc(membership::Column::Id).all(db).await? {
        let roles = membership_role::Entity::find().filter(membership_role::Column::MembershipId.eq(row.id));
        let roles = roles.all(db).await?.into_iter().map(|row| row.role).collect();
        let by_rule = table::by_rule::Entity::find_by_id(row.id).one(db).await?;
        let made = match by_rule.filter(|by_rule| by_rule.issuer == issuer) {
            None => Made::ByHand,
            Some(by_rule) if by_rule.ended => Made::EndedByRule,
            Some(_) => Made::ByRule,
        };
        belongs.push(Belongs { membership: row.id, organisation: row.organisation_id, roles, made });
    }
    Ok(belongs)
}
