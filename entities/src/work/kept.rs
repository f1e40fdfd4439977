//! Duties are rows, and read by an index.

use std::collections::BTreeSet;

use sea_orm::{Condition, PaginatorTrait, QueryOrder, QuerySelect, QueryTrait, entity::prelude::*};

use super::{
    Item, Task,
    duties::{self, Making},
    table::{self, NO_DATE},
};
use crate::{
    Refusal, Register,
    access::{Person, Role, Viewer},
    agreement::{
        self, Agreement, State,
        table::{edition, party, signature},
    },
    clock::Clock,
    commitment, funding,
    kept::Compared,
    organisation,
};

/// So many of each list are shown at once, the first by their day.
pub const MOST: u64 = 100;

/// Brings the duties of an agreement in step.
pub(crate) async fn bring_in_step(db: &impl ConnectionTrait, clock: Clock, agreement: i64) -> Result<(), DbErr> {
    // A deed on a body reaches its agreements without holding them: two at once would both write.
    agreement::table::Entity::find_by_id(agreement).lock_exclusive().one(db).await?;
    compared(db, clock, agreement).await?.bring_in_step(db).await
}

async fn compared(db: &impl ConnectionTrait, clock: Clock, agreement: i64) -> Result<Compared<table::Model>, DbErr> {
    Ok(Compared::of(there(db, agreement).await?, of_agreement(db, clock, agreement).await?, is_same))
}

/// The agreements that are being made and at whose table a body sits.
pub(crate) async fn agreements_of(db: &impl ConnectionTrait, organisation: i64) -> Result<BTreeSet<i64>, DbErr> {
    let parties = party::Entity::find().filter(party::Column::OrganisationId.eq(organisation));
    let parties = parties.select_only().column(party::Column::EditionId).into_query();
    let has =
        Condition::any().add(edition::Column::LeadId.eq(organisation)).add(edition::Column::Id.in_subquery(parties));
    let made = edition::Entity::find().filter(edition::Column::State.is_in(State::BEING_MADE)).filter(has);
    Ok(made.all(db).await?.into_iter().map(|row| row.agreement_id).collect())
}

fn is_same(one: &table::Model, other: &table::Model) -> bool {
    table::Model { id: 0, ..one.clone() } == table::Model { id: 0, ..other.clone() }
}

/// The rows that are kept.
async fn there(db: &impl ConnectionTrait, agreement: i64) -> Result<Vec<table::Model>, DbErr> {
    let editions = edition::Entity::find().select_only().column(edition::Column::Id);
    let editions = editions.filter(edition::Column::AgreementId.eq(agreement)).into_query();
    table::Entity::find().filter(table::Column::EditionId.in_subquery(editions)).all(db).await
}

/// The rows as the records say now.
async fn of_agreement(db: &impl ConnectionTrait, clock: Clock, id: i64) -> Result<Vec<table::Model>, DbErr> {
    let made = agreement::editions()
        .filter(edition::Column::AgreementId.eq(id))
        .filter(edition::Column::State.is_in(State::BEING_MADE))
        .filter(edition::Column::SetAside.eq(false));
    let mut duties = Vec::new();
    for edition in agreement::paired(made.all(db).await?) {
        duties.extend(of_edition(db, clock, &edition).await?);
    }
    Ok(duties)
}

async fn of_edition(db: &impl ConnectionTrait, clock: Clock, edition: &Agreement) -> Result<Vec<table::Model>, DbErr> {
    let signed = match edition.revision_id {
        Some(revision) => {
            let given = signature::Entity::find().filter(signature::Column::RevisionId.eq(revision)).all(db).await?;
            given.into_iter().map(|row| row.organisation_id).collect()
        }
        None => BTreeSet::new(),
    };
    Ok(duties::of(&Making {
        edition,
        facts: &agreement::deeds::facts(db, edition, clock.today()).await?,
        parties: &agreement::read::parties(db, edition.edition_id).await?,
        commitments: &commitment::of_edition(db, edition.edition_id).await?,
        money: &funding::of_edition(db, edition.edition_id).await?,
        signed: &signed,
    }))
}

/// The duties that somebody with a role has.
fn tasks(has: impl Fn(Role) -> bool) -> Vec<Task> {
    use Task::{Answer, AnswerCost, Approve, Negotiate, Reword, SettleCost, Sign, Step, Wait};
    let speaks = has(Role::Partner) || has(Role::Signatory) || has(Role::Commissioner);
    let of = |able: bool, tasks: &[Task]| if able { tasks.to_vec() } else { Vec::new() };
    [
        of(speaks, &[Answer, AnswerCost, Approve, Negotiate]),
        of(has(Role::Signatory), &[Sign]),
        of(has(Role::Commissioner), &[SettleCost, Reword, Step, Wait]),
    ]
    .concat()
}

impl Register {
    /// What of agreements that are being made waits for a person, or what the person waits for: the first by their day, and how
    /// many there are.
    pub(super) async fn duties(&self, person: &Person, waits: bool) -> Result<(Vec<Item>, u64), Refusal> {
        let db = self.reader();
        let tasks = tasks(|role| person.roles.has(role));
        let all = table::Entity::find()
            .filter(table::Column::OrganisationId.eq(person.organisation.id))
            .filter(table::Column::Waits.eq(waits))
            // A row is shown only to who may read what it names.
            .filter(table::Column::EditionId.in_subquery(agreement::read::inside_keys(&Viewer::Person(person.clone()))))
            .filter(table::Column::Task.is_in(tasks));
        let count = all.clone().count(db).await?;
        let rows = all.order_by_asc(table::Column::Due).order_by_asc(table::Column::Record).limit(MOST).all(db).await?;
        let names = organisation::read::named(db, rows.iter().filter_map(|row| row.about_id)).await?;
        let item = |row: table::Model| {
            let words = match row.about_id {
                Some(about) => format!("{} {}", organisation::read::Named::of(&names, about).name, row.words),
                None => row.words,
            };
            let record = row.record.parse().map_err(|_| Refusal::broken("a duty is about no record"))?;
            Ok(Item { task: row.task, record, words, due: Some(row.due).filter(|due| *due != NO_DATE) })
        };
        Ok((rows.into_iter().map(item).collect::<Result<_, Refusal>>()?, count))
    }

    /// Makes every row anew, for a register of before.
    ///
    /// # Errors
    /// The database's.
    pub(crate) async fn keep_duties(&self) -> Result<(), Refusal> {
        for agreement in self.all_agreements().await? {
            let tx = self.begin().await?;
            bring_in_step(&tx, self.clock(), agreement).await?;
            tx.commit().await?;
        }
        Ok(())
    }

    /// The duties that are kept and should not be, and those that should be and are not, each as a line of text.
    ///
    /// # Errors
    /// The database's.
    pub(crate) async fn duties_out_of_step(&self) -> Result<Vec<String>, Refusal> {
        let db = self.reader();
        let mut told = Vec::new();
        for agreement in self.all_agreements().await? {
            let Compared { lacking, left } = compared(db, self.clock(), agreement).await?;
            told.extend(lacking.iter().map(|row| format!("“{}” is not kept of {}", row.words, row.record)));
            told.extend(left.iter().map(|row| format!("“{}” is kept of {} and waits no more", row.words, row.record)));
        }
        Ok(told)
    }

    async fn all_agreements(&self) -> Result<Vec<i64>, Refusal> {
        let keys = agreement::table::Entity::find().select_only().column(agreement::table::Column::Id);
        Ok(keys.into_tuple().all(self.reader()).await?)
    }
}
