//! People as an administrator sees them: who belongs to what, with which roles, until when; never what they wrote.

use chrono::NaiveDate;
use sea_orm::{Condition, ExprTrait, FromQueryResult, QueryFilter, QueryOrder, QueryResult, entity::prelude::*};

use crate::{
    Read, Reader, Refusal,
    access::{Permission, Role, Standing, Verdict, Viewer, judge},
    account::table,
    list::{KeyKind, Listing, Segment, Sort},
    nomination::read::Nomination,
    organisation,
    single_sign_on::table::{by_rule, identity},
    values::{Reference, text},
};

/// People whose name or address has these words, by name: for administrators.
#[derive(Clone, Debug, Default)]
pub struct People {
    pub words: String,
}

/// A person in the list.
#[derive(Clone, Debug)]
pub struct Somebody {
    pub account: i64,
    pub name: String,
    pub email: String,
    /// Has set a password, or has come by single sign-on.
    pub has_signed_up: bool,
    pub organisations: Vec<String>,
}

/// A person with all memberships.
#[derive(Clone, Debug)]
pub struct PersonPage {
    pub account: i64,
    pub name: String,
    pub email: String,
    /// Has set a password.
    pub has_password: bool,
    /// Has come by single sign-on.
    pub has_identity: bool,
    pub has_second_factor: bool,
    pub memberships: Vec<Belonging>,
}

/// How somebody belongs to an organisation.
#[derive(Clone, Debug)]
pub struct Belonging {
    pub membership: i64,
    pub organisation: Reference,
    pub organisation_name: String,
    pub roles: Vec<Role>,
    pub last_day: Option<NaiveDate>,
    /// It follows the groups of single sign-on.
    pub by_rule: bool,
    /// It has ended.
    pub has_left: bool,
    /// Who stands in or has taken over: name, first day, last day.
    pub deputy: Option<(String, NaiveDate, Option<NaiveDate>)>,
    /// What waits to be confirmed, with the names of who may do it.
    pub waiting: Vec<(Nomination, Vec<String>)>,
    /// Of its roles, last day and deputy together.
    pub version: i64,
    /// The other members of the organisation who have not left: membership and name.
    pub colleagues: Vec<(i64, String)>,
}

impl Listing for People {
    const PERMISSION: Permission = Permission::Administer;
    type Found = table::Model;
    type Row = Somebody;

    async fn segments(&self, _: &Reader<'_>) -> Result<Vec<Segment>, Refusal> {
        let mut find = table::Entity::find();
        for word in text::folded(&self.words).split_whitespace() {
            let name = Expr::expr(sea_orm::sea_query::Func::lower(Expr::col(table::Column::Name)));
            find = find
                .filter(Condition::any().add(name.like(format!("%{word}%"))).add(table::Column::Email.contains(word)));
        }
        Ok(vec![Segment::new(find, Sort::ascending(KeyKind::Text, "account.name", "account.id"))])
    }

    fn found(row: &QueryResult) -> Result<table::Model, DbErr> {
        table::Model::from_query_result(row, "")
    }

    async fn rows(&self, reader: &Reader<'_>, found: Vec<table::Model>) -> Result<Vec<Somebody>, Refusal> {
        let register = reader.register();
        let mut rows = Vec::with_capacity(found.len());
        for account in found {
            let mut organisations = Vec::new();
            for membership in register.current_memberships(account.id).await? {
                organisations.push(organisation::read::by_id(reader.db(), membership.organisation_id).await?.name);
            }
            let has_signed_up = account.password.is_some() || has_identity(reader.db(), account.id).await?;
            rows.push(Somebody {
                account: account.id,
                name: account.name,
                email: account.email,
                has_signed_up,
                organisations,
            });
        }
        Ok(rows)
    }
}

/// One person, as administrators keep them.
#[derive(Clone, Copy, Debug)]
pub struct PersonOf {
    /// The account, by key.
    pub account: i64,
}

impl Read for PersonOf {
    const PERMISSION: Permission = Permission::Administer;
    type Answer = PersonPage;

    async fn answer(&self, reader: &Reader<'_>) -> Result<PersonPage, Refusal> {
        administers(reader.viewer())?;
        let db = reader.db();
        let account = table::Entity::find_by_id(self.account).one(db).await?.ok_or(Refusal::NotFound)?;
        let rows = table::membership::Entity::find()
            .filter(table::membership::Column::AccountId.eq(account.id))
            .order_by_asc(table::membership::Column::Id)
            .all(db)
            .await?;
        let mut memberships = Vec::with_capacity(rows.len());
        for row in rows {
            memberships.push(belonging(reader, row).await?);
        }
        Ok(PersonPage {
            account: account.id,
            name: account.name,
            email: account.email,
            has_password: account.password.is_some(),
            has_identity: has_identity(db, account.id).await?,
            has_second_factor: account.second_factor.is_some(),
            memberships,
        })
    }
}

async fn belonging(reader: &Reader<'_>, row: table::membership::Model) -> Result<Belonging, Refusal> {
    use table::membership::{Column, Entity};
    let (db, today) = (reader.db(), reader.today());
    let organisation = organisation::read::by_id(db, row.organisation_id).await?;
    let stays = Condition::any().add(Column::LastDay.is_null()).add(Column::LastDay.gte(today));
    let others = Entity::find()
        .filter(Column::OrganisationId.eq(row.organisation_id))
        .filter(Column::AccountId.ne(row.account_id))
        .filter(stays)
        .order_by_asc(Column::Id)
        .all(db)
        .await?;
    let mut colleagues = Vec::with_capacity(others.len());
    for other in others {
        colleagues.push((other.id, name_of(db, other.id).await?));
    }
    let deputy = table::deputy::Entity::find().filter(table::deputy::Column::MembershipId.eq(row.id));
    let deputy = match deputy.one(db).await? {
        Some(deputy) => Some((name_of(db, deputy.deputy_id).await?, deputy.from_day, deputy.to_day)),
        None => None,
    };
    Ok(Belonging {
        membership: row.id,
        organisation: organisation.reference,
        organisation_name: organisation.name,
        roles: super::roles_of(db, row.id).await?,
        last_day: row.last_day,
        by_rule: by_rule::Entity::find_by_id(row.id).one(db).await?.is_some(),
        has_left: row.last_day.is_some_and(|last| last < today),
        deputy,
        waiting: reader.register().nominations_of(row.id).await?,
        version: row.version,
        colleagues,
    })
}

async fn has_identity(db: &impl ConnectionTrait, account: i64) -> Result<bool, DbErr> {
    let identity = identity::Entity::find().filter(identity::Column::AccountId.eq(account));
    Ok(identity.one(db).await?.is_some())
}

/// The name of whoever a membership is of.
async fn name_of(db: &impl ConnectionTrait, membership: i64) -> Result<String, Refusal> {
    let membership = table::membership::Entity::find_by_id(membership).one(db).await?;
    let account = membership.ok_or(Refusal::NotFound)?.account_id;
    let account = table::Entity::find_by_id(account).one(db).await?;
    Ok(account.ok_or(Refusal::NotFound)?.name)
}

/// True for an administrator.
///
/// # Errors
/// [`Refusal::NotFound`]: whoever is no administrator does not learn that there is anything.
pub(crate) fn administers(viewer: &Viewer) -> Result<(), Refusal> {
    match judge(Permission::Administer, viewer.roles(), Standing::OPEN) {
        Verdict::Allowed => Ok(()),
        Verdict::Forbidden | Verdict::Hidden => Err(Refusal::NotFound),
    }
}
