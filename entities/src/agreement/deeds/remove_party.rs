//! Taking a party out again while an agreement is being drafted.

use sea_orm::{IntoActiveModel, PaginatorTrait, Set, entity::prelude::*};

use super::{PARTIES, open_to_drafting, write};
use crate::{
    Change, Deed, Refusal,
    access::{Permission, Standing},
    agreement::{Agreement, read, rules},
    audit::Rows,
    commitment::{self, Confirmation},
    funding, organisation,
    values::Reference,
};

/// An organisation is no longer to be a party.
#[derive(Clone, Debug)]
pub struct RemoveParty {
    pub agreement: Reference,
    pub organisation: Reference,
    /// The version of the agreement that was shown.
    pub seen: i64,
}

impl Deed for RemoveParty {
    const NAME: &'static str = "removed a party";
    const PERMISSION: Permission = Permission::Draft;
    type Subject = Agreement;
    type Done = ();

    async fn open(&self, change: &Change) -> Result<(Self::Subject, Standing), Refusal> {
        read::locked(change, &self.agreement).await
    }

    async fn act(&self, change: &Change, agreement: Self::Subject) -> Result<(), Refusal> {
        open_to_drafting(&agreement)?;
        change.fresh(&agreement.reference, self.seen, agreement.version).await?;
        let body = organisation::read::by_reference(&change.tx, &self.organisation).await?.ok_or(Refusal::NotFound)?;
        if body.id == agreement.lead_id {
            return Err(Refusal::rule(format!("{} leads this agreement", body.name), "Withdraw the agreement instead"));
        }
        use commitment::table::wording;
        let promised = wording::Entity::find()
            .filter(wording::Column::EditionId.eq(agreement.edition_id))
            .filter(wording::Column::OwnerId.eq(body.id))
            .filter(wording::Column::Confirmation.ne(Confirmation::Withdrawn));
        if promised.count(&change.tx).await? > 0 {
            return Err(Refusal::rule(
                format!("{} owes commitments under this agreement", body.name),
                "Withdraw its commitments first",
            ));
        }
        let hosted = read::schemes(&change.tx, agreement.edition_id).await?.into_iter();
        let hosted: Vec<String> =
            hosted.filter(|row| row.host_id == Some(body.id)).map(|row| row.service_name).collect();
        rules::may_stop_hosting(&body.name, &hosted)?;
        has_begun_to_pay(change, &agreement, &body).await?;
        let before = read::parties(&change.tx, agreement.edition_id).await?;
        let (leaving, after): (Vec<_>, Vec<_>) =
            before.iter().cloned().partition(|party| party.organisation_id == body.id);
        let Some(leaving) = leaving.into_iter().next() else {
            return Err(Refusal::rule(
                format!("{} is no party of this agreement", body.name),
                "Nothing needs to be done",
            ));
        };
        let mut after = after;
        if leaving.leaving {
            return Err(Refusal::rule(
                format!("{} leaves with this edition already", body.name),
                "Nothing needs to be done",
            ));
        }
        if was_party(&change.tx, &agreement, body.id).await? {
            // Whoever is left out signs it too.
            let mut row = leaving.into_active_model();
            row.leaving = Set(true);
            after.push(row.update(&change.tx).await?);
        } else {
            leaving.delete(&change.tx).await?;
        }
        let parties = Rows::of(PARTIES, &before, &after)?;
        // Nobody stays responsible in what others sign.
        funding::deeds::taken_out(change, agreement.edition_id, body.id).await?;
        write(change, Self::NAME, agreement, &[parties], |_| ()).await?;
        Ok(())
    }
}

/// True if it is a party of the edition that is varied.
async fn was_party(db: &impl ConnectionTrait, agreement: &Agreement, organisation: i64) -> Result<bool, DbErr> {
    let Some(base) = agreement.base_id else { return Ok(false) };
    let parties = read::parties(db, base).await?;
    let kept = organisation::read::Kept::of_all(db, parties.iter().map(|party| party.organisation_id)).await?;
    Ok(parties.iter().any(|party| kept.of(party.organisation_id) == organisation && !party.leaving))
}

/// Refuses to drop money of a year that has begun: by a variation it is lowered to nothing, with its reason.
async fn has_begun_to_pay(
    change: &Change,
    agreement: &Agreement,
    body: &organisation::table::Model,
) -> Result<(), Refusal> {
    if agreement.base_id.is_none() {
        return Ok(());
    }
    let lines = funding::of_edition(&change.tx, agreement.edition_id).await?;
    let begun = lines.iter().find(|line| {
        line.organisation_id == body.id && line.pence.is_positive() && line.year.first_day() <= change.today()
    });
    match begun {
        Some(line) => Err(Refusal::rule(
            format!("{} gives {} in {}, which has begun: {}", body.name, line.amount(), line.year, line.reference),
            "Lower it to £0 first, with the reason as its note",
        )),
        None => Ok(()),
    }
}
