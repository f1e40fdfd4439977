//! What is read of agreements, and which of them a viewer may read.

use std::collections::{BTreeSet, HashMap};

use sea_orm::{Condition, DbErr, PaginatorTrait, QuerySelect, QueryTrait, entity::prelude::*};

use super::{State, table};
use crate::{
    Change, Refusal,
    access::{Cell, Permission, Standing, Verdict, Viewer, cell, judge},
    organisation::read::Named,
    register::in_pieces,
    values::Reference,
};

mod choices;
mod commitments;
mod history;
mod list;
mod of_organisation;
mod overview;
mod text;
mod words;

pub use choices::Choices;
pub use commitments::CommitmentRow;
pub use history::{Event, History};
pub use list::{Filter, List, Order, Row};
pub use of_organisation::{PartRow, Parts};
pub use overview::{Overview, PartyRow, StepOffer};
pub use text::{Drafting, Printed, SignatureRow, Signatures, Text};

/// The agreements a viewer may read: what is published and signed, and what the access table lets them read before.
pub(crate) fn visible(viewer: &Viewer) -> Condition {
    use table::Column::{Published, State as InState};
    let signed = State::AFTER_SIGNATURE.iter().map(State::code);
    let public = Condition::all().add(Published.eq(true)).add(InState.is_in(signed));
    Condition::any().add(public).add(negotiation(viewer))
}

/// The agreements whose negotiation a viewer may read, with positions and disputes.
fn negotiation(viewer: &Viewer) -> Condition {
    use table::Column::{CoordinatorId, Id, LeadId, State as InState};
    let nobody = Condition::any().add(Id.is_null());
    let Some(person) = viewer.person() else { return nobody };
    person.roles.iter().fold(nobody, |any, role| match cell(Permission::ReadNegotiation, Some(role)) {
        Cell::Yes => any.add(Id.is_not_null()),
        // Parties see it once negotiation has been opened.
        Cell::Party => any.add(
            Condition::all().add(Id.in_subquery(parties_with(person.organisation.id))).add(InState.ne(State::Drafting)),
        ),
        Cell::Coordinates => any.add(CoordinatorId.eq(person.organisation.id)),
        Cell::Leads => any.add(LeadId.eq(person.organisation.id)),
        Cell::No | Cell::Own | Cell::Escalated => any,
    })
}

/// Likewise their keys, to tell what is shown of disputes.
pub(crate) fn negotiation_keys(viewer: &Viewer) -> sea_orm::sea_query::SelectStatement {
    table::Entity::find().select_only().column(table::Column::Id).filter(negotiation(viewer)).into_query()
}

/// Those of some agreements whose negotiation a viewer may read.
pub(crate) async fn inside(
    db: &impl ConnectionTrait,
    viewer: &Viewer,
    agreements: impl IntoIterator<Item = i64>,
) -> Result<BTreeSet<i64>, DbErr> {
    let agreements: BTreeSet<i64> = agreements.into_iter().collect();
    let agreements: Vec<i64> = agreements.into_iter().collect();
    let readable = |piece| table::Entity::find().filter(negotiation(viewer)).filter(table::Column::Id.is_in(piece));
    Ok(in_pieces(db, &agreements, readable).await?.into_iter().map(|row| row.id).collect())
}

fn parties_with(organisation: i64) -> sea_orm::sea_query::SelectStatement {
    table::party::Entity::find()
        .select_only()
        .column(table::party::Column::AgreementId)
        .filter(table::party::Column::OrganisationId.eq(organisation))
        .into_query()
}

/// The keys of the agreements a viewer may read, to filter what hangs from them.
pub(crate) fn visible_keys(viewer: &Viewer) -> sea_orm::sea_query::SelectStatement {
    table::Entity::find().select_only().column(table::Column::Id).filter(visible(viewer)).into_query()
}

/// True if everybody may read it.
pub(crate) fn is_public(agreement: &table::Model) -> bool {
    agreement.published && State::AFTER_SIGNATURE.contains(&agreement.state)
}

