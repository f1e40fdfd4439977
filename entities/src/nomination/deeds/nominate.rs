//! Nominating: what is given in somebody else's organisation waits, and its people are told.

use chrono::NaiveDate;
use sea_orm::{ExprTrait, IntoActiveModel, QueryOrder, Set, entity::prelude::*};

use crate::{
    Change, Refusal,
    access::{Role, Roles},
    account::{
        News,
        table::{self as account, membership},
        tell,
    },
    nomination::{
        Kind, State,
        read::{Confirms, confirmers, how_confirmed},
        rules::{Given, codes, confirming},
        table,
    },
    organisation,
    register::Lock,
};

/// What is given, and to whom.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Giving {
    /// Roles of a membership.
    Roles { membership: i64, roles: Roles },
    /// Somebody who stands in for a membership.
    Deputy { membership: i64, deputy: i64, from: NaiveDate, to: Option<NaiveDate> },
}

/// Which of some roles an account, or a group of people, gets at once in an organisation, and which wait.
///
/// # Errors
/// [`Refusal::NotAllowed`] for an administrator who would give roles to themselves.
pub(crate) async fn given(
    change: &Change,
    organisation: &organisation::table::Model,
    account: Option<i64>,
    roles: Roles,
) -> Result<Given, Refusal> {
    if account.is_some() && change.actor().account() == account && roles != Roles::NONE {
        return Err(Refusal::rule(
            "Nobody gives a role to themselves",
            "Ask another administrator, or whoever runs the register",
        ));
    }
    let at_once = match change.actor().organisation() {
        Some(own) => own == organisation.id,
        // The operator sets up the first people: as long as nobody has come in who could confirm it.
        None => confirmers(&change.tx, organisation.id, account, change.today()).await?.is_empty(),
    };
    Ok(Given::new(roles, at_once))
}

/// Whether an account may stand in for a colleague at once, or it waits.
///
/// # Errors
/// [`Refusal::NotAllowed`] for an administrator who would make themselves the deputy.
pub(crate) async fn stands_in_at_once(
    change: &Change,
    organisation: &organisation::table::Model,
    account: i64,
) -> Result<bool, Refusal> {
    // A deputy has whatever the other has, now and later.
    let any = Roles::NONE.with(Role::Signatory);
    Ok(given(change, organisation, Some(account), any).await?.waiting == Roles::NONE)
}

/// Writes down what waits, and tells who may confirm it. Gives its key.
pub(crate) async fn nominate(
    change: &Change,
    organisation: &organisation::table::Model,
    giving: Giving,
) -> Result<i64, Refusal> {
    let row = table::ActiveModel {
        organisation_id: Set(organisation.id),
        group_name: Set(String::new()),
        nominated_by: Set(change.actor().account()),
        at: Set(change.now()),
        state: Set(State::Waiting),
        version: Set(1),
        ..Default::default()
    };
    let row = match giving {
        Giving::Roles { membership, roles } => table::ActiveModel {
            kind: Set(Kind::Roles),
            membership_id: Set(Some(membership)),
            roles: Set(codes(roles)),
            ..row
        },
        Giving::Deputy { membership, deputy, from, to } => table::ActiveModel {
            kind: Set(Kind::Deputy),
            membership_id: Set(Some(membership)),
            deputy_id: Set(Some(deputy)),
            from_day: Set(Some(from)),
            to_day: Set(to),
            roles: Set(String::new()),
            ..row
        },
    };
    written(change, organisation, row).await
}

/// Writes down the roles that a rule of single sign-on is to give, and tells who may confirm them.
pub(crate) async fn nominate_by_rule(
    change: &Change,
    organisation: &organisation::table::Model,
    (rule, group): (i64, &str),
    roles: Roles,
) -> Result<i64, Refusal> {
    let row = table::ActiveModel {
        kind: Set(Kind::Rule),
        organisation_id: Set(organisation.id),
        rule_id: Set(Some(rule)),
        group_name: Set(group.into()),
        roles: Set(codes(roles)),
        nominated_by: Set(change.actor().account()),
        at: Set(change.now()),
        state: Set(State::Waiting),
        version: Set(1),
        ..Default::default()
    };
    written(change, organisation, row).await
}

