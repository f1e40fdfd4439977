//! The second look: a merge that would move what a party leads, promised, paid or signed is proposed by one person and done by
//! another, the commissioner of the body that leads every agreement it touches, or an administrator. So is a taking apart that would
//! move such things back.

use sea_orm::{IntoActiveModel, Set, entity::prelude::*};
use serde::{Deserialize, Serialize};

use super::{
    Weight,
    holding::{self, Turned},
    merge_now, newest,
    take_apart::apart_now,
};
use crate::{
    Change, Deed, Refusal,
    access::{Permission, Role, Standing},
    account::{News, tell, tell_person},
    nomination::read::members_with,
    organisation::{LookState, Proposed, read, table},
    register::Lock,
    values::Reference,
};

/// What became of a merge or a taking apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Done {
    AtOnce,
    /// Somebody else looks at it first.
    Waits,
}

/// Writes down what waits, and tells who may look at it.
pub(super) async fn propose(
    change: &Change,
    kind: Proposed,
    (kept, merged): (&table::Model, &table::Model),
    why: &str,
    weight: &Weight,
) -> Result<Done, Refusal> {
    if waiting(&change.tx, merged.id).await?.is_some() {
        return Err(Refusal::rule(
            "This waits for a second look already",
            "Somebody else who leads the agreements it touches, or an administrator, decides about it",
        ));
    }
    let row = table::second_look::ActiveModel {
        kind: Set(kind),
        kept_id: Set(kept.id),
        merged_id: Set(merged.id),
        why: Set(why.into()),
        proposed_by: Set(change.actor().account()),
        at: Set(change.stamp()),
        state: Set(LookState::Waiting),
        ..Default::default()
    };
    let row = row.insert(&change.tx).await?;
    let deed = match kind {
        Proposed::Merge => "proposed to merge two records of one body",
        Proposed::TakeApart => "proposed to take two records apart again",
    };
    for record in [&kept.reference, &merged.reference] {
        change.record(deed, record, None, &(&kept.reference, &merged.reference, &row, weight.counts()));
    }
    tell_who_looks(change, row.id, weight).await?;
    Ok(Done::Waits)
}

async fn tell_who_looks(change: &Change, look: i64, weight: &Weight) -> Result<(), Refusal> {
    let news = |roles| News {
        event: format!("second look {look}"),
        roles,
        subject: "Two records of a body wait for a second look in Concordat",
        text: "Somebody wants to merge two records of a body, or to take them apart, which moves what a party promised or signed.",
    };
    if let Some(lead) = read::lead_of_all(&change.tx, &weight.editions(&change.tx).await?).await? {
        tell(change, lead, &news(&[Role::Commissioner])).await?;
    }
    let administrators = members_with(&change.tx, None, &[Role::Administrator], change.today()).await?;
    let of: std::collections::BTreeSet<i64> = administrators.iter().map(|(_, member)| member.organisation_id).collect();
    for organisation in of {
        tell(change, organisation, &news(&[Role::Administrator])).await?;
    }
    Ok(())
}

/// What waits about a merged record, or one that is to be.
pub(crate) async fn waiting(
    db: &impl ConnectionTrait,
    merged: i64,
) -> Result<Option<table::second_look::Model>, DbErr> {
    use table::second_look::{Column, Entity};
    let find = Entity::find().filter(Column::MergedId.eq(merged)).filter(Column::State.eq(LookState::Waiting));
    find.one(db).await
}

/// What would move now, of what somebody proposed.
pub(crate) async fn weight(db: &impl ConnectionTrait, look: &table::second_look::Model) -> Result<Weight, DbErr> {
    match look.kind {
        Proposed::Merge => Weight::of_merge(db, look.kept_id, look.merged_id).await,
        Proposed::TakeApart => match newest(db, look.merged_id).await? {
            Some(merge) => Weight::of_taking_apart(db, &merge).await,
            None => Ok(Weight::default()),
        },
    }
}

/// Does what somebody else proposed, or refuses it.
#[derive(Clone, Debug)]
pub struct TakeSecondLook {
    /// The record that is to be merged, or is.
    pub merged: Reference,
    /// What would move, as the page showed it.
    pub seen: String,
    pub confirmed: bool,
}

impl Deed for TakeSecondLook {
    const NAME: &'static str = "took the second look at a merge";
    const PERMISSION: Permission = Permission::SecondLook;
    type Subject = Option<(table::second_look::Model, Weight)>;
    type Done = ();

    async fn open(&self, change: &Change) -> Result<(Self::Subject, Standing), Refusal> {
        let merged = read::by_reference(&change.tx, &self.merged).await?.ok_or(Refusal::NotFound)?;
        // Whoever may not look does not learn whether anything waits.
        let visible = change.actor().roles.has(Role::Administrator);
        let nothing = Standing { visible, ..Standing::OPEN };
        let Some(look) = waiting(&change.tx, merged.id).await? else { return Ok((None, nothing)) };
        let merge = newest(&change.tx, look.merged_id).await?;
        let turned = match (look.kind, &merge) {
            (Proposed::TakeApart, Some(merge)) => Turned::Back(merge),
            _ => Turned::From { merged: look.merged_id, to: look.kept_id },
        };
        holding::lock(change, turned).await?;
        let find = table::second_look::Entity::find_by_id(look.id);
        let look = change.lock(Lock::Pair, find).one(&change.tx).await?.filter(|look| look.state == LookState::Waiting);
        let Some(look) = look else { return Ok((None, nothing)) };
        let weight = weight(&change.tx, &look).await?;
        let standing = read::looks(&change.tx, &change.actor().viewer, &weight).await?;
        Ok((Some((look, weight)), Standing { visible: visible || standing.leads, ..standing }))
    }

    async fn act(&self, change: &Change, waits: Self::Subject) -> Result<(), Refusal> {
        let decided = || Refusal::rule("Nothing waits for a second look here", "Somebody has decided already");
        let (look, weight) = waits.ok_or_else(decided)?;
        let account = change.actor().account();
        if account.is_none() || account == look.proposed_by {
            return Err(Refusal::rule("You proposed this yourself", "Let somebody else look at it"));
        }
        if self.confirmed && self.seen != weight.fingerprint() {
            return Err(Refusal::Stale { by: None, at: None });
        }
        let kept = read::by_id(&change.tx, look.kept_id).await?;
        let merged = read::by_id(&change.tx, look.merged_id).await?;
        for record in [&kept.reference, &merged.reference] {
            change.record(Self::NAME, record, None, &(&look, self.confirmed, weight.counts()));
        }
        let mut row = look.clone().into_active_model();
        row.state = Set(if self.confirmed { LookState::Confirmed } else { LookState::Refused });
        row.decided_by = Set(account);
        row.decided_at = Set(Some(change.stamp()));
        row.update(&change.tx).await?;
        let text = match self.confirmed {
            true => "What you proposed about two records of a body was looked at by somebody else, and is done.",
            false => {
                "What you proposed about two records of a body was looked at by somebody else, and refused: nothing moved."
            }
        };
        let subject = "Your proposal about two records of a body was decided in Concordat";
        let news = News { event: format!("second look decided {}", look.id), roles: &[], subject, text };
        tell_person(change, look.proposed_by, &news).await?;
        match (self.confirmed, look.kind) {
            (false, _) => Ok(()),
            (true, Proposed::Merge) => merge_now(change, kept, merged, &look.why).await,
            (true, Proposed::TakeApart) => apart_now(change, kept, merged).await,
        }
    }
}
