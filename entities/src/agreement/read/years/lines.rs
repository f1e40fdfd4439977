//! Ambition lines: what is promised in both years, what is new, what was dropped.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use sea_orm::{QueryOrder, entity::prelude::*};

use crate::{
    Reader, Refusal,
    agreement::{Agreement, State},
    audit::sha256,
    clock::day_of,
    commitment::{
        self, Commitment, Confirmation, Judgement,
        ambition::{self, Unsaid},
        table::judgement,
    },
    organisation::read::{Kept, Named, named},
    register::in_pieces,
    values::Reference,
};

crate::words! {
    /// What became of an ambition line from one year to the next.
    Growth {
        New = "new", "New";
        Raised = "raised", "Raised";
        Held = "held", "Held";
        Lowered = "lowered", "Lowered";
        Dropped = "dropped", "Dropped";
        /// Figures do not say it, and nobody did.
        Unsaid = "unsaid", "Not said yet";
    }
}

/// An ambition line in both years.
#[derive(Clone, Debug)]
pub struct Line {
    pub growth: Growth,
    pub before: Option<Promised>,
    pub after: Option<Promised>,
    /// Why figures do not say it.
    pub why: Option<Unsaid>,
    /// What a person said, if that is where the growth comes from.
    pub judged: Option<Judged>,
    /// SHA-256 over what both say: by it a form says what it was shown. Empty if figures say it.
    pub compared: String,
}

/// A commitment in one of the years.
#[derive(Clone, Debug)]
pub struct Promised {
    pub reference: Reference,
    /// In which edition, so that it is read there.
    pub edition: i64,
    pub owner: Named,
    pub statement: String,
    pub measure: String,
    pub target: String,
    pub due: Option<NaiveDate>,
}

/// What a person said of a line.
#[derive(Clone, Debug)]
pub struct Judged {
    pub judgement: Judgement,
    pub reason: String,
    pub by: Option<Named>,
    pub on: NaiveDate,
}

/// SHA-256 over what two commitments say, as far as it is compared.
pub(crate) fn fingerprint(before: &Commitment, after: &Commitment) -> String {
    let words = |row: &Commitment| {
        let due = row.due.map(|due| due.to_string()).unwrap_or_default();
        [row.statement.clone(), row.measure.clone(), row.target.clone(), due]
    };
    sha256(serde_json::json!([words(before), words(after)]).to_string())
}

/// What figures say of two commitments.
pub(crate) fn worked_out(before: &Commitment, after: &Commitment) -> Result<Judgement, Unsaid> {
    fn promise(row: &Commitment) -> ambition::Promise<'_> {
        let Commitment { statement, measure, target, due, year, .. } = row;
        ambition::Promise { statement, measure, target, due: *due, year: *year }
    }
    ambition::grew(&promise(before), &promise(after))
}

