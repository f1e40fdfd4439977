//! What an edition changes of the one before it: clauses, wordings, terms with their money effect, parties, services in scope,
//! review days, term. Computed, never typed.

use std::collections::{BTreeMap, BTreeSet};

use sea_orm::{QueryOrder, entity::prelude::*};

use super::{
    Asked,
    changed::{Altered, Changes, CommitmentChange, Effect, Fate, MoneyChange},
    parties, scope_changes,
};
use crate::{
    Read, Reader, Refusal,
    access::Permission,
    agreement::{
        Agreement, State,
        edition::editions,
        paired,
        rules::Force,
        schedules,
        table::{self, edition},
    },
    clause::{
        self,
        comparison::{Patience, compare},
    },
    commitment::{self, Commitment, Confirmation},
    funding::{self, FundingLine},
    organisation::{self, read::Named},
    values::{FinancialYear, Pence, Reference, day},
};

/// What an edition changes of the one that it varies; not found if it varies nothing.
#[derive(Clone, Debug)]
pub struct ChangesOf(pub Asked);

impl Read for ChangesOf {
    const PERMISSION: Permission = Permission::ReadPublished;
    type Answer = Changes;

    async fn answer(&self, reader: &Reader<'_>) -> Result<Changes, Refusal> {
        let (after, _) = reader.agreement(Self::PERMISSION, &self.0).await?;
        let base = after.base_id.ok_or(Refusal::NotFound)?;
        let before = super::edition(reader.db(), base).await?;
        let (was, is) = (reader.contents(&before).await?, reader.contents(&after).await?);
        Ok(Changes {
            edition: after.edition,
            base: before.edition,
            reason: after.reason,
            words: after.reason_words.clone(),
            state: after.state,
            overtakes: reader.overtaken(&after).await?,
            particulars: reader.particulars(&before, &after).await?,
            joining: was.joining(&is),
            leaving: is.leaving(),
            parties: was.parties_changed(&is),
            services: scope_changes::services(reader.db(), reader.viewer(), &before, &after).await?,
            reviews: scope_changes::reviews(reader.db(), &before, &after).await?,
            clauses: compare(&was.text, &is.text, Patience::of_a_page()),
            commitments: commitments(&was, &is),
            money: money(&was, &is),
            effect: effect(&was, &is),
        })
    }
}

impl Reader<'_> {
    /// The editions that wait for their day, signed before, and are overtaken by one that comes earlier.
    async fn overtaken(&self, after: &Agreement) -> Result<Vec<(i64, chrono::NaiveDate)>, Refusal> {
        let Some(own) = after.effective_on else { return Ok(Vec::new()) };
        let signed = editions()
            .filter(edition::Column::AgreementId.eq(after.id))
            .filter(edition::Column::State.eq(State::Signed))
            .filter(edition::Column::Number.lt(after.edition))
            .order_by_asc(edition::Column::Number);
        let signed = paired(signed.all(self.db()).await?);
        let today = self.today();
        let days: Vec<_> = signed.iter().map(|row| (row.edition, row.effective_on)).collect();
        let waits = |row: &&Agreement| matches!(Force::of(row.edition, &days, today), Force::From(_));
        let overtaken = signed.iter().filter(waits).filter_map(|row| Some((row.edition, row.effective_on?)));
        Ok(overtaken.filter(|(_, day)| *day >= own).collect())
    }

    async fn particulars(&self, before: &Agreement, after: &Agreement) -> Result<Vec<Altered>, Refusal> {
        let keys = [before.lead_id, after.lead_id].into_iter().chain(before.coordinator_id).chain(after.coordinator_id);
        let names = organisation::read::named(self.db(), keys).await?;
        let name = |id: Option<i64>| id.map_or("None".to_owned(), |id| Named::of(&names, id).name);
        let on = |day: Option<chrono::NaiveDate>| day.map_or("No day".to_owned(), day::in_words);
        let binds = |binding: bool| if binding { "Yes" } else { "No" }.to_owned();
        Ok(changed([
            ("Title", before.title.clone(), after.title.clone()),
            ("Led by", name(Some(before.lead_id)), name(Some(after.lead_id))),
            ("Coordinated by", name(before.coordinator_id), name(after.coordinator_id)),
            ("Starts", on(before.starts), on(after.starts)),
            ("Ends", on(before.ends), on(after.ends)),
            ("Legally binding", binds(before.binding), binds(after.binding)),
            ("Aims", before.aims.clone(), after.aims.clone()),
        ]))
    }

    /// Everything of an edition that is compared.
    async fn contents(&self, edition: &Agreement) -> Result<Contents, Refusal> {
        let db = self.db();
        let mut parties = parties(db, edition.edition_id).await?;
        let mut commitments = commitment::of_edition(db, edition.edition_id).await?;
        let mut lines = funding::of_edition(db, edition.edition_id).await?;
        let keys = parties
            .iter()
            .map(|row| row.organisation_id)
            .chain(commitments.iter().map(|row| row.owner_id))
            .chain(lines.iter().map(|row| row.organisation_id));
        let keys: Vec<i64> = keys.collect();
        // One body is one body, whichever of its records stands in the one edition and in the other.
        let kept = organisation::read::Kept::of_all(db, keys.iter().copied()).await?;
        parties.iter_mut().for_each(|row| row.organisation_id = kept.of(row.organisation_id));
        commitments.iter_mut().for_each(|row| row.owner_id = kept.of(row.owner_id));
        lines.iter_mut().for_each(|row| row.organisation_id = kept.of(row.organisation_id));
        let names = organisation::read::named(db, keys.into_iter().map(|key| kept.of(key))).await?;
        let clauses = clause::table::Entity::find()
            .filter(clause::table::Column::EditionId.eq(edition.edition_id))
            .all(db)
            .await?;
        let text = schedules::newest(db, edition).await?.map(|revision| revision.text).unwrap_or_default();
        let paid: BTreeMap<i64, Reference> =
            commitments.iter().map(|row| (row.wording_id, row.reference.clone())).collect();
        let mut shares: BTreeMap<i64, Vec<String>> = BTreeMap::new();
        for share in funding::read::shares_of(db, edition.edition_id).await? {
            let of = paid.get(&share.wording_id).map(Reference::to_string).unwrap_or_default();
            shares.entry(share.terms_id).or_default().push(format!("{of} {}", share.pence));
        }
        Ok(Contents {
            parties,
            commitments,
            lines,
            names,
            headings: clauses.into_iter().map(|row| (row.id, row.heading)).collect(),
            shares,
            text,
        })
    }
}

