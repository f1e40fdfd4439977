//! Who took over from whom, as a list has it. What a person has entered is never changed.

use serde::{Deserialize, Serialize};

use super::add_successor::{noted, succeed};
use crate::{
    Change, Deed, Refusal,
    access::{Permission, Standing},
    organisation::{read, table},
    values::Identifier,
};

/// Bodies that closed and the ones that took over, each by an identifier.
#[derive(Clone, Debug)]
pub struct ImportSuccessors {
    /// What the audit trail says it came from: the file's name.
    pub source: String,
    pub successors: Vec<Successor>,
}

/// For which area one of several successors answers, until somebody says it more closely.
const A_PART: &str = "A part of it";

/// One of them.
#[derive(Clone, Debug)]
pub struct Successor {
    pub organisation: Identifier,
    pub successor: Identifier,
    /// Others took over from it, too; the list does not say which part went to whom.
    pub shared: bool,
}

/// How many were named, and which could not be.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Linked {
    pub added: u64,
    /// Said so before, by a list or a person.
    pub known: u64,
    /// In words, why one could not be used.
    pub left_out: Vec<String>,
}

impl Deed for ImportSuccessors {
    const NAME: &'static str = "imported successors";
    const PERMISSION: Permission = Permission::KeepRegister;
    type Subject = ();
    type Done = Linked;

    async fn open(&self, _: &Change) -> Result<((), Standing), Refusal> {
        Ok(((), Standing::OPEN))
    }

    async fn act(&self, change: &Change, (): ()) -> Result<Linked, Refusal> {
        let mut done = Linked::default();
        for Successor { organisation, successor, shared } in &self.successors {
            let (before, after) = (by_identifier(change, organisation).await?, by_identifier(change, successor).await?);
            match (before, after) {
                (Some(before), Some(after)) if before.id != after.id => {
                    let area = shared.then(|| A_PART.to_owned());
                    link(change, &before, &after, area, &mut done).await?;
                }
                (Some(_), Some(_)) => done.left_out.push(format!("{organisation} would succeed itself")),
                (None, _) => done.left_out.push(format!("{organisation} is not in the register")),
                (_, None) => done.left_out.push(format!("{successor}, after {organisation}, is not in the register")),
            }
        }
        change.record(Self::NAME, &self.source, None, &done);
        Ok(done)
    }
}

async fn by_identifier(change: &Change, identifier: &Identifier) -> Result<Option<table::Model>, Refusal> {
    Ok(read::by_identifiers(&change.tx, std::slice::from_ref(identifier)).await?)
}

/// From the day on which the successor began, else the day on which the other ended.
async fn link(
    change: &Change,
    before: &table::Model,
    after: &table::Model,
    area: Option<String>,
    done: &mut Linked,
) -> Result<(), Refusal> {
    match noted(change, before, after).await? {
        Some(row) if row.withdrawn => {
            done.left_out.push(format!("somebody withdrew that {} took over from {}", after.name, before.name));
            return Ok(());
        }
        Some(_) => {
            done.known += 1;
            return Ok(());
        }
        None => {}
    }
    let began_after = after.opened.filter(|opened| before.opened.is_none_or(|before| before < *opened));
    match began_after.or(before.closed) {
        Some(from) => {
            succeed(change, before, after, from, area).await?;
            done.added += 1;
        }
        None => done.left_out.push(format!("no day is known on which {} took over from {}", after.name, before.name)),
    }
    Ok(())
}
