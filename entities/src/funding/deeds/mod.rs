//! What is done with money.

mod stand;
mod write;

pub use stand::{StandOnCost, take_stand};
pub use write::{EditFunding, Figures, Share, WriteFunding};

use sea_orm::{QueryOrder, Set, entity::prelude::*};

use super::{
    FundingLine, Responsibility,
    rules::Terms,
    table::{self, share, terms},
};
use crate::{
    Change, Refusal,
    access::{Role, Standing},
    account::{News, tell},
    agreement::{self, Agreement},
    register::Lock,
    values::Reference,
};

/// A funding line with its agreement, if it has one, both locked (the agreement first, as everywhere), and how the actor stands
/// to the agreement; to money without one, `otherwise` says.
async fn locked(
    change: &Change,
    reference: &Reference,
    otherwise: impl FnOnce(&FundingLine) -> Standing,
) -> Result<((FundingLine, Option<Agreement>), Standing), Refusal> {
    let find = table::Entity::find().filter(table::Column::Reference.eq(reference.as_str()));
    let found = find.one(&change.tx).await?.ok_or(Refusal::NotFound)?;
    let Some(id) = found.agreement_id else {
        let line = locked_line(change, reference, None).await?;
        let standing = otherwise(&line);
        return Ok(((line, None), standing));
    };
    let (agreement, standing) = agreement::read::locked_by_id(change, id).await?;
    let line = locked_line(change, reference, Some(agreement.edition_id)).await?;
    Ok(((line, Some(agreement)), standing))
}

/// A funding line on its terms in an edition, or without one, locked.
pub(crate) async fn locked_line(
    change: &Change,
    reference: &Reference,
    edition: Option<i64>,
) -> Result<FundingLine, Refusal> {
    let find = table::Entity::find().filter(table::Column::Reference.eq(reference.as_str()));
    let line = find.one(&change.tx).await?.ok_or(Refusal::NotFound)?;
    let in_edition = match edition {
        Some(edition) => terms::Column::EditionId.eq(edition),
        None => terms::Column::EditionId.is_null(),
    };
    let terms = terms::Entity::find()
        .filter(terms::Column::FundingLineId.eq(line.id))
        .filter(terms::Column::Withdrawn.eq(false))
        .filter(in_edition);
    let terms = change.lock(Lock::Terms, terms).one(&change.tx).await?.ok_or(Refusal::NotFound)?;
    Ok(FundingLine::new(line, terms))
}

/// What a party accepts when it accepts a line.
async fn terms(change: &Change, line: &FundingLine) -> Result<Terms, Refusal> {
    let shares = share::Entity::find().filter(share::Column::TermsId.eq(line.terms_id)).all(&change.tx).await?;
    Ok(line.terms(shares.into_iter().map(|share| (share.wording_id, share.pence))))
}

/// Takes away what pays for a commitment that is withdrawn, and gives back what that was. The parties of the lines are asked
/// again: what a line pays for is part of what they accept.
pub(crate) async fn pays_no_longer(change: &Change, wording: i64) -> Result<Vec<share::Model>, Refusal> {
    let paid = share::Column::WordingId.eq(wording);
    let shares = share::Entity::find().filter(paid.clone()).order_by_asc(share::Column::Id).all(&change.tx).await?;
    share::Entity::delete_many().filter(paid).exec(&change.tx).await?;
    for share in &shares {
        let locked = change.lock(Lock::Terms, terms::Entity::find_by_id(share.terms_id)).one(&change.tx).await?;
        let locked = locked.ok_or(Refusal::NotFound)?;
        let line = table::Entity::find_by_id(locked.funding_line_id).one(&change.tx).await?;
        let before = FundingLine::new(line.ok_or(Refusal::NotFound)?, locked);
        let mut row = before.row();
        row.version = Set(before.version + 1);
        asks_again(change, &before, &mut row).await?;
        let after = before.on(row.update(&change.tx).await?);
        change.record("took a withdrawn commitment out of a funding line", &after.reference, Some(&before), &after);
    }
    Ok(shares)
}

/// Takes the money of a party out of an edition that is being made, because the party is taken out; it tells the party, and gives
/// the lines. What they paid for is paid by them no longer.
pub(crate) async fn taken_out(change: &Change, edition: i64, party: i64) -> Result<Vec<FundingLine>, Refusal> {
    let mut lines = super::of_edition(&change.tx, edition).await?;
    lines.retain(|line| line.organisation_id == party);
    for before in &lines {
        share::Entity::delete_many().filter(share::Column::TermsId.eq(before.terms_id)).exec(&change.tx).await?;
        let mut row = before.row();
        row.withdrawn = Set(true);
        row.version = Set(before.version + 1);
        let after = before.on(row.update(&change.tx).await?);
        change.record("took a funding line out with its party", &after.reference, Some(before), &after);
    }
    if let Some(first) = lines.first() {
        let news = News {
            event: format!("taken out {} {}", first.reference, first.version),
            roles: &[Role::Partner, Role::Signatory, Role::Commissioner],
            subject: "Your organisation was taken out of an agreement",
            text: "Your organisation is no party of an agreement any more, and the money that it was to give was taken out with it.",
        };
        tell(change, party, &news).await?;
    }
    Ok(lines)
}

async fn is_drafted(change: &Change, line: &FundingLine) -> Result<bool, Refusal> {
    let Some(edition) = line.edition_id else { return Ok(false) };
    Ok(agreement::read::edition(&change.tx, edition).await?.state == agreement::State::Drafting)
}

/// Takes a party's acceptance of a line back, because the line changed, and tells it; not of whoever changes its own.
async fn asks_again(change: &Change, before: &FundingLine, row: &mut terms::ActiveModel) -> Result<(), Refusal> {
    if change.actor().organisation() == Some(before.organisation_id) {
        return Ok(());
    }
    row.responsibility = Set(Responsibility::Unassigned);
    // While it is drafted its parties are not at the table: they are told when that is opened to them.
    if before.responsibility == Responsibility::Unassigned || is_drafted(change, before).await? {
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
