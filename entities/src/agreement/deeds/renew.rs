//! Renewing an agreement: next year's is drafted from the edition in force, as an agreement of its own. Text, parties, services and
//! commitments go on, each commitment to be confirmed anew; recurrent money does, and one-off money is left behind. Several may renew
//! one, and one several.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use sea_orm::{IntoActiveModel, NotSet, QueryOrder, Set, entity::prelude::*};

use super::{PARTIES, carrying, copying};
use crate::{
    Change, Deed, Refusal,
    access::{Permission, Standing},
    account::secret,
    agreement::{
        Agreement, PartyRole, Reason, State, Term, found_by,
        read::{self, renewed_by},
        renewing::{Carried, joined},
        rules::{self, Days},
        schedules,
        table::{self, edition, party, renewal},
    },
    audit::{Rows, sha256},
    clause, organisation,
    register::Lock,
    values::{FinancialYear, Reference, text},
};

/// The commissioner drafts the agreement of a later year from those that it renews.
#[derive(Clone, Debug)]
pub struct RenewAgreement {
    /// What it renews, the first giving its kind and its frame; each in the version of the edition that was shown.
    pub of: Vec<(Reference, i64)>,
    /// The agreements that renew one of them already, as they were shown: another is made beside them.
    pub beside: Vec<Reference>,
    pub title: String,
    pub year: FinancialYear,
    pub starts: Option<NaiveDate>,
    pub ends: Option<NaiveDate>,
}

impl Deed for RenewAgreement {
    const NAME: &'static str = "drafted an agreement from one of an earlier year";
    const PERMISSION: Permission = Permission::Steer;
    /// What it renews, in the edition in force.
    type Subject = Vec<Agreement>;
    type Done = Reference;

    async fn open(&self, change: &Change) -> Result<(Self::Subject, Standing), Refusal> {
        let references = self.of.iter().map(|(reference, _)| reference.as_str());
        let find = table::Entity::find().filter(table::Column::Reference.is_in(references));
        let locked = change.lock(Lock::Agreement, find.order_by_asc(table::Column::Id)).all(&change.tx).await?;
        let mut all = Vec::new();
        let mut standing: Option<Standing> = None;
        for (reference, _) in &self.of {
            let found = locked.iter().find(|row| row.reference == *reference).ok_or(Refusal::NotFound)?;
            let edition = read::in_force(&change.tx, found, change.today()).await?;
            let own = read::renewer(&change.tx, &change.actor().viewer, &edition, change.today()).await?;
            // Whoever may not renew one of them renews none.
            standing = Some(match standing {
                Some(known) if !own.visible || (known.leads && !own.leads) => own,
                Some(known) => known,
                None => own,
            });
            all.push(edition);
        }
        Ok((all, standing.ok_or(Refusal::NotFound)?))
    }

    async fn act(&self, change: &Change, all: Self::Subject) -> Result<Reference, Refusal> {
        let first = all.first().ok_or(Refusal::NotFound)?;
        for (edition, (_, seen)) in all.iter().zip(&self.of) {
            rules::may_renew(&edition.reference, edition.state, edition.year, self.year)?;
            change.fresh(&edition.reference, *seen, edition.version).await?;
            rules::begins_after(&edition.reference, edition.begins(), self.starts)?;
        }
        self.not_twice(change, &all).await?;
        read::are_apart(&change.tx, &all).await?;
        rules::term(self.starts, self.ends)?;
        rules::runs_in(self.year, Days { starts: self.starts, ends: self.ends })?;
        if self.title.trim().is_empty() {
            return Err(Refusal::field("title", "Enter a title"));
        }
        let begins = self.starts.unwrap_or_else(|| self.year.first_day());
        let mut carried = Vec::new();
        for edition in &all {
            carried.push(Carried::of(&change.tx, edition, self.year, begins, change.today()).await?);
        }
        let next = self.frame(change, first, &carried).await?;
        for edition in &all {
            let row = renewal::ActiveModel {
                id: NotSet,
                agreement_id: Set(next.id),
                renewed_id: Set(edition.id),
                of_edition_id: Set(edition.edition_id),
            };
            renewal::Entity::insert(row).exec_without_returning(&change.tx).await?;
            change.touches(&edition.reference);
        }
        let parties = parties(change, &next, &carried).await?;
        scope(change, &next, &carried).await?;
        let (text, clauses) = clauses(change, &next, &carried).await?;
        let mut written = carrying::Written::new();
        for (carried, anchors) in carried.iter().zip(&clauses) {
            let promised = carrying::promises(change, &next, &carried.promises, anchors, &mut written).await?;
            carrying::money(change, &next, carried, &promised).await?;
        }
        let revision = match text.is_empty() {
            true => None,
            false => Some(schedules::revision(change, &next, &text, false).await?.id),
        };
        let row = edition::ActiveModel { revision_id: Set(revision), ..next.row() };
        let next = Agreement::new(next.identity(), row.update(&change.tx).await?);
        change.found_by(found_by::document(&next, &text));
        change.record_with(Self::NAME, &next.reference, None, &next, &[Rows::new(PARTIES, &parties)?]);
        Ok(next.reference)
    }
}

impl RenewAgreement {
    /// Refuses a second renewal unless the first was shown.
    async fn not_twice(&self, change: &Change, all: &[Agreement]) -> Result<(), Refusal> {
        for edition in all {
            let made = renewed_by(&change.tx, edition.id).await?;
            let unseen = made.iter().find(|row| !self.beside.contains(&row.reference));
            if let Some(unseen) = unseen {
                return Err(Refusal::rule(
                    format!("{} renews {} already", unseen.reference, edition.reference),
                    format!("Go on with {}, or say that another is to be made beside it", unseen.reference),
                ));
            }
        }
        Ok(())
    }

