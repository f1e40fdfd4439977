//! Rounds: all parties are asked where they stand, by a day.

use chrono::NaiveDate;
use sea_orm::{Set, entity::prelude::*};

use super::negotiating;
use crate::{
    Change, Deed, Refusal,
    access::{Permission, Role, Standing},
    account::{News, tell},
    agreement::{Agreement, read},
    negotiation::{clauses, rules, table::round},
    values::{Reference, day},
};

/// As the trail names a round: apart from the agreement's own entries, which everybody reads once it is published.
fn record(edition: &Agreement, number: i64) -> String {
    format!("{}#round-{number}", edition.reference)
}

/// All parties are asked.
#[derive(Clone, Debug)]
pub struct OpenRound {
    pub agreement: Reference,
    /// How many rounds there were when the form was shown.
    pub seen: i64,
    /// The last day on which they are asked.
    pub closes: NaiveDate,
}

/// The newest round, if it is open.
async fn open_round(change: &Change, edition: &Agreement) -> Result<Option<round::Model>, Refusal> {
    Ok(clauses::rounds(&change.tx, edition.edition_id)
        .await?
        .into_iter()
        .next()
        .filter(|round| round.closed_on.is_none()))
}

/// The round that is open, in the version that was shown.
async fn shown(change: &Change, edition: &Agreement, seen: i64) -> Result<round::Model, Refusal> {
    let round = open_round(change, edition).await?;
    let round = round.ok_or_else(|| Refusal::rule("No round is open", "Open the next one"))?;
    change.fresh(record(edition, round.number), seen, round.version).await?;
    Ok(round)
}

impl Deed for OpenRound {
    const NAME: &'static str = "opened a round of the negotiation";
    const PERMISSION: Permission = Permission::OpenRound;
    type Subject = Agreement;
    /// Its number.
    type Done = i64;

    async fn open(&self, change: &Change) -> Result<(Self::Subject, Standing), Refusal> {
        read::locked(change, &self.agreement).await
    }

    async fn act(&self, change: &Change, edition: Self::Subject) -> Result<i64, Refusal> {
        negotiating(&edition)?;
        let before = clauses::rounds(&change.tx, edition.edition_id).await?;
        change.fresh(&edition.reference, self.seen, i64::try_from(before.len()).unwrap_or(i64::MAX)).await?;
        if let Some(open) = before.iter().find(|round| round.closed_on.is_none()) {
            return Err(Refusal::rule(
                format!("Round {} is open until {}", open.number, day::in_words(open.closes)),
                "Close it before you open the next",
            ));
        }
        let (_, all) = clauses::clauses(&change.tx, &edition).await?;
        if all.is_empty() {
            return Err(Refusal::rule(
                "The text has no clause yet",
                "Write it first: parties say where they stand on each",
            ));
        }
        rules::closing_day(self.closes, change.today(), edition.effective_on.or(edition.starts))?;
        let row = round::ActiveModel {
            edition_id: Set(edition.edition_id),
            number: Set(before.first().map_or(1, |last| last.number + 1)),
            opened_on: Set(change.today()),
            closes: Set(self.closes),
            closed_on: Set(None),
            shown: Set(false),
            version: Set(1),
            ..Default::default()
        };
        let after = row.insert(&change.tx).await?;
        change.record(Self::NAME, record(&edition, after.number), None, &after);
        change.touches(&edition.reference);
        let news = News {
            event: format!("round {} {} {}", edition.reference, edition.edition, after.number),
            roles: &[Role::Partner, Role::Signatory, Role::Commissioner],
            subject: "Say where your organisation stands",
            text: "An agreement that your organisation is a party of is being negotiated, and a round of it is open. Say where \
                   your organisation stands on each of its clauses.",
        };
        for party in read::parties(&change.tx, edition.edition_id).await?.iter().filter(|party| !party.leaving) {
            tell(change, party.organisation_id, &news).await?;
        }
        Ok(after.number)
    }
}

/// Every party reads what the others say, whether or not it has said where it stands.
#[derive(Clone, Debug)]
pub struct ShowPositions {
    pub agreement: Reference,
    /// The version of the round that was shown.
    pub seen: i64,
}

impl Deed for ShowPositions {
    const NAME: &'static str = "opened a round to all parties";
    const PERMISSION: Permission = Permission::OpenRound;
    type Subject = Agreement;
    type Done = ();

    async fn open(&self, change: &Change) -> Result<(Self::Subject, Standing), Refusal> {
        read::locked(change, &self.agreement).await
    }

    async fn act(&self, change: &Change, edition: Self::Subject) -> Result<(), Refusal> {
        negotiating(&edition)?;
        let before = shown(change, &edition, self.seen).await?;
        if before.shown {
            return Err(Refusal::rule("Every party reads what the others say", "Nothing needs to be done"));
        }
        alter(change, Self::NAME, &edition, before, |row| row.shown = Set(true)).await
    }
}

/// Nobody is asked any more, until the next round.
#[derive(Clone, Debug)]
pub struct CloseRound {
    pub agreement: Reference,
    /// The version of the round that was shown.
    pub seen: i64,
}

impl Deed for CloseRound {
    const NAME: &'static str = "closed a round of the negotiation";
    const PERMISSION: Permission = Permission::WithdrawCommitment;
    type Subject = Agreement;
    type Done = ();

    async fn open(&self, change: &Change) -> Result<(Self::Subject, Standing), Refusal> {
        read::locked(change, &self.agreement).await
    }

    async fn act(&self, change: &Change, edition: Self::Subject) -> Result<(), Refusal> {
        let before = shown(change, &edition, self.seen).await?;
        let today = change.today();
        alter(change, Self::NAME, &edition, before, |row| row.closed_on = Set(Some(today))).await
    }
}

async fn alter(
    change: &Change,
    deed: &'static str,
    edition: &Agreement,
    before: round::Model,
    alter: impl FnOnce(&mut round::ActiveModel),
) -> Result<(), Refusal> {
    let mut row: round::ActiveModel = before.clone().into();
    alter(&mut row);
    row.version = Set(before.version + 1);
    let after = row.update(&change.tx).await?;
    change.record(deed, record(edition, after.number), Some(&before), &after);
    change.touches(&edition.reference);
    Ok(())
}
