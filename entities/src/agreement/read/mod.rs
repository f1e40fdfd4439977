//! What is read of agreements, and which of them a viewer may read.

use std::collections::{BTreeSet, HashMap};

use chrono::NaiveDate;
use sea_orm::{Condition, DbErr, QueryOrder, QuerySelect, QueryTrait, entity::prelude::*};

use super::{
    Agreement, State,
    edition::{editions, paired},
    table::{self, edition},
};
use crate::{
    Change, Reader, Refusal,
    access::{Permission, Standing, Viewer},
    agreement::listed::listed_edition,
    organisation::read::Named,
    register::{Lock, in_pieces},
    values::{self, Reference, day},
};

mod asked;
mod changed;
mod changes;
mod choices;
mod commitments;
mod editions;
mod ends;
mod heads;
mod history;
mod list;
mod of_organisation;
mod overview;
mod renewal_offered;
mod renewals;
mod revisions;
mod revisions_compared;
mod scope;
mod scope_changes;
mod shown;
mod signatures;
mod take_over;
mod text;
mod then;
mod words;
mod years;

pub use asked::{Asked, At};
pub use changed::{Altered, Changes, CommitmentChange, Effect, Fate, MoneyChange, ScopeChange};
pub use changes::ChangesOf;
pub use choices::{Choices, ChoicesOf};
pub use commitments::{CommitmentsByClause, CommitmentsOf};
pub(crate) use editions::readable_editions;
pub use editions::{EditionRow, Editions, EditionsOf};
pub(crate) use ends::Ends;
pub use heads::{HeadOf, Heads, HeadsOf};
pub(crate) use heads::{fingerprint as fingerprint_of_marks, marks};
pub use history::{Event, History, HistoryOf};
pub use list::{Agreements, Order, Row, Stage};
pub use of_organisation::{PartRow, PartsOf};
pub use overview::{Overview, OverviewOf, PartyRow, StepOffer};
pub use renewal_offered::{LeftBehind, Offer, RenewalOffered, Renewed, WhyLeft};
pub use renewals::{Ending, Renewal, Renewals, RenewalsOf, Said};
pub(crate) use renewals::{are_apart, in_force, renewed, renewed_by, renewer};
pub use revisions::{Revision, RevisionOf, RevisionRow, RevisionsOf};
pub use revisions_compared::{ComparedRevisions, RevisionPair, RevisionsCompared};
pub use scope::{Scope, ScopeOf, ServiceInScope};
pub(crate) use scope::{misfits, references_of, review_days, schemes, services_negotiated, stays};
pub(crate) use shown::{Audience, editions_with, inside_keys, inside_on, is_shown, public_on, shown};
pub use signatures::{SignatureRow, Signatures, SignaturesOf};
pub(crate) use take_over::not_renewed;
pub use take_over::{TakeOverOffered, ToChoose, ToTakeOver};
pub use text::{Drafting, DraftingOf, Frozen, FrozenTextOf, MergedWith, Printed, PutTogether, Text, TextOf};
pub(crate) use then::NamesThen;
pub use words::WordsOf;
pub use years::{
    Growth, Judged, Line, Money, PartnersMoney, Promised, Side, Summary, Years, YearsCompared, YearsSummary,
};
pub(crate) use years::{fingerprint, worked_out};

/// The editions that a viewer is shown: see [`shown`].
pub(crate) fn visible(viewer: &Viewer, today: NaiveDate) -> Condition {
    Condition::all().add(edition::Column::Id.in_subquery(shown(viewer, today)))
}

/// The keys of an agreement's editions.
pub(crate) fn editions_of(agreement: i64) -> sea_orm::sea_query::SelectStatement {
    let keys = edition::Entity::find().select_only().column(edition::Column::Id);
    keys.filter(edition::Column::AgreementId.eq(agreement)).into_query()
}

impl Reader<'_> {
    /// The keys of the editions of the agreement with this reference, or of those in whose titles, as the reader is shown them, all
    /// of these words are.
    pub(crate) fn editions_called(&self, called: &str) -> sea_orm::sea_query::SelectStatement {
        use listed_edition::Column;
        let of = match called.trim().parse::<Reference>() {
            Ok(reference) => {
                let its = table::Entity::find().select_only().column(table::Column::Id);
                its.filter(table::Column::Reference.eq(reference.as_str())).into_query()
            }
            Err(_) => {
                let shown = listed_edition::Entity::find().select_only().column(Column::AgreementId);
                let shown = shown.filter(Column::EditionId.in_subquery(shown::shown(self.viewer(), self.today())));
                let words = values::text::sought(called).into_iter();
                words.fold(shown, |shown, word| shown.filter(Column::TitleKey.contains(word))).into_query()
            }
        };
        let keys = edition::Entity::find().select_only().column(edition::Column::Id);
        keys.filter(edition::Column::AgreementId.in_subquery(of)).into_query()
    }
}

