//! Varying an agreement: the next edition is opened as a whole copy of the newest that was signed, in force or not yet. The one in
//! force stays as it was signed.

use chrono::NaiveDate;
use sea_orm::{QueryOrder, Set, entity::prelude::*};

use super::copying;
use crate::{
    Change, Deed, Refusal,
    access::{Permission, Standing},
    agreement::{
        Agreement, Reason, State, editions, found_by, paired, read, rules,
        table::{self, edition},
    },
    audit, organisation,
    register::Lock,
    values::Reference,
};

/// The commissioner opens the next edition.
#[derive(Clone, Debug)]
pub struct Vary {
    pub agreement: Reference,
    pub reason: Reason,
    pub words: String,
    /// The day from which it is to be in force.
    pub effective_on: NaiveDate,
    /// The version of the newest signed edition that was shown.
    pub seen: i64,
}

impl Deed for Vary {
    const NAME: &'static str = "opened a variation";
    const PERMISSION: Permission = Permission::Steer;
    type Subject = Vec<Agreement>;
    /// The number of the new edition.
    type Done = i64;

    async fn open(&self, change: &Change) -> Result<(Self::Subject, Standing), Refusal> {
        let (all, newest) = all_locked(change, &self.agreement).await?;
        let standing = read::standing(&change.tx, &change.actor().viewer, &newest).await?;
        Ok((all, standing))
    }

    async fn act(&self, change: &Change, all: Self::Subject) -> Result<i64, Refusal> {
        let made = all.iter().find(|edition| edition.state.is_being_made() && !edition.set_aside);
        let who = match made {
            Some(made) => opened_by(change, made).await?,
            None => String::new(),
        };
        let signed = all.iter().find(|edition| edition.state == State::Signed);
        let first = all.last().map_or(State::Withdrawn, |first| first.state);
        rules::may_open(made.map(|made| (made.edition, who.as_str())), first, signed.is_some())?;
        let base = signed.ok_or(Refusal::NotFound)?;
        change.fresh(&base.reference, self.seen, base.version).await?;
        if !Reason::OF_VARIATIONS.contains(&self.reason) {
            return Err(Refusal::field("reason", "Choose why it is varied"));
        }
        if self.words.trim().is_empty() {
            return Err(Refusal::field("words", "Enter in a sentence what is to change, and why"));
        }
        let extends = self.reason == Reason::Extension;
        rules::may_be_effective(
            self.effective_on,
            all.last().and_then(|first| first.effective_on),
            base.ends.filter(|_| !extends),
        )?;
        let version = all.iter().map(|edition| edition.version).max().unwrap_or_default() + 1;
        let next = self.next(change, base, all[0].edition + 1, version).await?;
        copying::copy(change, base, &next).await?;
        copying::leave(change, &all, base, &next).await?;
        let revision = copying::text(change, base, &next).await?;
        let row = edition::ActiveModel { revision_id: Set(revision), ..next.row() };
        let next = Agreement::new(next.identity(), row.update(&change.tx).await?);
        let text = crate::agreement::schedules::newest(&change.tx, &next).await?;
        change.found_by(found_by::document(&next, text.as_ref().map_or("", |revision| revision.text.as_str())));
        change.record(Self::NAME, &next.reference, Some(base), &next);
        Ok(next.edition)
    }
}

impl Vary {
    /// The row of the next edition, with what its base says of itself.
    async fn next(&self, change: &Change, base: &Agreement, number: i64, version: i64) -> Result<Agreement, Refusal> {
        let kept = edition::Entity::find_by_id(base.edition_id).one(&change.tx).await?.ok_or(Refusal::NotFound)?;
        let bodies = [kept.lead_id].into_iter().chain(kept.coordinator_id);
        let bodies = organisation::read::Kept::of_all(&change.tx, bodies).await?;
        let row = edition::ActiveModel {
            id: sea_orm::NotSet,
            agreement_id: Set(base.id),
            number: Set(number),
            base_id: Set(Some(base.edition_id)),
            reason: Set(self.reason),
            reason_words: Set(self.words.trim().to_owned()),
            title: Set(kept.title),
            title_key: Set(kept.title_key),
            binding: Set(kept.binding),
            lead_id: Set(bodies.of(kept.lead_id)),
            coordinator_id: Set(kept.coordinator_id.map(|coordinator| bodies.of(coordinator))),
            state: Set(State::Drafting),
            opened: Set(false),
            set_aside: Set(false),
            withdrawn_because: Set(String::new()),
            published: Set(false),
            effective_on: Set(Some(self.effective_on)),
            signed_on: Set(None),
            starts: Set(kept.starts),
            ends: Set(kept.ends),
            term: Set(kept.term),
            notice_months: Set(kept.notice_months),
            clients: Set(kept.clients),
            geography: Set(kept.geography),
            aims: Set(kept.aims),
            of_record: Set(false),
            revision_id: Set(None),
            digest: Set(None),
            version: Set(version),
        };
        Ok(Agreement::new(base.identity(), row.insert(&change.tx).await?))
    }
}

/// All editions of an agreement, the newest first, the agreement locked; and the newest that was signed, or at least begun.
pub(super) async fn all_locked(change: &Change, reference: &Reference) -> Result<(Vec<Agreement>, Agreement), Refusal> {
    let find = table::Entity::find().filter(table::Column::Reference.eq(reference.as_str()));
    let agreement = change.lock(Lock::Agreement, find).one(&change.tx).await?.ok_or(Refusal::NotFound)?;
    let all = editions()
        .filter(edition::Column::AgreementId.eq(agreement.id))
        .order_by_desc(edition::Column::Number)
        .all(&change.tx)
        .await?;
    let all = paired(all);
    let signed = all.iter().find(|edition| edition.state == State::Signed);
    let newest = signed.or(all.first()).ok_or(Refusal::NotFound)?.clone();
    Ok((all, newest))
}

/// Who opened an edition, and for whom.
async fn opened_by(change: &Change, made: &Agreement) -> Result<String, Refusal> {
    let entries = audit::table::Entity::find()
        .filter(audit::table::Column::Record.eq(made.reference.as_str()))
        .filter(audit::table::Column::Deed.eq(Vary::NAME))
        .order_by_desc(audit::table::Column::Seq);
    let Some(entry) = entries.one(&change.tx).await? else { return Ok("somebody".into()) };
    let person = match entry.account_id {
        Some(id) => crate::account::table::Entity::find_by_id(id).one(&change.tx).await?.map(|account| account.name),
        None => None,
    };
    let body = match entry.organisation_id {
        Some(id) => Some(organisation::read::by_id(&change.tx, id).await?.name),
        None => None,
    };
    Ok([person, body].into_iter().flatten().collect::<Vec<_>>().join(" of "))
}
