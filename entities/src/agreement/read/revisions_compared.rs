//! Two revisions of an agreement, compared.

use super::RevisionRow;
use crate::{
    Read, Reader, Refusal,
    access::Permission,
    agreement::{schedules, table::revision},
    clause::comparison::{Comparison, Patience, compare},
    values::Reference,
};

/// Two revisions of an agreement that a viewer may read; unless others are asked for, the newest two.
#[derive(Clone, Debug)]
pub struct RevisionsCompared {
    pub agreement: Reference,
    /// The number of the first; else the one before the second.
    pub from: Option<i64>,
    /// The number of the second; else the newest.
    pub to: Option<i64>,
}

/// What can be compared, and what was.
#[derive(Clone, Debug)]
pub struct ComparedRevisions {
    /// Those that the viewer may read, the newest first.
    pub all: Vec<RevisionRow>,
    /// `None` if there are no two.
    pub pair: Option<RevisionPair>,
}

/// What two revisions differ in.
#[derive(Clone, Debug)]
pub struct RevisionPair {
    pub from: RevisionRow,
    pub to: RevisionRow,
    pub text: Comparison,
    /// The particulars, the commitments and the money as they were printed; only if both revisions were sent for approval.
    pub printed: Option<[Comparison; 3]>,
}

impl Read for RevisionsCompared {
    const PERMISSION: Permission = Permission::ReadPublished;
    type Answer = ComparedRevisions;

    async fn answer(&self, reader: &Reader<'_>) -> Result<ComparedRevisions, Refusal> {
        let (_, rows) = reader.revisions(Self::PERMISSION, &self.agreement).await?;
        let numbered = |number: i64| rows.iter().position(|(_, row)| row.number == number).ok_or(Refusal::NotFound);
        let to = self.to.map_or(Ok(0), numbered)?;
        // The newest first: the one before it stands behind it.
        let from = self.from.map_or(Ok(to + 1), numbered)?;
        let pair = match (rows.get(from), rows.get(to)) {
            (Some((first, from)), Some((second, to))) => {
                Some(pair(from, to, [reader.revision(*first).await?, reader.revision(*second).await?])?)
            }
            _ => None,
        };
        Ok(ComparedRevisions { all: rows.into_iter().map(|(_, row)| row).collect(), pair })
    }
}

fn pair(from: &RevisionRow, to: &RevisionRow, both: [revision::Model; 2]) -> Result<RevisionPair, Refusal> {
    if let Some(other) = both.iter().find(|revision| !schedules::is_as_hashed(revision)) {
        return Err(Refusal::rule(
            format!(
                "Revision {} is not the text whose hash is on record: it was changed outside the register",
                other.number
            ),
            "Do not rely on it. Whoever runs the register finds out what was changed with “concordat audit verify”",
        ));
    }
    let patience = Patience::of_a_page();
    let [first, second] = &both;
    let text = compare(&first.text, &second.text, patience);
    let printed = (first.frozen && second.frozen).then(|| {
        [
            compare(&first.head, &second.head, patience),
            compare(&first.commitments_schedule, &second.commitments_schedule, patience),
            compare(&first.money_schedule, &second.money_schedule, patience),
        ]
    });
    Ok(RevisionPair { from: from.clone(), to: to.clone(), text, printed })
}
