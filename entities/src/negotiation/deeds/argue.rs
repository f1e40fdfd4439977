//! "Who pays for this" [32]: whoever leads or coordinates raises the question of a clause, each party says who should pay and why, and
//! what is settled is written down.

use sea_orm::{QueryOrder, Set, entity::prelude::*};

use super::{negotiating, optional, party, words};
use crate::{
    Change, Deed, Refusal,
    access::{Permission, Standing},
    agreement::{Agreement, read},
    negotiation::{
        clauses,
        table::{argument, side},
    },
    values::Reference,
};

/// Raises the question of who pays for what a clause asks.
#[derive(Clone, Debug)]
pub struct RaiseArgument {
    pub agreement: Reference,
    /// The clause's anchor.
    pub clause: String,
    pub question: String,
}

/// As the trail names it: apart from the agreement's own entries.
fn record(edition: &Agreement, argument: i64) -> String {
    format!("{}#who-pays-{argument}", edition.reference)
}

impl Deed for RaiseArgument {
    const NAME: &'static str = "asked who pays";
    const PERMISSION: Permission = Permission::RecordMeetings;
    type Subject = Agreement;
    /// Its key.
    type Done = i64;

    async fn open(&self, change: &Change) -> Result<(Self::Subject, Standing), Refusal> {
        read::locked(change, &self.agreement).await
    }

    async fn act(&self, change: &Change, edition: Self::Subject) -> Result<i64, Refusal> {
        negotiating(&edition)?;
        let (_, clause) = clauses::clause(&change.tx, &edition, &self.clause).await?;
        let question = words("question", &self.question, "Enter what is to be paid for, as a question")?;
        let row = argument::ActiveModel {
            edition_id: Set(edition.edition_id),
            clause_id: Set(clause.id),
            question: Set(question),
            note: Set(String::new()),
            settled: Set(String::new()),
            settled_on: Set(None),
            settled_by: Set(None),
            published: Set(false),
            version: Set(1),
            ..Default::default()
        };
        let after = row.insert(&change.tx).await?;
        change.record(Self::NAME, record(&edition, after.id), None, &after);
        change.touches(&edition.reference);
        Ok(after.id)
    }
}

/// A party says who should pay, and why.
#[derive(Clone, Debug)]
pub struct StateSide {
    pub agreement: Reference,
    pub argument: i64,
    /// The key of what one's own organisation had said last; 0 if nothing.
    pub seen: i64,
    pub pays: String,
    pub reasons: String,
}

impl Deed for StateSide {
    const NAME: &'static str = "said who should pay";
    const PERMISSION: Permission = Permission::ProposeWording;
    type Subject = Agreement;
    type Done = ();

    async fn open(&self, change: &Change) -> Result<(Self::Subject, Standing), Refusal> {
        read::locked(change, &self.agreement).await
    }

    async fn act(&self, change: &Change, edition: Self::Subject) -> Result<(), Refusal> {
        negotiating(&edition)?;
        let party = party(change, &edition).await?;
        let argument = of_edition(change, &edition, self.argument).await?;
        is_open(&argument)?;
        let own = side::Entity::find()
            .filter(side::Column::ArgumentId.eq(argument.id))
            .filter(side::Column::OrganisationId.eq(party))
            .order_by_desc(side::Column::Id)
            .one(&change.tx)
            .await?;
        if own.map_or(0, |own| own.id) != self.seen {
            // Nobody is named: it might have been said by a party of which this one is not told.
            return Err(Refusal::Stale { by: None, at: None });
        }
        let row = side::ActiveModel {
            edition_id: Set(edition.edition_id),
            argument_id: Set(argument.id),
            organisation_id: Set(party),
            account_id: Set(change.actor().account()),
            pays: Set(words("pays", &self.pays, "Enter who should pay")?),
            reasons: Set(words("reasons", &self.reasons, "Enter why")?),
            at: Set(change.stamp()),
            ..Default::default()
        };
        let after = row.insert(&change.tx).await?;
        change.record(Self::NAME, record(&edition, argument.id), None, &after);
        change.touches(&edition.reference);
        Ok(())
    }
}

