//! Adding a party while an agreement is being drafted.

use sea_orm::{ActiveValue::Unchanged, Set, entity::prelude::*};

use super::{PARTIES, is_there, open_to_drafting, write};
use crate::{
    Change, Deed, Refusal,
    access::{Permission, Standing},
    agreement::{Agreement, PartyRole, SpeaksAs, read, rules, table},
    audit::Rows,
    organisation,
    values::Reference,
};

/// An organisation joins an agreement.
#[derive(Clone, Debug)]
pub struct AddParty {
    pub agreement: Reference,
    pub organisation: Reference,
    pub role: PartyRole,
    pub speaks_as: SpeaksAs,
    pub signs: bool,
    /// The version of the agreement that was shown.
    pub seen: i64,
}

impl Deed for AddParty {
    const NAME: &'static str = "added a party";
    const PERMISSION: Permission = Permission::Draft;
    type Subject = Agreement;
    type Done = ();

    async fn open(&self, change: &Change) -> Result<(Self::Subject, Standing), Refusal> {
        read::locked(change, &self.agreement).await
    }

    async fn act(&self, change: &Change, agreement: Self::Subject) -> Result<(), Refusal> {
        open_to_drafting(&agreement)?;
        change.fresh(&agreement.reference, self.seen, agreement.version).await?;
        let unknown = || Refusal::field("organisation", "Choose an organisation of the register");
        let body = organisation::read::kept_by_reference(&change.tx, &self.organisation).await?.ok_or_else(unknown)?;
        is_there(change, "organisation", body.id, agreement.begins()).await?;
        if self.role != PartyRole::Observer {
            rules::may_be_party(agreement.kind, &body.name, body.kind)?;
        }
        let coordinates = agreement.coordinator_id == Some(body.id);
        if coordinates && self.signs {
            return Err(Refusal::rule(
                format!("{} coordinates this agreement, and a coordinator signs nothing", body.name),
                "Add it as an observer that does not sign, or name another coordinator",
            ));
        }
        let before = read::parties(&change.tx, agreement.edition_id).await?;
        let known = before.iter().find(|party| party.organisation_id == body.id);
        if known.is_some_and(|party| !party.leaving) {
            return Err(Refusal::field("organisation", format!("{} is a party already", body.name)));
        }
        let party = table::party::ActiveModel {
            edition_id: Set(agreement.edition_id),
            organisation_id: Set(body.id),
            role: Set(self.role),
            speaks_as: Set(self.speaks_as),
            signs: Set(self.signs),
            leaving: Set(false),
            ..Default::default()
        };
        let party = match known {
            // It was to leave, and stays.
            Some(leaving) => edition_party(leaving.id, party).update(&change.tx).await?,
            None => party.insert(&change.tx).await?,
        };
        let others = before.iter().filter(|other| other.organisation_id != body.id).cloned();
        let after: Vec<_> = others.chain([party]).collect();
        let parties = Rows::of(PARTIES, &before, &after)?;
        write(change, Self::NAME, agreement, &[parties], |_| ()).await?;
        Ok(())
    }
}

/// A party's row in place of the one with a key.
fn edition_party(id: i64, party: table::party::ActiveModel) -> table::party::ActiveModel {
    table::party::ActiveModel { id: Unchanged(id), ..party }
}
