//! How each thing that is taken over comes into the agreement that is drafted.

use std::collections::{BTreeMap, VecDeque};

use sea_orm::{Set, entity::prelude::*};

use super::{AddParty, RemoveParty, SaveText, carrying, copying};
use crate::{
    Change, Deed, Refusal,
    agreement::{
        Agreement, read,
        renewing::{Carried, Key, Promise, clauses_of},
        schedules,
        table::{review_day, scheme},
    },
    clause,
    commitment::{
        self, Commitment, Confirmation,
        deeds::{EditCommitment, WithdrawCommitment, Wording},
    },
    funding::{self, FundingLine, Responsibility, table::share},
    organisation,
    values::Reference,
};

/// As the trail calls money that is on other terms since.
const OTHER_TERMS: &str = "took over the terms of another edition of a renewed agreement";

/// As the trail calls money that is given no more.
const NO_MORE: &str = "took out money that a renewed agreement has no more";

/// What one edition hands on, what another does, and where to.
pub(super) struct TakingOver<'a> {
    pub change: &'a Change,
    pub agreement: &'a Reference,
    pub was: &'a Carried,
    pub is: &'a Carried,
}

impl TakingOver<'_> {
    /// Whoever joins comes first, and whoever leaves last: what they promise and pay stands between.
    pub async fn all(&self, chosen: &[Key]) -> Result<(), Refusal> {
        let parties = || chosen.iter().filter_map(|key| if let Key::Party(body) = key { Some(*body) } else { None });
        for body in parties().filter(|body| self.party(*body).is_some()) {
            self.joins(body).await?;
        }
        let clauses: Vec<&str> = chosen
            .iter()
            .filter_map(|key| if let Key::Clause(anchor) = key { Some(anchor.as_str()) } else { None })
            .collect();
        let gone = |anchor: &&str| !clauses_of(self.is).contains_key(*anchor);
        let (gone, here): (Vec<&str>, Vec<&str>) = clauses.into_iter().partition(gone);
        self.clauses(&here).await?;
        for key in chosen {
            match key {
                Key::Commitment(id) => self.commitment(*id).await?,
                Key::Money(id) => self.money(*id).await?,
                Key::Service(id) => self.service(*id).await?,
                Key::Reviews => self.reviews().await?,
                Key::Party(_) | Key::Clause(_) => {}
            }
        }
        // By now no commitment of theirs stands under them.
        self.clauses(&gone).await?;
        for body in parties().filter(|body| self.party(*body).is_none()) {
            self.leaves(body).await?;
        }
        Ok(())
    }

    /// The agreement as it is by now.
    async fn drafted(&self) -> Result<Agreement, Refusal> {
        Ok(read::locked(self.change, self.agreement).await?.0)
    }

    fn party(&self, body: i64) -> Option<&crate::agreement::table::party::Model> {
        self.is.parties.iter().find(|row| row.organisation_id == body)
    }

    /// Joins, or takes part otherwise.
    async fn joins(&self, body: i64) -> Result<(), Refusal> {
        let (Some(joins), drafted) = (self.party(body), self.drafted().await?) else { return Ok(()) };
        let here = read::parties(&self.change.tx, drafted.edition_id).await?;
        if let Some(row) = here.into_iter().find(|row| row.organisation_id == body) {
            let mut row: crate::agreement::table::party::ActiveModel = row.into();
            (row.role, row.speaks_as, row.signs) = (Set(joins.role), Set(joins.speaks_as), Set(joins.signs));
            row.update(&self.change.tx).await?;
            return Ok(());
        }
        let add = AddParty {
            agreement: self.agreement.clone(),
            organisation: organisation::read::by_id(&self.change.tx, body).await?.reference,
            role: joins.role,
            speaks_as: joins.speaks_as,
            signs: joins.signs,
            seen: drafted.version,
        };
        add.act(self.change, drafted).await
    }

    async fn leaves(&self, body: i64) -> Result<(), Refusal> {
        let drafted = self.drafted().await?;
        let here = read::parties(&self.change.tx, drafted.edition_id).await?;
        if !here.iter().any(|row| row.organisation_id == body) {
            return Ok(());
        }
        let organisation = organisation::read::by_id(&self.change.tx, body).await?.reference;
        let remove = RemoveParty { agreement: self.agreement.clone(), organisation, seen: drafted.version };
        remove.act(self.change, drafted).await
    }

    /// Clauses as they are said now, those that are gone taken out; a new one stands behind the clause that it follows there.
    async fn clauses(&self, anchors: &[&str]) -> Result<(), Refusal> {
        if anchors.is_empty() {
            return Ok(());
        }
        let drafted = self.drafted().await?;
        let newest = schedules::newest(&self.change.tx, &drafted).await?;
        let (base, text) = newest.map_or((0, String::new()), |revision| (revision.number, revision.text));
        let text = with_clauses(&text, &self.is.text, anchors);
        let save = SaveText { agreement: self.agreement.clone(), base, text };
        save.act(self.change, drafted).await.map(|_| ())
    }

    /// The commitments here on the ambition line of one there.
    async fn on_its_line(&self, line: i64) -> Result<Vec<Commitment>, Refusal> {
        let mut rows = commitment::of_edition(&self.change.tx, self.drafted().await?.edition_id).await?;
        rows.retain(|row| row.ambition_line() == line && row.confirmation != Confirmation::Withdrawn);
        Ok(rows)
    }

    async fn commitment(&self, id: i64) -> Result<(), Refusal> {
        let of = |carried: &Carried| carried.promises.iter().find(|promise| promise.row.id == id).cloned();
        let Some(promise) = of(self.is) else {
            let Some(gone) = of(self.was) else { return Ok(()) };
            for row in self.on_its_line(gone.row.ambition_line()).await? {
                let why = format!("Edition {} of {} does not promise it", self.is.of.edition, self.is.of.reference);
                let withdraw = WithdrawCommitment { commitment: row.reference.clone(), seen: row.version, why };
                let agreement = self.drafted().await?;
                withdraw.act(self.change, (row, agreement)).await?;
            }
            return Ok(());
        };
        let here = self.on_its_line(promise.row.ambition_line()).await?;
        for row in &here {
            self.reword(row, &promise).await?;
        }
        for owner in promise.owners.iter().filter(|owner| !here.iter().any(|row| row.owner_id == **owner)) {
            let drafted = self.drafted().await?;
            let clause = self.clause(&drafted, &promise.anchor).await?;
            carrying::promised(self.change, &drafted, &promise.row, clause, *owner).await?;
        }
        Ok(())
    }

    async fn reword(&self, row: &Commitment, promise: &Promise) -> Result<(), Refusal> {
        let said = &promise.row;
        let wording = Wording {
            clause: promise.anchor.clone(),
            statement: said.statement.clone(),
            measure: said.measure.clone(),
            target: said.target.clone(),
            due: said.due,
            no_money_because: said.no_money_because.clone(),
        };
        let edit = EditCommitment { commitment: row.reference.clone(), seen: row.version, wording };
        edit.act(self.change, (row.clone(), self.drafted().await?)).await.map(|_| ())
    }

    async fn clause(&self, drafted: &Agreement, anchor: &str) -> Result<i64, Refusal> {
        let clause = clause::table::Entity::find()
            .filter(clause::table::Column::EditionId.eq(drafted.edition_id))
            .filter(clause::table::Column::Anchor.eq(anchor))
            .filter(clause::table::Column::Standing.eq(true));
        let found = clause.one(&self.change.tx).await?;
        found.map(|clause| clause.id).ok_or_else(|| {
            Refusal::rule("A commitment stands under a clause that is not here", "Take its clause over, too")
        })
    }

    async fn money(&self, id: i64) -> Result<(), Refusal> {
        let drafted = self.drafted().await?;
        let lines = funding::of_edition(&self.change.tx, drafted.edition_id).await?;
        let here = lines.into_iter().find(|line| line.continues_id == Some(id));
        match (self.is.money.iter().find(|line| line.id == id), here) {
            (Some(line), None) => {
                let written = carrying::paid(self.change, &drafted, line).await?;
                self.shares(line, &written).await
            }
            (Some(line), Some(here)) => {
                share::Entity::delete_many()
                    .filter(share::Column::TermsId.eq(here.terms_id))
                    .exec(&self.change.tx)
                    .await?;
                let after = self.on_terms(&here, line).await?;
                self.shares(line, &after).await
            }
            (None, Some(here)) => {
                share::Entity::delete_many()
                    .filter(share::Column::TermsId.eq(here.terms_id))
                    .exec(&self.change.tx)
                    .await?;
                let mut row = here.row();
                row.withdrawn = Set(true);
                row.version = Set(here.version + 1);
                let after = here.on(row.update(&self.change.tx).await?);
                self.change.record(NO_MORE, &after.reference, Some(&here), &after);
                Ok(())
            }
            (None, None) => Ok(()),
        }
    }

    async fn on_terms(&self, here: &FundingLine, line: &FundingLine) -> Result<FundingLine, Refusal> {
        let mut row = here.row();
        row.service_id = Set(line.service_id);
        row.service_name = Set(line.service_name.clone());
        row.pence = Set(line.pence);
        row.precision = Set(line.precision);
        row.arrangement = Set(line.arrangement);
        row.spending = Set(line.spending);
        row.recurrence = Set(line.recurrence);
        row.certainty = Set(line.certainty);
        row.tolerance_from = Set(line.tolerance_from);
        row.tolerance_to = Set(line.tolerance_to);
        row.note = Set(line.note.clone());
        row.responsibility = Set(Responsibility::Unassigned);
        row.version = Set(here.version + 1);
        let after = here.on(row.update(&self.change.tx).await?);
        self.change.record(OTHER_TERMS, &after.reference, Some(here), &after);
        Ok(after)
    }

    /// What a line pays for here, as it does there; never more than one commitment on a line, which would be a guess.
    async fn shares(&self, there: &FundingLine, here: &FundingLine) -> Result<(), Refusal> {
        for paid in self.is.shares.iter().filter(|share| share.terms_id == there.terms_id) {
            let of = self.is.promises.iter().find(|promise| promise.row.wording_id == paid.wording_id);
            let Some(of) = of else { continue };
            if let [commitment] = self.on_its_line(of.row.ambition_line()).await?.as_slice() {
                copying::share(self.change, here.terms_id, commitment.wording_id, paid.pence).await?;
            }
        }
        Ok(())
    }

    async fn service(&self, id: i64) -> Result<(), Refusal> {
        let edition = self.drafted().await?.edition_id;
        let here = scheme::Entity::delete_many()
            .filter(scheme::Column::EditionId.eq(edition))
            .filter(scheme::Column::ServiceId.eq(id));
        here.exec(&self.change.tx).await?;
        if let Some(row) = self.is.schemes.iter().find(|row| row.service_id == id) {
            copying::service(self.change, row.clone(), edition, row.host_id).await?;
        }
        Ok(())
    }

    async fn reviews(&self) -> Result<(), Refusal> {
        let edition = self.drafted().await?.edition_id;
        let here = review_day::Entity::delete_many().filter(review_day::Column::EditionId.eq(edition));
        here.exec(&self.change.tx).await?;
        for on in &self.is.reviews {
            copying::review(self.change, edition, *on).await?;
        }
        Ok(())
    }
}