impl Reader<'_> {
    /// The ambition lines of an agreement beside those of others, in the order of its commitments; what was dropped comes last.
    pub(super) async fn ambition_lines(&self, before: &[Agreement], after: &Agreement) -> Result<Vec<Line>, Refusal> {
        let mut was = Vec::new();
        for edition in before {
            was.extend(self.promised(edition).await?);
        }
        let is = self.promised(after).await?;
        let all = was.iter().chain(&is);
        let kept = Kept::of_all(self.db(), all.clone().map(|row| row.row.owner_id)).await?;
        let names = named(self.db(), all.map(|row| row.row.owner_id)).await?;
        let told = |row: &InEdition| Promised {
            reference: row.row.reference.clone(),
            edition: row.edition,
            owner: Named::of(&names, row.row.owner_id),
            statement: row.row.statement.clone(),
            measure: row.row.measure.clone(),
            target: row.row.target.clone(),
            due: row.row.due,
        };
        let pairs = paired(&was, &is, |id| kept.of(id));
        let judged = self.judged(&pairs).await?;
        let mut lines = Vec::new();
        for (before, after) in &pairs {
            let compared = before.zip(*after).map(|(before, after)| fingerprint(&before.row, &after.row));
            let asked = before.zip(*after).map(|(before, after)| worked_out(&before.row, &after.row));
            let (worked_out, why) = match asked {
                Some(Ok(judgement)) => (Some(judgement), None),
                Some(Err(why)) => (None, Some(why)),
                None => (None, None),
            };
            let judged =
                compared.as_ref().filter(|_| worked_out.is_none()).and_then(|words| judged.get(words)).cloned();
            let growth = match (before, after, worked_out.or(judged.as_ref().map(|judged| judged.judgement))) {
                (None, ..) => Growth::New,
                (_, None, _) => Growth::Dropped,
                (.., Some(Judgement::Raised)) => Growth::Raised,
                (.., Some(Judgement::Held)) => Growth::Held,
                (.., Some(Judgement::Lowered)) => Growth::Lowered,
                (.., None) => Growth::Unsaid,
            };
            lines.push(Line {
                growth,
                before: before.map(told),
                after: after.map(told),
                why,
                judged,
                compared: compared.filter(|_| worked_out.is_none()).unwrap_or_default(),
            });
        }
        Ok(lines)
    }

    /// What an edition promises. Of one that is signed what its owner did not confirm is no promise.
    async fn promised(&self, edition: &Agreement) -> Result<Vec<InEdition>, Refusal> {
        let mut rows = commitment::of_edition(self.db(), edition.edition_id).await?;
        rows.retain(|row| match edition.state {
            State::Signed => row.confirmation == Confirmation::Confirmed,
            _ => row.confirmation != Confirmation::Withdrawn,
        });
        Ok(rows.into_iter().map(|row| InEdition { edition: edition.edition, row }).collect())
    }

    /// What was said of pairs, the last of each, by the words that it was said of.
    async fn judged(&self, pairs: &[Pair<'_>]) -> Result<BTreeMap<String, Judged>, Refusal> {
        let keys: BTreeSet<i64> = pairs.iter().filter_map(|(_, after)| Some(after.as_ref()?.row.id)).collect();
        let keys: Vec<i64> = keys.into_iter().collect();
        let of = |piece| {
            let of = judgement::Entity::find().filter(judgement::Column::CommitmentId.is_in(piece));
            of.order_by_asc(judgement::Column::Id)
        };
        let rows = in_pieces(self.db(), &keys, of).await?;
        let names = named(self.db(), rows.iter().filter_map(|row| row.organisation_id)).await?;
        let said = |row: judgement::Model| {
            let by = row.organisation_id.map(|id| Named::of(&names, id));
            (row.compared, Judged { judgement: row.judgement, reason: row.reason, by, on: day_of(row.at) })
        };
        Ok(rows.into_iter().map(said).collect())
    }
}

/// A commitment, in an edition with a number.
#[derive(Clone, Debug)]
struct InEdition {
    edition: i64,
    row: Commitment,
}

type Pair<'a> = (Option<&'a InEdition>, Option<&'a InEdition>);

/// What belongs together: by its ambition line, best of the same owner; of what has none in common by owner and statement. Of two that
/// became one, or one that became two, none is dropped or new.
fn paired<'a>(was: &'a [InEdition], is: &'a [InEdition], kept: impl Fn(i64) -> i64) -> Vec<Pair<'a>> {
    let line = |row: &InEdition| row.row.ambition_line();
    let same_owner = |one: &InEdition, other: &InEdition| kept(one.row.owner_id) == kept(other.row.owner_id);
    let words = |row: &InEdition| row.row.statement.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ");
    let of = |after: &InEdition| {
        let its = || was.iter().filter(|before| line(before) == line(after));
        let by_words = || was.iter().find(|before| same_owner(before, after) && words(before) == words(after));
        its().find(|before| same_owner(before, after)).or(its().next()).or_else(by_words)
    };
    let mut pairs: Vec<Pair<'a>> = is.iter().map(|after| (of(after), Some(after))).collect();
    let lines: BTreeSet<i64> = is.iter().map(line).collect();
    let used: BTreeSet<i64> = pairs.iter().filter_map(|(before, _)| Some(before.as_ref()?.row.wording_id)).collect();
    let dropped = was.iter().filter(|row| !used.contains(&row.row.wording_id) && !lines.contains(&line(row)));
    pairs.extend(dropped.map(|before| (Some(before), None)));
    pairs
}