/// How a viewer stands to an agreement.
pub(crate) async fn standing(
    db: &impl ConnectionTrait,
    viewer: &Viewer,
    agreement: &table::Model,
) -> Result<Standing, DbErr> {
    let mut standing = Standing { visible: true, ..Standing::default() };
    if let Some(organisation) = viewer.organisation() {
        let party = table::party::Entity::find()
            .filter(table::party::Column::AgreementId.eq(agreement.id))
            .filter(table::party::Column::OrganisationId.eq(organisation));
        // While it is being drafted its parties are not at the table yet.
        standing.party = agreement.state != State::Drafting && party.count(db).await? > 0;
        standing.owns = standing.party;
        standing.coordinates = agreement.coordinator_id == Some(organisation);
        standing.leads = agreement.lead_id == organisation;
    }
    standing.visible = is_public(agreement) || reads_negotiation(viewer, standing);
    Ok(standing)
}

/// True if somebody who stands so reads positions and disputes too.
pub(crate) fn reads_negotiation(viewer: &Viewer, standing: Standing) -> bool {
    let standing = Standing { visible: true, ..standing };
    judge(Permission::ReadNegotiation, viewer.roles(), standing) == Verdict::Allowed
}

/// An agreement that a viewer may read, with how the viewer stands to it.
///
/// # Errors
/// [`Refusal::NotFound`] if it is not there or not for them.
pub(crate) async fn readable(
    db: &impl ConnectionTrait,
    viewer: &Viewer,
    reference: &Reference,
) -> Result<(table::Model, Standing), Refusal> {
    let agreement = by_reference(db, reference).await?.ok_or(Refusal::NotFound)?;
    let standing = standing(db, viewer, &agreement).await?;
    if standing.visible { Ok((agreement, standing)) } else { Err(Refusal::NotFound) }
}

pub(crate) async fn by_reference(
    db: &impl ConnectionTrait,
    reference: &Reference,
) -> Result<Option<table::Model>, DbErr> {
    table::Entity::find().filter(table::Column::Reference.eq(reference.as_str())).one(db).await
}

/// An agreement, locked for a change, with how the actor stands to it.
pub(crate) async fn locked(change: &Change, reference: &Reference) -> Result<(table::Model, Standing), Refusal> {
    let find = table::Entity::find().filter(table::Column::Reference.eq(reference.as_str()));
    let agreement = find.lock_exclusive().one(&change.tx).await?.ok_or(Refusal::NotFound)?;
    let standing = standing(&change.tx, &change.actor().viewer, &agreement).await?;
    Ok((agreement, standing))
}

/// Likewise, by key.
pub(crate) async fn locked_by_id(change: &Change, id: i64) -> Result<(table::Model, Standing), Refusal> {
    let agreement = table::Entity::find_by_id(id).lock_exclusive().one(&change.tx).await?.ok_or(Refusal::NotFound)?;
    let standing = standing(&change.tx, &change.actor().viewer, &agreement).await?;
    Ok((agreement, standing))
}

/// The parties of an agreement, in the order in which they joined.
pub(crate) async fn parties(db: &impl ConnectionTrait, agreement: i64) -> Result<Vec<table::party::Model>, DbErr> {
    use sea_orm::QueryOrder;
    table::party::Entity::find()
        .filter(table::party::Column::AgreementId.eq(agreement))
        .order_by_asc(table::party::Column::Id)
        .all(db)
        .await
}

/// What a viewer may do of a list of things, for pages that offer only what will be accepted.
pub(crate) fn may(viewer: &Viewer, standing: Standing, permission: Permission) -> bool {
    judge(permission, viewer.roles(), standing) == Verdict::Allowed
}

/// What an organisation was called, if that is another name than today's.
fn then_called(names: &HashMap<i64, Named>, id: i64, then: Option<&String>) -> Option<String> {
    then.filter(|then| !then.is_empty() && **then != Named::of(names, id).name).cloned()
}