/// A text with some of its clauses as another says them: replaced, taken out, or behind the clause that they follow there.
fn with_clauses(text: &str, other: &str, anchors: &[&str]) -> String {
    let mut pieces: Vec<(String, String)> =
        clause::pieces(text).into_iter().map(|piece| (piece.anchor, piece.text)).collect();
    let there = clause::pieces(other);
    let said: BTreeMap<&str, &str> = there.iter().map(|piece| (piece.anchor.as_str(), piece.text.as_str())).collect();
    pieces.retain(|(anchor, _)| !anchors.contains(&anchor.as_str()) || said.contains_key(anchor.as_str()));
    for (anchor, text) in &mut pieces {
        if let Some(said) = said.get(anchor.as_str()).filter(|_| anchors.contains(&anchor.as_str())) {
            *text = (*said).to_owned();
        }
    }
    for (at, piece) in there.iter().enumerate().filter(|(_, piece)| anchors.contains(&piece.anchor.as_str())) {
        if pieces.iter().any(|(anchor, _)| *anchor == piece.anchor) {
            continue;
        }
        let follows = at.checked_sub(1).and_then(|before| there.get(before)).map(|before| &before.anchor);
        let place = follows.and_then(|follows| pieces.iter().position(|(anchor, _)| anchor == follows));
        let place = place.map_or(pieces.len(), |place| place + 1);
        pieces.insert(place, (piece.anchor.clone(), piece.text.clone()));
    }
    let written: Vec<&str> = pieces.iter().map(|(_, text)| text.as_str()).collect();
    // The anchors are written into the headings again, in the order in which they stand.
    let mut anchors: VecDeque<String> =
        pieces.iter().filter(|(anchor, _)| !anchor.is_empty()).map(|(anchor, _)| anchor.clone()).collect();
    clause::anchored(&format!("{}\n", written.join("\n\n")), || anchors.pop_front().unwrap_or_default()).0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chosen_clauses_are_as_the_other_text_says_them_and_no_others() {
        let text = "# Title\n\n## One {#c-one}\n\nMine.\n\n## Two {#c-two}\n\nMine.\n\n## Four {#c-four}\n\nMine.\n";
        let other =
            "# Other\n\n## One {#c-one}\n\nTheirs.\n\n## Two {#c-two}\n\nTheirs.\n\n## Three {#c-three}\n\nTheirs.\n";
        assert_eq!(
            with_clauses(text, other, &["c-two", "c-three", "c-four"]),
            "# Title\n\n## One {#c-one}\n\nMine.\n\n## Two {#c-two}\n\nTheirs.\n\n## Three {#c-three}\n\nTheirs.\n"
        );
        assert_eq!(with_clauses(text, other, &[]), text);
    }
}