    /// The agreement with its first edition, as what it renews first says of itself. Who drafts it leads it.
    async fn frame(&self, change: &Change, first: &Agreement, carried: &[Carried]) -> Result<Agreement, Refusal> {
        let kept = edition::Entity::find_by_id(first.edition_id).one(&change.tx).await?.ok_or(Refusal::NotFound)?;
        let lead = change.organisation()?;
        let row = table::ActiveModel {
            reference: Set(change.next_reference(first.kind.prefix(), self.year.start_year()).await?),
            kind: Set(first.kind),
            year: Set(self.year),
            ..Default::default()
        };
        let agreement = row.insert(&change.tx).await?;
        let coordinator = carried.iter().find_map(|carried| carried.coordinator);
        // A coordinator signs nothing.
        let signs =
            |body| carried.iter().flat_map(|of| &of.parties).any(|row| row.signs && row.organisation_id == body);
        let coordinator = coordinator.filter(|body| *body != lead && !signs(*body));
        let row = edition::ActiveModel {
            agreement_id: Set(agreement.id),
            number: Set(1),
            reason: Set(Reason::First),
            reason_words: Set(String::new()),
            title: Set(self.title.trim().to_owned()),
            title_key: Set(text::folded(&self.title)),
            binding: Set(kept.binding),
            lead_id: Set(lead),
            coordinator_id: Set(coordinator),
            state: Set(State::Drafting),
            opened: Set(false),
            set_aside: Set(false),
            withdrawn_because: Set(String::new()),
            published: Set(false),
            effective_on: Set(self.starts),
            starts: Set(self.starts),
            ends: Set(self.ends),
            term: Set(Term::of(self.ends)),
            notice_months: Set(kept.notice_months),
            clients: Set(kept.clients),
            geography: Set(kept.geography),
            aims: Set(kept.aims),
            of_record: Set(false),
            version: Set(1),
            ..Default::default()
        };
        Ok(Agreement::new(agreement, row.insert(&change.tx).await?))
    }
}

/// Each body once, in the first role that it has; and the one that leads.
async fn parties(change: &Change, next: &Agreement, carried: &[Carried]) -> Result<Vec<party::Model>, Refusal> {
    let mut all: Vec<party::Model> = Vec::new();
    for row in carried.iter().flat_map(|carried| &carried.parties) {
        match all.iter_mut().find(|known| known.organisation_id == row.organisation_id) {
            Some(known) => known.signs |= row.signs,
            None => all.push(row.clone()),
        }
    }
    let lead = organisation::read::by_id(&change.tx, next.lead_id).await?;
    for row in &mut all {
        let leads = row.organisation_id == lead.id;
        if leads || row.role == PartyRole::LeadCommissioner {
            row.role = if leads { PartyRole::LeadCommissioner } else { PartyRole::Partner };
        }
    }
    let mut written = Vec::new();
    for row in all {
        if row.role != PartyRole::Observer {
            let body = organisation::read::by_id(&change.tx, row.organisation_id).await?;
            rules::may_be_party(next.kind, &body.name, body.kind)?;
        }
        let copied = party::ActiveModel {
            id: NotSet,
            edition_id: Set(next.edition_id),
            leaving: Set(false),
            name_when_signed: Set(None),
            ..row.into_active_model().reset_all()
        };
        written.push(copied.insert(&change.tx).await?);
    }
    Ok(written)
}

/// Services in scope and review days, each once.
async fn scope(change: &Change, next: &Agreement, carried: &[Carried]) -> Result<(), Refusal> {
    let (mut services, mut reviews) = (Vec::new(), Vec::new());
    for carried in carried {
        for row in &carried.schemes {
            if !services.contains(&row.service_id) {
                services.push(row.service_id);
                copying::service(change, row.clone(), next.edition_id, row.host_id).await?;
            }
        }
        for on in &carried.reviews {
            if !reviews.contains(on) && reviews.len() < rules::MOST_REVIEWS {
                reviews.push(*on);
                copying::review(change, next.edition_id, *on).await?;
            }
        }
    }
    Ok(())
}

/// The text, and of each agreement that is renewed the keys of its clauses here, by the anchors that they have there.
async fn clauses(
    change: &Change,
    next: &Agreement,
    carried: &[Carried],
) -> Result<(String, Vec<BTreeMap<String, i64>>), Refusal> {
    let seed = secret::hexadecimal::<16>()?;
    let mut number = 0_u32;
    let texts: Vec<&str> = carried.iter().map(|carried| carried.text.as_str()).collect();
    let joined = joined(&texts, || {
        number += 1;
        format!("c-{}", &sha256(format!("{seed}{number}"))[..8])
    });
    clause::keep::keep(change, next.edition_id, &joined.headings).await?;
    let its = clause::table::Entity::find().filter(clause::table::Column::EditionId.eq(next.edition_id));
    let keys: BTreeMap<String, i64> = its.all(&change.tx).await?.into_iter().map(|row| (row.anchor, row.id)).collect();
    let of = |anchors: BTreeMap<String, String>| {
        anchors.into_iter().filter_map(|(there, here)| Some((there, *keys.get(&here)?))).collect()
    };
    let clauses = joined.anchors.into_iter().map(of).collect();
    Ok((if joined.headings.is_empty() { texts.concat() } else { joined.text }, clauses))
}
