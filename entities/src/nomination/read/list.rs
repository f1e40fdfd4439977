//! What waits to be confirmed, as whoever may confirm it sees it: among their work, and for administrators.

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::{QueryOrder, entity::prelude::*};

use super::{Confirms, how_confirmed};
use crate::{
    Reader, Refusal, Register,
    access::{Permission, Person, Role, Verdict, Viewer, judge},
    account::table::{self as account, membership},
    nomination::{Kind, State, table},
    organisation::{self, read::Named},
};

/// One nomination, as whoever decides about it sees it.
#[derive(Clone, Debug)]
pub struct Nomination {
    pub id: i64,
    pub kind: Kind,
    pub organisation: Named,
    /// Whose roles they are, or who is away: name and address; `None` for a rule.
    pub whose: Option<(String, String)>,
    /// Who is to stand in: name and address.
    pub deputy: Option<(String, String)>,
    pub from: Option<NaiveDate>,
    pub to: Option<NaiveDate>,
    /// The group of a rule; empty for the others.
    pub group: String,
    pub roles: Vec<Role>,
    /// Who gave it; `None` for the operator and for rules.
    pub by: Option<String>,
    pub at: DateTime<Utc>,
    pub version: i64,
    /// True for whoever gave it or is to have it: somebody else confirms it.
    pub is_own: bool,
}

/// Somebody who acts for an organisation.
#[derive(Clone, Debug)]
pub struct Place {
    pub name: String,
    pub email: String,
    pub roles: Vec<Role>,
    pub last_day: Option<NaiveDate>,
}

impl Reader<'_> {
    /// The organisations in which something waits for a person to confirm, with how much.
    pub(crate) async fn nominations_for(&self, person: &Person) -> Result<Vec<(Named, usize)>, Refusal> {
        let (db, register) = (self.db(), self.register());
        let find = table::Entity::find().filter(table::Column::State.eq(State::Waiting));
        let mut found: Vec<(i64, usize)> = Vec::new();
        for row in find.order_by_asc(table::Column::Id).all(db).await? {
            if register.is_own(person, &row).await? {
                continue;
            }
            let how = register.confirmed_by(row.organisation_id, row.membership_id).await?;
            if may_confirm(self.viewer(), &how, row.organisation_id) {
                match found.iter_mut().find(|(organisation, _)| *organisation == row.organisation_id) {
                    Some((_, count)) => *count += 1,
                    None => found.push((row.organisation_id, 1)),
                }
            }
        }
        let names = organisation::read::named(db, found.iter().map(|(id, _)| *id)).await?;
        Ok(found.into_iter().map(|(id, count)| (Named::of(&names, id), count)).collect())
    }
}

impl Register {
    /// What waits for a membership, for administrators: with the names of who may confirm it.
    pub(crate) async fn nominations_of(&self, membership: i64) -> Result<Vec<(Nomination, Vec<String>)>, Refusal> {
        let find = table::Entity::find()
            .filter(table::Column::MembershipId.eq(membership))
            .filter(table::Column::State.eq(State::Waiting))
            .order_by_asc(table::Column::Id);
        let mut all = Vec::new();
        for row in find.all(self.reader()).await? {
            let names = self.who_confirms(row.id).await?.into_iter().map(|person| person.name).collect();
            all.push((self.nomination(None, row).await?, names));
        }
        Ok(all)
    }

    /// Who may confirm a nomination, acting for what: whoever runs the register tells them. Neither who gave it nor who is to
    /// have it, as [`DecideNomination`](crate::nomination::deeds::DecideNomination) has it.
    ///
    /// # Errors
    /// [`Refusal::NotFound`] if it is not there.
    pub async fn who_confirms(&self, nomination: i64) -> Result<Vec<Person>, Refusal> {
        let row = table::Entity::find_by_id(nomination).one(self.reader()).await?.ok_or(Refusal::NotFound)?;
        let how = self.confirmed_by(row.organisation_id, row.membership_id).await?;
        let able = how.members(self.reader(), row.organisation_id, self.clock().today()).await?;
        let mut people = Vec::with_capacity(able.len());
        for (account, membership) in able {
            let Some(person) = self.person(account.id, membership.id).await? else { continue };
            if !self.is_own(&person, &row).await? {
                people.push(person);
            }
        }
        Ok(people)
    }

    pub(super) async fn confirmed_by(&self, organisation: i64, membership: Option<i64>) -> Result<Confirms, Refusal> {
        let whose = self.account_of(membership).await?.map(|account| account.id);
        Ok(how_confirmed(self.reader(), organisation, whose, self.clock().today()).await?)
    }

    async fn account_of(&self, membership: Option<i64>) -> Result<Option<account::Model>, Refusal> {
        let Some(id) = membership else { return Ok(None) };
        let Some(row) = membership::Entity::find_by_id(id).one(self.reader()).await? else { return Ok(None) };
        Ok(account::Entity::find_by_id(row.account_id).one(self.reader()).await?)
    }

    async fn is_own(&self, person: &Person, row: &table::Model) -> Result<bool, Refusal> {
        let mut of = vec![row.nominated_by];
        for membership in [row.membership_id, row.deputy_id] {
            of.push(self.account_of(membership).await?.map(|account| account.id));
        }
        // Who is away may confirm who stands in: it is theirs to say.
        let away = (row.kind == Kind::Deputy).then_some(1);
        let concerned =
            of.into_iter().enumerate().filter(|(at, _)| Some(*at) != away).filter_map(|(_, account)| account);
        Ok(concerned.into_iter().any(|account| account == person.account))
    }

    pub(super) async fn nomination(&self, viewer: Option<&Person>, row: table::Model) -> Result<Nomination, Refusal> {
        let body = organisation::read::by_id(self.reader(), row.organisation_id).await?;
        let is_own = match viewer {
            Some(person) => self.is_own(person, &row).await?,
            None => false,
        };
        let called = |account: account::Model| (account.name, account.email);
        let by = match row.nominated_by {
            Some(id) => account::Entity::find_by_id(id).one(self.reader()).await?.map(|account| account.name),
            None => None,
        };
        Ok(Nomination {
            id: row.id,
            kind: row.kind,
            organisation: Named { reference: body.reference, name: body.name },
            whose: self.account_of(row.membership_id).await?.map(called),
            deputy: self.account_of(row.deputy_id).await?.map(called),
            from: row.from_day,
            to: row.to_day,
            roles: row.roles().iter().collect(),
            group: row.group_name,
            by,
            at: row.at,
            version: row.version,
            is_own,
        })
    }
}

pub(super) fn may_confirm(viewer: &Viewer, how: &Confirms, organisation: i64) -> bool {
    let standing = how.standing(organisation, viewer.person());
    judge(Permission::ConfirmRole, viewer.roles(), standing) == Verdict::Allowed
}
