//! Telling the people of an organisation that something waits for them: a letter for each, in the change's own transaction.
//!
//! Letters travel in the clear, and administrators see those that wait: they say what there is to do, never about what.

use std::collections::{BTreeMap, BTreeSet};

use sea_orm::{Condition, entity::prelude::*};

use super::table::{self, membership, membership_role};
use crate::{
    Change, Refusal,
    access::Role,
    mail::{AUTOMATIC, Letter, ORIGIN, post},
    register::in_pieces,
};

/// What waits, for whom.
pub(crate) struct News<'a> {
    /// Unlike any other event: `confirmation COM-2015-001 3`.
    pub event: String,
    /// Those with one of these roles.
    pub roles: &'a [Role],
    pub subject: &'a str,
    /// What there is to do, in a sentence.
    pub text: &'a str,
}

/// Tells everybody in an organisation who can do something about it, but for whoever acts.
pub(crate) async fn tell(change: &Change, organisation: i64, news: &News<'_>) -> Result<(), Refusal> {
    let still = Condition::any()
        .add(membership::Column::LastDay.is_null())
        .add(membership::Column::LastDay.gte(change.today()));
    let members = membership::Entity::find()
        .filter(membership::Column::OrganisationId.eq(organisation))
        .filter(still)
        .all(&change.tx)
        .await?;
    let able = membership_role::Entity::find()
        .filter(membership_role::Column::MembershipId.is_in(members.iter().map(|member| member.id)))
        .filter(membership_role::Column::Role.is_in(news.roles.iter().copied()))
        .all(&change.tx)
        .await?;
    let able = |member: &&membership::Model| able.iter().any(|role| role.membership_id == member.id);
    let accounts = table::Entity::find()
        .filter(table::Column::Id.is_in(members.iter().filter(able).map(|member| member.account_id)))
        .all(&change.tx)
        .await?;
    for account in accounts.into_iter().filter(|account| Some(account.id) != change.actor().account()) {
        post(&change.tx, change.now(), written(account, news, AMONG_WORK, "/work")).await?;
    }
    Ok(())
}

/// Tells one person what became of something they did, if they have an account still.
pub(crate) async fn tell_person(change: &Change, account: Option<i64>, news: &News<'_>) -> Result<(), Refusal> {
    let Some(id) = account.filter(|id| Some(*id) != change.actor().account()) else { return Ok(()) };
    let Some(account) = table::Entity::find_by_id(id).one(&change.tx).await? else { return Ok(()) };
    post(&change.tx, change.now(), written(account, news, "Sign in to see the records", "/organisations")).await
}

/// Asks one person to look at something among their work.
pub(crate) async fn ask_person(change: &Change, account: i64, news: &News<'_>) -> Result<(), Refusal> {
    let Some(account) = table::Entity::find_by_id(account).one(&change.tx).await? else { return Ok(()) };
    post(&change.tx, change.now(), written(account, news, AMONG_WORK, "/work")).await
}

/// Where what waits is found.
const AMONG_WORK: &str = "Sign in to see it among your work";

fn written(account: table::Model, news: &News<'_>, sentence: &str, page: &str) -> Letter {
    let text = format!("Dear {},\n\n{} {sentence}:\n\n{ORIGIN}{page}\n\n{AUTOMATIC}\n", account.name, news.text);
    Letter { event: news.event.clone(), to: account.email, subject: news.subject.into(), text }
}

/// What accounts are called, by their keys.
pub(crate) async fn names(
    db: &impl ConnectionTrait,
    accounts: impl IntoIterator<Item = i64>,
) -> Result<BTreeMap<i64, String>, DbErr> {
    let keys: BTreeSet<i64> = accounts.into_iter().collect();
    let keys: Vec<i64> = keys.into_iter().collect();
    let of = |piece| table::Entity::find().filter(table::Column::Id.is_in(piece));
    Ok(in_pieces(db, &keys, of).await?.into_iter().map(|row| (row.id, row.name)).collect())
}