/// Those of some editions whose negotiation a viewer may read.
pub(crate) async fn inside(
    db: &impl ConnectionTrait,
    viewer: &Viewer,
    editions: impl IntoIterator<Item = i64>,
) -> Result<BTreeSet<i64>, DbErr> {
    let Some(inside) = shown::inside(viewer) else { return Ok(BTreeSet::new()) };
    let editions: BTreeSet<i64> = editions.into_iter().collect();
    let editions: Vec<i64> = editions.into_iter().collect();
    let readable = |piece| edition::Entity::find().filter(inside.clone()).filter(edition::Column::Id.is_in(piece));
    Ok(in_pieces(db, &editions, readable).await?.into_iter().map(|row| row.id).collect())
}

/// True if everybody may read it.
pub(crate) fn is_public(agreement: &Agreement) -> bool {
    agreement.published && agreement.state == State::Signed
}

/// How a viewer stands to an edition of an agreement.
pub(crate) async fn standing(
    db: &impl ConnectionTrait,
    viewer: &Viewer,
    agreement: &Agreement,
) -> Result<Standing, DbErr> {
    let standing = match viewer.person() {
        Some(person) => shown::stands(db, &person.organisation, agreement.edition_id).await?,
        None => Standing::default(),
    };
    Ok(Standing { visible: is_public(agreement) || reads_negotiation(viewer, standing), ..standing })
}

/// True if somebody who stands so reads positions and disputes too.
pub(crate) fn reads_negotiation(viewer: &Viewer, standing: Standing) -> bool {
    viewer.may(Permission::ReadNegotiation, Standing { visible: true, ..standing })
}

impl Reader<'_> {
    /// An agreement in the edition that is asked for, with how the reader stands to it.
    ///
    /// # Errors
    /// [`Refusal::NotFound`] if it is not there or not for them; [`Refusal::Forbidden`] if the table does not let them.
    pub(crate) async fn agreement(
        &self,
        permission: Permission,
        asked: &Asked,
    ) -> Result<(Agreement, Standing), Refusal> {
        let (agreement, standing) = readable(self.db(), self.viewer(), self.today(), asked).await?;
        self.need(permission, standing)?;
        Ok((agreement, standing))
    }

    /// True if the reader, who stands so, reads positions and disputes too.
    pub(crate) fn reads_negotiation(&self, standing: Standing) -> bool {
        reads_negotiation(self.viewer(), standing)
    }
}

/// An agreement in the edition that is asked for, with how the viewer stands to it.
///
/// # Errors
/// [`Refusal::NotFound`] if it is not there or not for them.
pub(crate) async fn readable(
    db: &impl ConnectionTrait,
    viewer: &Viewer,
    today: NaiveDate,
    asked: &Asked,
) -> Result<(Agreement, Standing), Refusal> {
    use edition::Column;
    let all = editions().filter(table::Column::Reference.eq(asked.reference.as_str())).order_by_desc(Column::Number);
    let which = match asked.at {
        At::Shown => visible(viewer, today),
        At::Made => Condition::any()
            .add(Condition::all().add(Column::State.is_in(State::BEING_MADE)).add(Column::SetAside.eq(false)))
            .add(visible(viewer, today)),
        At::Edition(number) => Condition::all().add(Column::Number.eq(number)),
        At::On(day) => Condition::all()
            .add(Column::State.eq(State::Signed))
            .add(Column::SignedOn.lte(day))
            .add(Column::EffectiveOn.lte(day)),
    };
    for agreement in paired(all.filter(which).all(db).await?) {
        let standing = standing(db, viewer, &agreement).await?;
        let is_withdrawn = agreement.state == State::Withdrawn && !reads_negotiation(viewer, standing);
        if standing.visible && !is_withdrawn {
            return Ok((agreement, standing));
        }
    }
    match asked.at {
        At::On(day) => Err(nothing_by(db, viewer, &asked.reference, day).await?),
        _ => Err(Refusal::NotFound),
    }
}

/// What whoever may read an agreement is told of a day for which they may read nothing that was signed by then.
async fn nothing_by(
    db: &impl ConnectionTrait,
    viewer: &Viewer,
    reference: &Reference,
    on: NaiveDate,
) -> Result<Refusal, DbErr> {
    let agreement = by_reference(db, reference).await?;
    let Some(agreement) = agreement else { return Ok(Refusal::NotFound) };
    if readable_editions(db, viewer, agreement.id).await?.is_empty() {
        return Ok(Refusal::NotFound);
    }
    Ok(Refusal::rule(
        format!("Nothing that you may read of {reference} had been signed by {} for that day", day::in_words(on)),
        "Look at its editions for the days from which they are in force, and choose another day",
    ))
}

