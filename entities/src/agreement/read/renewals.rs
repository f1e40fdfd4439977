//! What an agreement renews, and what renews it; what becomes of it at its ends.

use chrono::NaiveDate;
use sea_orm::{DbErr, QueryOrder, entity::prelude::*};

use super::{Asked, At, Ends, LeftBehind, readable, standing};
use crate::{
    Read, Reader, Refusal,
    access::{Permission, Standing, Viewer},
    agreement::{
        Agreement, Conclusion, State, Status, editions, paired,
        rules::Force,
        table::{self, conclusion, edition, renewal},
    },
    organisation::{self, read::Named},
    service,
    values::Reference,
};

/// An agreement that renews another, or is renewed.
#[derive(Clone, Debug)]
pub struct Renewal {
    pub reference: Reference,
    pub title: String,
    pub status: Status,
    /// Of one that is renewed: the edition from which it was last taken over.
    pub edition: i64,
    /// Of one that is renewed: the edition that is in force since, if it is another.
    pub newer: Option<i64>,
}

/// A day on which an agreement, or a service in its scope, ends.
#[derive(Clone, Debug)]
pub struct Ending {
    /// `None` for the agreement as a whole; a service that this viewer may not read has no reference.
    pub service: Option<(Option<Reference>, String)>,
    pub on: NaiveDate,
    pub said: Option<Said>,
    /// How often somebody said it: only the last counts.
    pub times: u64,
}

/// What somebody said became of it.
#[derive(Clone, Debug)]
pub struct Said {
    pub kind: Conclusion,
    pub words: String,
    pub by: Option<Named>,
    pub on: NaiveDate,
}

/// What an agreement renews, what renews it, and its ends.
#[derive(Clone, Debug, Default)]
pub struct Renewals {
    pub renews: Vec<Renewal>,
    pub renewed_by: Vec<Renewal>,
    /// The last day of its term first, then those of services in its scope that have another.
    pub ends: Vec<Ending>,
    /// What was left behind when it was drafted from those that it renews: while it is drafted, for who drafts.
    pub left: Vec<LeftBehind>,
    /// May renew it, and say what became of it.
    pub may_renew: bool,
}

/// What an agreement renews and what renews it, of those that the reader may read; and its ends.
#[derive(Clone, Debug)]
pub struct RenewalsOf(pub Asked);

impl Read for RenewalsOf {
    const PERMISSION: Permission = Permission::ReadPublished;
    type Answer = Renewals;

    async fn answer(&self, reader: &Reader<'_>) -> Result<Renewals, Refusal> {
        let (db, viewer, today) = (reader.db(), reader.viewer(), reader.today());
        let (agreement, standing) = reader.agreement(Self::PERMISSION, &self.0).await?;
        let drafts = agreement.state.is_open_to_drafting() && reader.may(Permission::Draft, standing);
        let own = renewer(db, viewer, &agreement, today).await?;
        let (mut renews, mut renewed_by, mut left) = (Vec::new(), Vec::new(), Vec::new());
        for row in renewals(db, renewal::Column::AgreementId.eq(agreement.id)).await? {
            renews.extend(reader.renewal(row.renewed_id, row.of_edition_id).await?);
            if drafts {
                left.extend(reader.left_behind(&super::edition(db, row.of_edition_id).await?, &agreement).await?);
            }
        }
        for row in renewals(db, renewal::Column::RenewedId.eq(agreement.id)).await? {
            renewed_by.extend(reader.renewal(row.agreement_id, row.of_edition_id).await?);
        }
        if !drafts {
            // That another edition is in force is for who can take it over.
            renews.iter_mut().for_each(|row: &mut Renewal| row.newer = None);
        }
        renewed_by.retain(|row| row.status != Status::At(State::Withdrawn));
        Ok(Renewals {
            renews,
            renewed_by,
            left,
            may_renew: agreement.state == State::Signed && reader.may(Permission::Steer, own),
            ends: reader.endings(&agreement).await?,
        })
    }
}

