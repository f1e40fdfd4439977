//! Saying who took over from a body that closed. Several may, each for an area.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use sea_orm::{IntoActiveModel, Set, entity::prelude::*};

use crate::{
    Change, Deed, Refusal,
    access::{Permission, Standing},
    organisation::{MatchState, deeds::matching::decided, read, rules::succession, table},
    values::{Reference, day},
};

/// From a day on, a successor answers for an organisation, or for its part in an area.
#[derive(Clone, Debug)]
pub struct AddSuccessor {
    pub organisation: Reference,
    pub successor: Reference,
    pub from: NaiveDate,
    pub area: Option<String>,
}

/// Writes that one took over from another. Whatever was proposed of the two is decided by it.
pub(super) async fn succeed(
    change: &Change,
    organisation: &table::Model,
    successor: &table::Model,
    from: NaiveDate,
    area: Option<String>,
) -> Result<(), Refusal> {
    let row = table::successor::ActiveModel {
        organisation_id: Set(organisation.id),
        successor_id: Set(successor.id),
        from_day: Set(from),
        area: Set(area),
        withdrawn: Set(false),
        ..Default::default()
    };
    table::successor::Entity::insert(row).exec_without_returning(&change.tx).await?;
    two_bodies(change, organisation, successor).await
}

/// Decides whatever was proposed of two bodies of which one took over from the other; of a merged record nothing is proposed.
async fn two_bodies(change: &Change, organisation: &table::Model, successor: &table::Model) -> Result<(), Refusal> {
    if organisation.merged_into_id.or(successor.merged_into_id).is_some() {
        return Ok(());
    }
    decided(change, organisation.id, successor.id, MatchState::TwoBodies).await
}

/// What is noted of one as the successor of another, withdrawn or not.
pub(super) async fn noted(
    change: &Change,
    organisation: &table::Model,
    successor: &table::Model,
) -> Result<Option<table::successor::Model>, Refusal> {
    use table::successor::{Column, Entity};
    let find = Entity::find().filter(Column::OrganisationId.eq(organisation.id));
    Ok(find.filter(Column::SuccessorId.eq(successor.id)).one(&change.tx).await?)
}

/// Both bodies of a form about a successor. They are locked, so that two presses at once do not name each other.
pub(super) async fn both(
    change: &Change,
    organisation: &Reference,
    successor: &Reference,
) -> Result<(table::Model, table::Model), Refusal> {
    let organisation = read::by_reference(&change.tx, organisation).await?.ok_or(Refusal::NotFound)?;
    let unknown = || Refusal::field("successor", format!("There is no organisation {successor}"));
    let successor = read::by_reference(&change.tx, successor).await?.ok_or_else(unknown)?;
    read::lock(change, [organisation.id, successor.id]).await?;
    Ok((organisation, successor))
}

/// True if one has taken over from another, at once or by way of others, on whatever day.
async fn took_over(change: &Change, earlier: i64, later: i64) -> Result<bool, Refusal> {
    use table::successor::{Column, Entity};
    let (mut links, mut been, mut next) = (Vec::new(), BTreeSet::new(), BTreeSet::from([earlier]));
    while !next.is_empty() {
        let rows = Entity::find().filter(Column::OrganisationId.is_in(next.iter().copied()));
        let rows = rows.filter(Column::Withdrawn.eq(false)).all(&change.tx).await?;
        been.append(&mut next);
        next = rows.iter().map(|row| row.successor_id).filter(|id| !been.contains(id)).collect();
        links.extend(rows.into_iter().map(read::link));
    }
    Ok(succession::leads_to(earlier, later, &links))
}

/// One that is not there on that day cannot take over on it.
fn is_there(successor: &table::Model, from: NaiveDate) -> Result<(), Refusal> {
    let says =
        |what, on| format!("{} {what} on {}: enter a day on which it is there", successor.name, day::in_words(on));
    if let Some(opened) = successor.opened.filter(|opened| from < *opened) {
        return Err(Refusal::field("from", says("opened", opened)));
    }
    match successor.closed.filter(|closed| from > *closed) {
        Some(closed) => Err(Refusal::field("from", says("closed", closed))),
        None => Ok(()),
    }
}

impl Deed for AddSuccessor {
    const NAME: &'static str = "named a successor";
    const PERMISSION: Permission = Permission::Administer;
    type Subject = (table::Model, table::Model);
    type Done = ();

    async fn open(&self, change: &Change) -> Result<(Self::Subject, Standing), Refusal> {
        Ok((both(change, &self.organisation, &self.successor).await?, Standing::OPEN))
    }

    async fn act(&self, change: &Change, (organisation, successor): Self::Subject) -> Result<(), Refusal> {
        self.name(change, &organisation, &successor).await
    }
}

impl AddSuccessor {
    /// Names the one as successor of the other, both locked.
    ///
    /// # Errors
    /// [`Refusal::Invalid`] if it cannot be, or is named already.
    pub(super) async fn name(
        &self,
        change: &Change,
        organisation: &table::Model,
        successor: &table::Model,
    ) -> Result<(), Refusal> {
        if organisation.id == successor.id {
            return Err(Refusal::field("successor", "Choose another organisation: none succeeds itself"));
        }
        let noted = noted(change, organisation, successor).await?;
        if noted.as_ref().is_some_and(|row| !row.withdrawn) {
            return Err(Refusal::field("successor", format!("{} is named already", successor.name)));
        }
        if took_over(change, successor.id, organisation.id).await? {
            let why = format!("{} took over from {}: none succeeds itself", organisation.name, successor.name);
            return Err(Refusal::field("successor", why));
        }
        is_there(successor, self.from)?;
        match noted {
            None => succeed(change, organisation, successor, self.from, self.area.clone()).await?,
            Some(row) => {
                let mut row = row.into_active_model();
                (row.from_day, row.area, row.withdrawn) = (Set(self.from), Set(self.area.clone()), Set(false));
                row.update(&change.tx).await?;
                two_bodies(change, organisation, successor).await?;
            }
        }
        change.record(Self::NAME, &organisation.reference, None, &(&successor.reference, self.from, &self.area));
        Ok(())
    }
}