/// Writes the coordinator's or the lead's note down, and what was settled; nothing leaves it open.
#[derive(Clone, Debug)]
pub struct SettleArgument {
    pub agreement: Reference,
    pub argument: i64,
    /// The version of the argument that was shown.
    pub seen: i64,
    pub note: String,
    pub settled: String,
}

impl Deed for SettleArgument {
    const NAME: &'static str = "wrote down what was settled about who pays";
    const PERMISSION: Permission = Permission::RecordMeetings;
    type Subject = Agreement;
    type Done = ();

    async fn open(&self, change: &Change) -> Result<(Self::Subject, Standing), Refusal> {
        read::locked(change, &self.agreement).await
    }

    async fn act(&self, change: &Change, edition: Self::Subject) -> Result<(), Refusal> {
        negotiating(&edition)?;
        let before = of_edition(change, &edition, self.argument).await?;
        change.fresh(record(&edition, before.id), self.seen, before.version).await?;
        let (note, settled) = (optional("note", &self.note)?, optional("settled", &self.settled)?);
        if note.is_empty() && settled.is_empty() {
            return Err(Refusal::field("note", "Enter a note, or what was settled"));
        }
        let is_settled = !settled.is_empty();
        alter(change, Self::NAME, &edition, before, |row| {
            row.note = Set(note);
            row.settled = Set(settled);
            row.settled_on = Set(is_settled.then(|| change.today()));
            row.settled_by = Set(change.actor().account().filter(|_| is_settled));
        })
        .await
    }
}

/// Lets everybody who reads the edition read the argument, or takes that back.
#[derive(Clone, Debug)]
pub struct PublishArgument {
    pub agreement: Reference,
    pub argument: i64,
    /// The version of the argument that was shown.
    pub seen: i64,
    pub published: bool,
}

impl Deed for PublishArgument {
    const NAME: &'static str = "decided whether everybody reads who should pay";
    const PERMISSION: Permission = Permission::Steer;
    type Subject = Agreement;
    type Done = ();

    async fn open(&self, change: &Change) -> Result<(Self::Subject, Standing), Refusal> {
        read::locked(change, &self.agreement).await
    }

    async fn act(&self, change: &Change, edition: Self::Subject) -> Result<(), Refusal> {
        negotiating(&edition)?;
        let before = of_edition(change, &edition, self.argument).await?;
        change.fresh(record(&edition, before.id), self.seen, before.version).await?;
        alter(change, Self::NAME, &edition, before, |row| row.published = Set(self.published)).await
    }
}

/// Writes a change of an argument, one version on.
async fn alter(
    change: &Change,
    deed: &'static str,
    edition: &Agreement,
    before: argument::Model,
    alter: impl FnOnce(&mut argument::ActiveModel),
) -> Result<(), Refusal> {
    let mut row: argument::ActiveModel = before.clone().into();
    alter(&mut row);
    row.version = Set(before.version + 1);
    let after = row.update(&change.tx).await?;
    change.record(deed, record(edition, after.id), Some(&before), &after);
    change.touches(&edition.reference);
    Ok(())
}

async fn of_edition(change: &Change, edition: &Agreement, key: i64) -> Result<argument::Model, Refusal> {
    let found = argument::Entity::find_by_id(key).filter(argument::Column::EditionId.eq(edition.edition_id));
    found.one(&change.tx).await?.ok_or(Refusal::NotFound)
}

fn is_open(argument: &argument::Model) -> Result<(), Refusal> {
    if argument.settled.is_empty() {
        return Ok(());
    }
    Err(Refusal::rule("It was settled who pays", "Ask the coordinator or the lead commissioner to open it again"))
}