impl Reader<'_> {
    /// An agreement beside another, if the reader may read it; `of` is the edition from which what renews it was taken over.
    async fn renewal(&self, agreement: i64, of: i64) -> Result<Option<Renewal>, Refusal> {
        let (db, today) = (self.db(), self.today());
        let Some(identity) = table::Entity::find_by_id(agreement).one(db).await? else { return Ok(None) };
        let shown = readable(db, self.viewer(), today, &At::Shown.of(identity.reference.clone())).await;
        let (shown, _) = match shown {
            Err(Refusal::NotFound) => return Ok(None),
            shown => shown?,
        };
        let ends = Ends::of(db, std::slice::from_ref(&shown), self.today()).await?;
        let now = in_force(db, &identity, today).await?;
        let of = edition::Entity::find_by_id(of).one(db).await?.map_or(1, |row| row.number);
        Ok(Some(Renewal {
            status: ends.status(&shown, today),
            newer: (now.edition > of && now.state == State::Signed).then_some(now.edition),
            edition: of,
            reference: shown.reference,
            title: shown.title,
        }))
    }

    /// The ends of an edition, with what was said of each.
    async fn endings(&self, agreement: &Agreement) -> Result<Vec<Ending>, Refusal> {
        let db = self.db();
        let ends = Ends::of(db, std::slice::from_ref(agreement), self.today()).await?;
        let ends = ends.of_edition(agreement.edition_id);
        let said = conclusion::Entity::find().filter(conclusion::Column::AgreementId.eq(agreement.id));
        let said = said.order_by_desc(conclusion::Column::Id).all(db).await?;
        let bodies = organisation::read::named(db, said.iter().filter_map(|row| row.organisation_id)).await?;
        let services = service::read::named(db, self.viewer(), ends.iter().filter_map(|end| end.service)).await?;
        let ending = |end: &crate::agreement::rules::End| {
            let all = said.iter().filter(|row| row.service_id == end.service && row.ended_on == end.on);
            let times = u64::try_from(all.clone().count()).unwrap_or_default();
            let of = all.into_iter().next();
            Ending {
                times,
                on: end.on,
                service: end.service.map(|key| match services.get(&key) {
                    Some((reference, name)) => (Some(reference.clone()), name.clone()),
                    None => (None, String::new()),
                }),
                said: of.map(|row| Said {
                    kind: row.kind,
                    words: row.words.clone(),
                    by: row.organisation_id.map(|id| Named::of(&bodies, id)),
                    on: crate::clock::day_of(row.at),
                }),
            }
        };
        Ok(ends.iter().map(ending).collect())
    }
}

async fn renewals(db: &impl ConnectionTrait, of: sea_orm::sea_query::Expr) -> Result<Vec<renewal::Model>, DbErr> {
    renewal::Entity::find().filter(of).order_by_asc(renewal::Column::Id).all(db).await
}

/// The agreements that renew one and were not withdrawn, in their newest edition.
pub(crate) async fn renewed_by(db: &impl ConnectionTrait, agreement: i64) -> Result<Vec<Agreement>, DbErr> {
    let mut all = Vec::new();
    for row in renewals(db, renewal::Column::RenewedId.eq(agreement)).await? {
        let its = editions().filter(edition::Column::AgreementId.eq(row.agreement_id));
        let its = paired(its.order_by_desc(edition::Column::Number).all(db).await?);
        all.extend(its.into_iter().find(|edition| edition.state != State::Withdrawn));
    }
    Ok(all)
}

/// The agreements that one renews, by key.
pub(crate) async fn renewed(db: &impl ConnectionTrait, agreement: i64) -> Result<Vec<i64>, DbErr> {
    let rows = renewals(db, renewal::Column::AgreementId.eq(agreement)).await?;
    Ok(rows.into_iter().map(|row| row.renewed_id).collect())
}

/// The edition of an agreement that is in force; until one is, the newest that was signed, or at least begun.
///
/// # Errors
/// [`Refusal::NotFound`] if it has none.
pub(crate) async fn in_force(
    db: &impl ConnectionTrait,
    agreement: &table::Model,
    today: NaiveDate,
) -> Result<Agreement, Refusal> {
    let all = editions().filter(edition::Column::AgreementId.eq(agreement.id));
    let all = paired(all.order_by_desc(edition::Column::Number).all(db).await?);
    let signed = || all.iter().filter(|edition| edition.state == State::Signed);
    let days: Vec<_> = signed().map(|edition| (edition.edition, edition.effective_on)).collect();
    let in_force = signed().find(|row| Force::of(row.edition, &days, today) == Force::InForce);
    in_force.or(signed().next()).or(all.first()).cloned().ok_or(Refusal::NotFound)
}

/// How a viewer stands to an edition that is to be renewed: who acts for its lead now, because that closed, leads it too.
pub(crate) async fn renewer(
    db: &impl ConnectionTrait,
    viewer: &Viewer,
    agreement: &Agreement,
    today: NaiveDate,
) -> Result<Standing, DbErr> {
    let own = standing(db, viewer, agreement).await?;
    let Some(organisation) = viewer.organisation().filter(|_| own.visible && !own.leads) else { return Ok(own) };
    let places = organisation::read::in_place_of(db, [agreement.lead_id], today, today).await?;
    let leads = places.values().flatten().any(|body| *body == organisation);
    Ok(Standing { leads, ..own })
}

/// Refuses to renew an agreement together with one that it renews itself: everything would be there twice.
///
/// # Errors
/// [`Refusal::NotAllowed`] with which is which.
pub(crate) async fn are_apart(db: &impl ConnectionTrait, all: &[Agreement]) -> Result<(), Refusal> {
    for later in all {
        let (mut next, mut been) = (renewed(db, later.id).await?, Vec::new());
        while let Some(key) = next.pop() {
            if let Some(earlier) = all.iter().find(|edition| edition.id == key) {
                return Err(Refusal::rule(
                    format!(
                        "{} renews {} itself: everything would stand there twice",
                        later.reference, earlier.reference
                    ),
                    format!("Renew {} alone", later.reference),
                ));
            }
            if !been.contains(&key) {
                been.push(key);
                next.extend(renewed(db, key).await?);
            }
        }
    }
    Ok(())
}
