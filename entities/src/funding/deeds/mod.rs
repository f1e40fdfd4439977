//! What is done with money.

mod stand;
mod write;

pub use stand::{StandOnCost, take_stand};
pub use write::{EditFunding, Figures, Share, WriteFunding};

use sea_orm::{IntoActiveModel, QueryOrder, QuerySelect, Set, entity::prelude::*};

use super::{
    Responsibility,
    rules::Terms,
    table::{self, share},
};
use crate::{
    Change, Refusal,
    access::{Role, Standing},
    agreement,
    mail::{News, tell},
    values::Reference,
};

/// A funding line with its agreement, if it has one, both locked (the agreement first, as everywhere), and how the actor stands
/// to the agreement; to money without one, `otherwise` says.
async fn locked(
    change: &Change,
    reference: &Reference,
    otherwise: impl FnOnce(&table::Model) -> Standing,
) -> Result<((table::Model, Option<agreement::table::Model>), Standing), Refusal> {
    let find = table::Entity::find().filter(table::Column::Reference.eq(reference.as_str()));
    let found = find.one(&change.tx).await?.ok_or(Refusal::NotFound)?;
    let Some(id) = found.agreement_id else {
        let line = locked_line(change, reference).await?;
        let standing = otherwise(&line);
        return Ok(((line, None), standing));
    };
    let (agreement, standing) = agreement::read::locked_by_id(change, id).await?;
    Ok(((locked_line(change, reference).await?, Some(agreement)), standing))
}

/// A funding line, locked.
pub(crate) async fn locked_line(change: &Change, reference: &Reference) -> Result<table::Model, Refusal> {
    let find = table::Entity::find().filter(table::Column::Reference.eq(reference.as_str()));
    find.lock_exclusive().one(&change.tx).await?.ok_or(Refusal::NotFound)
}

/// What a party accepts when it accepts a line.
async fn terms(change: &Change, line: &table::Model) -> Result<Terms, Refusal> {
    let shares = share::Entity::find().filter(share::Column::FundingLineId.eq(line.id)).all(&change.tx).await?;
    Ok(line.terms(shares.into_iter().map(|share| (share.commitment_id, share.pence))))
}

/// Takes away what pays for a commitment that is withdrawn, and gives back what that was. The parties of the lines are asked
/// again: what a line pays for is part of what they accept.
pub(crate) async fn pays_no_longer(change: &Change, commitment: i64) -> Result<Vec<share::Model>, Refusal> {
    let paid = share::Column::CommitmentId.eq(commitment);
    let shares = share::Entity::find().filter(paid.clone()).order_by_asc(share::Column::Id).all(&change.tx).await?;
    share::Entity::delete_many().filter(paid).exec(&change.tx).await?;
    for share in &shares {
        let line = table::Entity::find_by_id(share.funding_line_id).lock_exclusive().one(&change.tx).await?;
        let before = line.ok_or(Refusal::NotFound)?;
        let mut row = before.clone().into_active_model();
        row.version = Set(before.version + 1);
        asks_again(change, &before, &mut row).await?;
        let after = row.update(&change.tx).await?;
        change.record("took a withdrawn commitment out of a funding line", &after.reference, Some(&before), &after);
    }
    Ok(shares)
}

/// Takes a party's acceptance of a line back, because the line changed, and tells it; not of whoever changes its own.
async fn asks_again(change: &Change, before: &table::Model, row: &mut table::ActiveModel) -> Result<(), Refusal> {
    if change.actor().organisation() == Some(before.organisation_id) {
        return Ok(());
    }
    row.responsibility = Set(Responsibility::Unassigned);
    if before.responsibility == Responsibility::Unassigned {
        return Ok(());
    }
    let news = News {
        event: format!("cost {} {}", before.reference, before.version),
        roles: &[Role::Partner, Role::Signatory, Role::Commissioner],
        subject: "A cost of your organisation was changed",
        text: "A cost that your organisation has accepted or disputed was changed. Your organisation is asked again.",
    };
    tell(change, before.organisation_id, &news).await?;
    Ok(())
}
