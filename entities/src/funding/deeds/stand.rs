//! A party's stand on a cost of its own: it accepts it, or disputes it with words.

use sea_orm::{Set, entity::prelude::*};

use super::locked;
use crate::{
    Change, Deed, Refusal,
    access::{Permission, Standing},
    agreement::{self, Agreement},
    funding::{FundingLine, Responsibility, Stand, table},
    values::Reference,
};

/// What the line's party says of it.
#[derive(Clone, Debug)]
pub struct StandOnCost {
    pub line: Reference,
    /// The version of the line that was shown.
    pub seen: i64,
    pub stand: Stand,
    pub words: String,
}

impl Deed for StandOnCost {
    const NAME: &'static str = "took a stand on a cost";
    const PERMISSION: Permission = Permission::Answer;
    type Subject = (FundingLine, Option<Agreement>);
    type Done = ();

    async fn open(&self, change: &Change) -> Result<(Self::Subject, Standing), Refusal> {
        let owns = |line: &FundingLine| change.actor().organisation() == Some(line.organisation_id);
        let alone = |line: &FundingLine| Standing { visible: line.published || owns(line), ..Standing::default() };
        let (subject, standing) = locked(change, &self.line, alone).await?;
        let owns = owns(&subject.0);
        Ok((subject, Standing { owns, ..standing }))
    }

    async fn act(&self, change: &Change, (line, agreement): Self::Subject) -> Result<(), Refusal> {
        if let Some(agreement) = &agreement {
            agreement::deeds::open_to_drafting(agreement)?;
        }
        change.fresh(&line.reference, self.seen, line.version).await?;
        take_stand(change, change.actor().account(), line, self.stand, &self.words).await
    }
}

/// Writes a party's stand on a cost of its own; `account` is nobody's when it came in a letter.
///
/// # Errors
/// [`Refusal::Invalid`] for a dispute without words, or words without a dispute; its field is `cost-words-` and the line's reference.
pub async fn take_stand(
    change: &Change,
    account: Option<i64>,
    before: FundingLine,
    stand: Stand,
    words: &str,
) -> Result<(), Refusal> {
    if stand == Stand::Agrees && !words.trim().is_empty() {
        let field = format!("cost-words-{}", before.reference.in_address());
        return Err(Refusal::field(
            field,
            "You typed what you dispute, and accept the cost: choose “Disputes it”, or take that out",
        ));
    }
    if stand == Stand::Objects && words.trim().is_empty() {
        let field = format!("cost-words-{}", before.reference.in_address());
        return Err(Refusal::field(field, "Enter what you dispute about the cost, and why"));
    }
    let position = table::position::ActiveModel {
        terms_id: Set(before.terms_id),
        organisation_id: Set(before.organisation_id),
        account_id: Set(account),
        stand: Set(stand),
        words: Set(words.into()),
        at: Set(change.stamp()),
        ..Default::default()
    };
    table::position::Entity::insert(position).exec_without_returning(&change.tx).await?;
    let mut row = before.row();
    row.responsibility = Set(match stand {
        Stand::Agrees => Responsibility::Accepted,
        Stand::Objects => Responsibility::Disputed,
    });
    row.version = Set(before.version + 1);
    let after = before.on(row.update(&change.tx).await?);
    change.record(StandOnCost::NAME, &after.reference, Some(&before), &after);
    Ok(())
}