async fn written(
    change: &Change,
    organisation: &organisation::table::Model,
    row: table::ActiveModel,
) -> Result<i64, Refusal> {
    let row = row.insert(&change.tx).await?;
    change.record("gave a role that waits to be confirmed", &organisation.reference, None, &row);
    let whose = account_of(change, row.membership_id).await?;
    let news = |roles| News {
        event: format!("nomination {}", row.id),
        roles,
        subject: "A role waits to be confirmed in Concordat",
        text: "Somebody is to act for an organisation. It counts once you, or a colleague, have confirmed it.",
    };
    let (own, commissioners) = (confirming(), [Role::Commissioner]);
    match how_confirmed(&change.tx, organisation.id, whose, change.today()).await? {
        Confirms::ItsOwn => tell(change, organisation.id, &news(&own)).await?,
        Confirms::Leads(leads) => {
            for lead in leads {
                tell(change, lead, &news(&commissioners)).await?;
            }
        }
        Confirms::Commissioners => {
            if let Some(own) = change.actor().organisation() {
                tell(change, own, &news(&commissioners)).await?;
            }
        }
    }
    Ok(row.id)
}

/// Tells an organisation's people that somebody has been given a role there. `event` is unlike any other.
pub(crate) async fn tell_of(change: &Change, organisation: i64, event: String) -> Result<(), Refusal> {
    let news = News {
        event,
        roles: Role::ALL,
        subject: "Somebody has been given a role in your organisation in Concordat",
        text: "The page of your organisation’s roles says who acts for it. If you do not know who it is, tell an administrator.",
    };
    tell(change, organisation, &news).await
}

/// Takes back what waits for a membership or a rule, of one kind: something else is given instead, or nothing. Tells which roles
/// waited.
pub(crate) async fn withdraw(change: &Change, kind: Kind, of: i64) -> Result<Roles, Refusal> {
    let of = match kind {
        Kind::Rule => table::Column::RuleId.eq(of),
        Kind::Roles | Kind::Deputy => table::Column::MembershipId.eq(of),
    };
    let waiting = of.and(table::Column::Kind.eq(kind)).and(table::Column::State.eq(State::Waiting));
    let mut roles = Roles::NONE;
    let waiting = table::Entity::find().filter(waiting).order_by_asc(table::Column::Id);
    for row in change.lock(Lock::Nomination, waiting).all(&change.tx).await? {
        roles = row.roles().iter().fold(roles, Roles::with);
        let version = row.version + 1;
        let mut row = row.into_active_model();
        row.state = Set(State::Withdrawn);
        row.decided_by = Set(change.actor().account());
        row.decided_at = Set(Some(change.now()));
        row.version = Set(version);
        row.update(&change.tx).await?;
    }
    Ok(roles)
}

/// The account of a membership.
pub(super) async fn account_of(change: &Change, membership: Option<i64>) -> Result<Option<i64>, Refusal> {
    let Some(membership) = membership else { return Ok(None) };
    let row = membership::Entity::find_by_id(membership).one(&change.tx).await?;
    Ok(row.map(|row| row.account_id))
}

/// True if these roles wait for a membership already, or have been refused: they are not nominated at every sign-in.
pub(crate) async fn is_nominated(change: &Change, membership: i64, roles: Roles) -> Result<bool, Refusal> {
    let known = table::Entity::find()
        .filter(table::Column::MembershipId.eq(membership))
        .filter(table::Column::Kind.eq(Kind::Roles))
        .filter(table::Column::Roles.eq(codes(roles)))
        .filter(table::Column::State.is_in([State::Waiting, State::Refused]));
    Ok(known.one(&change.tx).await?.is_some())
}

/// True if an account keeps the register's people.
pub(crate) async fn is_administrator(change: &Change, account: i64) -> Result<bool, Refusal> {
    use account::membership_role::{Column, Entity};
    let memberships = membership::Entity::find().filter(membership::Column::AccountId.eq(account)).all(&change.tx);
    let ids: Vec<i64> = memberships.await?.into_iter().map(|row| row.id).collect();
    let administers =
        Entity::find().filter(Column::MembershipId.is_in(ids)).filter(Column::Role.eq(Role::Administrator));
    Ok(administers.one(&change.tx).await?.is_some())
}