struct Contents {
    parties: Vec<table::party::Model>,
    commitments: Vec<Commitment>,
    lines: Vec<FundingLine>,
    names: std::collections::HashMap<i64, Named>,
    headings: BTreeMap<i64, String>,
    /// In words, by terms.
    shares: BTreeMap<i64, Vec<String>>,
    text: String,
}

impl Contents {
    fn name(&self, id: i64) -> Named {
        Named::of(&self.names, id)
    }

    fn staying(&self) -> impl Iterator<Item = &table::party::Model> {
        self.parties.iter().filter(|party| !party.leaving)
    }

    fn joining(&self, after: &Self) -> Vec<Named> {
        let known: BTreeSet<i64> = self.staying().map(|party| party.organisation_id).collect();
        let joins = after.staying().filter(|party| !known.contains(&party.organisation_id));
        joins.map(|party| after.name(party.organisation_id)).collect()
    }

    fn leaving(&self) -> Vec<Named> {
        let leaves = self.parties.iter().filter(|party| party.leaving);
        leaves.map(|party| self.name(party.organisation_id)).collect()
    }

    fn parties_changed(&self, after: &Self) -> Vec<Altered> {
        let words = |party: &table::party::Model| {
            let signs = if party.signs { "signs" } else { "does not sign" };
            format!("{}, {signs}", party.role.label())
        };
        let both = after.staying().filter_map(|party| {
            let before = self.staying().find(|other| other.organisation_id == party.organisation_id)?;
            Some((after.name(party.organisation_id).name, words(before), words(party)))
        });
        changed(both)
    }