pub(crate) async fn by_reference(
    db: &impl ConnectionTrait,
    reference: &Reference,
) -> Result<Option<table::Model>, DbErr> {
    table::Entity::find().filter(table::Column::Reference.eq(reference.as_str())).one(db).await
}

/// An edition with its agreement, by its key.
///
/// # Errors
/// [`Refusal::NotFound`] if there is none.
pub(crate) async fn edition(db: &impl ConnectionTrait, id: i64) -> Result<Agreement, Refusal> {
    paired(editions().filter(edition::Column::Id.eq(id)).all(db).await?).pop().ok_or(Refusal::NotFound)
}

/// The edition of an agreement that is being made; if none is, the newest that was signed, or at least begun.
pub(crate) async fn made(db: &impl ConnectionTrait, agreement: table::Model) -> Result<Agreement, Refusal> {
    let all = edition::Entity::find()
        .filter(edition::Column::AgreementId.eq(agreement.id))
        .order_by_desc(edition::Column::Number)
        .all(db)
        .await?;
    let is_made = |row: &&edition::Model| row.state.is_being_made() && !row.set_aside;
    let signed = |row: &&edition::Model| row.state == State::Signed;
    let made = all.iter().find(is_made).or_else(|| all.iter().find(signed)).or_else(|| all.first());
    Ok(Agreement::new(agreement, made.ok_or(Refusal::NotFound)?.clone()))
}

/// An agreement in the edition that is being made, locked for a change, with how the actor stands to it. Whatever hangs from an
/// agreement is locked after it.
pub(crate) async fn locked(change: &Change, reference: &Reference) -> Result<(Agreement, Standing), Refusal> {
    lock(change, table::Entity::find().filter(table::Column::Reference.eq(reference.as_str()))).await
}

/// An agreement by its key, as [`locked`].
pub(crate) async fn locked_by_id(change: &Change, id: i64) -> Result<(Agreement, Standing), Refusal> {
    lock(change, table::Entity::find_by_id(id)).await
}

/// An edition, whichever, with its agreement locked for a change: for what hangs from it and is no part of what is signed.
pub(crate) async fn locked_edition(change: &Change, id: i64) -> Result<(Agreement, Standing), Refusal> {
    let found = edition(&change.tx, id).await?;
    lock_all(change, [found.id]).await?;
    let agreement = edition(&change.tx, id).await?;
    let standing = standing(&change.tx, &change.actor().viewer, &agreement).await?;
    Ok((agreement, standing))
}

/// The agreements that are being made with one of some bodies as a party.
pub(crate) async fn made_with(db: &impl ConnectionTrait, bodies: &[i64]) -> Result<Vec<i64>, DbErr> {
    let with = |piece| table::party::Entity::find().filter(table::party::Column::OrganisationId.is_in(piece));
    let parties: BTreeSet<i64> = in_pieces(db, bodies, with).await?.into_iter().map(|party| party.edition_id).collect();
    let parties: Vec<i64> = parties.into_iter().collect();
    let made = |piece| {
        let made = edition::Entity::find().filter(edition::Column::State.is_in(State::BEING_MADE));
        made.filter(edition::Column::Id.is_in(piece))
    };
    Ok(in_pieces(db, &parties, made).await?.into_iter().map(|row| row.agreement_id).collect())
}

/// Locks some agreements, with all that hangs from them.
pub(crate) async fn lock_all(change: &Change, ids: impl IntoIterator<Item = i64>) -> Result<(), Refusal> {
    let find = table::Entity::find().filter(table::Column::Id.is_in(ids)).order_by_asc(table::Column::Id);
    change.lock(Lock::Agreement, find).all(&change.tx).await?;
    Ok(())
}

async fn lock(change: &Change, find: Select<table::Entity>) -> Result<(Agreement, Standing), Refusal> {
    let agreement = change.lock(Lock::Agreement, find).one(&change.tx).await?.ok_or(Refusal::NotFound)?;
    let agreement = made(&change.tx, agreement).await?;
    let standing = standing(&change.tx, &change.actor().viewer, &agreement).await?;
    Ok((agreement, standing))
}

/// The parties of an edition, in the order in which they joined.
pub(crate) async fn parties(db: &impl ConnectionTrait, edition: i64) -> Result<Vec<table::party::Model>, DbErr> {
    table::party::Entity::find()
        .filter(table::party::Column::EditionId.eq(edition))
        .order_by_asc(table::party::Column::Id)
        .all(db)
        .await
}

/// What an organisation was called, if that is another name than today's.
fn then_called(names: &HashMap<i64, Named>, id: i64, then: Option<&String>) -> Option<String> {
    then.filter(|then| !then.is_empty() && **then != Named::of(names, id).name).cloned()
}