    fn wording(&self, row: &Commitment) -> [(&'static str, String); 6] {
        [
            ("Clause", self.headings.get(&row.clause_id).cloned().unwrap_or_default()),
            ("What is promised", row.statement.clone()),
            ("Measured by", row.measure.clone()),
            ("Target", row.target.clone()),
            ("Due", row.due.map(day::in_words).unwrap_or_default()),
            ("Why it needs no money", row.no_money_because.clone().unwrap_or_default()),
        ]
    }

    fn terms(&self, line: &FundingLine) -> Vec<(&'static str, String)> {
        let mut terms = vec![("Amount", line.amount().to_string())];
        terms.extend(funding::read::terms_in_words(line).into_iter().filter(|(what, _)| *what != "Year"));
        terms.push(("Pays for", self.shares.get(&line.terms_id).map(|of| of.join("; ")).unwrap_or_default()));
        terms
    }
}

/// Those that are not the same.
fn changed<W: Into<String>>(all: impl IntoIterator<Item = (W, String, String)>) -> Vec<Altered> {
    let differing = all.into_iter().filter(|(_, before, after)| before != after);
    differing.map(|(what, before, after)| Altered { what: what.into(), before, after }).collect()
}

fn commitments(was: &Contents, is: &Contents) -> Vec<CommitmentChange> {
    let standing = |contents: &Contents| -> BTreeMap<i64, Commitment> {
        let stand = contents.commitments.iter().filter(|row| row.confirmation != Confirmation::Withdrawn);
        stand.map(|row| (row.id, row.clone())).collect()
    };
    let (before, after) = (standing(was), standing(is));
    let mut all = Vec::new();
    for row in after.values() {
        let told = is.wording(row);
        let (fate, changes) = match before.get(&row.id) {
            None => (Fate::New, changed(told.map(|(what, after)| (what, String::new(), after)))),
            Some(old) => {
                let pairs = was.wording(old).into_iter().zip(told);
                (Fate::Changed, changed(pairs.map(|((what, before), (_, after))| (what, before, after))))
            }
        };
        if !changes.is_empty() {
            all.push(CommitmentChange {
                reference: row.reference.clone(),
                owner: is.name(row.owner_id),
                fate,
                changes,
            });
        }
    }
    for row in before.values().filter(|row| !after.contains_key(&row.id)) {
        let changes = changed(was.wording(row).map(|(what, before)| (what, before, String::new())));
        let owner = was.name(row.owner_id);
        all.push(CommitmentChange { reference: row.reference.clone(), owner, fate: Fate::Gone, changes });
    }
    all.sort_by(|one, other| one.reference.cmp(&other.reference));
    all
}

fn money(was: &Contents, is: &Contents) -> Vec<MoneyChange> {
    let by_line = |contents: &Contents| -> BTreeMap<i64, FundingLine> {
        contents.lines.iter().map(|line| (line.id, line.clone())).collect()
    };
    let (before, after) = (by_line(was), by_line(is));
    let mut all = Vec::new();
    let told = |line: &FundingLine, of: &Contents, fate: Fate, changes: Vec<Altered>| MoneyChange {
        reference: line.reference.clone(),
        party: of.name(line.organisation_id),
        year: line.year,
        fate,
        changes,
    };
    for line in after.values() {
        let now = is.terms(line);
        let (fate, pairs) = match before.get(&line.id) {
            None => (Fate::New, now.into_iter().map(|(what, after)| (what, String::new(), after)).collect()),
            Some(old) => (Fate::Changed, paired_by_name(was.terms(old), now)),
        };
        let changes = changed(pairs);
        if !changes.is_empty() {
            all.push(told(line, is, fate, changes));
        }
    }
    for line in before.values().filter(|line| !after.contains_key(&line.id)) {
        let changes = changed(was.terms(line).into_iter().map(|(what, before)| (what, before, String::new())));
        all.push(told(line, was, Fate::Gone, changes));
    }
    all.sort_by(|one, other| one.reference.cmp(&other.reference));
    all
}

/// What both say by the same name; what only one says stands beside nothing.
fn paired_by_name(
    before: Vec<(&'static str, String)>,
    after: Vec<(&'static str, String)>,
) -> Vec<(&'static str, String, String)> {
    let of = |all: &[(&'static str, String)], what: &str| {
        all.iter().find(|(name, _)| *name == what).map(|(_, words)| words.clone()).unwrap_or_default()
    };
    let mut names: Vec<&'static str> = after.iter().map(|(what, _)| *what).collect();
    names.extend(before.iter().map(|(what, _)| *what).filter(|what| !after.iter().any(|(name, _)| name == what)));
    names.into_iter().map(|what| (what, of(&before, what), of(&after, what))).collect()
}

/// What each party gives in each year, before and after: to the penny, and only where it is not the same.
fn effect(was: &Contents, is: &Contents) -> Vec<Effect> {
    let mut sums: BTreeMap<(i64, FinancialYear), (Pence, Pence)> = BTreeMap::new();
    for line in &was.lines {
        let sum = &mut sums.entry((line.organisation_id, line.year)).or_default().0;
        *sum = *sum + line.pence;
    }
    for line in &is.lines {
        let sum = &mut sums.entry((line.organisation_id, line.year)).or_default().1;
        *sum = *sum + line.pence;
    }
    let differing = sums.into_iter().filter(|(_, (before, after))| before != after);
    let mut all: Vec<Effect> = differing
        .map(|((party, year), (before, after))| {
            let named = if is.names.contains_key(&party) { is.name(party) } else { was.name(party) };
            Effect { party: named, year, before, after }
        })
        .collect();
    all.sort_by(|one, other| (&one.party.name, one.year).cmp(&(&other.party.name, other.year)));
    all
}
